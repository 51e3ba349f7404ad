/** Answers, plans and choices that something counts on, but that nobody ever gives: CY4004. Weights have a proof of their own. */
import type { Part, Rating } from '../../model/evaluation.js';
import type { Stage } from '../../model/stage.js';
import type { Id, Src, Test } from '../../model/values.js';
import { alternatives } from '../winners.js';
import { activitiesIn, fillersOf } from './fillers.js';
import { lineIn, partName, ratingName, stageOf, type Proof } from './proof.js';

/** Every part that a test or a release names. Said only of a cycle in which nothing is wrong: else its stage may have been left out. */
export function proveFilled(proof: Proof): void {
  if (!proof.whole) return;
  const tell = (part: Id, at: Src, use: string) => {
    if (fillersOf(proof, part).length > 0) return;
    proof.report('CY4004', at, { part: partName(proof, part), use, reason: 'No stage has it' });
  };
  for (const { subject, src } of testsIn(proof.cycle))
    if (subject.about === 'part') tell(subject.part, src, 'a condition asks about it');
  for (const rating of proof.cycle.ratings) proveChoice(proof, rating);
  for (const part of proof.cycle.parts) provePlanned(proof, part);
  for (const stage of proof.cycle.stages) {
    proveNeeds(proof, stage);
    for (const activity of activitiesIn(stage)) {
      if (activity.do !== 'releases') continue;
      const at = lineIn(proof.blockOf(stage), 'releases', stage.activities.src);
      activity.parts.forEach((part) => tell(part, at, `"${stage.name}" releases it`));
    }
  }
}

function proveNeeds(proof: Proof, stage: Stage): void {
  const filled = activitiesIn(stage).flatMap((activity) => (activity.do === 'fillsIn' ? activity.parts : []));
  for (const { part } of alternatives(stage.needs)
    .flat()
    .filter((need) => !filled.includes(need.part))) {
    const values = { stage: `"${stage.name}"`, needed: partName(proof, part) };
    const reason = 'The line "needs" makes a part required that the stage fills in';
    proof.report('CY4004', lineIn(proof.blockOf(stage), 'needs', stage.needs.src), { ...values, reason });
  }
}

/** A rating that is chosen is chosen by the stage it names. */
function proveChoice(proof: Proof, rating: Rating): void {
  for (const way of alternatives(rating.way)) {
    const stage = way.by === 'chosen' ? stageOf(proof, way.in) : undefined;
    if (!stage || picks(stage, rating.id)) continue;
    const values = { chooser: `"${stage.name}"`, rating: ratingName(rating) };
    const reason = 'The line "chosen in" names a stage with the line "chooses"';
    proof.report('CY4004', lineIn(proof.blockOf(rating), 'chosenIn', rating.way.src), { ...values, reason });
  }
}
const picks = (stage: Stage, rating: Id): boolean =>
  activitiesIn(stage).some(
    (activity) => (activity.do === 'chooses' || activity.do === 'decides') && activity.rating === rating,
  );

/** Goals that are rated one by one must have been planned. */
function provePlanned(proof: Proof, part: Part): void {
  const { answer } = part;
  if (answer.type !== 'rateEach' || answer.of !== 'goals' || fillersOf(proof, part.id).length === 0) return;
  const planned = proof.cycle.stages.some((stage) =>
    activitiesIn(stage).some((activity) => activity.do === 'plans' && activity.goals.includes(answer.set)),
  );
  const goals = `"${proof.cycle.goals.find(({ id }) => id === answer.set)?.name ?? answer.set}"`;
  if (planned) return;
  const reason = 'Without a plan there is nothing to rate';
  proof.report('CY4004', part.src, { goals, rated: partName(proof, part.id), reason });
}

/** Every test in a part of the model. */
function testsIn(value: unknown, found: Test[] = []): Test[] {
  if (typeof value !== 'object' || value === null) return found;
  if ('subject' in value && 'op' in value) found.push(value as Test);
  else for (const member of Object.values(value)) testsIn(member, found);
  return found;
}
