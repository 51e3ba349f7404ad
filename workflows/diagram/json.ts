/** The machine as data for other tools: `machine` is an XState config and opens in its editors. */
import type { Definition } from '../engine/contract.js';

/** Pretty-printed JSON: the id and name of the cycle, the hash of the version, and the config of its machine. */
export function json({ cycle, hash, machine }: Definition): string {
  return `${JSON.stringify({ id: cycle.id, name: cycle.name, hash, machine }, null, 2)}\n`;
}
