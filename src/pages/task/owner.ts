/** What the owner of a cycle can do about a stage that stands. Pure. */
import type { Id } from '../../../dsl/index.js';
import { isSaid } from '../../../workflows/index.js';
import { type Choice, choose, type FieldContext, line, textArea } from '../form/fields.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import { firstName, inSentence } from '../../tasks/words.js';
import type { Reading } from './decide.js';
import type { TaskCase } from './load.js';
import { type Candidate, findField } from './peers.js';

/** The field with the person who shall approve. */
export const approverField = 'approver';

/** Whether the stage waits for an approval that is with nobody: then the owner says whose it is. */
export function waitsForApprover({ kase, task, rules, summary }: TaskCase): boolean {
  if (task.kind !== 'ownerAsk' || summary.state !== 'approving') return false;
  const chain = rules.of(rules.stage.approvals);
  const steps = kase.file.tasks
    .filter((one) => one.stage === task.stage && one.kind === 'approve')
    .map(({ step }) => step);
  return chain !== null && (chain.inOrder ? !steps.includes(summary.step ?? 0) : steps.length === 0);
}

const nameThem: Choice = {
  value: 'NAME',
  label: 'Name who approves',
  note: 'The step has nobody. Whoever you choose below gets it.',
};
const acts: readonly Choice[] = [
  { value: 'EXTEND', label: 'Give more time', note: 'Until the day below.' },
  { value: 'REOPEN', label: 'Open it again' },
  {
    value: 'CLOSE_AS_MISSING',
    label: 'Close it as missing',
    note: 'What the rules say about missing answers holds.',
  },
  { value: 'SKIP', label: 'Skip it' },
];

export function ownerFields(task: TaskCase, field: FieldContext, candidates: readonly Candidate[]): Html {
  const naming = waitsForApprover(task);
  const legend = `What happens with the ${inSentence(task.rules.stage.name)} of ${task.employee.name}?`;
  return markup`<p>${waitingWords(task)}</p>
    ${choose({ name: 'decision', legend, choices: naming ? [nameThem, ...acts] : acts }, field)}
    ${naming && approverFields(task, field, candidates)}
    ${line({ name: 'until', label: 'More time until', type: 'date' }, field)}
    ${textArea({ name: 'reason', label: 'Reason', hint: 'Kept in the history.', short: true }, field)}`;
}

function waitingWords(task: TaskCase): string {
  if (waitsForApprover(task)) return 'Its approval waits, and there is nobody who may give it.';
  const waiting = task.kase.file.tasks.filter(
    (one) => one.stage === task.task.stage && one.kind !== 'ownerAsk',
  );
  const names = waiting.flatMap((one) => task.kase.world.person(one.person)?.name ?? []);
  return names.length > 0 ? `It waits for ${names.join(', ')}.` : 'Nobody can act on it now.';
}

function approverFields(task: TaskCase, field: FieldContext, candidates: readonly Candidate[]): Html {
  const choices = candidates.map(({ id, name, note }) => ({ value: id, label: name, note }));
  const hint = `Not ${firstName(task.employee.name)}, and nobody who did the work or has approved it already.`;
  return choose(
    {
      name: approverField,
      legend: 'Who approves it?',
      hint,
      choices,
      above: findField(field),
    },
    field,
  );
}

const plainActs = ['REOPEN', 'CLOSE_AS_MISSING', 'SKIP'] as const;

export function readOwner(task: TaskCase, values: FormValues): Reading {
  const problems = ownerProblems(task, values);
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const stage: Id = task.task.stage;
  const reason = values.one('reason').trim();
  const act = plainActs.find((one) => one === values.one('decision'));
  if (act) return { ok: true, command: { type: act, stage }, reason };
  if (values.one('decision') === 'NAME') {
    const to = values.one(approverField);
    return { ok: true, command: { type: 'REASSIGN', stage, from: task.task.assigneeId, to }, reason };
  }
  return { ok: true, command: { type: 'EXTEND', stage, to: values.one('until') }, reason };
}

function ownerProblems(task: TaskCase, values: FormValues): Record<string, string> {
  const decision = values.one('decision');
  const problems: Record<string, string> = {};
  const known: readonly string[] = [...plainActs, 'EXTEND', ...(waitsForApprover(task) ? ['NAME'] : [])];
  if (!known.includes(decision)) problems['decision'] = 'Choose what shall happen.';
  if (decision === 'NAME' && !uuid.test(values.one(approverField)))
    problems[approverField] = 'Choose who approves it; find them by name if they are not in the list.';
  if (decision === 'EXTEND' && !/^\d{4}-\d\d-\d\d$/.test(values.one('until')))
    problems['until'] = 'Name the day until which there is more time.';
  if (!isSaid(values.one('reason'))) problems['reason'] = 'Give a reason.';
  return problems;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
