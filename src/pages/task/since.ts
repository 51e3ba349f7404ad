/** What other people did on a case since a page was drawn, in words. */
import type { Case } from '../../participants/contract.js';
import type { Sql } from '../../database/transaction.js';
import { instantWords } from '../../tasks/dates.js';
import { inSentence } from '../../tasks/words.js';
import { byPeers } from './alternatives.js';
import { type Html, markup } from '../../html.js';

type Row = { event: string; stage: string | null; at: number; name: string | null };

const deeds: Readonly<Record<string, string>> = {
  SUBMIT: 'handed in',
  APPROVE: 'approved',
  ADVISE: 'gave advice on',
  REFUSE: 'returned',
  ACKNOWLEDGE: 'acknowledged',
  OBJECT: 'objected to',
  CHOOSE_PEERS: 'chose the people for',
  CONFIRM_PEERS: 'confirmed the people for',
  DECLINE: 'declined',
  CALIBRATE: 'changed the rating in',
  REASSIGN: 'handed over',
  EXTEND: 'gave more time for',
  SKIP: 'skipped',
  CLOSE_AS_MISSING: 'closed',
  REOPEN: 'opened again',
  OVERRIDE: 'recorded',
};

/** "Priya Lind approved the manager review, Fri 20 Nov 14:02." What the service did by itself is told as such. */
export function deedWords(event: string, name: string | null, stage: string): string {
  const deed = deeds[event];
  return deed && name
    ? `${name} ${deed} the ${inSentence(stage)}`
    : `The ${inSentence(stage)} moved on by its rules`;
}

/**
 * What happened after the event of that number, newest last. At most ten. Left out are drafts, and what the reader may not learn
 * this way: INVARIANT: who of the peers answered and when, and that a rating was changed in a session.
 */
export async function changedSince(
  tx: Sql,
  organisationId: string,
  kase: Case,
  version: number,
  zone: string,
): Promise<Html | null> {
  const rows = await tx.query<Row>(
    `select h.event, h.stage, h.at, e.given_name || ' ' || e.family_name as name from history h
     left join employee e on e.organisation_id = h.organisation_id and e.id = h.actor_id
     where h.organisation_id = $1 and h.participant_id = $2 and h.seq > $3 and h.event not in ('SAVE', 'CALIBRATE')
       and not (h.stage = any($4::text[]) and h.event in ('SUBMIT', 'DECLINE')) order by h.seq limit 10`,
    [organisationId, kase.participantId, version, peerStages(kase)],
  );
  if (rows.length === 0) return null;
  const stageName = (id: string | null) =>
    kase.definition.cycle.stages.find((stage) => stage.id === id)?.name ?? 'case';
  const lines = rows.map(
    ({ event, stage, at, name }) =>
      markup`<li>${deedWords(event, name, stageName(stage))}, ${instantWords(at, zone, kase.now)}.</li>`,
  );
  return markup`<ul>
    ${lines}
  </ul>`;
}

/** Stages that are done by peers, for anybody. */
const peerStages = ({ definition }: Case): string[] =>
  definition.cycle.stages.filter((stage) => byPeers(stage)).map(({ id }) => id);
