/** What happened to one participant, newest first, as sentences in words of the cycle. */
import { z } from 'zod';
import type { Cycle } from '../../dsl/index.js';
import type { Sql } from '../database/transaction.js';
import { findCycle, stageOf } from '../monitor/cycle.js';
import type { ParticipantKey } from './access.js';
import type { HistoryAnswer, HistoryEntry, PageQuery } from './contract.js';
import { cursorOf, positionIn } from './cursor.js';
import { eventWords } from './event-words.js';

/** As far as the column goes. */
const Before = z.int().min(1).max(2_147_483_647);
type Row = {
  seq: number;
  at: number;
  event: string;
  stage: string | null;
  reason: string | null;
  timer: string | null;
  byId: string | null;
  by: string | null;
  forId: string | null;
  for: string | null;
};

/** A page of the history; `cursor` is the last one seen. */
export async function historyOf(tx: Sql, key: ParticipantKey, page: PageQuery): Promise<HistoryAnswer> {
  const before = positionIn(page.cursor, Before);
  const cycle = (await findCycle(tx, key.organisationId, key.cycleId))?.cycle;
  const rows = await tx.query<Row>(query, [
    key.organisationId,
    key.id,
    before ?? key.version + 1,
    page.limit + 1,
  ]);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => entryOf(row, cycle)),
    next: last ? cursorOf(last.seq) : null,
    total: key.version,
  };
}

const query = `select h.seq, h.at, h.event, h.stage, h.reason, h.command ->> 'timer' as timer,
    h.actor_id as "byId", a.given_name || ' ' || a.family_name as by,
    h.acting_for_id as "forId", f.given_name || ' ' || f.family_name as for
  from history h
  left join employee a on a.organisation_id = h.organisation_id and a.id = h.actor_id
  left join employee f on f.organisation_id = h.organisation_id and f.id = h.acting_for_id
  where h.organisation_id = $1 and h.participant_id = $2 and h.seq < $3 order by h.seq desc limit $4`;

function entryOf(row: Row, cycle: Cycle | undefined): HistoryEntry {
  const stage = cycle ? stageOf(cycle, row.stage) : undefined;
  const someone = (id: string | null, name: string | null) =>
    id === null ? null : { id, name: name ?? 'somebody who left' };
  const by = someone(row.byId, row.by);
  return {
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    event: row.event,
    stage: row.stage,
    stageName: stage?.name ?? null,
    text: eventWords({
      event: row.event,
      timer: row.timer,
      stage: stage?.name ?? null,
      by: by?.name ?? null,
    }),
    by,
    actingFor: someone(row.forId, row.for),
    reason: row.reason,
  };
}
