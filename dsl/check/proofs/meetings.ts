/** Anonymous answers and guides: CY4403, CY4406, CY4501, CY4502, CY4505, CY5005. */
import type { Code, Values } from '../../diagnostic.js';
import type { Doer, Guide, Stage } from '../../model/stage.js';
import type { Id, Ruled, Src } from '../../model/values.js';
import { kindInWords } from '../../model/build/context.js';
import { compare, decimal, micros, sum } from '../exact.js';
import { pairs, rulesOf } from '../winners.js';
import { activitiesIn } from './fillers.js';
import { exampleOf, type Proof } from './proof.js';

/** For every stage, with the rules that hold for each mix of segments. */
export function proveMeetings(proof: Proof): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    proveAnonymity(proof, stage);
    for (const { guide, src } of guidesIn(stage.guide)) proveGuide(proof, stage, guide, src);
    proveGroups(proof, stage);
  }
}

/** Fewer answers than these and one of them can be worked out by somebody who gave another. */
const SAFE = 3;

function proveAnonymity(proof: Proof, stage: Stage): void {
  const { scope, precedence } = proof;
  const some = stage.anonymous.unless.length + stage.doer.unless.length > 0;
  const promises = rulesOf(stage.anonymous, scope, precedence);
  const askings = rulesOf(stage.doer, scope, precedence);
  const weak = pairs(scope, promises, askings, (a, b) => weakness(stage, a.value, b.value) !== null);
  for (const { a, b, person } of weak) {
    const found = weakness(stage, a.value, b.value);
    if (found) proof.report(found.code, a.src, found.values, some ? exampleOf(proof, person) : {});
  }
}

/** Why a promise of anonymity cannot be kept, or would show nothing. */
function weakness(
  stage: Stage,
  shownFrom: number | null,
  doer: Doer | null,
): { code: Code; values: Values } | null {
  if (shownFrom === null || !doer || doer.who.by === 'all') return null;
  const peers = doer.who.by === 'peers' ? doer.who : { from: 1, to: 1 };
  if (peers.to < shownFrom) return { code: 'CY4403', values: { n: peers.to, m: shownFrom } };
  if (peers.from < shownFrom) return { code: 'CY5005', values: { n: peers.from, m: shownFrom } };
  if (shownFrom >= SAFE) return null;
  const reason =
    shownFrom === 1
      ? 'A single answer would be shown, and everybody knows who was asked'
      : 'Of two answers, each of the two who gave them knows the other';
  return { code: 'CY4406', values: { stage: `"${stage.name}"`, reason } };
}

function guidesIn(ruled: Ruled<Guide>): { guide: Guide; src: Src }[] {
  const own = ruled.value ? [{ guide: ruled.value, src: ruled.src }] : [];
  return [...own, ...ruled.unless.flatMap((exception) => guidesIn(exception.rule))];
}

function proveGuide(proof: Proof, stage: Stage, guide: Guide, src: Src): void {
  const bare = guide.shares.filter((share) => share.limit === 'target');
  const total = sum(bare.map((share) => share.percent));
  const levels = levelsOf(proof, stage);
  const whole = levels.length > 0 && levels.every((id) => bare.some((share) => share.levels.includes(id)));
  const wrong = whole ? compare(total, '100') !== 0 : compare(total, '100') > 0;
  if (bare.length > 0 && wrong) {
    const last = bare[bare.length - 1];
    const at = bare[0] && last ? { ...bare[0].src, to: last.src.to } : src;
    proof.report('CY4501', at, { sum: `${total}%` }, { label: `${total}%` });
    return;
  }
  const reason = impossible(proof, stage, guide);
  if (reason !== null) return proof.report('CY4501', src, { reason });
  for (const share of guide.shares) proveShare(proof, stage, guide, share);
}

type Share = Guide['shares'][number];

/** What a share leaves for its levels, in millionths of a percent. */
function boundsOf({ limit, percent }: Share, { withinPoints }: Guide): { low: bigint; high: bigint } {
  const [at, within, all] = [micros(percent), micros(withinPoints), micros('100')];
  if (limit === 'atMost') return { low: 0n, high: at };
  if (limit === 'atLeast') return { low: at, high: all };
  return { low: at > within ? at - within : 0n, high: at + within };
}

