/** Approval, in order or together, and acknowledgement. */
import type { StageShape } from './shape.js';
import {
  actor,
  all,
  ask,
  assign,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  log,
  message,
  of,
  openTasks,
  owner,
  raise,
  setTimers,
  timer,
  type StateConfig,
  type Transition,
} from './states.js';
import type { Flow } from './shape.js';
import { beginning } from './opening.js';
import { enterStep, onward, redo } from './onward.js';
import { ownerActs } from './owner.js';

/** `approving = { step1, step2 … , together }`. */
export function approving(shape: StageShape, flow: Flow): StateConfig {
  const id = shape.stage.id;
  const numbers = Array.from({ length: shape.steps }, (_, i) => i + 1);
  const states: Record<string, StateConfig> = {};
  for (const n of numbers) states[`step${n}`] = step(shape, `step${n}`, n);
  if (shape.together) states['together'] = step(shape, 'together', -1);
  return {
    tags: ['open', 'approving'],
    initial: Object.keys(states)[0] ?? '',
    on: {
      [of('REFUSE', id)]: refusing(shape, flow),
      [of('REOPEN', id)]: beginning(shape, [owner], [cancelTimers(id), closeTasks(id, 'all', 'withdrawn')]),
      ...ownerActs(shape, 'approving'),
    },
    states,
  };
}

function step(shape: StageShape, name: string, n: number): StateConfig {
  const id = shape.stage.id;
  const after = n < 0 ? shape.steps + 1 : n;
  const agree = (as: 'approved' | 'advised'): Transition[] => {
    const done = [assign('stage.approve', { stage: id }), closeTasks(id, 'actor', as)];
    const end = [...done, cancelTimers(id), closeTasks(id, 'all', 'withdrawn')];
    return [
      ...onward(shape, after, [actor('approver'), guard('quorumReached')], end),
      { guard: actor('approver'), actions: done },
    ];
  };
  return {
    id: `${id}/${name}`,
    entry: enterStep(id, n),
    on: {
      [of('APPROVE', id)]: agree('approved'),
      ...(shape.advises ? { [of('ADVISE', id)]: agree('advised') } : {}),
      [of('TIMER', id)]: [
        {
          guard: timer(id, 'step', 'escalate'),
          actions: [effect('task.move', { stage: id, why: 'escalated', step: n })],
        },
        {
          guard: timer(id, 'step', 'remind'),
          actions: [message(id, 'reminder'), message(id, 'ownerAsk')],
        },
        ...(shape.advises
          ? [
              ...onward(
                shape,
                after,
                [timer(id, 'step', 'pass'), guard('quorumReached')],
                [closeTasks(id, 'all', 'withdrawn'), cancelTimers(id)],
              ),
              {
                guard: timer(id, 'step', 'pass'),
                actions: [effect('task.close', { stage: id, whose: 'step', as: 'withdrawn' })],
              },
            ]
          : []),
      ],
    },
  };
}

/** One refusal decides. Back to this stage or an earlier one, or to the owner when there were too many. */
function refusing(shape: StageShape, flow: Flow): Transition[] {
  const id = shape.stage.id;
  const lapse = shape.plans ? [effect('plan.lapse', { stage: id })] : [];
  const refused = [assign('stage.refuse', { stage: id }), closeTasks(id, 'actor', 'refused'), ...lapse];
  const may = [actor('approver'), guard('reasonGiven'), guard('withinReturns', { stage: id })];
  const back = shape.returnsTo.map((to): Transition => {
    const guards = all(...may, guard('returnsTo', { to }));
    if (to === id) return { guard: guards, target: at(id, 'onTime'), actions: [...refused, ...redo(shape)] };
    const between = flow.between(to, id);
    return {
      guard: guards,
      target: at(id, 'waiting'),
      actions: [
        ...refused,
        assign('stage.back', { stage: id }),
        cancelTimers(id),
        closeTasks(id, 'all', 'withdrawn'),
        effect('round.end', { stage: id, back: true }),
        raise([...between.map((stage) => of('BACK', stage)), of('RETURN', to)]),
      ],
    };
  });
  return [
    ...back,
    {
      guard: all(actor('approver'), guard('reasonGiven')),
      actions: [ask(id), log(id, 'returnsExhausted')],
    },
  ];
}

/** `acknowledging = { asking, overriding }`. Reading is not agreeing. */
export function acknowledging(shape: StageShape): StateConfig {
  const id = shape.stage.id;
  const read = (as: string): Transition[] => [
    {
      guard: actor('reader'),
      target: at(id, 'done'),
      actions: [effect('answers.store', { stage: id, as }), closeTasks(id, 'actor', as)],
    },
  ];
  const asking: StateConfig = {
    id: `${id}/asking`,
    entry: [openTasks(id, 'acknowledge'), setTimers(id, 'acknowledge')],
    on: {
      [of('ACKNOWLEDGE', id)]: read('acknowledged'),
      [of('OBJECT', id)]: read('objected'),
      [of('TIMER', id)]: [
        {
          guard: timer(id, 'acknowledge', 'record'),
          target: at(id, 'done'),
          actions: [log(id, 'recordedAs'), closeTasks(id, 'all', 'recorded')],
        },
        ...(shape.overrides
          ? [{ guard: timer(id, 'acknowledge', 'override'), target: at(id, 'overriding') }]
          : []),
      ],
    },
  };
  const overriding: StateConfig = {
    id: `${id}/overriding`,
    entry: [closeTasks(id, 'all', 'withdrawn'), openTasks(id, 'override')],
    on: {
      [of('OVERRIDE', id)]: [
        {
          guard: all(actor('overrider'), guard('reasonGiven')),
          target: at(id, 'done'),
          actions: [closeTasks(id, 'actor', 'overridden')],
        },
      ],
    },
  };
  return {
    tags: ['open', 'acknowledging'],
    initial: 'asking',
    on: ownerActs(shape, 'acknowledging'),
    states: { asking, ...(shape.overrides ? { overriding } : {}) },
  };
}
