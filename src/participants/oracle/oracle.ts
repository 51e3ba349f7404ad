/** The oracle of every test and of `perennial db check`: reads an organisation, and says which invariants do not hold. Changes nothing. */
import type { Database } from '../../database/database.js';
import type { Sql } from '../../database/transaction.js';
import { nobody } from '../rows/keys.js';
import { lockParticipants } from '../lock.js';
import type { Definitions, Directory, Engine } from '../ports.js';
import { violationsOf, type Violation } from './checks.js';
import { replay, type Replay } from './replay.js';
import { idsAfter, storedOf, type Stored } from './stored.js';

export type OracleOptions = {
  database: Database;
  definitions: Definitions;
  directory: Directory;
  /** null: rows are checked against the history, and the history is not stepped through the machine again. */
  engine: Engine | null;
  /** Called after each chunk with the number of participants checked so far. */
  onProgress?: (checked: number) => void;
};
export type Verdict = {
  participants: number;
  events: number;
  violations: Violation[];
  /** Participants whose history could be replayed to its end, and those for whom people have changed since. */
  replayed: number;
  peopleChanged: number;
};

const chunk = 200;

/** Checks one organisation, some participants at a time, each chunk as of one instant. At most 1,000 violations are told. */
export async function checkOrganisation(options: OracleOptions, organisationId: string): Promise<Verdict> {
  const verdict: Verdict = { participants: 0, events: 0, violations: [], replayed: 0, peopleChanged: 0 };
  for (let after: string | null = null; verdict.violations.length < 1_000;) {
    const last: string | null = await options.database.transaction(organisationId, (tx) =>
      checkChunk(options, tx, organisationId, after, verdict),
    );
    options.onProgress?.(verdict.participants);
    if (last === null) break;
    after = last;
  }
  verdict.violations.push(
    ...(await options.database.transaction(organisationId, (tx) => keys(tx, organisationId))),
  );
  return verdict;
}

/** Answers the last id of the chunk, or null when there was none. */
async function checkChunk(
  options: OracleOptions,
  tx: Sql,
  organisationId: string,
  after: string | null,
  verdict: Verdict,
): Promise<string | null> {
  const ids = await idsAfter(tx, organisationId, after, chunk);
  for (const one of await storedOf(tx, organisationId, ids)) {
    verdict.participants += 1;
    verdict.events += one.entries.length;
    const found = await findings(options, tx, organisationId, one);
    // an event may have come between two reads: what was found is looked at again while nobody can move the participant
    const sure =
      found.violations.length === 0 ? found : await lookAgain(options, tx, organisationId, one.row.id);
    verdict.violations.push(...sure.violations);
    if (sure.replayed === 'all') verdict.replayed += 1;
    if (sure.replayed === 'peopleChanged') verdict.peopleChanged += 1;
  }
  return ids.at(-1) ?? null;
}

type Findings = { violations: Violation[]; replayed: Replay['replayed'] | null };

async function lookAgain(
  options: OracleOptions,
  tx: Sql,
  organisationId: string,
  id: string,
): Promise<Findings> {
  await lockParticipants(tx, organisationId, [id]);
  const [stored] = await storedOf(tx, organisationId, [id]);
  return stored ? findings(options, tx, organisationId, stored) : { violations: [], replayed: null };
}

async function findings(
  { definitions, directory, engine }: OracleOptions,
  tx: Sql,
  organisationId: string,
  stored: Stored,
): Promise<Findings> {
  const { id, cycleId, versionHash, employeeId } = stored.row;
  const definition = await definitions.definitionOf(tx, organisationId, cycleId, versionHash);
  const violations = violationsOf(stored, definition);
  if (!engine) return { violations, replayed: null };
  const { world, revision } = await directory.worldOf(tx, organisationId, definition);
  const person = world.person(employeeId);
  if (!person) return { violations, replayed: null };
  const result = replay(engine, definition, stored, person, world, revision);
  if (result.replayed === 'differs')
    violations.push({ invariant: 'I1', participantId: id, what: result.what });
  return { violations, replayed: result.replayed };
}

/** Keys of events that have no entry, or more than one. */
async function keys(tx: Sql, organisationId: string): Promise<Violation[]> {
  const rows = await tx.query<{ key: string; entries: number }>(
    `select k.key, count(h.seq) as entries from idempotency_key k
       left join history h on h.organisation_id = k.organisation_id and h.command ->> 'id' = k.key
      where k.organisation_id = $1 and k.actor_id = '${nobody}' group by k.key having count(h.seq) <> 1 limit 100`,
    [organisationId],
  );
  return rows.map(({ key, entries }) => ({
    invariant: 'I6',
    participantId: null,
    what: `key "${key}" was accepted and has ${entries} entries`,
  }));
}
