/** The people of an organisation as the engine sees them, kept in memory as long as nobody changed. */
import { Injectable } from '@nestjs/common';
import type { Field, FieldKind, Value } from '../../dsl/index.js';
import {
  withDerived,
  type Definition,
  type FieldValue,
  type Person,
  type World,
} from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { valueAs } from './fields.js';

/** `revision` counts every change of people of the organisation. */
export type WorldNow = { world: World; revision: number };
export type PeopleNow = { people: readonly Person[]; revision: number };

/** A person as the rows have them; `roles`: holder by role. */
export type Stored = Omit<Person, 'fields'> & {
  attributes: Readonly<Record<string, Value>>;
  roles: Map<string, string>;
};
type View = { people: readonly Person[]; person: World['person'] };
type Entry = { revision: number; stored: Stored[]; views: Map<string, View> };

/** Organisations kept in memory; the one longest unused goes first. */
const most = 50;
/** Definitions of one organisation under which its people are kept: each is a copy of everybody. */
export const mostViews = 12;

@Injectable()
export class Directory {
  readonly #entries = new Map<string, Entry>();

  /** The world for participants of that definition, as of the transaction, under the holidays the definition goes by. */
  async worldOf(tx: Sql, organisationId: string, definition: Definition): Promise<WorldNow> {
    const { entry, view } = await this.#view(tx, organisationId, definition);
    return { world: worldFor(view, definition), revision: entry.revision };
  }

  /** The same without asking the database, when that revision is the one in memory; undefined: ask. */
  known(organisationId: string, definition: Definition, revision: number): WorldNow | undefined {
    const entry = this.#entries.get(organisationId);
    const view = entry?.revision === revision ? entry.views.get(definition.hash) : undefined;
    return view && { world: worldFor(view, definition), revision };
  }

  /** Everybody, also those who left, with fields and derived roles as the definition declares them; in order of employee number. */
  async peopleOf(tx: Sql, organisationId: string, definition: Definition): Promise<PeopleNow> {
    const { entry, view } = await this.#view(tx, organisationId, definition);
    return { people: view.people, revision: entry.revision };
  }

  async #view(tx: Sql, organisationId: string, { model }: Definition): Promise<{ entry: Entry; view: View }> {
    const entry = await this.#entry(tx, organisationId);
    const known = entry.views.get(model.hash);
    if (known) {
      // asked for again: the last to make room
      entry.views.delete(model.hash);
      entry.views.set(model.hash, known);
      return { entry, view: known };
    }
    const people = peopleFor(model.fields, entry.stored);
    const byId = new Map(people.map((person) => [person.id, person]));
    const view = { people, person: (id: string) => byId.get(id) };
    entry.views.set(model.hash, view);
    const [oldest] = entry.views.keys();
    if (entry.views.size > mostViews && oldest !== undefined) entry.views.delete(oldest);
    return { entry, view };
  }

  async #entry(tx: Sql, organisationId: string): Promise<Entry> {
    const revision = await revisionOf(tx, organisationId);
    const known = this.#entries.get(organisationId);
    if (known) this.#entries.delete(organisationId);
    const entry =
      known?.revision === revision
        ? known
        : { revision, stored: await readStored(tx, organisationId), views: new Map() };
    this.#entries.set(organisationId, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > most && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }
}

/** Two cycles of the same text may go by different lists of holidays: each keeps those of its launch. */
const worldFor = ({ person }: View, { holidays }: Definition): World => ({ person, holidays });

/** How often people of the organisation changed. Throws when there is no such organisation. */
export async function revisionOf(tx: Sql, organisationId: string): Promise<number> {
  const [row] = await tx.query<{ revision: number }>(
    'select people_revision as revision from organisation where id = $1',
    [organisationId],
  );
  if (!row) throw new Error(`There is no organisation ${organisationId}.`);
  return row.revision;
}

/** Says that people changed: every cache of them is read again. */
export async function touchPeople(tx: Sql, organisationId: string): Promise<void> {
  await tx.query('update organisation set people_revision = people_revision + 1 where id = $1', [
    organisationId,
  ]);
}

/** What is known of everybody but their roles; of a row of `employee`. */
export const personColumns = `id, external_id as number, given_name || ' ' || family_name as name, time_zone as zone, country, active,
  attributes`;

async function readStored(tx: Sql, organisationId: string): Promise<Stored[]> {
  const rows = await tx.query<Omit<Stored, 'roles'>>(
    `select ${personColumns} from employee where organisation_id = $1 order by external_id collate "C"`,
    [organisationId],
  );
  const roles = await tx.query<{ employeeId: string; role: string; holderId: string }>(
    `select employee_id as "employeeId", role, holder_id as "holderId"
     from person_role where organisation_id = $1 and valid_to is null`,
    [organisationId],
  );
  const stored = rows.map((row) => ({ ...row, roles: new Map<string, string>() }));
  const byId = new Map(stored.map((person) => [person.id, person]));
  for (const { employeeId, role, holderId } of roles) byId.get(employeeId)?.roles.set(role, holderId);
  return stored;
}

/** People with the fields a model declares; a fact that does not fit its declared type is unknown. */
export function peopleFor(fields: readonly Field[], stored: readonly Stored[]): Person[] {
  const people = stored.map(({ attributes, roles, ...person }) => ({
    ...person,
    fields: Object.fromEntries(
      fields.flatMap(({ id, type }) => entryOf(id, type, attributes[id], roles.get(id))),
    ),
  }));
  return withDerived(fields, people);
}

function entryOf(
  id: string,
  type: FieldKind,
  attribute: Value | undefined,
  holder: string | undefined,
): [string, FieldValue][] {
  if (type.kind === 'person') return holder !== undefined ? [[id, { kind: 'person', value: holder }]] : [];
  const value = attribute && valueAs(type, attribute);
  return value ? [[id, value]] : [];
}
