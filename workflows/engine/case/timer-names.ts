/** Names of timers, and what they are for. */
import type { TimerKind } from '../../machine/vocabulary.js';

const kinds: readonly TimerKind[] = [
  'open',
  'half',
  'remind',
  'due',
  'overdue',
  'step',
  'acknowledge',
  'repeat',
  'end',
];

/** `overdue.2` → overdue, 2; a timer without a number has 0; a name nobody sets is `unknown`. */
export function parseTimer(name: string): { kind: TimerKind; n: number } {
  const [word = '', number = '0'] = name.split('.');
  const kind = kinds.find((one) => one === word) ?? 'unknown';
  return { kind, n: Number(number) || 0 };
}
