/** Ring 2's one verb: from a case file and a command to an outcome. */
import type { Advance } from './contract.js';

/** Moves one participant by one command, or refuses it. Pure; see `Advance`. */
export const advance: Advance = (_definition, _file, command, _world) => ({
  ok: false,
  refusal: { code: 'wrongState', stage: 'stage' in command ? command.stage : null, possible: [], details: {} },
});