/** Why no distribution fits: too much is asked of levels apart, too little is left for all of them, or one share asks for more than a wider one allows. */
function impossible(proof: Proof, stage: Stage, guide: Guide): string | null {
  if (guide.shares.some(({ levels }) => levels.length === 0)) return null;
  const shares = guide.shares.map((share) => ({ ...share, ...boundsOf(share, guide) }));
  const apart = shares.filter((share, i) =>
    shares.slice(0, i).every((other) => !share.levels.some((level) => other.levels.includes(level))),
  );
  const least = apart.reduce((so, { low }) => so + low, 0n);
  if (least > micros('100')) return `its levels need ${decimal(least)}% together`;
  const levels = levelsOf(proof, stage);
  const whole = levels.every((level) => shares.some((share) => share.levels.includes(level)));
  const most = shares.reduce((so, { high }) => so + high, 0n);
  if (levels.length > 0 && whole && most < micros('100'))
    return `all levels together reach ${decimal(most)}%`;
  for (const narrow of shares) {
    const wide = shares.find(
      (other) => other.high < narrow.low && narrow.levels.every((level) => other.levels.includes(level)),
    );
    if (!wide) continue;
    const names = (share: Share) => levelNames(proof, stage, share.levels);
    return `${names(narrow)} need ${decimal(narrow.low)}%, and ${names(wide)} may have ${decimal(wide.high)}%`;
  }
  return null;
}

/** A share below one person cannot be met, unless nobody at all meets it too. */
function proveShare(proof: Proof, stage: Stage, guide: Guide, share: Guide['shares'][number]): void {
  const people = micros(share.percent) * BigInt(guide.groupsOf);
  const none =
    share.limit === 'atMost' ||
    people === 0n ||
    (share.limit === 'target' && compare(share.percent, guide.withinPoints) <= 0);
  if (none || people >= micros('100')) return;
  const size = (micros('100') + micros(share.percent) - 1n) / micros(share.percent);
  const names = levelNames(proof, stage, share.levels);
  const values = { percent: `${share.percent}%`, n: guide.groupsOf, level: names, size: String(size) };
  proof.report('CY4502', share.src, values, { label: `${decimal(people / 100n)} people` });
}

/** The levels of the rating a stage is about. */
function levelsOf(proof: Proof, stage: Stage): Id[] {
  const rated = activitiesIn(stage).find((activity) => 'rating' in activity);
  const id = rated && 'rating' in rated ? rated.rating : 'overall';
  const scale = proof.cycle.ratings.find((rating) => rating.id === id)?.scale;
  return proof.model.scales.find((s) => s.id === scale)?.levels.map((level) => level.id) ?? [];
}

function levelNames(proof: Proof, stage: Stage, ids: readonly Id[]): string {
  const all = proof.model.scales.flatMap((scale) => scale.levels);
  const mine = levelsOf(proof, stage);
  return ids
    .map((id) => `"${all.find((level) => level.id === id && mine.includes(id))?.name ?? id}"`)
    .join(' and ');
}

/** Groups are made by fields with few values that people know. */
function proveGroups(proof: Proof, stage: Stage): void {
  const { fields } = proof.model;
  const known = fields.filter((f) => GROUPING.includes(f.type.kind)).map((f) => f.name);
  for (const activity of activitiesIn(stage)) {
    if (activity.do !== 'calibrates') continue;
    for (const id of activity.by) {
      const field = fields.find((f) => f.id === id);
      if (!field || GROUPING.includes(field.type.kind)) continue;
      const at = wordAt(proof, stage, id) ?? stage.activities.src;
      proof.report('CY4505', at, { field: field.name, kind: kindInWords(field.type), known });
    }
  }
}
const GROUPING: readonly string[] = ['oneOf', 'text', 'person'];

function wordAt(proof: Proof, stage: Stage, id: Id): Src | undefined {
  const line = proof.blockOf(stage)?.lines.find((l) => l.kind === 'calibrates');
  return line?.kind === 'calibrates' ? line.by.find((word) => word.text === id)?.at : undefined;
}
