/** From a checked cycle to one flat statechart, as plain JSON. */
import type { Cycle } from '../../dsl/index.js';
import type { MachineConfig } from '../engine/contract.js';
import { acknowledging, approving } from './approving.js';
import { closed } from './closed.js';
import { choosing, confirming, waiting } from './opening.js';
import { always, stepsBack } from './owner.js';
import { flowOf, type Flow, type StageShape } from './shape.js';
import { all, at, ask, assign, effect, guard, not, raise, type StateConfig } from './states.js';
import { working } from './working.js';

/** The region beside the stages. No stage id has a capital or a sign, so it cannot collide with one. */
export const LIFE = '@life';
/** More microsteps than any step of any cycle needs; an endless loop of raised events ends here, as an incident. */
export const maxIterations = 1000;

/** The XState config of a cycle: plain JSON, named guards and actions of the closed vocabulary only. Pure; equal cycles, equal bytes. */
export function buildMachine(cycle: Cycle): MachineConfig {
  const flow = flowOf(cycle);
  const returned = new Set([...flow.shapes.values()].flatMap((shape) => shape.returnsTo));
  const states: Record<string, StateConfig> = {
    [LIFE]: life(),
  };
  for (const [id, shape] of flow.shapes) states[id] = region(shape, flow, returned.has(id));
  return { id: cycle.id, type: 'parallel', context: { life: 'new', stages: {} }, states };
}

/** The region of one stage: only the states its shape can need. */
function region(shape: StageShape, flow: Flow, returnable: boolean): StateConfig {
  const approves = shape.steps > 0 || shape.together;
  const back = stepsBack(shape, returnable);
  const open = (state: StateConfig): StateConfig => ({
    ...state,
    on: { ...always(shape), ...back, ...state.on },
  });
  const over = (state: StateConfig): StateConfig => ({ ...state, on: { ...back, ...state.on } });
  return {
    initial: 'waiting',
    meta: { name: shape.stage.name, phase: shape.stage.phase },
    states: {
      waiting: waiting(shape),
      ...(shape.choosesPeers ? { choosing: open(choosing(shape)) } : {}),
      ...(shape.confirmsPeers ? { confirming: open(confirming(shape)) } : {}),
      working: open(working(shape)),
      ...(approves ? { approving: open(approving(shape, flow)) } : {}),
      ...(shape.asks ? { acknowledging: open(acknowledging(shape)) } : {}),
      done: over(closed(shape, flow, 'done')),
      skipped: over(closed(shape, flow, 'skipped')),
      missing: over(closed(shape, flow, 'missing')),
    },
  };
}

/** The life of the participant: before, running, closed; who leaves, and the end of the cycle. */
function life(): StateConfig {
  const over = [raise(['OVER'])];
  const stop = (as: string) => [assign('life.is', { life: as }), ...over];
  return {
    initial: 'notStarted',
    states: {
      notStarted: {
        id: `${LIFE}/notStarted`,
        on: {
          START: [
            { target: at(LIFE, 'running'), actions: [assign('life.is', { life: 'present' }), ...over] },
          ],
        },
      },
      running: {
        id: `${LIFE}/running`,
        tags: ['running'],
        on: {
          LEFT: [
            { guard: guard('leavesIs', { then: ['closeUnrated', 'finish'] }), actions: stop('left') },
            { actions: [ask('', 'leaver')] },
          ],
          END: [
            {
              guard: guard('unfinishedIs', { then: 'close' }),
              actions: [effect('rating.append', { stage: null }), ...stop('ended')],
            },
            { guard: guard('unfinishedIs', { then: 'wait' }), actions: [ask('', 'unfinished')] },
          ],
          ROLE_CHANGED: [{ actions: [effect('task.move', { stage: null, why: 'roleChanged' })] }],
          OVER: [{ guard: all(guard('allOver'), not(guard('resultWaits'))), target: at(LIFE, 'closed') }],
        },
      },
      closed: { id: `${LIFE}/closed`, tags: ['closed'], entry: [effect('case.close')] },
    },
  };
}
