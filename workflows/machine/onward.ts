/** What follows finished work: approval, acknowledgement, or the end of the stage. */
import type { StageShape } from './shape.js';
import {
  all,
  assign,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  openTasks,
  setTimers,
  type Transition,
} from './states.js';
import type { Named } from './vocabulary.js';

/** Effects of being finished, before the employee acknowledges. */
const settled = (shape: StageShape): Named[] =>
  shape.releases ? [effect('rating.release', { stage: shape.stage.id })] : [];

/**
 * Ways on from the work (`after` 0) or from approval step `after`, in the order in which they are tried. `when` must hold for
 * all of them; `actions` run before what follows is asked for.
 */
export function onward(shape: StageShape, after: number, when: Named[], actions: Named[]): Transition[] {
  const id = shape.stage.id;
  const stop = after === 0 ? [cancelTimers(id)] : [];
  const to = (target: string, more: Named[], ...guards: Named[]): Transition => ({
    guard: all(...when, ...guards),
    target: at(id, target),
    actions: [...actions, ...more],
  });
  const steps = Array.from({ length: shape.steps }, (_, i) => i + 1).filter((step) => step > after);
  return [
    ...steps.map((step) => to(`step${step}`, stop, guard('nextStepIs', { step }))),
    ...(shape.together && after === 0 ? [to('together', stop, guard('nextStepIs', { step: -1 }))] : []),
    ...(shape.asks ? [to('asking', [...stop, ...settled(shape)], guard('acknowledgementAsked'))] : []),
    to('done', settled(shape)),
  ];
}

/** What entering an approval step asks for. */
export const enterStep = (id: string, step: number): Named[] => [
  openTasks(id, 'approve', step),
  setTimers(id, 'step', step),
];

/** Asks for the work of a round: tasks and timers, or a place in the session of the group. `why`: the work came back. */
export function askForWork(shape: StageShape, why?: 'returned'): Named[] {
  const id = shape.stage.id;
  const ask = shape.calibrates
    ? effect('group.join', { stage: id })
    : effect('task.open', { stage: id, kind: 'work', step: 0, ...(why ? { why } : {}) });
  return [ask, setTimers(id, 'work')];
}

/** Back into the work of this round: a new due date by the same rule, nothing approved any more. */
export function redo(shape: StageShape): Named[] {
  const id = shape.stage.id;
  return [
    assign('stage.return', { stage: id }),
    cancelTimers(id),
    closeTasks(id, 'all', 'withdrawn'),
    effect('round.begin', { stage: id }),
    ...askForWork(shape, 'returned'),
  ];
}
