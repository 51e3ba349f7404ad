/** One entry of the history: what happened, what it changed, and the hash that chains it to everything before. */
import { hash } from 'node:crypto';
import type { Change, Command, Instant, Outcome } from '../../../workflows/index.js';
import { timestamp } from '../../database/pool.js';
import type { HistoryRow } from '../rows/rows.js';

type Accepted = Extract<Outcome, { ok: true }>;
/** A task that was opened, with the id it got: what replaying the history needs to close it again. */
export type RecordedChange = Change | (Extract<Change, { do: 'task.open' }> & { id: string });

/** What identifies an entry, in the order in which it is hashed. */
export type EntryHead = {
  participantId: string;
  seq: number;
  at: Instant;
  event: string;
  stage: string | null;
  actorId: string | null;
  actingForId: string | null;
  reason: string | null;
  versionHash: string;
};

/** SHA-256 over the hash before (hex, null at the beginning), the head, and the JSON texts of command and changes as stored; hex. */
export function entryHash(prev: string | null, head: EntryHead, command: string, changes: string): string {
  const { participantId, seq, at, event, stage, actorId, actingForId, reason, versionHash } = head;
  const text = JSON.stringify([
    prev,
    participantId,
    seq,
    at,
    event,
    stage,
    actorId,
    actingForId,
    reason,
    versionHash,
  ]);
  return hash('sha256', `${text}\n${command}\n${changes}`, 'hex');
}

/** Names the state after an event, so that a snapshot somebody altered is found without replaying. Base64. */
export function stateDigest(snapshot: string, stages: string, status: string, phase: string): string {
  return hash('sha256', `${status}\n${phase}\n${snapshot}\n${stages}`, 'base64');
}

/** What is kept of a command beside its body: its key, the revision of people it was decided with, the state after it. */
export type Recorded = { id: string; people: number; after: string };

export type Recording = {
  participantId: string;
  seq: number;
  versionHash: string;
  prev: string | null;
  command: Command;
  outcome: Accepted;
  changes: readonly RecordedChange[];
  recorded: Recorded;
};

/** The row of the history for an accepted command. */
export function entryOf(recording: Recording): HistoryRow {
  const { participantId, seq, versionHash, prev, outcome, recorded } = recording;
  const { at: _, by, actingFor, reason, ...body } = recording.command;
  const stage = 'stage' in body ? body.stage : null;
  const command = JSON.stringify({ ...body, ...recorded });
  const changes = JSON.stringify(recording.changes);
  const head: EntryHead = {
    participantId,
    seq,
    at: outcome.at,
    event: body.type,
    stage,
    actorId: by,
    actingForId: actingFor,
    reason,
    versionHash,
  };
  return {
    participant_id: participantId,
    seq,
    at: timestamp(outcome.at),
    event: body.type,
    stage,
    actor_id: by,
    acting_for_id: actingFor,
    reason,
    command,
    changes,
    version_hash: versionHash,
    prev_hash: prev,
    hash: entryHash(prev, head, command, changes),
  };
}
