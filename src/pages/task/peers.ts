/** Choosing who gives feedback, and confirming the list. Works without a script: finding people is a button of the form. Pure. */
import type { Person } from '../../../workflows/index.js';
import { firstName } from '../../tasks/words.js';
import { choose, chooseSeveral, type FieldContext } from '../form/fields.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import type { Reading } from './decide.js';
import type { TaskCase } from './load.js';

/** Somebody who may be chosen, with a line that tells people of one name apart. */
export type Candidate = { id: string; name: string; note: string };

const bounds = ({ rules }: TaskCase) => {
  const who = rules.doer?.who;
  return who?.by === 'peers' ? { from: who.from, to: who.to } : { from: 1, to: 1 };
};
const countWords = (from: number, to: number) => (from === to ? `${from} people` : `${from} to ${to} people`);

/** A search within a form: its button draws the page again with everything typed, and those who were found. */
export const findField = (field: FieldContext): Html =>
  markup`<div class="filter">
    <label class="off" for="find">Find somebody by name, team or title</label>
    <input
      type="search"
      id="find"
      name="find"
      value="${field.values.one('find')}"
      placeholder="Find by name, team or title"
      autocomplete="off"
    /><button name="do" value="find">Find</button>
  </div>`;

/** Candidates with boxes; those chosen so far first. */
export function chooseFields(task: TaskCase, candidates: readonly Candidate[], field: FieldContext): Html {
  const { from, to } = bounds(task);
  const hint = `${countWords(from, to)} who worked with ${task.employee.id === task.reader.id ? 'you' : firstName(task.employee.name)} this year.`;
  const choices = candidates.map(({ id, name, note }) => ({ value: id, label: name, note }));
  return chooseSeveral(
    { name: 'peer', legend: 'Who shall be asked?', hint, choices, above: findField(field) },
    field,
  );
}

export function readChoice(task: TaskCase, values: FormValues): Reading {
  const peers = [...new Set(values.all('peer'))];
  const { from, to } = bounds(task);
  if (peers.length < from || peers.length > to) {
    const text = `Choose ${countWords(from, to)}; you have chosen ${peers.length}.`;
    return { ok: false, problems: { peer: text } };
  }
  const type = task.task.kind === 'confirmPeers' ? 'CONFIRM_PEERS' : 'CHOOSE_PEERS';
  return { ok: true, command: { type, stage: task.task.stage, peers }, reason: null };
}

/** People chosen so far in this round. */
export function chosen({ kase, task }: TaskCase): Person[] {
  return kase.file.peers
    .filter((peer) => peer.stage === task.stage && peer.round === task.round && peer.state !== 'declined')
    .flatMap((peer) => kase.world.person(peer.person) ?? []);
}

/** The list as it was chosen, and the question. */
export function confirmFields(task: TaskCase, field: FieldContext): Html {
  const names = chosen(task);
  const choices = [
    { value: 'confirm', label: names.length === 1 ? 'Ask this person' : `Ask these ${names.length} people` },
    { value: 'change', label: 'Change the list first' },
  ];
  return markup`<ul class="plain list">
      ${names.map((person) => markup`<li class="card"><strong>${person.name}</strong></li>`)}
    </ul>
    ${choose({ name: 'decision', legend: `Shall they be asked about ${firstName(task.employee.name)}?`, choices }, field)}`;
}

export function readConfirmation(task: TaskCase, values: FormValues): Reading {
  if (values.one('decision') !== 'confirm')
    return { ok: false, problems: { decision: 'Choose whether to ask these people or to change the list.' } };
  const peers = chosen(task).map(({ id }) => id);
  return { ok: true, command: { type: 'CONFIRM_PEERS', stage: task.task.stage, peers }, reason: null };
}
