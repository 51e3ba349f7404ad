/** Ratings of the members of a session: what was proposed before it opened, and what is in force now. */
import type { Id } from '../../dsl/index.js';
import type { Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import type { Session } from './rows.js';

export type Levels = { proposed: Id | null; level: Id | null; score: string | null; outside: string | null };

type Row = {
  participantId: string;
  source: string;
  level: Id | null;
  score: string | null;
  outside: string | null;
  at: Instant;
};

/** By participant; whoever has no rating yet is not in the answer. */
export async function levelsOf(
  tx: Sql,
  organisationId: string,
  session: Session,
  rating: Id,
  participantIds: readonly string[],
): Promise<Map<string, Levels>> {
  const rows = await tx.query<Row>(
    `select participant_id as "participantId", source, level, score::text as score, outside, at from rating_entry
      where organisation_id = $1 and participant_id = any($2::uuid[]) and rating = $3 order by participant_id, seq, n`,
    [organisationId, participantIds, rating],
  );
  const levels = new Map<string, Levels>();
  for (const { participantId, source, level, score, outside, at } of rows) {
    const before = levels.get(participantId);
    const here = source === 'calibration' && at >= session.openedAt;
    levels.set(participantId, {
      proposed: here ? (before?.proposed ?? null) : level,
      level,
      score,
      outside,
    });
  }
  return levels;
}
