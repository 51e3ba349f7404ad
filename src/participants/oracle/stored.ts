/** What is stored of participants, read for checking: rows as they are, and the history that should explain them. */
import type { Command, Instant } from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';
import type { RecordedChange, Recorded } from '../fold/entry.js';
import { loadDossiers, type Dossier } from '../rows/load.js';
import { lockedColumns, type Locked } from '../lock.js';

/** An entry of the history; hashes as hex. */
export type Entry = {
  participantId: string;
  seq: number;
  at: Instant;
  event: string;
  stage: string | null;
  actorId: string | null;
  actingForId: string | null;
  reason: string | null;
  command: Pick<Command, 'type'> & Recorded & Record<string, unknown>;
  changes: RecordedChange[];
  /** The texts as they are stored, which are what the hash covers. */
  commandText: string;
  changesText: string;
  versionHash: string;
  prevHash: string | null;
  hash: string;
};
export type StoredDeadline = {
  participantId: string;
  stage: string;
  timer: string;
  generation: number;
  dueAt: Instant;
  parked: boolean;
};
export type Stored = {
  row: Locked;
  /** The text of the snapshot, as it is stored. */
  snapshot: string | null;
  places: string;
  dossier: Dossier;
  entries: Entry[];
  deadlines: StoredDeadline[];
  /** Keys of messages about events of the participant. */
  messages: string[];
  /** How stages stand for others, by stage. */
  joins: ReadonlyMap<string, string>;
};

/** Ids of the next `limit` participants of the organisation after an id; null: from the beginning. */
export async function idsAfter(
  tx: Sql,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from participant where organisation_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
    [organisationId, after, limit],
  );
  return rows.map((row) => row.id);
}

/** Everything that is stored about these participants, in order of id. */
export async function storedOf(tx: Sql, organisationId: string, ids: readonly string[]): Promise<Stored[]> {
  const rows = await tx.query<Locked & { snapshot: string | null; places: string }>(
    `select ${lockedColumns}, p.snapshot, p.places from participant p
      where p.organisation_id = $1 and p.id = any($2::uuid[]) order by p.id`,
    [organisationId, ids],
  );
  const dossiers = await loadDossiers(tx, organisationId, rows);
  const entries = collect(await entriesOf(tx, organisationId, ids));
  const deadlines = collect(await deadlinesOf(tx, organisationId, ids));
  const messages = collect(await messagesOf(tx, organisationId, ids));
  const joins = collect(await joinsOf(tx, organisationId, ids));
  return rows.map(({ snapshot, places, ...row }) => ({
    row,
    snapshot,
    places,
    dossier: dossiers.get(row.id) as Dossier,
    entries: entries(row.id),
    deadlines: deadlines(row.id),
    messages: messages(row.id).map((message) => message.key),
    joins: new Map(joins(row.id).map((join) => [join.stage, join.closedAs])),
  }));
}

function collect<T extends { participantId: string }>(rows: readonly T[]): (id: string) => T[] {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const list = lists.get(row.participantId);
    if (list) list.push(row);
    else lists.set(row.participantId, [row]);
  }
  return (id) => lists.get(id) ?? [];
}

function entriesOf(tx: Sql, organisationId: string, ids: readonly string[]): Promise<Entry[]> {
  return tx.query<Entry>(
    `select participant_id as "participantId", seq, at, event, stage, actor_id as "actorId", acting_for_id as "actingForId", reason,
       command, changes, command::text as "commandText", changes::text as "changesText", version_hash as "versionHash", encode(prev_hash, 'hex') as "prevHash", encode(hash, 'hex') as hash
     from history where organisation_id = $1 and participant_id = any($2::uuid[]) order by participant_id, seq, at`,
    [organisationId, ids],
  );
}

function deadlinesOf(tx: Sql, organisationId: string, ids: readonly string[]): Promise<StoredDeadline[]> {
  return tx.query<StoredDeadline>(
    `select participant_id as "participantId", stage, timer, generation, due_at as "dueAt", parked from deadline
      where organisation_id = $1 and participant_id = any($2::uuid[])`,
    [organisationId, ids],
  );
}

function messagesOf(tx: Sql, organisationId: string, ids: readonly string[]) {
  return tx.query<{ participantId: string; key: string }>(
    `select participant_id as "participantId", dedupe_key as key from message
      where organisation_id = $1 and participant_id = any($2::uuid[])`,
    [organisationId, ids],
  );
}

function joinsOf(tx: Sql, organisationId: string, ids: readonly string[]) {
  return tx.query<{ participantId: string; stage: string; closedAs: string }>(
    `select j.participant_id as "participantId", j.stage, j.closed_as as "closedAs" from join_report j
       join participant p on p.organisation_id = j.organisation_id and p.id = j.participant_id and p.cycle_id = j.cycle_id
      where j.organisation_id = $1 and j.participant_id = any($2::uuid[])`,
    [organisationId, ids],
  );
}
