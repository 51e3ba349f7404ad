/** Why the engine refused something, as problems of the fields on the page. Pure. */
import type { Refusal } from '../../../workflows/index.js';
import type { Problems } from '../form/fields.js';
import { goalField } from '../form/plan.js';
import type { FormValues } from '../form/values.js';
import { goalRulesOf, partsOf, type TaskCase } from './load.js';

const sentences: Partial<Record<Refusal['code'], string>> = {
  incomplete: 'Something is missing.',
  aboutYourself: 'Nobody decides about themselves.',
  notAllowed: 'The rules of this cycle do not allow that.',
  tooEarly: 'It is too early to send this. Your draft is kept.',
  reasonMissing: 'Give a reason.',
  countOutOfRange: 'That is too few or too many.',
  overBudget: 'That is more than the budget has left.',
};

/** Problems by field name; what belongs to no field stands under `task`. */
export function problemsOf(refusal: Refusal, task: TaskCase, values: FormValues): Problems {
  const entries = Object.entries(refusal.details).map(([key, text]) => placed(key, text, task, values));
  if (entries.length > 0) return Object.fromEntries(entries);
  return { task: sentences[refusal.code] ?? 'This cannot be done now.' };
}

/** The field a key of the engine stands for, and the sentence with the name of the field in front. */
function placed(key: string, text: string, task: TaskCase, values: FormValues): [string, string] {
  const [kind, ...rest] = key.split(':');
  const id = rest.join(':');
  const say = (label: string) =>
    label ? `${label}: ${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  if (kind === 'part') return [key, say(partsOf(task).find((part) => part.id === id)?.name ?? '')];
  if (kind === 'goals')
    return [key, say(goalRulesOf(task).find((goals) => goals.id === id)?.name ?? 'Goals')];
  if (kind === 'award') return [key, say(task.pay.find((pay) => pay.reward === id)?.name ?? 'Proposal')];
  if (key === 'to' && task.task.kind === 'ownerAsk')
    return ['approver', `This person ${text}. Choose somebody else.`];
  if (kind === 'peers' || kind === 'peer') return ['peer', say('')];
  if (kind === 'goal') {
    for (const rules of goalRulesOf(task)) {
      const field = goalField(rules, id, values);
      if (field) return [field.name, say(field.label)];
    }
  }
  const labels: Readonly<Record<string, string>> = { level: 'Rating', note: 'Note', reason: 'Reason' };
  return [key in labels ? key : `task:${key}`, say(labels[key] ?? '')];
}
