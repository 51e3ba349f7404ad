/** A whole cycle over a population in memory. */
import type { Cycle, Model } from '../../dsl/index.js';
import {
  define,
  drive,
  memoryKeeper,
  placeEverybody,
  scriptFor,
  type Definition,
  type Person,
  type Placement,
  type Progress,
  type World,
} from '../../workflows/index.js';
import { finish, type RunResult } from './finish.js';
import type { RunOptions } from './options.js';

export type Simulation = RunOptions & {
  model: Model;
  cycle: Cycle;
  people: readonly Person[];
  onProgress: (progress: Progress) => void;
};
/** Somebody who takes no part because they cannot be placed, with the reasons in sentences. */
export type Unplaced = { number: string; name: string; reasons: string[] };
export type Simulated = { result: RunResult; unplaced: Unplaced[] };

/** Runs the cycle with everybody who can be placed. Touches nothing but the report file. */
export async function simulate(run: Simulation): Promise<Simulated> {
  const began = performance.now();
  const { model, cycle, people, seed } = run;
  const definition = define(model, cycle);
  const world = worldOf(definition, people);
  const placements = placeEverybody(definition, people, world);
  const participants = placements.flatMap((one) => (one.place === 'included' ? [one.person] : []));
  const keeper = memoryKeeper({ definition, people, participants, holidays: world.holidays });
  const script = scriptFor(seed, definition, people, world);
  const end = await drive({ script, keeper, until: run.until, onProgress: run.onProgress });
  const finished = { keeper, definition, people, end, kept: 'memory' as const, seed, began };
  return { result: await finish(finished, run.report), unplaced: placements.flatMap(unplacedIn) };
}

function unplacedIn(placement: Placement): Unplaced[] {
  if (placement.place !== 'cannot') return [];
  const { number, name } = placement.person;
  return [{ number, name, reasons: placement.problems.map(({ text }) => text) }];
}

/** People of a file, under the holidays of the definition. */
export function worldOf({ holidays }: Definition, people: readonly Person[]): World {
  const byId = new Map(people.map((person) => [person.id, person]));
  return { person: (id) => byId.get(id), holidays };
}
