/** The parts of a form: drawn, read back, and laid out again from a draft. Pure. */
import type { Competency, Cycle, Model, Part, Scale } from '../../../dsl/index.js';
import type { Answer, Answers, CaseFile, Goal } from '../../../workflows/index.js';
import { type Html, markup } from '../../html.js';
import { choose, type FieldContext, idOf, line, textArea, whoSees } from './fields.js';
import type { FormValues } from './values.js';

export type PartContext = {
  model: Model;
  cycle: Cycle;
  /** Goals as agreed, for parts that rate each of them. */
  goals: readonly Goal[];
  /** Competencies that apply to the person. */
  competencies: (set: string) => readonly Competency[];
  /** Who reads a part. */
  audience: (part: Part) => string | null;
};
/** One goal or competency of a part that rates each of them. */
export type Item = { key: string; name: string; note: string | null };

export const partField = (part: string) => `part:${part}`;
const itemField = (part: string, key: string) => `part:${part}:${key}`;
const none = 'n/a';

/** What a part asks about, one by one; empty for parts that ask once. */
export function itemsOf(part: Part, context: PartContext): Item[] {
  const { answer } = part;
  if (answer.type !== 'rateEach') return [];
  if (answer.of === 'competencies')
    return context.competencies(answer.set).map(({ id, name }) => ({ key: id, name, note: null }));
  return context.goals
    .filter((goal) => goal.goals === answer.set)
    .map((goal) => ({ key: goal.id, name: goal.title, note: goalNote(goal) }));
}

/** "Target 95% on time · weight 40% · 80% done" */
export function goalNote(goal: Goal): string | null {
  const facts = [
    goal.measure && `Measure: ${goal.measure}`,
    goal.target && `Target: ${goal.target}`,
    goal.weight && `weight ${goal.weight}%`,
    goal.progress && `${goal.progress}% done`,
  ].filter(Boolean);
  return facts.length > 0 ? facts.join(' · ') : null;
}

/** Draws a part with what was typed so far. */
export function partFields(part: Part, context: PartContext, field: FieldContext): Html {
  const { answer } = part;
  const name = partField(part.id);
  const who = context.audience(part);
  const optional = part.optional ? { hint: 'You may leave this out.' } : {};
  switch (answer.type) {
    case 'write':
      return textArea(
        { name, label: part.name, least: part.optional ? 0 : answer.atLeast, who, ...optional },
        field,
      );
    case 'choose':
      return choose(
        { name, legend: part.name, who, choices: answer.values.map(asChoice), ...optional },
        field,
      );
    case 'yesNo':
      return choose({ name, legend: part.name, who, choices: yesNo, ...optional }, field);
    case 'rate':
      return rate(name, part, part.name, { who, tight: false }, context, field);
    case 'rateEach':
      return rateEach(part, context, field);
  }
}

const asChoice = (value: string) => ({ value, label: value });
const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function rateEach(part: Part, context: PartContext, field: FieldContext): Html {
  const items = itemsOf(part, context);
  const problem = field.problems[partField(part.id)];
  const list = items.map((item) =>
    rate(
      itemField(part.id, item.key),
      part,
      item.name,
      { who: null, tight: true, note: item.note },
      context,
      field,
    ),
  );
  return markup`<section id="${idOf(partField(part.id))}" tabindex="-1" aria-label="${part.name}">
    <h2>${part.name}</h2>
    ${whoSees(context.audience(part))}${problem && markup`<p class="error">${problem}</p>`}
    ${items.length === 0 ? markup`<p class="hint">There is nothing to rate here.</p>` : list}
  </section>`;
}

type RateLook = { who: string | null; tight: boolean; note?: string | null };

