/** What happens when nobody acts: CY4305, CY4307, CY4309. */
import type { OverdueStep, Stage } from '../../model/stage.js';
import type { Ruled, Src } from '../../model/values.js';
import { roughDays } from '../dates.js';
import { DEED_WORDS, ENDING } from '../ending.js';
import { insertAfter, insertInto } from '../fixes.js';
import { durationInWords } from '../words.js';
import type { Proof } from './proof.js';

/** Every list of overdue lines ends the wait, and nothing comes after. */
export function proveEnding(proof: Proof): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    for (const { steps, src } of lists(stage.overdue)) proveSteps(proof, stage, steps, src);
    proveRepetition(proof, stage);
  }
}

function lists(ruled: Ruled<OverdueStep[]>): { steps: OverdueStep[]; src: Src }[] {
  return [
    { steps: ruled.value ?? [], src: ruled.src },
    ...ruled.unless.flatMap((exception) => lists(exception.rule)),
  ];
}

function proveSteps(proof: Proof, stage: Stage, steps: readonly OverdueStep[], src: Src): void {
  for (const [i, step] of steps.entries()) {
    const same = steps.slice(0, i).find((earlier) => roughDays(earlier.by) === roughDays(step.by));
    if (!same) continue;
    const line = step.by ? `when overdue by ${durationInWords(step.by)}` : 'when overdue';
    proof.report(
      'CY2110',
      step.src,
      { line, block: 'stage' },
      { places: [{ at: same.src, label: 'the first one' }] },
    );
  }
  const end = steps.findIndex((step) => ENDING.includes(step.deed));
  const last = steps[steps.length - 1];
  const name = `"${stage.name}"`;
  if (end < 0) {
    const at = last?.src ?? src;
    const usual = 'when overdue by 10 business days, stay open';
    const fixes = [last ? insertAfter(at, usual) : insertInto({ head: at }, usual)];
    proof.report('CY4305', at, { stage: name }, { fixes });
    return;
  }
  const ending = steps[end];
  for (const step of steps.slice(end + 1)) {
    if (!ending) continue;
    const places = [{ at: ending.src, label: 'ends it' }];
    proof.report('CY4307', step.src, { stage: name, line: DEED_WORDS[ending.deed] }, { places });
  }
}

/** A repetition ends by `until`, or with a cycle that ends on a date. */
function proveRepetition(proof: Proof, stage: Stage): void {
  const endsOnDate = proof.cycle.end.value?.by.at === 'date' || !proof.sound(proof.cycle);
  const visit = (ruled: Stage['opens']): void => {
    const how = ruled.value?.how;
    if (how?.when === 'every' && how.until === null && !endsOnDate) {
      proof.report('CY4309', ruled.src, { stage: `"${stage.name}"` });
    }
    ruled.unless.forEach((exception) => visit(exception.rule));
  };
  visit(stage.opens);
}
