/** The goals of a plan: so many rows with the columns the rules ask for, weights that add up, progress. Pure but for new ids. */
import { randomUUID } from 'node:crypto';
import type { GoalRules } from '../../../dsl/index.js';
import type { Goal, Plan } from '../../../workflows/index.js';
import { type Html, markup } from '../../html.js';
import { type FieldContext, idOf, line, textArea, whoSees } from './fields.js';
import type { FormValues } from './values.js';

const field = (goals: string, row: number, column: string) => `goal:${goals}:${row}:${column}`;
/** Names the whole plan, for what is wrong with all of it. */
export const planField = (goals: string) => `goals:${goals}`;
const rowCount = (goals: string) => `goal:${goals}:rows`;
/** Most rows a page draws, whatever the rules allow. */
const most = 20;

/** How many rows to draw: what was asked for, what is filled, and at least what the rules want. */
export function rowsOf(rules: GoalRules, values: FormValues): number {
  const asked = Number(values.one(rowCount(rules.id))) || 0;
  const filled = highestRow(rules.id, values);
  const least = rules.count?.from ?? 1;
  const limit = Math.min(rules.count?.to ?? most, most);
  return Math.min(limit, Math.max(least, asked, filled));
}

function highestRow(goals: string, values: FormValues): number {
  const rows = values
    .names(`goal:${goals}:`)
    .filter((name) => values.one(name).trim() !== '')
    .filter((name) => !name.endsWith(':id') && !name.endsWith(':rows'))
    .map((name) => Number(name.split(':')[2]))
    .filter(Number.isInteger);
  return Math.max(0, ...rows.map((row) => row + 1));
}

/** Draws the rows of a plan. */
export function planFields(rules: GoalRules, who: string | null, context: FieldContext): Html {
  const rows = rowsOf(rules, context.values);
  const limit = Math.min(rules.count?.to ?? most, most);
  const name = planField(rules.id);
  const problem = context.problems[name];
  return markup`<section id="${idOf(name)}" tabindex="-1" aria-label="${rules.name}">
    <h2>${rules.name}</h2>
    ${problem && markup`<p class="error">${problem}</p>`}
    <p class="hint">
      ${countWords(rules)}${rules.eachWeight && ` Each weight from ${rules.eachWeight.from}% to ${rules.eachWeight.to}%.`}
    </p>
    ${whoSees(who)}
    <input type="hidden" name="${rowCount(rules.id)}" value="${rows}" />
    ${Array.from({ length: rows }, (_, row) => goalRow(rules, row, context))}
    ${rules.sum && markup`<p class="hint" role="status" data-sum="${rules.sum}">Weights add up to ${rules.sum}%.</p>`}
    ${rows < limit && markup`<button name="do" value="add-goal">Add another goal</button>`}
  </section>`;
}

function countWords({ count }: GoalRules): string {
  if (!count) return 'As many goals as you need.';
  return count.from === count.to ? `${count.from} goals.` : `${count.from} to ${count.to} goals.`;
}

function goalRow(rules: GoalRules, row: number, context: FieldContext): Html {
  const name = (column: string) => field(rules.id, row, column);
  const asks = (column: GoalRules['states'][number]) => rules.states.includes(column);
  const optional = row >= (rules.count?.from ?? 1) ? { hint: 'Leave the goal empty to drop it.' } : {};
  return markup`<fieldset class="item">
    <legend>Goal ${row + 1}</legend>
    <input type="hidden" name="${name('id')}" value="${context.values.one(name('id')) || randomUUID()}" />
    ${line({ name: name('title'), label: 'What you want to reach', ...optional }, context)}
    ${asks('description') && textArea({ name: name('description'), label: 'Describe it', short: true }, context)}
    ${asks('measure') && line({ name: name('measure'), label: 'How it is measured' }, context)}
    <div class="pair">
      ${asks('target') && line({ name: name('target'), label: 'Target' }, context)}
      ${rules.sum && line({ name: name('weight'), label: 'Weight', unit: '%', numeric: true, more: { 'data-weight': true } }, context)}
      ${asks('deadline') && line({ name: name('deadline'), label: 'By when', type: 'date' }, context)}
    </div>
  </fieldset>`;
}

/** Goals as they were typed; rows without a title and without anything else are dropped. */
export function readPlan(rules: GoalRules, values: FormValues): Goal[] {
  return Array.from({ length: rowsOf(rules, values) }, (_, row) => row).flatMap((row) => {
    const text = (column: string) => values.one(field(rules.id, row, column)).trim();
    const goal: Goal = {
      id: text('id') || randomUUID(),
      goals: rules.id,
      title: text('title'),
      description: text('description') || null,
      measure: text('measure') || null,
      target: text('target') || null,
      deadline: text('deadline') || null,
      weight: decimal(text('weight')),
      progress: null,
    };
    const empty = [goal.title, goal.description, goal.measure, goal.target, goal.deadline, goal.weight].every(
      (one) => !one,
    );
    return empty ? [] : [goal];
  });
}

/** The first field of the goal with that id, so that what is wrong with it leads there; undefined when it is not on the page. */
export function goalField(
  rules: GoalRules,
  goal: string,
  values: FormValues,
): { name: string; label: string } | undefined {
  for (let row = 0; row < rowsOf(rules, values); row++)
    if (values.one(field(rules.id, row, 'id')) === goal)
      return { name: field(rules.id, row, 'title'), label: `Goal ${row + 1}` };
  return undefined;
}

/** The values with one more row asked for. */
export function oneMoreRow(rules: GoalRules, values: FormValues): FormValues {
  const name = rowCount(rules.id);
  const rows = String(rowsOf(rules, values) + 1);
  return { ...values, one: (asked) => (asked === name ? rows : values.one(asked)) };
}

/** A number as people type it: with a comma or a point, with or without the sign. Null when nothing was typed. */
export const decimal = (text: string): string | null => text.replace(/[%\s]/g, '').replace(',', '.') || null;

/** The fields that show a plan. */
export function planEntries(plan: Plan): [string, string][] {
  return plan.list.flatMap((goal, row) =>
    (['id', 'title', 'description', 'measure', 'target', 'deadline', 'weight'] as const)
      .filter((column) => goal[column] !== null)
      .map((column): [string, string] => [field(plan.goals, row, column), String(goal[column])]),
  );
}

const progressField = (goal: string) => `progress:${goal}`;

/** One line per goal, to bring its progress up to date. */
export function progressFields(goals: readonly Goal[], context: FieldContext): Html {
  if (goals.length === 0) return markup`<p class="hint">There are no agreed goals yet.</p>`;
  const rows = goals.map((goal) => {
    const before =
      goal.progress === null ? 'No progress entered so far.' : `${goal.progress}% at the last talk.`;
    const hint = goal.target ? `Target: ${goal.target}. ${before}` : before;
    const label = goal.title;
    return markup`<div class="item">
      ${line({ name: progressField(goal.id), label, hint, unit: '%', numeric: true }, context)}
    </div>`;
  });
  return markup`<section>
    <h2>How far are the goals?</h2>
    ${rows}
  </section>`;
}

/** Progress as typed, by goal. */
export function readProgress(goals: readonly Goal[], values: FormValues): Record<string, string> {
  return Object.fromEntries(
    goals.flatMap((goal) => {
      const value = decimal(values.one(progressField(goal.id)));
      return value === null ? [] : [[goal.id, value]];
    }),
  );
}

/** The fields that show progress typed before. */
export const progressEntries = (progress: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(progress).map(([goal, value]) => [progressField(goal), value]);