function rate(
  name: string,
  part: Part,
  legend: string,
  look: RateLook,
  context: PartContext,
  field: FieldContext,
): Html {
  const scale = scaleOf(part, context.model);
  const { who, tight, note } = look;
  const above = note && markup`<p class="hint">${note}</p>`;
  if (scale && scale.levels.length > 0) {
    const levels = scale.levels.map((level) => ({ value: level.id, label: level.name }));
    const choices = part.notApplicable ? [...levels, { value: none, label: 'Does not apply' }] : levels;
    return choose({ name, legend, who, choices, above, tight, className: tight ? 'item' : undefined }, field);
  }
  const range = scale?.values ? `From ${scale.values.from} to ${scale.values.to}` : undefined;
  return markup`<div class="${tight ? 'item' : 'field'}">
    ${above}${line({ name, label: legend, hint: range, numeric: true }, field)}
  </div>`;
}

function scaleOf(part: Part, model: Model): Scale | undefined {
  const { answer } = part;
  if (answer.type !== 'rate' && answer.type !== 'rateEach') return undefined;
  return model.scales.find(({ id }) => id === answer.scale);
}

/** Answers as they were typed. What was left empty is left out: the engine says what is missing. */
export function readAnswers(parts: readonly Part[], context: PartContext, values: FormValues): Answers {
  const answers: Record<string, Answer> = {};
  for (const part of parts) {
    const answer = readAnswer(part, context, values);
    if (answer) answers[part.id] = answer;
  }
  return answers;
}

function readAnswer(part: Part, context: PartContext, values: FormValues): Answer | null {
  const text = values.one(partField(part.id)).trim();
  switch (part.answer.type) {
    case 'write':
      return text === '' ? null : { kind: 'text', text };
    case 'choose':
      return text === '' ? null : { kind: 'choice', choice: text };
    case 'yesNo':
      return text === '' ? null : { kind: 'yesNo', yes: text === 'yes' };
    case 'rate':
      return text === ''
        ? null
        : text === none
          ? { kind: 'notApplicable' }
          : rated(part, context.model, text);
    case 'rateEach':
      return readItems(part, context, values);
  }
}

function readItems(part: Part, context: PartContext, values: FormValues): Answer | null {
  const items: Record<string, ItemAnswer> = {};
  for (const { key } of itemsOf(part, context)) {
    const text = values.one(itemField(part.id, key)).trim();
    if (text === '') continue;
    const one = text === none ? null : rated(part, context.model, text);
    items[key] = !one
      ? { notApplicable: true }
      : one.kind === 'level'
        ? { level: one.level }
        : { mark: one.value };
  }
  return Object.keys(items).length === 0 ? null : { kind: 'items', items };
}
type ItemAnswer = Extract<Answer, { kind: 'items' }>['items'][string];

function rated(part: Part, model: Model, text: string): Extract<Answer, { kind: 'level' | 'mark' }> {
  const scale = scaleOf(part, model);
  if (scale && scale.levels.length > 0) return { kind: 'level', level: text };
  return { kind: 'mark', value: text.replace(',', '.') };
}

/** The fields that show these answers. */
export function answerEntries(answers: Answers): [string, string][] {
  return Object.entries(answers).flatMap(([part, answer]): [string, string][] => {
    const name = partField(part);
    switch (answer.kind) {
      case 'text':
        return [[name, answer.text]];
      case 'choice':
        return [[name, answer.choice]];
      case 'yesNo':
        return [[name, answer.yes ? 'yes' : 'no']];
      case 'level':
        return [[name, answer.level]];
      case 'mark':
        return [[name, answer.value]];
      case 'notApplicable':
        return [[name, none]];
      case 'missing':
        return [];
      case 'items':
        return Object.entries(answer.items).map(([key, one]) => [
          itemField(part, key),
          'level' in one ? one.level : 'mark' in one ? one.mark : none,
        ]);
    }
  });
}

/** Goals in force: the agreed plan, or what was handed in. */
export function goalsInForce(file: Pick<CaseFile, 'plans'>): Goal[] {
  const sets = [...new Set(file.plans.map((plan) => plan.goals))];
  return sets.flatMap((set) => {
    const states = ['agreed', 'submitted', 'draft'] as const;
    const plan = states
      .map((state) => file.plans.find((one) => one.goals === set && one.state === state))
      .find(Boolean);
    return plan ? [...plan.list] : [];
  });
}
