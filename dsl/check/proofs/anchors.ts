/** What must be known before a cycle starts for somebody: CY4311. */
import type { Ruled } from '../../model/values.js';
import type { Proof } from './proof.js';

/** Before a cycle starts for somebody no stage has begun: nothing of the cycle itself can be counted from one. */
export function proveAnchors(proof: Proof): void {
  const { cycle } = proof;
  const tell = (ruled: Ruled<unknown>, moment: string): void => {
    if (countsFromStage(ruled.value))
      proof.report('CY4311', ruled.src, {
        moment,
        reason: 'It is counted from a stage, and must be known before any stage opens',
      });
    ruled.unless.forEach((exception) => tell(exception.rule, moment));
  };
  tell(cycle.period, 'The period');
  tell(cycle.start, 'The start of the cycle');
  tell(cycle.end, 'The end of the cycle');
}

/** Whether a moment counts from a stage. */
export function countsFromStage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('at' in value && (value.at === 'opening' || value.at === 'due' || value.at === 'closing')) return true;
  return Object.values(value).some(countsFromStage);
}
