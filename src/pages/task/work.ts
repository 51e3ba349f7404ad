/** The form of a task of kind `work`: one section for each thing the stage asks for, read back into one `Work`. */
import type { Activity, Id, Rating } from '../../../dsl/index.js';
import type { Answers, Work } from '../../../workflows/index.js';
import { activity } from '../../tasks/rules.js';
import { firstName } from '../../tasks/words.js';
import { choose, type FieldContext, textArea } from '../form/fields.js';
import { answerEntries, partFields, readAnswers } from '../form/parts.js';
import {
  planEntries,
  planFields,
  progressEntries,
  progressFields,
  readPlan,
  readProgress,
} from '../form/plan.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import { audienceOf } from './audience.js';
import { awardEntries, awardFields, readAwards } from './awards.js';
import { contextOf } from './evidence.js';
import { agreedGoals, goalRulesOf, partsOf, type TaskCase } from './load.js';
import { releaseFields } from './release.js';

/** All fields of the work, in the order in which one thinks about it. */
export function workFields(task: TaskCase, field: FieldContext): Html {
  const { rules } = task;
  const does = (kind: Activity['do']) => activity(rules, kind) !== undefined;
  return markup`${does('plans') && goalRulesOf(task).map((goals) => planFields(goals, audienceOf(task, null), field))}
  ${does('checks') && progressFields(checkedGoals(task), field)}
  ${does('meets') && meetingFields(task, field)}
  ${partsOf(task).map((part) => partFields(part, partContext(task), field))} ${levelFields(task, field)}
  ${does('confirms') && confirmFields(task, field)} ${does('awards') && awardFields(task, field)}
  ${does('releases') && releaseFields(task, field)}`;
}

const partContext = (task: TaskCase) => ({
  ...contextOf(task.kase),
  audience: (part: Parameters<typeof audienceOf>[1]) => audienceOf(task, part),
});

const checkedGoals = (task: TaskCase) => {
  const sets = activity(task.rules, 'checks')?.goals ?? [];
  return agreedGoals(task).filter((goal) => sets.includes(goal.goals));
};

/** The rating a person is asked to pick, by whichever of the three activities. */
export function askedRating({ rules, kase }: Pick<TaskCase, 'rules' | 'kase'>): Rating | undefined {
  const asked = activity(rules, 'chooses') ?? activity(rules, 'recommends') ?? activity(rules, 'decides');
  return asked && kase.definition.cycle.ratings.find(({ id }) => id === asked.rating);
}

