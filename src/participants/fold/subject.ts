/** What folding takes and gives: one participant, and what one batch shares. */
import type { Id } from '../../../dsl/index.js';
import type { Definition, Instant, Person, World } from '../../../workflows/index.js';
import type { ActResult } from '../contract.js';
import type { Locked } from '../lock.js';
import type { Engine } from '../ports.js';
import type { KeyRing } from '../rows/keys.js';
import type { Dossier } from '../rows/load.js';
import type { HistoryRow } from '../rows/rows.js';
import type { Step } from './steps.js';

/** What one batch shares. */
export type Scene = { engine: Engine; now: Instant; keys: KeyRing; revision: number };
export type Subject = {
  row: Locked;
  dossier: Dossier;
  /** Rewards of the cycle that are settled; empty when nobody asks. */
  settled: readonly Id[];
  person: Person;
  definition: Definition;
  world: World;
  steps: readonly Step[];
  /** The incident that holds the participant, and whether this is the attempt to be done with it. */
  incident: { id: string; retrying: boolean } | null;
  /** What is missing to decide anything about the participant; every step then fails with it. */
  failure: Error | null;
};
/** `began`: the participant runs since, and may have to be told what was reached before; or counts no longer. */
export type Touch = { cycleId: string; began: boolean };
export type Folded = {
  participantId: string;
  /** Results of the acts by their index in the batch. */
  results: Map<number, ActResult>;
  /** null: no event was accepted, nothing of the participant changes. */
  after: { dossier: Dossier; historyHash: string } | null;
  /** Events accepted, and deadlines that no longer meant anything. */
  transitions: number;
  stale: number;
  incident: { id: string; error: unknown } | null;
  /** The history entries that were added. */
  entries: readonly HistoryRow[];
  /** Shares of people, groups or settlements of the cycle may have become due by it; null: nothing of that kind changed. */
  touches: Touch | null;
};
