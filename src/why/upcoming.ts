/** What happens by itself if nobody acts: the pending deadlines of a participant, in words of the cycle. Pure. */
import type { LocalDate, Role, Src, Stage } from '../../dsl/index.js';
import { type Instant, memberIn, type OpenTask, resolve, type StageSummary } from '../../workflows/index.js';
import type { Case } from '../participants/contract.js';
import type { Upcoming } from './answer.js';
import { untilTheEnd } from './endings.js';
import type { Places } from './places.js';
import { nameOf } from './sentences.js';
import { aroundOf } from './question.js';
import { wouldGet } from '../tasks/stand-in.js';
import { roleWords, stageName } from './words.js';

/** A row of `deadline`. `stage` is empty for deadlines of the participant as a whole. */
export type PendingDeadline = { stage: string; timer: string; dueAt: Instant; on: LocalDate; src: Src };

/** Pending deadlines as sentences, soonest first, up to whatever ends their stage or the cycle. */
export function upcomingOf(of: Case, pending: readonly PendingDeadline[], places: Places): Upcoming[] {
  return untilTheEnd(of, pending).map((one) => ({
    at: new Date(one.dueAt).toISOString(),
    on: one.on,
    stage: one.stage,
    stageName: stageName(of.definition.cycle.stages, one.stage),
    text: wordsFor(of, one),
    place: places.at(one.src),
  }));
}

function wordsFor(of: Case, { stage: id, timer }: PendingDeadline): string {
  const stage = of.definition.cycle.stages.find((one) => one.id === id);
  if (!stage) return timer === 'start' ? 'the cycle starts for this person' : 'the cycle ends';
  const summary = of.file.stages[id];
  const [kind = '', number] = timer.split('.');
  const name = `"${stage.name}"`;
  const words = wordsByTimer[kind];
  return words ? words({ of, stage, summary, name, n: Number(number ?? 0) }) : `${name}: ${timer}`;
}

type Given = { of: Case; stage: Stage; summary: StageSummary | undefined; name: string; n: number };
const wordsByTimer: Readonly<Record<string, (given: Given) => string>> = {
  open: ({ name }) => `${name} opens`,
  repeat: ({ name }) => `the next round of ${name} opens`,
  window: ({ name }) => `${name} is skipped if nobody asked for it`,
  half: ({ name }) => `the peers of ${name} are confirmed as chosen`,
  remind: (given) => `reminder about ${given.name}${toWhom(given)}`,
  due: ({ name }) => `${name} is due`,
  overdue: overdueWords,
  step: stepWords,
  acknowledge: acknowledgeWords,
};

function toWhom({ of, stage }: Given): string {
  const names = [
    ...new Set(
      of.file.tasks.filter((task) => task.stage === stage.id).map((task) => nameOf(of, task.person)),
    ),
  ];
  if (names.length === 0) return '';
  return names.length > 3 ? ` to ${names.length} people` : ` to ${names.join(', ')}`;
}

function overdueWords(given: Given): string {
  const { of, stage, summary, name, n } = given;
  const steps = resolve(
    stage.overdue,
    memberIn(summary?.variant ?? []),
    of.definition.model.precedence,
  ).value;
  const step = steps?.[n - 1];
  if (!step) return `${name} is overdue`;
  const deeds = {
    escalate: `${name} ${goesWords(given, step.to, false)}`,
    lock: `${name} is locked and the owner of the cycle is asked`,
    stayOpen: `${name} stays open, overdue`,
    continue: `${name} is closed without an answer`,
    forward: `the draft of ${name} is handed in as it is`,
    forwardIfComplete: `the draft of ${name} is handed in if it is complete`,
    skip: `${name} is skipped`,
  } as const;
  return deeds[step.deed];
}

/** "goes to Sofia Wei, the skip-level manager"; who has it keeps it, and somebody else gets it for want of a holder. */
function goesWords({ of, stage, summary, n }: Given, to: Role | null, approval: boolean): string {
  if (!to) return 'goes to the next person';
  const noRole = resolve(stage.noRole, memberIn(summary?.variant ?? []), of.definition.model.precedence);
  const { person, because } = wouldGet(aroundOf({ of }), to, noRole.value ?? []);
  const why = because === null ? '' : `, because ${because}`;
  if (!person) return `goes to ${because === null ? `the ${roleWords(to)}` : 'the next person up'}${why}`;
  const has = tasksOf(of, stage.id).filter((task) =>
    approval ? task.kind === 'approve' && task.step === n : task.kind !== 'approve',
  );
  if (has.length > 0 && has.every((task) => task.person === person.id))
    return `stays with ${person.name}${why}`;
  return `goes to ${person.name}${because === null ? `, the ${roleWords(to)}` : why}`;
}

function stepWords(given: Given): string {
  const { of, stage, summary, name, n } = given;
  const chain = resolve(
    stage.approvals,
    memberIn(summary?.variant ?? []),
    of.definition.model.precedence,
  ).value;
  const step = chain?.steps[n - 1];
  return step?.escalateTo
    ? `the approval of ${name} ${goesWords(given, step.escalateTo, true)}`
    : `the approval of ${name} is late and the owner is told`;
}

function acknowledgeWords(given: Given): string {
  const { of, stage, summary, name } = given;
  const rule = resolve(
    stage.acknowledged,
    memberIn(summary?.variant ?? []),
    of.definition.model.precedence,
  ).value;
  if (!rule) return `${name} closes`;
  return 'recordedAs' in rule.otherwise
    ? `the acknowledgement of ${name} is recorded as "${rule.otherwise.recordedAs}"`
    : `${overrider(given, rule.otherwise.overriddenBy)} is asked to override the acknowledgement of ${name}`;
}

function overrider({ of }: Given, role: Role): string {
  const { person } = wouldGet(aroundOf({ of }), role, []);
  return person?.name ?? `the ${roleWords(role)}`;
}

/** Open tasks of one stage. */
export const tasksOf = (of: Case, stage: string): OpenTask[] =>
  of.file.tasks.filter((task) => task.stage === stage);
