/** Reads the JSON of a machine as a graph, and walks the regions of a running one with every combination of facts. */
import type { AnyStateMachine } from 'xstate';
import { revive, persist, type Live, type RegionValue } from '../../workflows/engine/snapshot.js';
import { step } from '../../workflows/engine/step.js';
import type { Definition } from '../../workflows/index.js';
import { LIFE } from '../../workflows/machine/build.js';
import { machineOf } from '../../workflows/machine/config.js';
import { shapeOf, type StageShape } from '../../workflows/machine/shape.js';
import { kindOf, type StateConfig, type Transition } from '../../workflows/machine/states.js';
import type { Facts, Named, TimerKind } from '../../workflows/machine/vocabulary.js';

/** Every state node of a machine, with the region it stands in. */
export function nodesOf(definition: Definition): { region: string; path: string; node: StateConfig }[] {
  const regions = (definition.machine['states'] ?? {}) as Record<string, StateConfig>;
  const walk = (
    region: string,
    path: string,
    node: StateConfig,
  ): { region: string; path: string; node: StateConfig }[] => [
    { region, path, node },
    ...Object.entries(node.states ?? {}).flatMap(([key, inner]) => walk(region, `${path}/${key}`, inner)),
  ];
  return Object.entries(regions).flatMap(([id, node]) => walk(id, id, node));
}

/** Every guard, with those inside it. */
const guardsIn = (guard: Named | undefined): Named[] => {
  if (!guard) return [];
  const inner = guard.params?.['of'];
  const list = Array.isArray(inner) ? (inner as Named[]) : inner ? [inner as Named] : [];
  return [guard, ...list.flatMap(guardsIn)];
};
export const transitionsOf = (node: StateConfig): [string, Transition][] =>
  Object.entries(node.on ?? {}).flatMap(([event, list]) =>
    list.map((one): [string, Transition] => [event, one]),
  );
/** Names used anywhere: events, guards, and actions. */
export function namesOf(definition: Definition): {
  events: Set<string>;
  guards: Set<string>;
  actions: Set<string>;
} {
  const [events, guards, actions] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { node } of nodesOf(definition)) {
    for (const [event, { guard, actions: list }] of transitionsOf(node)) {
      events.add(kindOf(event)[0]);
      guardsIn(guard).forEach(({ type }) => guards.add(type));
      list?.forEach(({ type }) => actions.add(type));
    }
    [...(node.entry ?? []), ...(node.exit ?? [])].forEach(({ type }) => actions.add(type));
  }
  return { events, guards, actions };
}

/** Inner events that handling an inner event may raise: its own actions, and the entry of what it enters. */
export function raisedBy(definition: Definition): Map<string, Set<string>> {
  const nodes = nodesOf(definition);
  const byId = new Map(nodes.flatMap(({ node }) => (node.id ? [[node.id, node] as const] : [])));
  const graph = new Map<string, Set<string>>();
  const raises = (list: Named[] | undefined): string[] =>
    (list ?? []).flatMap(({ type, params }) => (type === 'raise' ? (params?.['events'] as string[]) : []));
  for (const { node } of nodes)
    for (const [event, { target, actions }] of transitionsOf(node)) {
      const entered = target === undefined ? undefined : byId.get(target.slice(1));
      const all = [...raises(actions), ...raises(entered?.entry)];
      graph.set(event, new Set([...(graph.get(event) ?? []), ...all]));
    }
  return graph;
}

const capacities: Facts['actor']['capacities'] = [
  'doer',
  'helper',
  'chooser',
  'confirmer',
  'approver',
  'reader',
  'overrider',
  'calibrator',
];
const yesNo = [true, false];
const kinds: TimerKind[] = ['open', 'half', 'remind', 'due', 'overdue', 'step', 'acknowledge', 'repeat'];

