/** One step of a machine, pure: where it stands, an event, and what comes out as data. Runs nothing. */
import { createActor, type ActorScope, type AnyStateMachine } from 'xstate';
import { effects as effectNames, type Effect, type MachineEvent } from '../machine/vocabulary.js';
import type { Live } from './snapshot.js';

const known: ReadonlySet<string> = new Set(effectNames);
// what XState calls the scope of an actor, with the members a transition asks for
type Scope = ActorScope<never, never>;
const scopes = new WeakMap<AnyStateMachine, Scope>();

/**
 * The next snapshot and the effects of a step, in their order. The same as XState's `transition`, which makes an actor and enters
 * the whole machine anew at every call (measured with ten regions: 150 of 240 µs): here the scope of one actor, never started, is
 * kept for each machine. A test holds both to the same answers.
 */
export function step(machine: AnyStateMachine, live: Live, event: MachineEvent): [Live, Effect[]] {
  const effects: Effect[] = [];
  const actionExecutor = (action: { type: string; params: unknown }): void => {
    if (known.has(action.type)) effects.push({ type: action.type, params: action.params } as Effect);
  };
  const scope = { ...scopeOf(machine), actionExecutor } as unknown as Scope;
  const next = machine.transition(live, event, scope as never) as Live;
  if (next.status === 'error') throw next.error;
  return [next, effects];
}

function scopeOf(machine: AnyStateMachine): Scope {
  const kept = scopes.get(machine);
  if (kept) return kept;
  const self = createActor(machine);
  const nothing = (): void => undefined;
  const scope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
  } as unknown as Scope;
  scopes.set(machine, scope);
  return scope;
}
