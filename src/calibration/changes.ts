/** Changes of ratings in a session: the events, and the list that only grows. */
import type { Id } from '../../dsl/index.js';
import { timestamp } from '../database/pool.js';
import type { Act, ActResult } from '../participants/contract.js';
import type { RatingChange } from './calibrations.js';
import { levelsOf } from './levels.js';
import type { Room } from './room.js';

/** CALIBRATE for each change, by `move`, and a line in the list for each that was accepted now. Results in the order of the changes. */
export async function changesMade(
  room: Room,
  by: string,
  changes: readonly RatingChange[],
  move: (acts: readonly Act[]) => Promise<ActResult[]>,
): Promise<ActResult[]> {
  const { tx, organisationId, session, rating } = room;
  const ids = changes.map((change) => change.participantId);
  const before = await levelsOf(tx, organisationId, session, rating, ids);
  const results = await move(changes.map((change) => calibrate(room, change, by)));
  const made = changes.filter((_, n) => {
    const result = results[n];
    return result?.ok === true && !result.replayed;
  });
  const from = made.map(({ participantId }) => before.get(participantId)?.level ?? null);
  if (made.length > 0) await insert(room, by, made, from);
  return results;
}

const calibrate = (
  { session }: Room,
  { participantId, level, reason, key }: RatingChange,
  by: string,
): Act => ({
  participantId,
  key,
  by,
  actingFor: null,
  reason,
  expectedVersion: null,
  body: { type: 'CALIBRATE', stage: session.stage, level },
});

async function insert(
  { tx, organisationId, session, now }: Room,
  by: string,
  made: readonly RatingChange[],
  from: readonly (Id | null)[],
): Promise<void> {
  await tx.query(
    `insert into calibration_change (organisation_id, session_id, n, participant_id, from_level, to_level, reason, by_id, at)
     select $1, $2, coalesce((select max(n) from calibration_change where organisation_id = $1 and session_id = $2), 0) + x.n,
       x.participant, x.from_level, x.to_level, x.reason, $7, $8::timestamptz
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) with ordinality as x(participant, from_level, to_level, reason, n)`,
    [
      organisationId,
      session.id,
      made.map((change) => change.participantId),
      from,
      made.map((change) => change.level),
      made.map((change) => change.reason),
      by,
      timestamp(now),
    ],
  );
  await tx.query(
    'update calibration_session set version = version + $3 where organisation_id = $1 and id = $2',
    [organisationId, session.id, made.length],
  );
}
