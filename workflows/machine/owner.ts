/** What can happen to any open stage: the owner's acts, the overdue lines, people who change or leave, a step back. */
import type { StageShape } from './shape.js';
import {
  all,
  assign,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  log,
  message,
  moveTasks,
  of,
  owner,
  setTimers,
  timer,
  type Transition,
} from './states.js';
import { onward, redo } from './onward.js';
import type { Named } from './vocabulary.js';

type OpenPart = 'choosing' | 'confirming' | 'working' | 'approving' | 'acknowledging';

/** The owner's acts in an open stage, each with a reason; and a role that nobody holds any more. */
export function ownerActs(shape: StageShape, part: OpenPart): Record<string, Transition[]> {
  const id = shape.stage.id;
  const half = part === 'confirming' ? [setTimers(id, 'half')] : [];
  const extend: Named[] = [
    assign('stage.renew', { stage: id }),
    cancelTimers(id),
    effect('round.begin', { stage: id }),
    setTimers(id, 'work'),
    ...half,
    ...(shape.deeds.has('lock') ? [closeTasks(id, 'asked', 'withdrawn')] : []),
  ];
  const inWork = part !== 'approving' && part !== 'acknowledging';
  return {
    [of('REASSIGN', id)]: [{ guard: all(owner, guard('holdsTask')), actions: [moveTasks(id, 'reassigned')] }],
    ...(inWork
      ? {
          [of('EXTEND', id)]: [
            {
              guard: all(owner, guard('complete')),
              ...(part === 'working' ? { target: at(id, 'onTime') } : {}),
              actions: extend,
            },
          ],
        }
      : {}),
    ...(shape.skipsWithoutRole && inWork
      ? { ROLE_CHANGED: [{ guard: guard('roleGone', { stage: id }), target: at(id, 'skipped') }] }
      : {}),
  };
}

/** Transitions of a whole open region: they hold in every part of it. */
export function always(shape: StageShape): Record<string, Transition[]> {
  const id = shape.stage.id;
  const drop = [effect('answers.markMissing', { stage: id })];
  return {
    [of('SKIP', id)]: [{ guard: owner, target: at(id, 'skipped') }],
    [of('CLOSE_AS_MISSING', id)]: [{ guard: owner, target: at(id, 'missing'), actions: drop }],
    LEFT: [{ guard: guard('leavesIs', { then: ['closeUnrated'] }), target: at(id, 'skipped') }],
    END: [{ guard: guard('unfinishedIs', { then: 'close' }), target: at(id, 'missing'), actions: drop }],
  };
}

/** Inner events that put a stage back: BACK into waiting, RETURN into its work. */
export function stepsBack(shape: StageShape, returnable: boolean): Record<string, Transition[]> {
  const id = shape.stage.id;
  return {
    [of('BACK', id)]: [
      {
        target: at(id, 'waiting'),
        actions: [
          assign('stage.back', { stage: id }),
          cancelTimers(id),
          closeTasks(id, 'all', 'withdrawn'),
          effect('round.end', { stage: id, back: true }),
        ],
      },
    ],
    ...(returnable ? { [of('RETURN', id)]: [{ target: at(id, 'onTime'), actions: redo(shape) }] } : {}),
  };
}

/** Reminders and overdue lines while the work has not been handed in. */
export function ladder(shape: StageShape, part: 'choosing' | 'confirming' | 'working'): Transition[] {
  const id = shape.stage.id;
  const working = part === 'working';
  const has = (deed: string): boolean => [...shape.deeds].some((one) => one === deed);
  const late = working ? { target: at(id, 'late') } : {};
  const due: Transition[] = working ? [] : [{ guard: timer(id, 'due'), actions: [message(id, 'overdue')] }];
  return [
    ...(shape.reminds
      ? [{ guard: timer(id, 'remind'), actions: [message(id, 'reminder'), setTimers(id, 'chain')] }]
      : []),
    ...due,
    ...(has('escalate')
      ? [{ guard: timer(id, 'overdue', 'escalate'), ...late, actions: [moveTasks(id, 'escalated')] }]
      : []),
    ...(has('lock') ? [{ guard: timer(id, 'overdue', 'lock'), target: at(id, 'locked') }] : []),
    ...(has('stayOpen')
      ? [{ guard: timer(id, 'overdue', 'stayOpen'), ...late, actions: [message(id, 'overdue')] }]
      : []),
    ...(has('skip') ? [{ guard: timer(id, 'overdue', 'skip'), target: at(id, 'skipped') }] : []),
    ...(has('continue') ? closing(shape, 'continue', working) : []),
    ...(has('forward') ? (working ? forward(shape, 'forward') : closing(shape, 'forward', false)) : []),
    ...(has('forwardIfComplete') && working ? forward(shape, 'forwardIfComplete') : []),
    ...(has('forwardIfComplete')
      ? [{ guard: timer(id, 'overdue', 'forwardIfComplete'), actions: [message(id, 'overdue')] }]
      : []),
  ];
}

/** Without it: several doers of whom somebody answered count as done, otherwise the stage is missing. */
function closing(shape: StageShape, deed: string, working: boolean): Transition[] {
  const id = shape.stage.id;
  const drop = [effect('answers.markMissing', { stage: id })];
  const missing = { guard: timer(id, 'overdue', deed), target: at(id, 'missing'), actions: drop };
  if (!working || !shape.several) return [missing];
  const some = [timer(id, 'overdue', deed), guard('someAnswered')];
  return [...onward(shape, 0, some, [log(id, 'fewerPeers'), closeTasks(id, 'all', 'withdrawn')]), missing];
}

/** The saved draft is handed in. */
function forward(shape: StageShape, deed: 'forward' | 'forwardIfComplete'): Transition[] {
  const id = shape.stage.id;
  const when = [timer(id, 'overdue', deed), ...(deed === 'forward' ? [] : [guard('complete')])];
  const actions = [
    effect('answers.store', { stage: id, as: 'forward' }),
    effect('answers.markMissing', { stage: id }),
    closeTasks(id, 'all', 'submitted'),
  ];
  return onward(shape, 0, when, actions);
}
