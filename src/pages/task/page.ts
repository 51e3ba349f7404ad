/** The page of an open task: due first, what it is, who sees it, what is known, the questions, the buttons. Pure. */
import { activity } from '../../tasks/rules.js';
import { dueWords } from '../../tasks/dates.js';
import { firstName, minutesOf, titleOf, verbOf } from '../../tasks/words.js';
import { errorSummary, type FieldContext, type Problems, textArea } from '../form/fields.js';
import { itemsOf } from '../form/parts.js';
import { type FormValues, valuesFrom } from '../form/values.js';
import { attributes, type Html, markup } from '../../html.js';
import { page, type Reader, tokenField } from '../layout.js';
import { bodyOf, isEditingList, listField } from './body.js';
import { contextOf, evidenceOf } from './evidence.js';
import { agreedGoals, partsOf, type TaskCase } from './load.js';
import type { Candidate } from './peers.js';
import { duePill, showEvidence } from './show.js';

export type TaskPage = {
  task: TaskCase;
  reader: Reader;
  /** Fresh for every page that is drawn, so that pressing twice is one act. */
  key: string;
  /** Names the stored draft; see `draftStamp`. */
  draft: string;
  /** What was typed; null: as it was left. */
  values: FormValues | null;
  problems: Problems;
  /** A sentence on top, such as what changed meanwhile. */
  notice: Html | null;
  candidates: readonly Candidate[];
};

/** The whole page as text. */
export function taskPage(view: TaskPage): string {
  const { task, reader } = view;
  const beside = evidence(task);
  const title = titleOf(task.words);
  const form = formOf(view);
  const head = headOf(view, title);
  // on a phone the title comes first and the evidence after it; on a wide screen it stands beside
  const body = beside
    ? markup`${head}
        <div class="columns">
          ${beside}
          <div>${form}</div>
        </div>`
    : markup`${head}${form}`;
  return page({ title, where: task.task.cycleName, reader, wide: beside !== null, body });
}

function headOf({ task, notice, problems }: TaskPage, title: string): Html {
  const { task: row, reader, kase } = task;
  const due = row.dueOn === null ? null : dueWords(row.dueOn, row.dueAt, reader.zone, kase.now);
  const known = (name: string) => name !== '' && !name.startsWith('task');
  return markup`${duePill(due)}
    <h1>${title}</h1>
    <p class="lead">${leadOf(task)}</p>
    ${movedWords(task)}${helpWords(task)}${notice}${errorSummary(problems, known)}`;
}

/** "Senior engineer, Platform. About 8 minutes." */
function leadOf(task: TaskCase): string {
  const { task: row } = task;
  const isOwn = task.employee.id === task.reader.id;
  const who = isOwn ? '' : [row.employeeTitle, row.department].filter(Boolean).join(', ');
  return [who, aboutMinutes(task)]
    .filter(Boolean)
    .map((one) => `${one}.`)
    .join(' ');
}

function aboutMinutes(task: TaskCase): string {
  const n = minutes(task);
  return n === 1 ? 'About a minute' : `About ${n} minutes`;
}

function minutes(task: TaskCase): number {
  if (task.task.kind !== 'work') return 3;
  const context = contextOf(task.kase);
  const parts = partsOf(task);
  const items = parts.reduce((sum, part) => sum + Math.max(1, itemsOf(part, context).length), 0);
  const texts = parts.filter((part) => part.answer.type === 'write').length;
  const plan = activity(task.rules, 'plans') ? 5 : 0;
  return minutesOf(items, texts + plan);
}

function helpWords({ helping, task, kase }: TaskCase): Html | null {
  if (!helping) return null;
  const name = kase.world.person(task.assigneeId)?.name ?? 'Somebody else';
  return markup`<div class="notice"><p>${name} sends this. What you save here stands in the same draft, and ${firstName(name)} sees it.</p></div>`;
}

function movedWords({ task, kase }: TaskCase): Html | null {
  const { movedFrom, role } = task;
  if (!movedFrom) return null;
  // INVARIANT: no peer is told of another
  if (role.role === 'peers') return markup`<div class="notice"><p>This was handed to you.</p></div>`;
  const name = kase.world.person(movedFrom.person)?.name ?? 'somebody else';
  const words = {
    escalated: `This came to you because ${name} has not finished it in time.`,
    returned: `${name} returned this. Read why below, change it and send it again.`,
    roleChanged: `This came to you from ${name}, whose role you have now.`,
    reassigned: `This was handed to you; ${name} had it before.`,
    declined: `This came to you because ${name} declined.`,
  }[movedFrom.why];
  return markup`<div class="notice"><p>${words}</p></div>`;
}

