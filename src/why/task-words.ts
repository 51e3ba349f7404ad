import type { Stage } from '../../dsl/index.js';
import type { OpenTask } from '../../workflows/index.js';

/** What a task asks for, in a few words: "Approve "Manager review", step 1". */
export function taskWords(task: Pick<OpenTask, 'kind' | 'step' | 'round'>, stage: Stage | undefined): string {
  const name = `"${stage?.name ?? 'a stage'}"`;
  const round = task.round > 1 ? `, round ${task.round}` : '';
  const words: Readonly<Record<OpenTask['kind'], string>> = {
    work: `Do ${name}${round}`,
    choosePeers: `Choose the peers of ${name}`,
    confirmPeers: `Confirm the peers of ${name}`,
    approve: `Approve ${name}, step ${task.step}`,
    acknowledge: `Acknowledge ${name}`,
    override: `Override the acknowledgement of ${name}`,
    ownerAsk: `Decide how ${name} goes on`,
  };
  return words[task.kind];
}
