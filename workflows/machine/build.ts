/** From a checked cycle to one flat statechart, as plain JSON. */
import type { Cycle } from '../../dsl/index.js';
import type { MachineConfig } from '../engine/contract.js';

/** The XState config of a cycle: plain JSON, named guards and actions of the closed vocabulary only. Pure; equal cycles, equal bytes. */
export function buildMachine(cycle: Cycle): MachineConfig {
  return { id: cycle.id, type: 'parallel', states: {} };
}