function evidence({ rules, kase, task, reader, employee }: TaskCase): Html | null {
  if (task.kind !== 'work' && task.kind !== 'approve') return null;
  const rates = task.kind === 'work' && rules.stage.phase === 'review' && rules.doer?.who.by !== 'peers';
  const goals = rates || employee.id === reader.id ? goalsBeside(kase, rules) : [];
  return showEvidence(evidenceOf(kase, rules.sees, reader.id), goals);
}

/** Agreed goals, where the task is not about the goals themselves. */
function goalsBeside(kase: TaskCase['kase'], rules: TaskCase['rules']) {
  if (activity(rules, 'plans') || activity(rules, 'checks') || rules.stage.phase !== 'review') return [];
  return agreedGoals({ kase });
}

function formOf(view: TaskPage): Html {
  const { task, reader, key, draft, candidates, problems } = view;
  const body = bodyOf(task);
  const values = view.values ?? valuesFrom(body.entries(task));
  const field: FieldContext = { values, problems };
  const path = `/t/${task.task.id}`;
  const form = attributes({
    method: 'post',
    action: path,
    'data-draft': body.drafts && `${path}/draft`,
    novalidate: true,
    // drawn from what was typed, which may be more than what is stored
    'data-again': view.values !== null,
  });
  const editing = isEditingList(task, values);
  const verb = editing ? 'Confirm these people' : verbOf(task.words);
  return markup`<form${form}>
<button class="off" name="do" value="${body.drafts ? 'save' : 'find'}" tabindex="-1" aria-hidden="true">Keep</button>
${tokenField(reader.formToken)}
<input type="hidden" name="key" value="${key}"><input type="hidden" name="version" value="${task.kase.file.version}">
<input type="hidden" name="seen" value="${task.seen}"><input type="hidden" name="draft" value="${draft}">
${editing && markup`<input type="hidden" name="${listField}" value="edit" />`}
${returnedWords(task)}${body.fields(task, field, candidates)}
<div class="bar"><p class="saved" role="status" data-saved></p>${buttons(view, isDecision(view) ? 'Send' : verb)}</div>
</form>${mayDecline(task) && declineForm(view, path)}`;
}

/** Whoever writes along can only save. */
function buttons({ task }: TaskPage, verb: string): Html {
  if (task.helping) return markup`<button class="primary" name="do" value="save">Save</button>`;
  return markup`<button class="primary" name="do" value="submit">${verb}</button>${
    bodyOf(task).drafts && markup`<button name="do" value="save">Finish later</button>`
  }`;
}

/** Decisions are made by the question; the button only sends it. */
const isDecision = ({ task }: TaskPage) =>
  task.task.kind === 'approve' ||
  task.task.kind === 'override' ||
  task.task.kind === 'ownerAsk' ||
  task.task.kind === 'acknowledge';

/** Why it came back: the last refusal's reason is kept with the submission's note of whoever returned it. */
function returnedWords({ task, returnReason }: TaskCase): Html | null {
  return task.movedFrom?.why === 'returned' && returnReason
    ? markup`<div class="notice late">
        <p><strong>Why it came back</strong></p>
        <p class="quote">${returnReason}</p>
      </div>`
    : null;
}

const mayDecline = ({ rules, task }: TaskCase) =>
  task.kind === 'work' && rules.doer?.who.by === 'peers' && rules.doer.mayDecline;

function declineForm({ task, reader, key, problems, values }: TaskPage, path: string): Html {
  const field = { values: values ?? valuesFrom([]), problems };
  return markup`<details class="more">
    <summary>I cannot do this</summary>
    <div>
      <form method="post" action="${path}">
        ${tokenField(reader.formToken)} <input type="hidden" name="key" value="${key}" /><input
          type="hidden"
          name="version"
          value="${task.kase.file.version}"
        /><input type="hidden" name="seen" value="${task.seen}" />
        <p>
          You need not say why. Somebody else is asked instead, and ${firstName(task.employee.name)} learns
          only that.
        </p>
        ${textArea({ name: 'decline-reason', label: 'A word to HR', hint: 'You may leave this out.', short: true }, field)}
        <button name="do" value="decline">Decline</button>
      </form>
    </div>
  </details>`;
}
