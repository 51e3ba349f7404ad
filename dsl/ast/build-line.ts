/** From the tree of a line to the line, by its rule. */
import type { CstNode } from 'chevrotain';
import { cycleLines } from './build-cycle.js';
import { ratingLines } from './build-rating.js';
import { rewardLines } from './build-reward.js';
import { scenarioLines } from './build-scenario.js';
import { shared, type Builder } from './build-shared.js';
import { stageLines } from './build-stage.js';
import type { Context } from './cst.js';
import type { LineBody } from './nodes.js';

const builders: Record<string, Builder> = {
  ...shared,
  ...cycleLines,
  ...ratingLines,
  ...stageLines,
  ...rewardLines,
  ...scenarioLines,
};

/** Lines that say something else, or nothing yet, in some blocks. */
const elsewhere: Record<string, Record<string, Builder | null>> = {
  reward: { chosenInLine: rewardLines['chosenByLine'] ?? null, atMostLine: null, notBeforeLine: null },
  'reward exception': {
    chosenInLine: rewardLines['chosenByLine'] ?? null,
    atMostLine: null,
    notBeforeLine: null,
  },
};

/** The line, or null when this version does not run it as it is written. `block` is the kind of block it stands in. */
export function buildLine(ctx: Context, block: string, rule: string, tree: CstNode): LineBody | null {
  const special = elsewhere[block]?.[rule];
  const builder = special === undefined ? builders[rule] : special;
  return builder?.(ctx, tree) ?? null;
}
