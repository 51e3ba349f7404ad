import { Inject, Injectable } from '@nestjs/common';
import { type Clock, realClock } from '../clock.js';
import { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { hashOf, newToken, type SessionKey } from './cookies.js';
import type { Actor, Grant } from './matrix.js';

const minute = 60_000;
/** A session ends when nobody used it for `idle`, and in any case after `absolute`. Milliseconds. */
export const lifetimes = { idle: 30 * minute, absolute: 600 * minute, touch: minute } as const;

type Row = { employeeId: string; lastSeenAt: number; grants: Grant[] | null };

/**
 * Server-side sessions: only the hash of a token is stored, every request reads the row, so ending a session, disabling a
 * person or taking a role away holds from the next request on. Session times follow the real clock, also where the clock of
 * the cycles was moved.
 */
@Injectable()
export class Sessions {
  private readonly clock: Clock = realClock;
  readonly #endings: ((key: SessionKey) => void)[] = [];

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Starts a session of 256 random bits for an active employee; undefined when the organisation has no such person. */
  async start(organisationId: string, employeeId: string): Promise<SessionKey | undefined> {
    const token = newToken();
    return await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const made = await tx.query(
        `insert into session (organisation_id, token_hash, employee_id, created_at, last_seen_at, expires_at)
         select organisation_id, $2, id, $4, $4, $5 from employee
         where organisation_id = $1 and id = $3 and active returning 1`,
        [organisationId, hashOf(token), employeeId, timestamp(now), timestamp(now + lifetimes.absolute)],
      );
      return made.length === 1 ? { organisationId, token } : undefined;
    });
  }

  /** The person behind a session with their granted roles, or null when it ended, ran out, or the person was disabled. */
  async actorOf({ organisationId, token }: SessionKey): Promise<Actor | null> {
    return await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const [row] = await tx.query<Row>(readSession, [
        organisationId,
        hashOf(token),
        timestamp(now),
        timestamp(now - lifetimes.idle),
      ]);
      if (!row) return null;
      if (now - row.lastSeenAt > lifetimes.touch) await touch(tx, organisationId, token, now);
      return { organisationId, personId: row.employeeId, grants: row.grants ?? [] };
    });
  }

  /** Sessions of one organisation that have not ended, by token, with who they belong to and their roles now. Uses none of them. */
  async standing(organisationId: string, tokens: readonly string[]): Promise<Map<string, Actor>> {
    return await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const rows = await tx.query<Row & { hash: string }>(standingSessions, [
        organisationId,
        tokens.map(hashOf),
        timestamp(now),
        timestamp(now - lifetimes.idle),
      ]);
      const byHash = new Map(tokens.map((token) => [hashOf(token).toString('hex'), token]));
      return new Map(
        rows.map((row) => [
          byHash.get(row.hash) ?? '',
          { organisationId, personId: row.employeeId, grants: row.grants ?? [] },
        ]),
      );
    });
  }

  /** `listener` hears of every session that is ended through this service, once that is committed. */
  onEnd(listener: (key: SessionKey) => void): void {
    this.#endings.push(listener);
  }

  /** Ends one session; ending it twice is no error. */
  async end(key: SessionKey): Promise<void> {
    const { organisationId, token } = key;
    await this.database.transaction(organisationId, (tx) =>
      tx.query('delete from session where organisation_id = $1 and token_hash = $2', [
        organisationId,
        hashOf(token),
      ]),
    );
    for (const listener of this.#endings) listener(key);
  }
}

/** Deletes the sessions of everybody that ran out or that nobody used for too long. By the real clock, like all session times. */
export async function forgetSessions(tx: Sql, organisationId: string): Promise<void> {
  const now = await realClock.now(tx);
  await tx.query(
    'delete from session where organisation_id = $1 and (expires_at <= $2 or last_seen_at <= $3)',
    [organisationId, timestamp(now), timestamp(now - lifetimes.idle)],
  );
}

const sessionColumns = `s.employee_id as "employeeId", s.last_seen_at as "lastSeenAt",
    (select jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope) order by g.role) from role_grant g
      where g.organisation_id = s.organisation_id and g.employee_id = s.employee_id) as grants`;
const sessionTables = `session s join employee e on e.organisation_id = s.organisation_id and e.id = s.employee_id`;
const stands = `e.active and s.expires_at > $3 and s.last_seen_at > $4`;
const readSession = `select ${sessionColumns} from ${sessionTables}
  where s.organisation_id = $1 and s.token_hash = $2 and ${stands}`;
const standingSessions = `select encode(s.token_hash, 'hex') as hash, ${sessionColumns} from ${sessionTables}
  where s.organisation_id = $1 and s.token_hash = any($2::bytea[]) and ${stands}`;

/** At most one write a minute, so that reading pages stays reading. */
async function touch(tx: Sql, organisationId: string, token: string, now: number): Promise<void> {
  await tx.query('update session set last_seen_at = $3 where organisation_id = $1 and token_hash = $2', [
    organisationId,
    hashOf(token),
    timestamp(now),
  ]);
}
