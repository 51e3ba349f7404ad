/** What people do about incidents: look, try again, do something else instead, or try all of a kind again. Each with a reason, kept in the audit. */
import { randomUUID } from 'node:crypto';
import { isSaid } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import type { Act, Judge } from '../participants/contract.js';
import type { Participants } from '../participants/participants.js';
import { openIncidents, type IncidentLine } from './incidents.js';

/**
 * Who asks and why; the reason is kept. `by` null: whoever runs the installation, at its command line. `judge` asks again in the
 * transaction whether they may.
 */
export type Asked = { by: string | null; reason: string; judge?: Judge };
/** Which open incidents: those with an error of that name, those of a cycle; null: whatever it is. */
export type Which = { error: string | null; cycleId: string | null };
export type Retried = 'done' | 'failed' | 'unknown';

export class Incidents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly participants: Participants,
  ) {}

  /** Open incidents, oldest first; of one cycle when it is named. */
  list(tx: Sql, organisationId: string, cycleId: string | null = null): Promise<IncidentLine[]> {
    return openIncidents(tx, organisationId, cycleId);
  }

  /**
   * Tries again what failed; with `instead`, that act takes its place, such as skipping the stage or closing it as missing. `failed`:
   * the participant is held again. `unknown`: no such open incident. Throws a RangeError without a reason.
   */
  async retry(
    organisationId: string,
    incidentId: string,
    asked: Asked,
    instead: Act | null = null,
  ): Promise<Retried> {
    if (!isSaid(asked.reason)) throw new RangeError('Say why the incident is tried again.');
    const result = await this.participants.retry(organisationId, incidentId, instead, asked.judge);
    if (result !== 'unknown') await this.#note(organisationId, incidentId, asked, result, instead);
    return result;
  }

  /** Tries again all open incidents of a kind, oldest first; answers how many went through. Throws a RangeError without a reason. */
  async retryAll(
    organisationId: string,
    { error, cycleId }: Which,
    asked: Asked,
  ): Promise<{ done: number; failed: number }> {
    const open = await this.database.transaction(organisationId, (tx) =>
      openIncidents(tx, organisationId, cycleId),
    );
    const results: Retried[] = [];
    for (const { id } of open.filter((incident) => error === null || incident.error === error))
      results.push(await this.retry(organisationId, id, asked));
    const count = (wanted: Retried) => results.filter((result) => result === wanted).length;
    return { done: count('done'), failed: count('failed') };
  }

  async #note(
    organisationId: string,
    incidentId: string,
    { by, reason }: Asked,
    result: Retried,
    instead: Act | null,
  ): Promise<void> {
    const about = { incidentId, result, instead: instead?.body.type ?? null };
    await this.database.transaction(organisationId, async (tx) => {
      const at = timestamp(await this.clock.now(tx));
      await tx.query(
        `insert into audit_entry (organisation_id, id, at, actor_id, what, about, reason)
         values ($1, $2, $3, $4, 'incident.retry', $5, $6)`,
        [organisationId, randomUUID(), at, by, about, reason],
      );
    });
  }
}
