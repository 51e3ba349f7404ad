/** What participants need from others, as narrow as it can be: a test hands in three small objects. */
import type { Advance, Apply, Definition, World } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

/** Ring 2's verb and its companion. Handed in, so that a test can make the engine throw. */
export type Engine = { advance: Advance; apply: Apply };

/** The cycle version a participant is pinned to. Throws when the organisation has no version of that hash. */
export type Definitions = {
  definitionOf(tx: Sql, organisationId: string, cycleId: string, hash: string): Promise<Definition>;
};

/** People and holidays as they are now, read in the transaction; cached by the revision of the organisation's people. */
export type Directory = {
  worldOf(tx: Sql, organisationId: string, definition: Definition): Promise<WorldNow>;
  /** The same from memory, when it holds that revision: it saves a round trip for every batch. */
  known?(organisationId: string, definition: Definition, revision: number): WorldNow | undefined;
};
/** `revision` counts every change of people, so that a history entry can say which people it was decided with. */
export type WorldNow = { world: World; revision: number };

/** Called once for each committed-to-be batch that queued messages, inside its transaction, so that a job can wake the sender. */
export type Wake = (tx: Sql, organisationId: string) => Promise<void>;

/** One event that was committed, for the log and the live counts. Instants as ISO text; `incident`: it failed instead. */
export type Committed = {
  organisationId: string;
  participantId: string;
  transitions: readonly { seq: number; event: string; stage: string | null; at: string; by: string | null }[];
  incident: string | null;
};
