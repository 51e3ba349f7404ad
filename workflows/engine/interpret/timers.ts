/** Timers: set and cancelled as data, with the generation of the stage and the civil inputs that explain them. */
import type { Id } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import type { TimerGroup } from '../../machine/vocabulary.js';
import { halfTimer, nextReminder, stepTimer, workTimers, type Timer } from '../../rules/due.js';
import { dateAt, endOfDay, instantAt } from '../../rules/zone.js';
import { stepsOf } from '../case/approval.js';
import { clockOf, personOf, rulesNow, summaryOf, tasksOf, type Draft } from '../case/draft.js';
import { dueNow } from '../case/dues.js';
import { caseEndTimer } from '../case/end.js';
import type { Params } from './tasks.js';
import { doerClock, openTimer } from '../case/openings.js';
import { parseTimer } from '../case/timer-names.js';

/** `timer.set`. */
export function setTimers(draft: Draft, params: Params): void {
  const { stage, group, step } = params as { stage: Id; group: TimerGroup; step: number };
  for (const timer of timersOf(draft, stage, group, step)) set(draft, stage, timer);
}

/** Sets the timer of the end of the cycle. */
export function setEnd(draft: Draft): void {
  const timer = caseEndTimer(draft);
  if (timer) draft.changes.push({ do: 'deadline.set', deadline: { ...timer, stage: null, generation: 0 } });
}

function set(draft: Draft, stage: Id, timer: Timer): void {
  const generation = stageOf(draft.context, stage).g;
  draft.changes.push({ do: 'deadline.set', deadline: { ...timer, stage, generation } });
}

function timersOf(draft: Draft, stage: Id, group: TimerGroup, step: number): Timer[] {
  const some = (timer: Timer | null): Timer[] => (timer ? [timer] : []);
  switch (group) {
    case 'waiting':
      return some(openTimer(draft, stage, 'open', waited(draft, stage)));
    case 'repeat':
      return stageOf(draft.context, stage).more && draft.context.life === 'present'
        ? some(openTimer(draft, stage, 'repeat', false))
        : [];
    case 'work':
      return workOf(draft, stage);
    case 'half':
      return half(draft, stage);
    case 'step':
      return steps(draft, stage, step);
    case 'acknowledge':
      return acknowledging(draft, stage);
    case 'chain':
      return chained(draft, stage);
  }
}

/** The stages it waits for are all closed. */
function waited(draft: Draft, stage: Id): boolean {
  const how = rulesNow(draft, stage).opens.value?.how;
  return how?.when === 'closed' && how.stages.every((one) => stageOf(draft.context, one).closed !== null);
}

function workOf(draft: Draft, stage: Id): Timer[] {
  const rules = rulesNow(draft, stage);
  const clock = doerClock(draft, rules);
  const latest = tasksOf(draft, stage, 'work')
    .map(({ person }) => clockOf(draft, personOf(draft, person)))
    .reduce((last, one) => {
      const [a, b] = [dueNow(draft, stage, last), dueNow(draft, stage, one)];
      return a && b && b.overAt > a.overAt ? one : last;
    }, clock);
  const due = dueNow(draft, stage, latest);
  if (due === null) return [];
  const timers = workTimers(
    {
      due: { value: due, src: rules.due.src },
      overdue: rules.overdue,
      reminders: { list: rules.reminders.value, src: rules.reminders.src },
    },
    draft.at,
    latest,
  );
  return timers.map((timer) => inDigest(draft, timer));
}

/** A reminder fires with the digest of its day where that goes out before business hours. */
function inDigest(draft: Draft, timer: Timer): Timer {
  if (parseTimer(timer.timer).kind !== 'remind') return timer;
  const digest = instantAt(timer.zone, timer.on, draft.definition.cycle.digestAt);
  return digest < timer.dueAt && digest > draft.at ? { ...timer, dueAt: digest } : timer;
}

function half(draft: Draft, stage: Id): Timer[] {
  const rules = rulesNow(draft, stage);
  const clock = doerClock(draft, rules);
  const value = dueNow(draft, stage, clock);
  return value ? [halfTimer(draft.at, { value, src: rules.due.src }, clock)] : [];
}

/** Times of an approval step, or of all that are open together; a step's days are those of its first approver. */
function steps(draft: Draft, stage: Id, step: number): Timer[] {
  const rules = rulesNow(draft, stage);
  const chain = rules.approvals?.value;
  if (!chain) return [];
  const numbers = step < 0 ? stepsOf(draft, rules, chain, 0).open : [step];
  return numbers.flatMap((number) => {
    const one = chain.steps[number - 1];
    const first = tasksOf(draft, stage, 'approve').find((task) => task.step === number);
    if (!one || !first) return [];
    return [
      stepTimer(
        `step.${number}`,
        one.within,
        one.src,
        draft.at,
        clockOf(draft, personOf(draft, first.person)),
      ),
    ];
  });
}

function acknowledging(draft: Draft, stage: Id): Timer[] {
  const ack = rulesNow(draft, stage).acknowledged;
  const reader = tasksOf(draft, stage, 'acknowledge')[0];
  if (!ack) return [];
  const clock = clockOf(draft, reader && personOf(draft, reader.person));
  return [stepTimer('acknowledge', ack.value.within, ack.src, draft.at, clock)];
}

/** `remind every …` that fired is set once more, until the cycle ends: after that only the question to the owner is left. */
function chained(draft: Draft, stage: Id): Timer[] {
  const { command } = draft;
  if (command.type !== 'TIMER') return [];
  const rules = rulesNow(draft, stage);
  const rule = rules.reminders.value[parseTimer(command.timer).n - 1];
  const { dueOn } = summaryOf(draft, stage);
  if (!rule || !('everyAfter' in rule) || dueOn === null) return [];
  const clock = doerClock(draft, rules);
  // One that went out with the digest, before business hours, was that of the whole day.
  const after = endOfDay(clock.zone, dateAt(clock.zone, draft.at)) - 1;
  const next = nextReminder(command.timer, rule.everyAfter, rules.reminders.src, { on: dueOn }, after, clock);
  const end = caseEndTimer(draft);
  return end && next.dueAt > end.dueAt ? [] : [inDigest(draft, next)];
}

/** `timer.cancel`. */
export function cancelTimers(draft: Draft, params: Params): void {
  const { stage, group } = params as { stage: Id; group: 'all' | 'waiting' | 'half' };
  const timers = group === 'all' ? null : group === 'half' ? ['half'] : ['open'];
  if (timers === null && cancelled(draft, stage)) return;
  draft.changes.push({ do: 'deadline.cancel', stage, timers });
}

/** Everything of the stage was cancelled in this step already, and nothing set since. */
function cancelled(draft: Draft, stage: Id): boolean {
  const last = draft.changes.findLast(
    (change) =>
      (change.do === 'deadline.cancel' && change.stage === stage) ||
      (change.do === 'deadline.set' && change.deadline.stage === stage),
  );
  return last?.do === 'deadline.cancel' && last.timers === null;
}
