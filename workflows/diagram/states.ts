/** The states of a stage as a picture shows them, read from the JSON of the machine. */
import type { Id } from '../../dsl/index.js';
import type { Definition } from '../engine/contract.js';
import { kindOf, type StateConfig } from '../machine/states.js';
import { shownState } from '../engine/interpret/interpret.js';
import { innerEvents } from '../machine/vocabulary.js';

/** An arrow between two states of one stage, with the events that take it. */
export type Arrow = { from: string; to: string; events: string[] };
export type Drawn = { states: string[]; arrows: Arrow[] };

const regionOf = (definition: Definition, id: Id): StateConfig =>
  (definition.machine['states'] as Record<string, StateConfig>)[id] ?? {};
const inner: readonly string[] = innerEvents;

/** A state as people know it: approval steps keep their number, the parts of a closed stage do not show. */
const nameOf = (key: string): string => {
  const { state, step } = shownState(key);
  if (key === 'agreed' || key === 'changing') return 'done';
  return step === null ? state : `approving ${step}`;
};

/** States of a stage in the order of its life, without those that hold others. */
export function drawnStates(definition: Definition, id: Id): Drawn {
  const states: string[] = [];
  const arrows: Arrow[] = [];
  const visit = (key: string, node: StateConfig, outer: readonly StateConfig[]): void => {
    const chain = [node, ...outer];
    const nested = Object.entries(node.states ?? {});
    if (nested.length > 0 && key !== 'done') return nested.forEach(([name, one]) => visit(name, one, chain));
    states.push(nameOf(key));
    chain.forEach((one) => collect(nameOf(key), one, arrows));
  };
  Object.entries(regionOf(definition, id).states ?? {}).forEach(([key, node]) => visit(key, node, []));
  return { states: [...new Set(states)], arrows };
}

function collect(from: string, node: StateConfig, arrows: Arrow[]): void {
  for (const [event, list] of Object.entries(node.on ?? {}))
    for (const { target } of list) {
      if (target === undefined) continue;
      const to = nameOf(target.slice(target.lastIndexOf('/') + 1));
      const [kind] = kindOf(event);
      if (to === from || kind === 'LEFT' || kind === 'END' || (inner.includes(kind) && kind !== 'OPEN'))
        continue;
      const same = arrows.find((arrow) => arrow.from === from && arrow.to === to);
      if (!same) arrows.push({ from, to, events: [kind] });
      else if (!same.events.includes(kind)) same.events.push(kind);
    }
}
