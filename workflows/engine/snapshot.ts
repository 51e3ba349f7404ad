/** Snapshots as small plain JSON with a format version, and back. A snapshot is only ever revived under the definition it was made with. */
import { initialTransition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { MachineContext } from '../machine/vocabulary.js';
import type { Snapshot } from './contract.js';

/** The state of a region: a name, or a name with the state inside. */
export type RegionValue = string | { [state: string]: RegionValue };
export type StateValue = { [region: string]: RegionValue };
/** A snapshot of a running machine. */
export type Live = AnyMachineSnapshot & { value: StateValue; context: MachineContext };

const alive = new WeakMap<Snapshot, Live>();
const beginnings = new WeakMap<AnyStateMachine, Live>();
const places = new WeakMap<AnyStateMachine, Map<string, Live>>();
const keptPlaces = 4096;

/** What is stored of a machine: where it stands, and its context. Equal machines, equal bytes. */
export function persist(live: Live): Snapshot {
  const snapshot: Snapshot = { format: 1, value: live.value, context: live.context };
  alive.set(snapshot, live);
  return snapshot;
}

/** The running machine of a stored snapshot; null: as it begins. Throws on another format, or on a state the machine has not. */
export function revive(machine: AnyStateMachine, snapshot: Snapshot | null): Live {
  if (snapshot === null) return beginning(machine);
  const known = alive.get(snapshot);
  if (known && known.machine === machine) return known;
  if (snapshot.format !== 1)
    throw new Error(`A snapshot has format ${String(snapshot.format)}; this release reads 1.`);
  const { value, context } = snapshot as unknown as { value: StateValue; context: MachineContext };
  const live = { ...placeOf(machine, value), context };
  alive.set(snapshot, live);
  return live;
}

/**
 * The machine standing where a value says, with whatever context. Thousands of participants stand in the same few hundred places,
 * and resolving a value costs more than a step (measured: 45 µs of 140), so places are kept for each machine.
 */
function placeOf(machine: AnyStateMachine, value: StateValue): Live {
  const known = places.get(machine) ?? new Map<string, Live>();
  places.set(machine, known);
  const key = JSON.stringify(value);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= keptPlaces) known.clear();
  const place = machine.resolveState({ value, context: {} }) as Live;
  known.set(key, place);
  return place;
}

function beginning(machine: AnyStateMachine): Live {
  const known = beginnings.get(machine);
  if (known) return known;
  const [live] = initialTransition(machine) as unknown as [Live];
  if (live.status !== 'active') throw new Error('A machine fails before its first event.');
  beginnings.set(machine, live);
  return live;
}
