/** The work itself: on time, late, locked. */
import type { StageShape } from './shape.js';
import {
  actor,
  all,
  ask,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  message,
  moveTasks,
  of,
  openTasks,
  owner,
  timer,
  type StateConfig,
  type Transition,
} from './states.js';
import { beginning } from './opening.js';
import { onward } from './onward.js';
import { ladder, ownerActs } from './owner.js';
import type { Named } from './vocabulary.js';

/** `working = { onTime, late, locked }`. */
export function working(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  const acts = deeds(shape);
  const due: Transition = {
    guard: timer(id, 'due'),
    target: at(id, 'late'),
    actions: [message(id, 'overdue')],
  };
  const late: StateConfig = { id: `${id}/late`, tags: ['overdue'], on: acts };
  return {
    initial: 'onTime',
    tags: ['open'],
    on: { [of('TIMER', id)]: ladder(shape, 'working'), ...ownerActs(shape, 'working') },
    states: {
      onTime: { id: `${id}/onTime`, on: { ...acts, [of('TIMER', id)]: [due] } },
      late,
      ...(shape.deeds.has('lock') ? { locked: locked(shape) } : {}),
    },
  };
}

/** What whoever holds the work may do. */
function deeds(shape: StageShape): Record<string, Transition[]> {
  const id = shape.stage.id;
  if (shape.calibrates) return session(shape);
  const store = (as: string): Named => effect('answers.store', { stage: id, as });
  const results = [
    ...(shape.rates ? [effect('rating.append', { stage: id })] : []),
    ...(shape.awards ? [effect('award.append', { stage: id })] : []),
  ];
  const handIn = [store('submitted'), ...results, closeTasks(id, 'actor', 'submitted')];
  const doer = [actor('doer'), guard('complete')];
  return {
    [of('SAVE', id)]: [
      { guard: actor('doer'), actions: [store('draft')] },
      ...(shape.helpers ? [{ guard: actor('helper'), actions: [store('draft')] }] : []),
    ],
    [of('SUBMIT', id)]: [
      ...onward(shape, 0, [...doer, guard('allDoersReady')], handIn),
      ...(shape.several ? [{ guard: all(...doer), actions: handIn }] : []),
    ],
    ...(shape.mayDecline ? declining(shape) : {}),
  };
}

/** A peer who declines is replaced, until due; who is left decides whether everything is in. */
function declining(shape: StageShape): Record<string, Transition[]> {
  const id = shape.stage.id;
  const declined = [
    effect('peers.store', { stage: id, as: 'declined' }),
    closeTasks(id, 'actor', 'declined'),
  ];
  const replaced = effect('task.open', { stage: id, kind: 'work', step: 0, why: 'declined' });
  const named = [effect('peers.store', { stage: id, as: 'added' }), closeTasks(id, 'actor', 'chosen')];
  return {
    [of('DECLINE', id)]: [
      ...onward(shape, 0, [actor('doer'), guard('complete'), guard('allDoersReady')], declined),
      { guard: all(actor('doer'), guard('complete')), actions: [...declined, replaced] },
    ],
    [of('CHOOSE_PEERS', id)]: [
      { guard: all(actor('chooser'), guard('complete')), actions: [...named, openTasks(id, 'work')] },
    ],
  };
}

/** Calibration: changes for single people, closed by the session. */
function session(shape: StageShape): Record<string, Transition[]> {
  const id = shape.stage.id;
  return {
    [of('CALIBRATE', id)]: [
      {
        guard: all(actor('calibrator'), guard('reasonGiven'), guard('complete')),
        actions: [effect('rating.append', { stage: id })],
      },
    ],
    [of('GROUP_CLOSED', id)]: onward(shape, 0, [], []),
  };
}

/** Nobody may write; the owner of the cycle decides. */
function locked(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  return {
    id: `${id}/locked`,
    tags: ['overdue', 'locked'],
    entry: [ask(id)],
    on: {
      [of('TIMER', id)]: [{ guard: timer(id, 'overdue', 'escalate'), actions: [moveTasks(id, 'escalated')] }],
      [of('REASSIGN', id)]: [
        {
          guard: all(owner, guard('holdsTask')),
          target: at(id, 'late'),
          actions: [
            moveTasks(id, 'reassigned'),
            effect('task.close', { stage: id, whose: 'asked', as: 'moved' }),
          ],
        },
      ],
      [of('REOPEN', id)]: beginning(shape, [owner], [cancelTimers(id), closeTasks(id, 'all', 'withdrawn')]),
    },
  };
}
