/** Conditions about something that nobody can know yet: CY4303. */
import type { ApprovalStep, Stage } from '../../model/stage.js';
import type { Cond, Id, Src, Test } from '../../model/values.js';
import { opensOnlyAfter } from '../flow.js';
import { timesOf, type Plan } from '../schedule.js';
import { alternatives } from '../winners.js';
import { activitiesIn, fillersOf } from './fillers.js';
import { makersOf } from './makers.js';
import { partName, ratingName, type Proof } from './proof.js';

/** Every condition of a stage that is asked at a known moment: `only when` as it opens, that of an approver after its work. */
export function proveKnown(proof: Proof, plan: Plan): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    for (const when of alternatives(stage.onlyWhen)) tell(proof, plan, stage, when, 'opening');
    for (const { steps } of alternatives(stage.approvals))
      for (const step of steps) tell(proof, plan, stage, step.onlyWhen, 'approval', step);
  }
}

type Moment = 'opening' | 'approval';

function tell(proof: Proof, plan: Plan, stage: Stage, when: Cond, moment: Moment, step?: ApprovalStep): void {
  for (const test of when) {
    const makers = sourcesOf(proof, test);
    if (makers.length === 0 || !makers.every((maker) => isLater(plan, stage, maker, moment))) continue;
    const first = makers[0]?.name ?? '';
    const own = makers.some(({ id }) => id === stage.id);
    const reason = `${wordsOf(proof, test)} is not known by then: ${own ? 'this stage itself' : `"${first}"`} brings it`;
    const later = own ? 'the stage that brings it' : `"${first}"`;
    const at: Src = step?.src ?? test.src;
    proof.report('CY4303', at, {
      ...(step ? { step: `"${stage.name}"` } : { stage: `"${stage.name}"` }),
      reason,
      later,
    });
    return;
  }
}

/** The stages that bring what a test asks about; none for facts, and for tests that hold without it. */
function sourcesOf(proof: Proof, { subject, op }: Test): Stage[] {
  if (op === 'missing') return [];
  if (subject.about === 'part') return fillersOf(proof, subject.part);
  if (subject.about !== 'rating') return [];
  const rating = proof.cycle.ratings.find(({ id }) => id === subject.rating);
  if (!rating) return [];
  const sets = proof.cycle.stages.filter((stage) => setsIt(stage, rating.id));
  return [...new Set([...makersOf(proof, rating), ...sets])];
}

const setsIt = (stage: Stage, id: Id): boolean =>
  activitiesIn(stage).some(
    (a) => (a.do === 'chooses' || a.do === 'decides' || a.do === 'calibrates') && a.rating === id,
  );

/** Whether a stage brings its answers only after the moment of the question, for everybody. */
function isLater(plan: Plan, stage: Stage, maker: Stage, moment: Moment): boolean {
  if (maker.id === stage.id) return moment === 'opening' && !repeats(stage);
  return plan.cases.every((one) => {
    if (opensOnlyAfter(plan, maker.id, stage.id, one)) return true;
    const [mine, theirs] = [timesOf(plan, stage, one, 'latest'), timesOf(plan, maker, one, 'earliest')];
    if (!mine || !theirs) return false;
    return theirs.opens > (moment === 'opening' ? mine.opens : mine.ends);
  });
}

/** A later round may ask about an earlier one. */
const repeats = (stage: Stage): boolean => alternatives(stage.opens).some(({ how }) => how.when === 'every');

function wordsOf(proof: Proof, { subject }: Test): string {
  if (subject.about === 'part') return partName(proof, subject.part);
  const rating = proof.cycle.ratings.find(({ id }) => subject.about === 'rating' && id === subject.rating);
  return rating ? ratingName(rating) : '';
}
