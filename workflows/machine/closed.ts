/** The three ways a stage is over. They are ordinary states: the owner may reopen them, and a next round may begin. */
import type { Flow, StageShape } from './shape.js';
import {
  actor,
  all,
  assign,
  at,
  cancelTimers,
  closeTasks,
  effect,
  guard,
  of,
  openTasks,
  owner,
  raise,
  setTimers,
  timer,
  type StateConfig,
  type Transition,
} from './states.js';
import { beginning, opening } from './opening.js';
import type { Closed, Named } from './vocabulary.js';

/** What closing does, whichever way it came. */
function close(shape: StageShape, flow: Flow, as: Closed): Named[] {
  const id = shape.stage.id;
  return [
    assign('stage.close', { stage: id, as }),
    cancelTimers(id),
    closeTasks(id, 'all', 'withdrawn'),
    ...(shape.plans && as === 'done' ? [effect('plan.agree', { stage: id })] : []),
    effect('round.end', { stage: id, as }),
    ...(shape.counts ? [effect('rating.recalculate', { stage: id })] : []),
    effect('join.report', { stage: id, as }),
    ...(shape.repeats ? [setTimers(id, 'repeat')] : []),
    raise([...flow.next(id).map((stage) => of('OPEN', stage)), 'OVER']),
  ];
}

/** `done`, `skipped` or `missing`. */
export function closed(shape: StageShape, flow: Flow, as: Closed): StateConfig {
  const id = shape.stage.id;
  const again = [assign('stage.close', { stage: id, as, final: true }), cancelTimers(id)];
  const ends: Record<string, Transition[]> = shape.repeats
    ? {
        [of('TIMER', id)]: opening(shape, [timer(id, 'repeat')], false),
        LEFT: [{ guard: guard('leavesIs', { then: ['closeUnrated', 'finish'] }), actions: again }],
        END: [{ guard: guard('unfinishedIs', { then: 'close' }), actions: again }],
      }
    : {};
  const reopen = [
    cancelTimers(id),
    closeTasks(id, 'all', 'withdrawn'),
    raise(flow.later(id).map((stage) => of('BACK', stage))),
  ];
  const changes = as === 'done' && shape.plans && (shape.changesFree || shape.changesApproved);
  return {
    id: `${id}/${as}`,
    tags: ['closed'],
    entry: close(shape, flow, as),
    on: {
      ...ends,
      [of('REOPEN', id)]: beginning(shape, [owner, guard('reopenAllowed')], reopen),
    },
    ...(changes ? changing(shape) : {}),
  };
}

/** An agreed plan may change: the old one holds until the change is approved. */
function changing(shape: StageShape): Pick<StateConfig, 'initial' | 'states'> {
  const id = shape.stage.id;
  const store = (as: string): Named => effect('answers.store', { stage: id, as });
  const agree = effect('plan.agree', { stage: id });
  const doer = [actor('doer'), guard('complete')];
  const free: Transition = {
    guard: all(...doer, guard('changeIs', { how: 'free' })),
    actions: [store('submitted'), agree],
  };
  const asked: Transition = {
    guard: all(...doer, guard('changeIs', { how: 'approval' })),
    target: at(id, 'changing'),
    actions: [store('submitted')],
  };
  const agreed: StateConfig = {
    id: `${id}/agreed`,
    on: {
      [of('SAVE', id)]: [{ guard: actor('doer'), actions: [store('draft')] }],
      [of('SUBMIT', id)]: [...(shape.changesFree ? [free] : []), ...(shape.changesApproved ? [asked] : [])],
    },
  };
  const back = (as: string, plan: Named): Transition => ({
    guard: as === 'refused' ? all(actor('approver'), guard('reasonGiven')) : actor('approver'),
    target: at(id, 'agreed'),
    actions: [closeTasks(id, 'actor', as), plan],
  });
  const waits: StateConfig = {
    id: `${id}/changing`,
    entry: [openTasks(id, 'approve', 0)],
    on: {
      [of('APPROVE', id)]: [back('approved', agree)],
      [of('REFUSE', id)]: [back('refused', effect('plan.lapse', { stage: id }))],
    },
  };
  return { initial: 'agreed', states: { agreed, ...(shape.changesApproved ? { changing: waits } : {}) } };
}
