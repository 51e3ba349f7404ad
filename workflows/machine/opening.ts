/** How a stage begins: waiting, choosing peers, confirming them. */
import type { StageShape } from './shape.js';
import {
  actor,
  all,
  assign,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  log,
  not,
  of,
  openTasks,
  setTimers,
  timer,
  type StateConfig,
  type Transition,
} from './states.js';
import { askForWork } from './onward.js';
import { ladder, ownerActs } from './owner.js';
import type { Named } from './vocabulary.js';

/** What a new round of work asks of the world, whichever way it begins. */
const begin = (shape: StageShape): Named[] => [
  ...(shape.dated ? [cancelTimers(shape.stage.id, 'waiting')] : []),
  assign('stage.begin', { stage: shape.stage.id }),
  effect('round.begin', { stage: shape.stage.id }),
];

/** Into a new round: choosing first where peers must be chosen. `actions` run before. */
export function beginning(shape: StageShape, when: Named[], actions: Named[] = []): Transition[] {
  const id = shape.stage.id;
  const choosing: Transition = {
    guard: all(...when, guard('peersToChoose', { stage: id })),
    target: at(id, 'choosing'),
    actions: [...actions, ...begin(shape), openTasks(id, 'choosePeers'), setTimers(id, 'work')],
  };
  const working: Transition = {
    guard: all(...when),
    target: at(id, 'onTime'),
    actions: [...actions, ...begin(shape), ...askForWork(shape)],
  };
  return shape.choosesPeers ? [choosing, working] : [working];
}

/** OPEN and all that asks for it: into a round, past it, or still waiting for a day that is known now. */
export function opening(shape: StageShape, when: Named[], join: boolean): Transition[] {
  const id = shape.stage.id;
  const opens = guard('opensHolds', join ? { stage: id, join } : { stage: id });
  const may = [...when, guard('mayOpen')];
  const joined = join ? [assign('stage.join', { stage: id })] : [];
  return [
    {
      guard: all(...may, opens, not(guard('onlyHolds', { stage: id }))),
      target: at(id, 'skipped'),
      actions: joined,
    },
    ...beginning(shape, [...may, opens], joined),
    ...(join ? [{ guard: all(...may), actions: joined }] : []),
  ];
}

/** Nothing has begun. */
export function waiting(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  const still: Transition = {
    guard: all(guard('mayOpen'), guard('opensKnown', { stage: id })),
    actions: [setTimers(id, 'waiting')],
  };
  const dated = shape.dated ? [still] : [];
  // The day had not come after all: it begins later where a new doer is.
  const later: Transition = { ...still, guard: all(timer(id, 'open'), still.guard ?? guard('mayOpen')) };
  return {
    id: `${id}/waiting`,
    on: {
      START: [...opening(shape, [guard('isNew')], false), ...dated],
      [of('OPEN', id)]: [...opening(shape, [], false), ...dated],
      ...(shape.dated ? { [of('TIMER', id)]: [...opening(shape, [timer(id, 'open')], false), later] } : {}),
      ...(shape.joins ? { [of('JOIN_REACHED', id)]: opening(shape, [], true) } : {}),
      [of('SKIP', id)]: [{ guard: all(guard('isOwner'), guard('reasonGiven')), target: at(id, 'skipped') }],
      LEFT: [{ guard: guard('leavesIs', { then: ['closeUnrated', 'finish'] }), target: at(id, 'skipped') }],
      END: [{ guard: guard('unfinishedIs', { then: 'close' }), target: at(id, 'skipped') }],
    },
  };
}

/** Peers are being named. Due, reminders and overdue lines run already. */
export function choosing(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  const chosen = [effect('peers.store', { stage: id, as: 'chosen' }), closeTasks(id, 'all', 'chosen')];
  const ready = [actor('chooser'), guard('complete')];
  return {
    id: `${id}/choosing`,
    tags: ['open'],
    on: {
      [of('CHOOSE_PEERS', id)]: [
        ...(shape.confirmsPeers
          ? [
              {
                guard: all(...ready, guard('confirmationAsked')),
                target: at(id, 'confirming'),
                actions: [...chosen, openTasks(id, 'confirmPeers'), setTimers(id, 'half')],
              },
            ]
          : []),
        { guard: all(...ready), target: at(id, 'onTime'), actions: [...chosen, openTasks(id, 'work')] },
      ],
      [of('TIMER', id)]: ladder(shape, 'choosing'),
      ...ownerActs(shape, 'choosing'),
    },
  };
}

/** The chosen peers await confirmation; at half the time left they are confirmed as chosen. */
export function confirming(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  const confirmed = [
    effect('timer.cancel', { stage: id, group: 'half' }),
    closeTasks(id, 'all', 'confirmed'),
    openTasks(id, 'work'),
  ];
  return {
    id: `${id}/confirming`,
    tags: ['open'],
    on: {
      [of('CONFIRM_PEERS', id)]: [
        {
          guard: all(actor('confirmer'), guard('complete')),
          target: at(id, 'onTime'),
          actions: [effect('peers.store', { stage: id, as: 'confirmed' }), ...confirmed],
        },
      ],
      [of('TIMER', id)]: [
        {
          guard: timer(id, 'half'),
          target: at(id, 'onTime'),
          actions: [
            effect('peers.store', { stage: id, as: 'silence' }),
            log(id, 'confirmedBySilence'),
            ...confirmed,
          ],
        },
        ...ladder(shape, 'confirming'),
      ],
      ...ownerActs(shape, 'confirming'),
    },
  };
}
