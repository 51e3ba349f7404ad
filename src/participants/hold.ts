/** After an error of the database: the participant is held in a second transaction, since the first one left nothing. */
import { sqlState } from '../database/transaction.js';
import type { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import { park } from '../deadlines/queries.js';
import { openIncidentsOf, recordIncident } from '../incidents/incidents.js';
import type { Clock } from '../clock.js';
import { newId } from './ids.js';
import { lockParticipants } from './lock.js';

/** SQLSTATE classes in which the server or the way to it is the trouble, not the data: nobody is held for them. */
const infrastructure = new Set(['08', '25', '40', '53', '55', '57', '58']);

/**
 * Whether an error speaks about the data of somebody in the batch (or is a defect of ours), so that trying each alone finds whose.
 * A lost connection, a full disk or a server that restarts is not: the caller hears of it and nothing is held.
 */
export function ofTheData(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined) return !/connection|timeout|not queryable/i.test(String(error));
  if (!/^[0-9A-Z]{5}$/.test(state)) return false;
  return !infrastructure.has(state.slice(0, 2));
}

export type Failed = { participantId: string; command: Record<string, unknown>; version: number | undefined };

/**
 * Holds a participant for an error and parks its deadlines; answers the id of the incident. Null, and nothing is changed, when the
 * participant moved since (`version` is another one): then the error was about a state that is gone.
 */
export async function holdFor(
  { database, clock }: { database: Database; clock: Clock },
  organisationId: string,
  failed: Failed,
  error: unknown,
): Promise<string | null> {
  const { participantId, command, version } = failed;
  return database.transaction(organisationId, async (tx) => {
    const row = (await lockParticipants(tx, organisationId, [participantId])).get(participantId);
    if (!row || (version !== undefined && row.version !== version)) return null;
    const at = await clock.now(tx);
    const known = (await openIncidentsOf(tx, organisationId, [participantId])).get(participantId);
    const id = known ?? newId(at);
    const told = { id, participantId, command, ...describe(error), at: timestamp(at) };
    await recordIncident(tx, organisationId, told);
    await tx.query(`update participant set status = 'held' where organisation_id = $1 and id = $2`, [
      organisationId,
      participantId,
    ]);
    await park(tx, organisationId, [participantId], true);
    return id;
  });
}

/** Name and first line of an error, as an incident keeps them for people. Where in the code it was stands in the log. */
export function describe(error: unknown): { error: string; message: string } {
  const name = error instanceof Error ? error.name : 'Error';
  const text = error instanceof Error ? error.message : String(error);
  const [line = ''] = text.trim().split(/[\r\n]/);
  return { error: name, message: (line === '' ? name : line).slice(0, 500) };
}

/** An error with its place in the code, for the log. */
export const traced = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
