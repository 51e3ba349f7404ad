/** One line on a terminal that says how far a long run has come; nothing when nobody looks. */
import type { Progress } from '../../workflows/index.js';

/** Milliseconds between two looks. */
const EVERY = 250;

/** Shows progress on a terminal. `done` clears the line. */
export function progressLine(out: NodeJS.WriteStream): {
  show: (progress: Progress) => void;
  done: () => void;
} {
  let last = 0;
  if (!out.isTTY) return { show: () => undefined, done: () => undefined };
  return {
    show: ({ at, events, waiting }) => {
      const now = performance.now();
      if (now - last < EVERY) return;
      last = now;
      const day = new Date(at).toISOString().slice(0, 10);
      out.write(
        `\r\x1b[K${day}  ${events.toLocaleString('en')} events, ${waiting.toLocaleString('en')} planned`,
      );
    },
    done: () => void out.write('\r\x1b[K'),
  };
}
