/** Until when, and by which days: the due date of an open stage, worked out again from its line. Pure. */
import type { LocalDate, Src } from '../../dsl/index.js';
import {
  anchorsFor,
  type Clock,
  clockFor,
  type DayStep,
  endOfDay,
  explainDue,
  memberIn,
  type OpenTask,
} from '../../workflows/index.js';
import type { Sentence } from './answer.js';
import { type Question, ruleFor } from './question.js';
import { dayWords } from './words.js';

/** The clock by which the stage is due: the doer's, which may be another person's than who has it now. */
export function dueClock(question: Question): Clock {
  const { of, summary } = question;
  const { definition, world, file } = of;
  const holders = mayHaveDone(question).flatMap((id) => world.person(id) ?? []);
  const clocks = [...holders, file.person].map((person) =>
    clockFor(definition, person, memberIn(summary.variant), world),
  );
  const { dueOn, dueAt } = summary;
  const fitting = clocks.find((clock) => dueOn !== null && endOfDay(clock.zone, dueOn) === dueAt);
  return fitting ?? clockFor(definition, file.person, memberIn(summary.variant), world);
}

/** Whoever has it, had it, handed it in, or holds a role of the person: a stage that is closed has no task to ask. */
function mayHaveDone({ of: { file }, stage, tasks }: Question): string[] {
  const holders = tasks.flatMap((task) => [task.person, task.from?.person ?? task.person]);
  const authors = file.submissions.filter((one) => one.stage === stage.id).map((one) => one.author);
  return [...holders, ...authors, ...relatedTo({ file })];
}

/** People whom the data of the person names. */
const relatedTo = ({ file }: Pick<Question['of'], 'file'>): string[] =>
  Object.values(file.person.fields).flatMap((field) => (field.kind === 'person' ? [field.value] : []));

/** The due date with its line, and the closed days on the way to it; in an approval or a reading, also its own due date. */
export const dueSentences = (question: Question): Sentence[] => [
  ...workSentences(question),
  ...stepSentences(question),
];

/** States in which the work is over, and somebody else has a due date of their own. */
export const afterWork: readonly string[] = ['approving', 'acknowledging', 'overriding'];

function workSentences(question: Question): Sentence[] {
  const { summary, stage, places, of } = question;
  if (summary.dueOn === null || summary.openedAt === null) return [];
  const rule = ruleFor(question, stage.due);
  const clock = dueClock(question);
  const steps = rule.value ? stepsTo(question, rule.value, clock) : [];
  const byRule = steps.at(-1)?.to ?? null;
  const calendar = of.definition.model.calendars.find((one) => one.id === clock.calendar)?.name ?? '';
  const verb = afterWork.includes(summary.state) ? 'The work was due' : 'Due';
  const until = `${verb} on ${dayWords(summary.dueOn)}, to the end of the day in ${clock.zone}`;
  const place = places.at(rule.src);
  if (isExtended(question, byRule)) {
    const text = `${until}: the owner of the cycle moved it from ${dayWords(byRule)}, which the text says.`;
    return [{ about: 'due', text, place }];
  }
  const due: Sentence = {
    about: 'due',
    text: `${until}: ${places.said(rule.src)}, calendar "${calendar}".`,
    place,
  };
  return [due, ...movedSentences(steps), ...closedSentences(steps)];
}

/** Until when whoever approves or reads has time: each step and each day once. */
function stepSentences(question: Question): Sentence[] {
  const { of, tasks, places } = question;
  const said = new Map<string, Sentence>();
  for (const task of tasks) {
    const src = stepSrc(question, task);
    const zone = zoneOf(question, task);
    if (src === null || task.dueOn === null || zone === null) continue;
    const what = task.kind === 'approve' ? `Approval step ${task.step}` : 'The acknowledgement';
    const verb = task.dueAt !== null && task.dueAt <= of.now ? 'was' : 'is';
    const text = `${what} ${verb} due on ${dayWords(task.dueOn)}, to the end of the day in ${zone}: ${places.said(src)}.`;
    said.set(text, { about: 'due', text, place: places.at(src) });
  }
  return [...said.values()];
}

/** The zone in which the day of a task ends: that of whoever has it, or of whoever had it, since a day is kept when it is escalated. */
function zoneOf({ of, summary }: Question, { person, from, dueOn, dueAt }: OpenTask): string | null {
  const { definition, world, file } = of;
  const had = file.submissions.map(({ author }) => author);
  const zones = [person, ...(from ? [from.person] : []), ...relatedTo(of), ...had]
    .flatMap((id) => world.person(id) ?? [])
    .map((one) => clockFor(definition, one, memberIn(summary.variant), world).zone);
  return zones.find((zone) => dueOn !== null && endOfDay(zone, dueOn) === dueAt) ?? zones[0] ?? null;
}

/** The line of an approval step or a reading; null for other tasks. */
export function stepSrc(question: Question, { kind, step }: OpenTask): Src | null {
  const { stage } = question;
  if (kind === 'acknowledge') return ruleFor(question, stage.acknowledged).src;
  if (kind !== 'approve') return null;
  return ruleFor(question, stage.approvals).value?.steps[step - 1]?.src ?? null;
}

type Due = NonNullable<ReturnType<typeof ruleFor<Question['stage']['due']['value']>>['value']>;

function stepsTo({ of, stage, summary }: Question, due: Due, clock: Clock): DayStep[] {
  const { definition, file, world } = of;
  const member = memberIn(summary.variant);
  return explainDue(due, anchorsFor({ definition, file, member, world }, clock, stage.id), clock);
}

/**
 * In open work, a later day than the text gives was set by the owner. Once it is handed in that is not told any more, and a closed
 * stage claims nothing: whose days counted then may be nobody of today.
 */
function isExtended({ summary }: Question, byRule: LocalDate | null): byRule is LocalDate {
  if (summary.step !== null || summary.closedAt !== null || byRule === null || summary.dueOn === null)
    return false;
  return byRule < summary.dueOn;
}

function movedSentences(steps: readonly DayStep[]): Sentence[] {
  return steps.flatMap((step): Sentence[] => {
    if (step.step === 'moved') {
      const why = step.closed[0]?.why;
      const text = `${dayWords(step.from)} is closed${why ? ` (${why})` : ''}: it moves to ${dayWords(step.to)}.`;
      return [{ about: 'calendar', text, place: null }];
    }
    if (step.step !== 'notBeforeOpening') return [];
    const text = `${dayWords(step.from)} had passed when it opened: it is due on ${dayWords(step.to)} instead.`;
    return [{ about: 'calendar', text, place: null }];
  });
}

/** Weekends go without saying. */
function closedSentences(steps: readonly DayStep[]): Sentence[] {
  const closed = steps
    .flatMap((step) => (step.step === 'shift' ? step.closed : []))
    .filter(({ why }) => why !== 'weekend');
  if (closed.length === 0) return [];
  const shown = closed.slice(0, 5).map((day) => `${dayWords(day.on)} (${day.why})`);
  const more = closed.length > 5 ? ` and ${closed.length - 5} more` : '';
  return [{ about: 'calendar', text: `Closed days on the way: ${shown.join(', ')}${more}.`, place: null }];
}
