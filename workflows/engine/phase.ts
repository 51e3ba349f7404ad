/** The phase of the year in which a participant stands. */
import type { CaseFile, Definition, ParticipantPhase } from './contract.js';

/** Computed, never stored by the machine: see language §15. `notStarted` before START, `closed` after the case closed. */
export function phaseOf(_definition: Definition, file: Pick<CaseFile, 'status' | 'stages'>): ParticipantPhase {
  return file.status === 'closed' ? 'closed' : 'notStarted';
}
