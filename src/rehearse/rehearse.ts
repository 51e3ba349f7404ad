/** A whole cycle through the real engine and database, on a moved clock. */
import { drive, scriptFor, type Progress } from '../../workflows/index.js';
import type { Config } from '../config.js';
import { finish, type RunResult } from './finish.js';
import { databaseKeeper } from './keeper.js';
import type { RunOptions } from './options.js';
import { makeParts } from './parts.js';
import { prepare, type Rehearsed } from './prepare.js';
import { worldOf, type Unplaced } from './simulate.js';

export type Rehearsal = Rehearsed &
  RunOptions & {
    config: Config;
    resume: boolean;
    /** Transactions that may be under way side by side, at least 1. */
    workers: number;
    onProgress: (progress: Progress) => void;
    /** Told once the rows are there. */
    onReady: (resumed: boolean) => void;
  };

/** Runs the cycle from its start, or from where a killed run left it. The database stays, to be looked at. */
export async function rehearse(run: Rehearsal): Promise<{ result: RunResult; unplaced: Unplaced[] }> {
  const began = performance.now();
  const prepared = await prepare(run.config, run, run.resume);
  const { database, installation, organisationId, definition, people, unplaced, resumed } = prepared;
  try {
    run.onReady(resumed);
    const parts = makeParts(database);
    const keeper = await databaseKeeper({ parts, organisationId, definition, workers: run.workers });
    const script = scriptFor(run.seed, definition, people, worldOf(definition, people));
    const end = await drive({ script, keeper, until: run.until, onProgress: run.onProgress });
    const finished = { keeper, definition, people, end, kept: 'database' as const, seed: run.seed, began };
    return { result: await finish(finished, run.report), unplaced };
  } finally {
    await database.close();
    await installation.release();
  }
}
