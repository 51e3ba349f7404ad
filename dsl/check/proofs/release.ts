/** Released after it is fixed, and never changed unseen: CY4402, CY4405, CY4407. */
import type { Activity, Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import { dateOf } from '../../civil.js';
import { comesAfter, opensOnlyAfter } from '../flow.js';
import { wayTo } from '../paths.js';
import { timesOf, type Plan } from '../schedule.js';
import { activitiesIn, fillersOf } from './fillers.js';
import { makersOf } from './makers.js';
import { partName, ratedName, type Proof } from './proof.js';
import { tell } from './tell.js';

/** All stages that release something, against all that can still change it. */
export function proveRelease(proof: Proof, plan: Plan): void {
  const { cycle } = proof;
  for (const release of cycle.stages.filter((s) => proof.sound(s))) {
    for (const activity of activitiesIn(release)) {
      if (activity.do !== 'releases') continue;
      for (const id of activity.ratings) proveRating(proof, plan, release, id);
      for (const id of activity.parts) provePart(proof, plan, release, id);
    }
  }
  for (const stage of cycle.stages.filter((s) => proof.sound(s))) proveLater(proof, stage);
}

const lineOf = (proof: Proof, stage: Stage, kind: Activity['do']): Src =>
  proof.blockOf(stage)?.lines.find((line) => line.kind === kind)?.at ?? stage.activities.src;

const touches = (stage: Stage, id: Id, ...kinds: Activity['do'][]): boolean =>
  activitiesIn(stage).some((a) => 'rating' in a && a.rating === id && kinds.includes(a.do));

function proveRating(proof: Proof, plan: Plan, release: Stage, id: Id): void {
  const rating = proof.cycle.ratings.find((r) => r.id === id);
  if (!rating) return;
  const changing = proof.cycle.stages.filter((stage) => touches(stage, id, 'calibrates', 'chooses'));
  for (const stage of [...makersOf(proof, rating), ...changing]) {
    if (touches(stage, id, 'calibrates') && comesAfter(proof.cycle, stage.id, release.id)) continue;
    proveFixed(proof, plan, release, stage, ratedName(proof, id));
  }
}

function provePart(proof: Proof, plan: Plan, release: Stage, id: Id): void {
  for (const stage of fillersOf(proof, id)) {
    proveFixed(proof, plan, release, stage, partName(proof, id));
  }
}

/** Told where neither the stage waits for the release, nor has it ended by then. */
function proveFixed(proof: Proof, plan: Plan, release: Stage, stage: Stage, thing: string): void {
  if (stage.id === release.id) return;
  tell(proof, plan, (one) => {
    if (opensOnlyAfter(plan, release.id, stage.id, one)) return null;
    const ends = timesOf(plan, stage, one, 'latest')?.ends;
    const opens = timesOf(plan, release, one, 'earliest')?.opens;
    if (ends === undefined || opens === undefined || ends < opens) return null;
    const name = `"${stage.name}"`;
    return {
      code: 'CY4402',
      at: lineOf(proof, release, 'releases'),
      values: { thing, stage: name, name, until: dateOf(ends) },
      places: [{ at: stage.src, label: 'can still change it' }],
      late: ends - opens,
      ...wayTo(plan, stage, one, ends),
    };
  });
}

/** What happens after a release: calibrating is too late, deciding is released again. */
function proveLater(proof: Proof, stage: Stage): void {
  const { cycle } = proof;
  const releases = (id: Id) => cycle.stages.filter((s) => releasesIt(s, id));
  for (const activity of activitiesIn(stage)) {
    if (activity.do !== 'calibrates' && activity.do !== 'decides') continue;
    const earlier = releases(activity.rating).filter((s) => comesAfter(cycle, stage.id, s.id));
    if (earlier.length === 0) continue;
    const at = lineOf(proof, stage, activity.do);
    if (activity.do === 'calibrates') {
      const places = earlier.map((s) => ({ at: s.src, label: 'releases it' }));
      proof.report('CY4407', at, { stage: `"${stage.name}"` }, { places });
      continue;
    }
    const again = releases(activity.rating).some(
      (s) => s.id === stage.id || comesAfter(cycle, s.id, stage.id),
    );
    if (again || !proof.whole) continue;
    proof.report('CY4405', at, { stage: `"${stage.name}"`, thing: ratedName(proof, activity.rating) });
  }
}

const releasesIt = (stage: Stage, id: Id): boolean =>
  activitiesIn(stage).some((activity) => activity.do === 'releases' && activity.ratings.includes(id));