/** Facts that matter to an event, in every combination. */
function* factsFor(event: string, shape: StageShape, generation: number): Generator<Facts> {
  const id = shape.stage.id;
  const base: Facts = {
    actor: { id: 'x', owner: true, capacities },
    reason: true,
    timer: null,
    complete: true,
    allReady: true,
    answered: true,
    quorum: true,
    approves: [1],
    confirms: true,
    next: { step: 0, asks: false },
    passedOver: [],
    returns: { to: shape.returnsTo[0] ?? id, atMost: 3 },
    holdsTask: true,
    change: 'approval',
    gone: [],
    leaves: 'closeUnrated',
    unfinished: 'close',
    reopen: true,
    resultWaits: false,
    opens: {},
  };
  const [kind] = kindOf(event);
  const steps = [0, ...Array.from({ length: shape.steps }, (_, i) => i + 1), ...(shape.together ? [-1] : [])];
  const opens = yesNo.flatMap((only) =>
    yesNo.map((chooses) => ({
      [id]: {
        momentPassed: true,
        windowOpen: true,
        waitsFor: null,
        byJoin: false,
        only,
        chooses,
        variant: [],
        more: true,
      },
    })),
  );
  if (['START', 'OPEN', 'JOIN_REACHED', 'REOPEN'].includes(kind))
    return yield* opens.map((one) => ({ ...base, opens: one }));
  if (kind === 'TIMER')
    for (const timer of kinds)
      for (const deed of ['', ...shape.deeds, 'escalate', 'remind', 'pass', 'record', 'override'])
        for (const flag of yesNo)
          yield* opens.map((one) => ({
            ...base,
            timer: { kind: timer, generation, deed },
            complete: flag,
            answered: flag,
            opens: one,
          }));
  if (kind === 'REFUSE')
    return yield* shape.returnsTo.flatMap((to) =>
      [3, 0].map((atMost) => ({ ...base, returns: { to, atMost } })),
    );
  if (kind !== 'TIMER')
    for (const step of steps)
      for (const asks of yesNo)
        for (const flag of yesNo)
          yield {
            ...base,
            next: { step, asks },
            allReady: flag,
            quorum: flag,
            confirms: flag,
            gone: flag ? [id] : [],
            change: flag ? 'free' : 'approval',
          };
}

export type Walk = { states: Set<string>; edges: Map<string, Set<string>> };
const nameOf = (value: RegionValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Every state of one region that any event with any facts leads to, and where one leads to. The other regions just stand there. */
export function walkRegion(definition: Definition, id: string): Walk {
  const machine = machineOf(definition);
  const stage = definition.cycle.stages.find((one) => one.id === id);
  if (!stage) throw new Error(id);
  const shape = shapeOf(stage, definition.cycle);
  const inner = [`OPEN.${id}`, `BACK.${id}`, `RETURN.${id}`];
  const begun = revive(machine, null);
  const walk: Walk = { states: new Set([nameOf(begun.value[id] ?? '')]), edges: new Map() };
  const queue: Live[] = [begun];
  for (let live = queue.shift(); live; live = queue.shift()) {
    const from = nameOf(live.value[id] ?? '');
    const own = new Set(live._nodes.flatMap((node) => node.ownEvents as string[]));
    const about = [...own].filter(
      (event) => kindOf(event)[1] === id || ['START', 'LEFT', 'END', 'ROLE_CHANGED'].includes(event),
    );
    for (const event of [...about, ...inner])
      for (const facts of factsFor(event, shape, live.context.stages[id]?.g ?? 0)) {
        const next = stepped(machine, live, { type: event, facts });
        const to = nameOf(next.value[id] ?? '');
        walk.edges.set(from, (walk.edges.get(from) ?? new Set()).add(to));
        if (walk.states.has(to)) continue;
        walk.states.add(to);
        queue.push(next);
      }
  }
  return walk;
}

/** A step that went through the store, which must give the same as one that did not. */
function stepped(machine: AnyStateMachine, live: Live, event: { type: string; facts: Facts }): Live {
  if (!live.can(event)) return live;
  const [next] = step(machine, live, event);
  return revive(machine, JSON.parse(JSON.stringify(persist(next))) as ReturnType<typeof persist>);
}

/** Every state a region has in the JSON, as the walk names them. */
export function statesOf(definition: Definition, id: string): string[] {
  const regions = definition.machine['states'] as Record<string, StateConfig>;
  const leaves = (node: StateConfig): RegionValue[] =>
    Object.entries(node.states ?? {}).flatMap(([key, inner]) =>
      inner.states ? leaves(inner).map((one): RegionValue => ({ [key]: one })) : [key],
    );
  const region = regions[id];
  return region ? leaves(region).map(nameOf) : [];
}
export { LIFE };
