/** A result as somebody may read it: what was released to their role, as it stood then. Pure; nothing is shown before its release. */
import type { Id, Role } from '../../../dsl/index.js';
import type { RatingEntry } from '../../../workflows/index.js';
import type { Case } from '../../participants/contract.js';
import { rulesOf } from '../../tasks/rules.js';
import { evidenceOf, type EvidenceBlock, shownAnswers } from './evidence.js';

export type ShownRating = {
  name: string;
  /** The level, or the result beside the scale. */
  level: string;
  score: string | null;
  /** How it came about, when somebody other than the rule decided: "after calibration". */
  how: string | null;
  at: number;
};
export type ResultView = { ratings: ShownRating[]; parts: EvidenceBlock[]; releasedAt: number | null };

/** What was released to a role. Empty before the release. */
export function releasedTo(kase: Case, role: Role['role'], readerId: string): ResultView {
  const own = kase.file.released.filter((release) => release.to.role === role && release.at <= kase.now);
  const ratings = own
    .filter(({ kind }) => kind === 'rating')
    .flatMap(({ what, at }) => shownRating(kase, what, at) ?? []);
  const parts = own
    .filter(({ kind }) => kind === 'part')
    .flatMap(({ what }) => partBlocks(kase, what, readerId));
  return { ratings: latest(ratings), parts, releasedAt: own.at(-1)?.at ?? null };
}

/** What a release would show now: for whoever shares it. */
export function wouldShow(
  kase: Case,
  ratings: readonly Id[],
  parts: readonly Id[],
  readerId: string,
): ResultView {
  return {
    ratings: ratings.flatMap((id) => shownRating(kase, id, kase.now) ?? []),
    parts: parts.flatMap((id) => partBlocks(kase, id, readerId)),
    releasedAt: null,
  };
}

const latest = (ratings: readonly ShownRating[]) => [
  ...new Map(ratings.map((one) => [one.name, one])).values(),
];

/** The rating in force at an instant; undefined when there was none. */
function shownRating(kase: Case, id: Id, at: number): ShownRating | undefined {
  const rating = kase.definition.cycle.ratings.find((one) => one.id === id);
  const entry = entryAt(kase.file.ratings, id, at);
  if (!rating || !entry) return undefined;
  const level = kase.definition.model.scales
    .find((scale) => scale.id === rating.scale)
    ?.levels.find((one) => one.id === entry.level);
  return {
    name: capital(rating.name),
    level: entry.outside ?? level?.name ?? entry.score ?? 'Not rated',
    score: entry.score,
    how: ways[entry.source],
    at: entry.at,
  };
}

/** "Overall rating" at the beginning of a line. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const ways: Record<RatingEntry['source'], string | null> = {
  calculated: null,
  manager: null,
  calibration: 'after calibration',
  committee: 'decided by the committee',
  appeal: 'decided on appeal',
  carried: 'carried over from the cycle before',
};

/** The last entry of a rating up to an instant. */
export function entryAt(ratings: readonly RatingEntry[], id: Id, at: number): RatingEntry | undefined {
  return ratings.findLast((entry) => entry.rating === id && entry.at <= at);
}

/** A part as each stage left it; anonymous stages only together. */
function partBlocks(kase: Case, part: Id, readerId: string): EvidenceBlock[] {
  const { cycle, model } = kase.definition;
  const name = cycle.parts.find(({ id }) => id === part)?.name;
  return cycle.stages.flatMap((stage) => {
    const rules = rulesOf(model, cycle, stage.id, kase.file.stages[stage.id]?.variant ?? []);
    const fills = rules?.activities.some((one) => one.do === 'fillsIn' && one.parts.includes(part));
    if (!rules || !fills) return [];
    const [block] = evidenceOf(kase, [stage.id], readerId);
    const answers = (block?.answers ?? []).filter(({ label }) => label === name);
    return block && answers.length > 0 ? [{ ...block, answers }] : [];
  });
}

/** The work that is to be approved or that was handed in, author by author, with the rating it led to. */
export function handedIn(
  kase: Case,
  stage: Id,
): { author: string; answers: ReturnType<typeof shownAnswers> }[] {
  const round = kase.file.stages[stage]?.round;
  return kase.file.submissions
    .filter((one) => one.stage === stage && one.round === round && one.state === 'submitted')
    .map((one) => ({ author: kase.world.person(one.author)?.name ?? '', answers: shownAnswers(kase, one) }));
}
