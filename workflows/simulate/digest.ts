/** One hash of how everything ended: equal seeds give equal digests, in memory and in the database. */
import { canonicalJson, sha256Hex } from '../../dsl/index.js';
import { byNumber } from '../cycle/order.js';
import type { FinalState } from './contract.js';

/** sha256 of the canonical final states, as 64 hexadecimal digits. The order of the list does not matter. */
export function digestOf(states: readonly FinalState[]): string {
  return sha256Hex([...states].sort(byNumber).map(canonical).join('\n'));
}

/** A person as one line. Events are written by hand: they are most of it, and a general writer sorts the members of each. */
function canonical({ history, ...rest }: FinalState): string {
  const events = history.map(
    ({ seq, event, stage, at, by }) => `${seq} ${event} ${stage ?? ''} ${at} ${by ?? ''}`,
  );
  return `${canonicalJson(rest)} ${JSON.stringify(events)}`;
}
