/** From the effects of a step to changes: the closed list of effects, each with the one function that knows what it means. */
import type { Id } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import type { Effect, EffectName, Facts } from '../../machine/vocabulary.js';
import type { LogCode, MessageKind, StageState } from '../contract.js';
import { rulesNow, summarise, summaryOf, tasksOf, type Draft } from '../case/draft.js';
import { dueByRule } from '../case/dues.js';
import { dueOn } from '../../rules/due.js';
import { ownerOf } from '../case/holders.js';
import { moveTasks } from './moves.js';
import { appendAwards, appendRating, closeCase, recalculate, release } from './results.js';
import { openTasks } from './opening.js';
import { askOwner, closeTasks, log, type Params } from './tasks.js';
import { cancelTimers, setTimers } from './timers.js';
import { agreePlans, lapsePlans, markMissing, storeAnswers, storePeers } from './work.js';
import { tell } from './messages.js';
import { doerClock } from '../case/openings.js';
import type { RegionValue, StateValue } from '../snapshot.js';

type Meaning = (draft: Draft, params: Params, facts: Facts) => void;

const meanings: Record<EffectName, Meaning> = {
  'task.open': openTasks,
  'task.close': closeTasks,
  'task.move': moveTasks,
  'timer.set': setTimers,
  'timer.cancel': cancelTimers,
  'message.queue': queueMessages,
  'answers.store': storeAnswers,
  'answers.markMissing': markMissing,
  'peers.store': storePeers,
  'rating.append': appendRating,
  'rating.recalculate': recalculate,
  'rating.release': release,
  'award.append': appendAwards,
  'plan.agree': agreePlans,
  'plan.lapse': lapsePlans,
  'round.begin': beginRound,
  'round.end': endRound,
  'join.report': (draft, { stage, as }) =>
    void draft.changes.push({
      do: 'join.report',
      stage: stage as Id,
      as: as as 'done' | 'skipped' | 'missing',
    }),
  'group.join': (draft, { stage }) => void draft.changes.push({ do: 'group.join', stage: stage as Id }),
  'owner.ask': (draft, params) => askOwner(draft, params),
  'case.close': closeCase,
  'log.write': writeLog,
};

/** Carries out effects on a draft, in their order. */
export function interpret(draft: Draft, effects: readonly Effect[], facts: Facts): void {
  for (const { type, params } of effects) meanings[type](draft, params, facts);
  const stage = 'stage' in draft.command ? draft.command.stage : null;
  for (const step of facts.passedOver)
    log(draft, 'stepPassedOver', { stage: stage ?? '', step: String(step) });
}

function queueMessages(draft: Draft, params: Params): void {
  const { stage, kind } = params as { stage: Id; kind: MessageKind };
  if (kind === 'ownerAsk') {
    const owner = ownerOf(draft);
    if (owner !== null) tell(draft, kind, owner, stage, null);
    return;
  }
  for (const task of tasksOf(draft, stage).filter((one) => one.kind !== 'ownerAsk'))
    tell(draft, kind, task.person, stage, { kind: task.kind, step: task.step });
}

/** A new round, a return, or a new due date for the round that is open. */
function beginRound(draft: Draft, params: Params): void {
  const stage = params['stage'] as Id;
  const { command } = draft;
  const { r, v } = stageOf(draft.context, stage);
  const extended = command.type === 'EXTEND';
  const openedAt = extended ? (summaryOf(draft, stage).openedAt ?? draft.at) : draft.at;
  summarise(draft, stage, { round: r, variant: v, openedAt, closedAt: null });
  const rules = rulesNow(draft, stage);
  const clock = doerClock(draft, rules);
  const due = extended ? dueOn(command.to, rules.grace, clock) : dueByRule(draft, stage, openedAt, clock);
  summarise(draft, stage, { dueOn: due?.on ?? null, dueAt: due?.at ?? null });
  if (extended) extendTasks(draft, stage);
}

/** Open tasks keep their holders and get the new day: closed as moved and opened again, so that nothing shows the old one. */
function extendTasks(draft: Draft, stage: Id): void {
  const { dueOn: on, dueAt } = summaryOf(draft, stage);
  const { g } = stageOf(draft.context, stage);
  for (const task of tasksOf(draft, stage).filter(({ kind }) => kind !== 'ownerAsk')) {
    if (task.id === null) continue;
    const { id, ...data } = task;
    const moved = { ...data, generation: g, dueOn: on, dueAt };
    draft.changes.push({ do: 'task.close', id, as: 'moved' }, { do: 'task.open', task: moved });
    draft.tasks = draft.tasks.map((one) => (one === task ? { ...moved, id: null } : one));
  }
}

function endRound(draft: Draft, params: Params): void {
  const { stage, as } = params as { stage: Id; as?: StageState; back?: boolean };
  const { v, r } = stageOf(draft.context, stage);
  if (as === undefined) return summarise(draft, stage, { closedAt: null, step: null });
  summarise(draft, stage, { state: as, closedAt: draft.at, variant: v, round: r, step: null });
}

function writeLog(draft: Draft, params: Params): void {
  const { stage, code } = params as { stage: Id; code: LogCode };
  const ack = rulesNow(draft, stage).acknowledged?.value.otherwise;
  const recorded = code === 'recordedAs' && ack && 'recordedAs' in ack;
  log(draft, code, recorded ? { stage, as: ack.recordedAs } : { stage });
}

const leaf = (value: RegionValue): string => {
  if (typeof value === 'string') return value;
  const [state = '', inner] = Object.entries(value)[0] ?? [];
  if (inner === undefined) return state;
  return state === 'done' ? 'done' : leaf(inner);
};
const shown: Readonly<Record<string, StageState>> = {
  onTime: 'working',
  asking: 'acknowledging',
  together: 'approving',
};

/** The state of a stage as lists show it, and the number of its open approval step. */
export function shownState(value: RegionValue): { state: StageState; step: number | null } {
  const name = leaf(value);
  const step = /^step(\d+)$/.exec(name);
  if (step) return { state: 'approving', step: Number(step[1]) };
  return { state: shown[name] ?? (name as StageState), step: null };
}

/** Brings the summaries up to the state of the machine; `before`: where it stood. */
export function showStates(draft: Draft, value: StateValue, before: StateValue | null): void {
  for (const { id } of draft.definition.cycle.stages) {
    const now = value[id];
    if (now === undefined || (before !== null && now === before[id] && draft.stages[id])) continue;
    summarise(draft, id, shownState(now));
  }
}
