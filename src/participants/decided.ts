/** Who was first: what somebody is told whose event came too late. */
import type { Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import type { Act, ActResult, Decided } from './contract.js';

/** Adds to refused and stale results the last event of a person on that stage. Reads only when there is such a result. */
export async function tellDecided(
  tx: Sql,
  organisationId: string,
  acts: readonly Act[],
  results: readonly ActResult[],
): Promise<ActResult[]> {
  const late = acts.filter((_, n) => needsDecided(results[n]));
  if (late.length === 0) return [...results];
  const decided = await lastDecisions(tx, organisationId, late);
  return results.map((result, n) => {
    const act = acts[n];
    if (!act || !needsDecided(result)) return result;
    return { ...result, decided: decided.get(keyOf(act.participantId, stageOf(act))) ?? null };
  });
}

function needsDecided(
  result: ActResult | undefined,
): result is Extract<ActResult, { why: 'refused' | 'stale' }> {
  return result !== undefined && !result.ok && (result.why === 'refused' || result.why === 'stale');
}

const stageOf = ({ body }: Act): string | null => ('stage' in body ? body.stage : null);
const keyOf = (participantId: string, stage: string | null) => `${participantId} ${stage ?? ''}`;

type Row = {
  participantId: string;
  stage: string | null;
  event: string;
  byId: string;
  byName: string;
  at: Instant;
};

/** The last decision per participant and stage of the acts; a kept draft counts only when nothing else happened. */
async function lastDecisions(
  tx: Sql,
  organisationId: string,
  acts: readonly Act[],
): Promise<Map<string, Decided>> {
  const rows = await tx.query<Row>(
    `select distinct on (a.participant_id, a.stage) a.participant_id as "participantId", a.stage, h.event, h.actor_id as "byId",
       e.given_name || ' ' || e.family_name as "byName", h.at
     from unnest($2::uuid[], $3::text[]) as a(participant_id, stage)
     join history h on h.organisation_id = $1 and h.participant_id = a.participant_id and (a.stage is null or h.stage = a.stage)
     join employee e on e.organisation_id = h.organisation_id and e.id = h.actor_id
     order by a.participant_id, a.stage, (h.event = 'SAVE'), h.seq desc`,
    [organisationId, acts.map((act) => act.participantId), acts.map(stageOf)],
  );
  return new Map(
    rows.map(({ participantId, stage, ...decided }): [string, Decided] => [
      keyOf(participantId, stage),
      decided,
    ]),
  );
}
