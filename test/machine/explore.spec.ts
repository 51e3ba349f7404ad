import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { initialTransition, transition } from 'xstate';
import { compileCycle } from '../../dsl/index.js';
import { buildMachine, define, type Definition } from '../../workflows/index.js';
import { revive } from '../../workflows/engine/snapshot.js';
import { step } from '../../workflows/engine/step.js';
import { machineFrom, machineOf } from '../../workflows/machine/config.js';
import { maxIterations } from '../../workflows/machine/build.js';
import { assigns, effects, events, guards, innerEvents } from '../../workflows/machine/vocabulary.js';
import { cycle, everything, review } from '../engine/cycles.js';
import { compiled } from '../engine/play.js';
import { namesOf, nodesOf, raisedBy, statesOf, walkRegion } from './regions.js';

/** Every cycle of a folder of the library. */
function shipped(): [string, Definition][] {
  const root = join(import.meta.dirname, '../../workflows/library');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.cycle'),
  );
  return files.flatMap((file) => {
    const read = (path: string): string => readFileSync(join(root, file, '..', path), 'utf8');
    const entry = file.split('/').at(-1) ?? file;
    const { model } = compileCycle((path) => read(path), entry);
    return (model?.cycles ?? []).map((one): [string, Definition] => [
      `${file}: ${one.name}`,
      define(model!, one),
    ]);
  });
}
const machines: [string, Definition][] = [
  ['something of everything', compiled(everything)],
  ['one review', compiled(cycle({ stages: review() }))],
  ...shipped(),
];

describe.each(machines)('the machine of %s', (_name, definition) => {
  it('is plain JSON, and the same bytes each time', () => {
    const again = buildMachine(definition.cycle);
    expect(JSON.parse(JSON.stringify(definition.machine))).toEqual(definition.machine);
    expect(JSON.stringify(again)).toBe(JSON.stringify(definition.machine));
  });

  it('names nothing outside the closed vocabulary', () => {
    const names = namesOf(definition);
    const allowed = (list: readonly string[]) => [...list].sort();
    expect(allowed([...events, ...innerEvents])).toEqual(expect.arrayContaining([...names.events]));
    expect(allowed(guards)).toEqual(expect.arrayContaining([...names.guards]));
    expect(allowed([...effects, ...assigns])).toEqual(expect.arrayContaining([...names.actions]));
  });

  it('has no time, no eventless transition and no invoked work inside, and is not deep', () => {
    for (const { path, node } of nodesOf(definition)) {
      const extra = Object.keys(node).filter((key) =>
        ['after', 'always', 'invoke', 'onDone', 'history'].includes(key),
      );
      expect([path, extra]).toEqual([path, []]);
      expect(path.split('/').length).toBeLessThan(6);
    }
  });

  it('targets only states of the same region, so that no transition leaves the others', () => {
    for (const { region, path, node } of nodesOf(definition))
      for (const list of Object.values(node.on ?? {}))
        for (const { target } of list)
          expect([path, target === undefined || target.startsWith(`#${region}/`)]).toEqual([path, true]);
  });

  it('raises no circle of inner events', () => {
    const graph = raisedBy(definition);
    const reach = (from: string, seen: Set<string>): Set<string> => {
      for (const next of graph.get(from) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          reach(next, seen);
        }
      return seen;
    };
    for (const event of graph.keys())
      expect([event, reach(event, new Set()).has(event)]).toEqual([event, false]);
  });

  it('reaches every state it has, and from each of them an end', () => {
    for (const { id } of definition.cycle.stages) {
      const { states, edges } = walkRegion(definition, id);
      expect([id, [...states].sort()]).toEqual([id, statesOf(definition, id).sort()]);
      for (const state of states) expect([id, state, ends(state, edges)]).toEqual([id, state, true]);
    }
  });
});

const isEnd = (state: string): boolean => /^(skipped|missing|done|\{"done".*)$/.test(state);
function ends(from: string, edges: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set([from]);
  for (const state of seen) {
    if (isEnd(state)) return true;
    edges.get(state)?.forEach((next) => seen.add(next));
  }
  return false;
}

describe('a step', () => {
  const definition = compiled(everything);
  const machine = machineOf(definition);

  it('gives what XState itself gives, without making an actor', () => {
    const start = revive(machine, null);
    expect(start.value).toEqual(initialTransition(machine)[0].value);
    const opens = {
      momentPassed: true,
      windowOpen: true,
      waitsFor: null,
      byJoin: false,
      only: true,
      chooses: false,
      variant: [],
      more: false,
    };
    const facts = { opens: { plan: opens, self: { ...opens, only: false } } };
    const event = { type: 'START', facts } as never;
    const [mine, myEffects] = step(machine, start, event);
    const [theirs, theirActions] = transition(machine, start, event);
    expect(mine.value).toEqual(theirs.value);
    expect(mine.context).toEqual(theirs.context);
    const known = new Set<string>(effects);
    expect(myEffects).toEqual(
      theirActions.filter(({ type }) => known.has(type)).map(({ type, params }) => ({ type, params })),
    );
  });

  it('stops an endless loop of raised events instead of hanging', () => {
    const loop = machineFrom({
      id: 'loop',
      type: 'parallel',
      context: { life: 'present', stages: {} },
      states: {
        a: {
          initial: 'x',
          states: { x: { on: { GO: [{ actions: [{ type: 'raise', params: { events: ['GO'] } }] }] } } },
        },
      },
    });
    const live = revive(loop, null);
    expect(() => step(loop, live, { type: 'GO', facts: {} as never })).toThrow(
      `more than ${maxIterations} microsteps`,
    );
  });

  it('keeps one machine for a definition', () => {
    expect(machineOf(definition)).toBe(machine);
  });
});
