/** The machine that runs: the JSON of a cycle with the implementations of the closed vocabulary. Only here and in `engine` is xstate seen. */
import { assign, createMachine, enqueueActions, type AnyStateMachine } from 'xstate';
import type { Definition } from '../engine/contract.js';
import { assigned, raised, type AssignParams } from './assigns.js';
import { LIFE, maxIterations } from './build.js';
import { guardsFor } from './guards.js';
import { assigns, effects, type AssignName, type MachineContext, type MachineEvent } from './vocabulary.js';

const own = new WeakMap<Definition, AnyStateMachine>();
const machines = new Map<string, AnyStateMachine>();
const kept = 64;

/** The machine of a definition: one for each hash, of which 64 are kept however often the definition is read anew. */
export function machineOf(definition: Definition): AnyStateMachine {
  const mine = own.get(definition) ?? byHash(definition);
  own.set(definition, mine);
  return mine;
}

function byHash(definition: Definition): AnyStateMachine {
  const key = `${definition.hash}/${definition.cycle.id}`;
  const known = machines.get(key);
  if (known) return known;
  const made = machineFrom(definition.machine);
  const oldest = machines.keys().next();
  if (machines.size >= kept && !oldest.done) machines.delete(oldest.value);
  machines.set(key, made);
  return made;
}

/** Puts implementations to a config. An effect does nothing by itself: it comes back from a step as data. */
export function machineFrom(config: Definition['machine']): AnyStateMachine {
  const stages = Object.keys(config['states'] ?? {}).filter((key) => key !== LIFE);
  const nothing = Object.fromEntries(effects.map((name) => [name, () => undefined]));
  const plain = assigns.filter((name): name is Exclude<AssignName, 'raise'> => name !== 'raise');
  const changing = Object.fromEntries(plain.map((name) => [name, assignment(name)]));
  // XState infers its types from a literal; this config is data, so the names are checked by tests instead
  const implementations = {
    guards: guardsFor(stages),
    actions: { ...nothing, ...changing, raise: raising(stages) },
  } as unknown as Parameters<AnyStateMachine['provide']>[0];
  return createMachine({ ...config, options: { maxIterations } }).provide(implementations);
}

const assignment = (name: Exclude<AssignName, 'raise'>) =>
  assign<MachineContext, MachineEvent, AssignParams, MachineEvent, never>(({ context, event }, params) =>
    assigned(name, context, event.facts, params),
  );

const raising = (stages: readonly string[]) =>
  enqueueActions<MachineContext, MachineEvent, AssignParams, MachineEvent, never, never, never, never, never>(
    ({ context, event, enqueue }, params) => {
      for (const type of raised(params.events, context, event.facts, stages))
        enqueue.raise({ type, facts: event.facts });
    },
  );
