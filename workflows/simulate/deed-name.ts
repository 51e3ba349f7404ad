/** Deeds in words. */
import type { Deed } from './contract.js';

/** A deed in a few words, such as `SUBMIT self-review`. */
export function nameOf(deed: Deed): string {
  if (deed.does === 'closeSession') return 'closeSession';
  const { command } = deed;
  return 'stage' in command && command.stage !== null ? `${command.type} ${command.stage}` : command.type;
}
