/** Why a stage of one person stands where it stands: sentences, each with the line of the text behind it. Pure. */
import type { Ruled, Stage } from '../../dsl/index.js';
import { dateAt, inSegment, type OpenTask, type StageSummary } from '../../workflows/index.js';
import type { Case } from '../participants/contract.js';
import type { Sentence } from './answer.js';
import { dueClock, dueSentences, stepSrc } from './due.js';
import { aroundOf, type Question, ruleFor } from './question.js';
import { standIn } from '../tasks/stand-in.js';
import { dayWords, list, roleWords, segmentName, stageName } from './words.js';

/** All sentences about one stage, in the order in which a person asks: how it got here, who has it, until when, by which rule. */
export function sentencesOf(question: Question): Sentence[] {
  return [
    ...openedSentences(question),
    ...doerSentences(question),
    ...dueSentences(question),
    ...exceptionSentences(question),
  ];
}

function openedSentences(question: Question): Sentence[] {
  const { summary, stage, places, of } = question;
  const rule = ruleFor(question, stage.opens);
  const said = places.said(rule.src);
  const clock = dueClock(question);
  const place = places.at(rule.src);
  if (summary.openedAt === null) {
    const waits = waitingFor(question);
    return [{ about: 'waits', text: `Not open yet: ${said}${waits ? `; ${waits}` : ''}.`, place }];
  }
  const on = dayWords(dateAt(clock.zone, summary.openedAt));
  const round = summary.round > 1 ? `Round ${summary.round} opened` : 'Opened';
  const closings = closingWords(question);
  const opened: Sentence = { about: 'opened', text: `${round} on ${on}: ${said}${closings}.`, place };
  return [opened, ...closedSentences(question, of.file.person.zone)];
}

function waitingFor({ stage, of }: Question): string | null {
  const how = stage.opens.value?.how;
  if (how?.when !== 'closed') return null;
  const open = how.stages.filter((id) => !isClosed(of.file.stages[id]));
  const names = open.map((id) => stageName(of.definition.cycle.stages, id));
  return names.length > 0 && how.ofPeople === null
    ? `${list(names)} ${names.length > 1 ? 'are' : 'is'} still open`
    : null;
}

function closingWords(question: Question): string {
  const { stage, of } = question;
  const how = ruleFor(question, stage.opens).value?.how;
  if (how?.when !== 'closed' || how.ofPeople !== null) return '';
  const parts = how.stages.flatMap((id) => {
    const closed = of.file.stages[id];
    if (!closed?.closedAt) return [];
    const on = dayWords(dateAt(of.file.person.zone, closed.closedAt));
    return [`"${stageName(of.definition.cycle.stages, id)}" ${closedWords[closed.state] ?? 'closed'} ${on}`];
  });
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

const closedWords: Partial<Record<StageSummary['state'], string>> = {
  done: 'was done',
  skipped: 'was skipped',
  missing: 'was closed without an answer',
};
const isClosed = (summary: StageSummary | undefined): boolean =>
  summary !== undefined && summary.state in closedWords;

function closedSentences({ summary, stage, places }: Question, zone: string): Sentence[] {
  if (summary.closedAt === null || !isClosed(summary)) return [];
  const on = dayWords(dateAt(zone, summary.closedAt));
  const how = { done: 'Done', skipped: 'Skipped', missing: 'Closed without an answer' }[
    summary.state as 'done'
  ];
  return [
    {
      about: 'state',
      text: `${how} on ${on}.`,
      place: summary.state === 'done' ? null : places.at(stage.overdue.src),
    },
  ];
}

function doerSentences(question: Question): Sentence[] {
  const { tasks, stage, places } = question;
  const doer = ruleFor(question, stage.doer).src;
  const seen = new Map<string, Sentence>();
  for (const task of tasks) {
    const text = doerText(question, task);
    const place = task.kind === 'ownerAsk' ? null : places.at(stepSrc(question, task) ?? doer);
    if (!seen.has(text)) seen.set(text, { about: 'doer', text, place });
  }
  return [...seen.values()].slice(0, 6);
}

/** Says the role only of whoever holds it; for everybody else, why it is they. */
function doerText(question: Question, task: OpenTask): string {
  const { of } = question;
  const person = nameOf(of, task.person);
  const step = task.kind === 'approve' ? `, approval step ${task.step}` : deedWords[task.kind];
  const from = task.from ? `, ${movedWords[task.from.why]} ${nameOf(of, task.from.person)}` : '';
  const other = standIn(aroundOf(question), task);
  if (other?.how === 'fell')
    return `With ${person}${step}${from}, because ${other.because}, so it falls to ${other.to}.`;
  if (other) return `With ${person} in place of ${other.of}${step}${from}.`;
  return `With ${person} as ${roleWords(task.role)}${step}${from}.`;
}

const deedWords: Readonly<Record<Exclude<OpenTask['kind'], 'approve'>, string>> = {
  work: '',
  choosePeers: ', to choose the peers',
  confirmPeers: ', to confirm the peers',
  acknowledge: ', to acknowledge it',
  override: ', to record that it stays unsigned',
  ownerAsk: ', to decide how it goes on',
};

const movedWords: Readonly<Record<NonNullable<OpenTask['from']>['why'], string>> = {
  escalated: 'escalated from',
  returned: 'returned by',
  roleChanged: 'taken over from',
  reassigned: 'reassigned from',
  declined: 'instead of',
};

function exceptionSentences(question: Question): Sentence[] {
  const { stage, of, summary, places } = question;
  const { model } = of.definition;
  const exceptions = exceptionsOf(stage);
  if (exceptions.length === 0) return [];
  const holds = (segments: readonly string[]) =>
    segments.every((segment) =>
      summary.openedAt !== null || isClosed(summary)
        ? summary.variant.includes(segment)
        : inSegment(model, segment, of.file.person, of.world).holds,
    );
  const holding = exceptions.filter((exception) => holds(exception.segments));
  if (holding.length === 0) {
    const names = [...new Set(exceptions.flatMap((exception) => exception.segments))];
    return [
      {
        about: 'exception',
        text: `No exception applies: not in ${names.map((id) => `"${segmentName(model, id)}"`).join(', ')}.`,
        place: null,
      },
    ];
  }
  return holding.map((exception) => ({
    about: 'exception',
    text: `The exception for ${list(exception.segments.map((id) => segmentName(model, id)))} holds, because "${exception.because}".`,
    place: places.at(exception.src),
  }));
}

type AnyException = Ruled<unknown>['unless'][number];
function exceptionsOf(stage: Stage): AnyException[] {
  const found = new Map<string, AnyException>();
  const visit = (ruled: Ruled<unknown>): void =>
    ruled.unless.forEach((exception) => {
      found.set(`${exception.src.from.line}:${exception.segments.join()}`, exception);
      visit(exception.rule);
    });
  for (const value of Object.values(stage)) if (isRuled(value)) visit(value);
  return [...found.values()];
}

const isRuled = (value: unknown): value is Ruled<unknown> =>
  typeof value === 'object' && value !== null && 'unless' in value && Array.isArray(value.unless);

/** The name of anybody in the world; a former colleague keeps theirs. */
export const nameOf = (of: { world: Case['world'] }, id: string): string =>
  of.world.person(id)?.name ?? 'somebody who left';
