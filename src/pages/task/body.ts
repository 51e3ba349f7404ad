/** Which fields a task has, how they are read, and what stands in them before: one entry for each kind of task. */
import type { TaskKind } from '../../../workflows/index.js';
import type { FieldContext } from '../form/fields.js';
import type { FormValues } from '../form/values.js';
import type { Html } from '../../html.js';
import {
  acknowledgeFields,
  approveFields,
  overrideFields,
  readAcknowledgement,
  readApproval,
  type Reading,
  readOverride,
} from './decide.js';
import { ownerFields, readOwner, waitsForApprover } from './owner.js';
import type { TaskCase } from './load.js';
import {
  type Candidate,
  chooseFields,
  chosen,
  confirmFields,
  readChoice,
  readConfirmation,
} from './peers.js';
import { pageProblems, readWork, workEntries, workFields } from './work.js';

type Body = {
  fields(task: TaskCase, field: FieldContext, candidates: readonly Candidate[]): Html;
  read(task: TaskCase, values: FormValues): Reading;
  /** Fields as they were left; empty for decisions, which start without an answer. */
  entries(task: TaskCase): [string, string][];
  /** Whether what is typed is kept as a draft. */
  drafts: boolean;
  /** The field for people who are searched for on the page; null: nobody is. */
  searches(task: TaskCase): 'peer' | 'approver' | null;
};

const decision = { entries: () => [], drafts: false, searches: () => null };
/** The hidden field that says that the list of peers is being changed. */
export const listField = 'list';
const editing = (values: FormValues) =>
  values.one(listField) === 'edit' || values.one('decision') === 'change';
const peerEntries = (task: TaskCase) => chosen(task).map(({ id }): [string, string] => ['peer', id]);

const bodies: Readonly<Record<TaskKind, Body>> = {
  work: {
    fields: workFields,
    read(task, values) {
      const problems = pageProblems(task, values);
      if (Object.keys(problems).length > 0) return { ok: false, problems };
      return {
        ok: true,
        command: { type: 'SUBMIT', stage: task.task.stage, work: readWork(task, values) },
        reason: null,
      };
    },
    entries: workEntries,
    drafts: true,
    searches: () => null,
  },
  choosePeers: {
    fields: (task, field, candidates) => chooseFields(task, candidates, field),
    read: readChoice,
    entries: peerEntries,
    drafts: false,
    searches: () => 'peer',
  },
  confirmPeers: {
    fields: (task, field, candidates) =>
      editing(field.values) ? chooseFields(task, candidates, field) : confirmFields(task, field),
    read: (task, values) =>
      values.one(listField) === 'edit' ? readChoice(task, values) : readConfirmation(task, values),
    entries: () => [],
    drafts: false,
    searches: () => 'peer',
  },
  approve: { ...decision, fields: approveFields, read: readApproval },
  acknowledge: { ...decision, fields: acknowledgeFields, read: readAcknowledgement },
  override: { ...decision, fields: overrideFields, read: readOverride },
  ownerAsk: {
    ...decision,
    fields: ownerFields,
    read: readOwner,
    searches: (task) => (waitsForApprover(task) ? 'approver' : null),
  },
};

export const bodyOf = ({ task }: Pick<TaskCase, 'task'>): Body => bodies[task.kind];
export const isEditingList = (task: TaskCase, values: FormValues) =>
  task.task.kind === 'confirmPeers' && editing(values);
