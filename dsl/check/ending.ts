/** Which overdue lines end a stage. */
import type { OverdueDeed } from '../model/stage.js';

/** They end the wait when nobody acts. `stay open` is open-ended by choice. */
export const ENDING: readonly OverdueDeed[] = ['continue', 'forward', 'skip', 'stayOpen'];
/** They end it without an answer. */
export const WITHOUT: readonly OverdueDeed[] = ['continue', 'forward', 'skip'];
/** An overdue line as it is written. */
export const DEED_WORDS: Record<OverdueDeed, string> = {
  escalate: 'escalate',
  lock: 'lock',
  stayOpen: 'stay open',
  continue: 'continue without it',
  forward: 'forward as it is',
  forwardIfComplete: 'forward if complete',
  skip: 'skip',
};
