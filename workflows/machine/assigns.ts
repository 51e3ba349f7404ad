/** What the named assignments do to the small context of a machine. Pure: each answers a new context. */
import type { Id } from '../../dsl/index.js';
import { allOver, stageOf } from './guards.js';
import { kindOf } from './states.js';
import type { AssignName, Closed, Facts, Life, MachineContext, StageContext } from './vocabulary.js';

/** Parameters as the builder writes them; each assignment reads its own. */
export type AssignParams = { stage: Id; as: Closed; final?: boolean; life: Life; events: string[] };
type Change = (stage: StageContext, facts: Facts, params: AssignParams) => StageContext;

const begin: Change = (stage, facts, { stage: id }) => ({
  ...stage,
  v: facts.opens[id]?.variant ?? stage.v,
  g: stage.g + 1,
  r: stage.r + 1,
  // a round that begins because an earlier stage came back still belongs to the same refusals
  back: stage.r > 0 && stage.closed === null ? stage.back : 0,
  closed: null,
  more: facts.opens[id]?.more ?? stage.more,
  approvals: [],
});

const changes: Record<Exclude<AssignName, 'life.is' | 'raise'>, Change> = {
  'stage.begin': begin,
  'stage.renew': (stage) => ({ ...stage, g: stage.g + 1 }),
  'stage.return': (stage, facts, { stage: id }) => ({
    ...stage,
    v: stage.r > 0 ? stage.v : (facts.opens[id]?.variant ?? stage.v),
    g: stage.g + 1,
    r: Math.max(1, stage.r),
    closed: null,
    approvals: [],
  }),
  'stage.back': (stage) => ({ ...stage, g: stage.g + 1, closed: null, approvals: [] }),
  'stage.close': (stage, facts, { stage: id, as, final }) => ({
    ...stage,
    v: stage.r > 0 ? stage.v : (facts.opens[id]?.variant ?? stage.v),
    closed: as,
    more: final
      ? false
      : stage.closed === null && stage.r === 0
        ? (facts.opens[id]?.more ?? false)
        : stage.more,
    approvals: [],
  }),
  'stage.approve': (stage, facts) => ({
    ...stage,
    approvals: [...stage.approvals, ...facts.approves.map((step) => ({ step, by: facts.actor.id }))],
  }),
  'stage.refuse': (stage) => ({ ...stage, back: stage.back + 1, approvals: [] }),
  'stage.join': (stage) => ({ ...stage, join: true }),
};

/** The context after one assignment. */
export function assigned(
  name: Exclude<AssignName, 'raise'>,
  context: MachineContext,
  facts: Facts,
  params: AssignParams,
): MachineContext {
  if (name === 'life.is') return { ...context, life: params.life };
  const stage = changes[name](stageOf(context, params.stage), facts, params);
  return { ...context, stages: { ...context.stages, [params.stage]: stage } };
}

/** The inner events worth raising: an OPEN for which nothing was gathered, or an OVER while something is open, would do nothing. */
export function raised(
  events: readonly string[],
  context: MachineContext,
  facts: Facts,
  stages: readonly Id[],
): string[] {
  return events.filter((event) => {
    const [kind, stage] = kindOf(event);
    if (kind === 'OPEN') return stage !== null && facts.opens[stage] !== undefined;
    return kind !== 'OVER' || allOver(context, stages);
  });
}
