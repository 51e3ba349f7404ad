/** What the named guards mean. They read the context, the event and its facts, and nothing else. */
import type { Id } from '../../dsl/index.js';
import type {
  Capacity,
  Facts,
  GuardName,
  MachineContext,
  MachineEvent,
  Named,
  StageContext,
  TimerKind,
} from './vocabulary.js';

/** A stage to which nothing has happened yet. Keys in the order of their names: so are they hashed and stored. */
export const untouched: StageContext = {
  approvals: [],
  back: 0,
  closed: null,
  g: 0,
  join: false,
  more: false,
  r: 0,
  v: [],
};
/** What the machine remembers of a stage. */
export const stageOf = (context: MachineContext, stage: Id): StageContext =>
  context.stages[stage] ?? untouched;

/** Parameters as the builder writes them; each guard reads its own. */
type GuardParams = {
  of: Named & Named[];
  stage: Id;
  kind: TimerKind;
  deed: string;
  capacity: Capacity;
  step: number;
  to: Id;
  how: Facts['change'];
  then: string & string[];
  join?: boolean;
};
type Check = (context: MachineContext, facts: Facts, params: GuardParams) => boolean;

/** Whether a stage may open now: by its day, by others being closed, by a share of people; and not before its window. */
function opensHolds(context: MachineContext, facts: Facts, { stage, join }: GuardParams): boolean {
  const opens = facts.opens[stage];
  if (!opens || !opens.windowOpen) return false;
  if (opens.momentPassed) return true;
  if (opens.waitsFor === null) return false;
  if (opens.byJoin && !join && !stageOf(context, stage).join) return false;
  return opens.waitsFor.every((one) => stageOf(context, one).closed !== null);
}

/** Every stage is closed, and no repeating one has a further round to come. */
export function allOver(context: MachineContext, stages: readonly Id[]): boolean {
  return stages.every((id) => {
    const stage = stageOf(context, id);
    return stage.closed !== null && (!stage.more || context.life !== 'present');
  });
}

const checks = (stages: readonly Id[]): Record<GuardName, Check> => {
  const checksOf: Record<GuardName, Check> = {
    all: (context, facts, { of }) => of.every((one) => named(one, context, facts)),
    not: (context, facts, { of }) => !named(of, context, facts),
    isNew: (context) => context.life === 'new',
    mayOpen: (context) => context.life === 'present' || context.life === 'new',
    opensHolds,
    opensKnown: (_context, facts, { stage }) => facts.opens[stage] !== undefined,
    onlyHolds: (_context, facts, { stage }) => facts.opens[stage]?.only === true,
    peersToChoose: (_context, facts, { stage }) => facts.opens[stage]?.chooses === true,
    confirmationAsked: (_context, facts) => facts.confirms,
    generationMatches: (context, facts, { stage }) =>
      facts.timer !== null && facts.timer.generation === stageOf(context, stage).g,
    timerIs: (_context, facts, { kind }) => facts.timer?.kind === kind,
    deedIs: (_context, facts, { deed }) => facts.timer?.deed === deed,
    isActor: (_context, facts, { capacity }) => facts.actor.capacities.includes(capacity),
    isOwner: (_context, facts) => facts.actor.owner,
    reasonGiven: (_context, facts) => facts.reason,
    complete: (_context, facts) => facts.complete,
    allDoersReady: (_context, facts) => facts.allReady,
    someAnswered: (_context, facts) => facts.answered,
    quorumReached: (_context, facts) => facts.quorum,
    nextStepIs: (_context, facts, { step }) => facts.next.step === step,
    acknowledgementAsked: (_context, facts) => facts.next.step === 0 && facts.next.asks,
    withinReturns: (context, facts, { stage }) => stageOf(context, stage).back < facts.returns.atMost,
    returnsTo: (_context, facts, { to }) => facts.returns.to === to,
    holdsTask: (_context, facts) => facts.holdsTask,
    changeIs: (_context, facts, { how }) => facts.change === how,
    roleGone: (_context, facts, { stage }) => facts.gone.includes(stage),
    leavesIs: (_context, facts, { then }) => then.includes(facts.leaves),
    unfinishedIs: (_context, facts, { then }) => facts.unfinished === then,
    reopenAllowed: (_context, facts) => facts.reopen,
    resultWaits: (_context, facts) => facts.resultWaits,
    allOver: (context) => allOver(context, stages),
  };
  const named = ({ type, params }: Named, context: MachineContext, facts: Facts): boolean =>
    checksOf[type as GuardName](context, facts, params as GuardParams);
  return checksOf;
};

type Guard = (args: { context: MachineContext; event: MachineEvent }, params: GuardParams) => boolean;

/** The guards of a machine with these stages, as XState takes them. */
export function guardsFor(stages: readonly Id[]): Record<GuardName, Guard> {
  const wrap =
    (check: Check): Guard =>
    ({ context, event }, params) =>
      check(context, event.facts, params);
  const entries = Object.entries(checks(stages)).map(([name, check]) => [name, wrap(check)]);
  return Object.fromEntries(entries) as Record<GuardName, Guard>;
}