/** Levels of a rating by name, best first. */
export function levelsOf({ kase }: Pick<TaskCase, 'kase'>, rating: Rating): { value: Id; label: string }[] {
  const scale = kase.definition.model.scales.find(({ id }) => id === rating.scale);
  return (scale?.levels ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

function levelFields(task: TaskCase, field: FieldContext): Html | null {
  const rating = askedRating(task);
  if (!rating) return null;
  const name = firstName(task.employee.name);
  const legend = activity(task.rules, 'recommends')
    ? `Which ${rating.name} would you give ${name}?`
    : `Overall, how did ${name} do against what was expected?`;
  return choose(
    { name: 'level', legend, who: audienceOf(task, null), choices: levelsOf(task, rating) },
    field,
  );
}

function meetingFields(task: TaskCase, field: FieldContext): Html {
  const meets = activity(task.rules, 'meets');
  const before = openPoints(task);
  const hint = meets?.minutes ? `At least ${meets.minutes} minutes.` : undefined;
  return markup`<section>
    <h2>The talk</h2>
    ${
      before &&
      markup`<div class="card">
        <h3>Open points from last time</h3>
        <p class="quote">${before}</p>
      </div>`
    }
    ${textArea({ name: 'note', label: 'What you agreed, and what stays open', hint, short: true, who: meetingAudience(task) }, field)}
  </section>`;
}

const meetingAudience = ({ employee, reader }: TaskCase) =>
  employee.id === reader.id
    ? 'Only you and the person you talk with read this.'
    : `Only you and ${firstName(employee.name)} read this.`;

/** The note of the round before, where open points carry over. */
function openPoints({ task, kase, rules }: TaskCase): string | null {
  if (!activity(rules, 'meets')?.carryOver) return null;
  const earlier = kase.file.submissions.filter(
    (one) => one.stage === task.stage && one.round < task.round && one.state === 'submitted' && one.note,
  );
  return earlier.sort((a, b) => b.round - a.round)[0]?.note ?? null;
}

function confirmFields(task: TaskCase, field: FieldContext): Html {
  const what = activity(task.rules, 'confirms')?.what ?? '';
  const choices = [
    { value: 'yes', label: 'Yes, I stand for it' },
    { value: 'no', label: 'Not yet' },
  ];
  return markup`${choose({ name: 'decision', legend: what, who: audienceOf(task, null), choices }, field)}`;
}

/** Fields that must be answered before the work is handed in, and that only the page asks for. */
export function pageProblems(task: TaskCase, values: FormValues): Record<string, string> {
  const { rules } = task;
  const asks = activity(rules, 'confirms') ?? activity(rules, 'releases');
  if (!asks || values.one('decision') === 'yes') return {};
  const text =
    values.one('decision') === ''
      ? 'Choose one of the two answers.'
      : 'Choose "Finish later" while it is not done yet.';
  return { decision: text };
}

/** What was typed, as the engine takes it. Empty fields are left out. */
export function readWork(task: TaskCase, values: FormValues): Work {
  const { rules } = task;
  const parts = partsOf(task);
  const [goals] = goalRulesOf(task);
  const note = values.one('note').trim();
  const level = values.one('level');
  return {
    ...(parts.length > 0
      ? { answers: withCleared(task, readAnswers(parts, partContext(task), values)) }
      : {}),
    ...(goals && activity(rules, 'plans')
      ? { plan: { goals: goals.id, list: readPlan(goals, values) } }
      : {}),
    ...(activity(rules, 'checks') ? { progress: readProgress(checkedGoals(task), values) } : {}),
    ...(askedRating(task) && level ? { level } : {}),
    ...(note || task.own?.note ? { note } : {}),
    ...(activity(rules, 'awards') ? { awards: readAwards(task, values) } : {}),
  };
}

/** An answer that was kept before and is empty now is said to be missing; otherwise the draft would keep it. */
function withCleared(task: TaskCase, answers: Answers): Answers {
  const cleared = partsOf(task)
    .filter(({ id }) => answers[id] === undefined && task.own?.answers[id] !== undefined)
    .map(({ id }) => [id, { kind: 'missing' as const }]);
  return { ...answers, ...Object.fromEntries(cleared) };
}

/** The fields of what was typed before: the draft, or what came back for rework. */
export function workEntries(task: TaskCase): [string, string][] {
  const { kase, own, rules } = task;
  const goals = activity(rules, 'plans')?.goals ?? [];
  const plans = goals.flatMap((id) => {
    const states = ['draft', 'submitted', 'agreed'] as const;
    return (
      states
        .map((state) => kase.file.plans.find((one) => one.goals === id && one.state === state))
        .find(Boolean) ?? []
    );
  });
  const last = own ?? lastRound(task);
  return [
    ...plans.flatMap(planEntries),
    ...(last ? answerEntries(last.answers) : []),
    ...(last?.level ? [['level', last.level] as [string, string]] : []),
    ...(last?.note && own ? [['note', last.note] as [string, string]] : []),
    ...(own && activity(rules, 'checks') ? progressEntries(typedProgress(task)) : []),
    ...awardEntries(task),
  ];
}

/** What the reader handed in before a return: shown again in the next round, to be worked on. */
function lastRound({ kase, task, actor }: TaskCase) {
  if (task.movedFrom?.why !== 'returned') return undefined;
  const earlier = kase.file.submissions.filter(
    (one) => one.stage === task.stage && one.author === actor.personId,
  );
  return [...earlier].sort((a, b) => b.round - a.round)[0];
}

function typedProgress(task: TaskCase): Record<string, string> {
  return Object.fromEntries(
    checkedGoals(task).flatMap(({ id, progress }) => (progress === null ? [] : [[id, progress]])),
  );
}
