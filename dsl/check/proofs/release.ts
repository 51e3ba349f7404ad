/** Released after it is fixed, and never changed unseen: CY4402, CY4405, CY4407. */
import type { Activity, Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import { dateOf } from '../../civil.js';
import type { Case } from '../cases.js';
import { countryName } from '../countries.js';
import { comesAfter, opensOnlyAfter } from '../flow.js';
import { timesOf, type Plan } from '../schedule.js';
import { activitiesIn, fillersOf } from './fillers.js';
import { makersOf } from './makers.js';
import { exampleOf, partName, ratedName, type Proof } from './proof.js';

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
    tell(proof, release, stage, ratedName(proof, id), plan);
  }
}

function provePart(proof: Proof, plan: Plan, release: Stage, id: Id): void {
  for (const stage of fillersOf(proof, id)) {
    tell(proof, release, stage, partName(proof, id), plan);
  }
}

/** The first person for whom it is not: neither waits the release for the stage, nor has the stage ended by then. */
function unfixed(plan: Plan, stage: Stage, release: Stage): Case | undefined {
  if (stage.id === release.id) return undefined;
  return plan.cases.find((one) => {
    if (opensOnlyAfter(plan, release.id, stage.id, one)) return false;
    const [ends, opens] = [
      timesOf(plan, stage, one, 'latest')?.ends,
      timesOf(plan, release, one, 'earliest')?.opens,
    ];
    return ends !== undefined && opens !== undefined && ends >= opens;
  });
}

function tell(proof: Proof, release: Stage, stage: Stage, thing: string, plan: Plan): void {
  const one = unfixed(plan, stage, release);
  if (!one) return;
  const ends = timesOf(plan, stage, one, 'latest')?.ends;
  const where = one.country === null ? '' : ` for people in ${countryName(one.country)}`;
  const until = ends === undefined ? '' : ` until ${dateOf(ends)}${where}`;
  const values = { thing, stage: `"${stage.name}"`, name: `"${stage.name}"`, until };
  const places = [{ at: stage.src, label: 'can still change it' }];
  const some = release.opens.unless.length + stage.opens.unless.length > 0;
  proof.report('CY4402', lineOf(proof, release, 'releases'), values, {
    places,
    ...(some ? exampleOf(proof, one.person) : {}),
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
