/** Mermaid text: one composite state for each stage, its states inside, and who waits for whom between them. */
import type { Id } from '../../dsl/index.js';
import type { Definition } from '../engine/contract.js';
import { flowFor } from '../engine/case/flow.js';
import { drawnStates } from './states.js';
import { opening } from './words.js';

/** Ids of Mermaid have letters, digits and underscores only; a number keeps them apart. */
const key = (definition: Definition, id: Id): string =>
  `s${definition.cycle.stages.findIndex((stage) => stage.id === id) + 1}`;
const plain = (text: string): string => text.replaceAll('"', "'").replaceAll(':', ' ').replaceAll(';', ',');

/** A `stateDiagram-v2` of the cycle. */
export function mermaid(definition: Definition): string {
  const { cycle } = definition;
  const lines = [
    '---',
    `title: ${JSON.stringify(cycle.name)}`,
    '---',
    'stateDiagram-v2',
    ...cycle.stages.flatMap(({ id }) => stageLines(definition, id)),
    ...cycle.stages.flatMap(({ id }) => openingLines(definition, id)),
    ...cycle.stages.flatMap(({ id }) => returnLines(definition, id)),
  ];
  return `${lines.join('\n')}\n`;
}

function stageLines(definition: Definition, id: Id): string[] {
  const { states, arrows } = drawnStates(definition, id);
  const stage = definition.cycle.stages.find((one) => one.id === id);
  const own = key(definition, id);
  const named = (state: string): string => `${own}_${state.replaceAll(' ', '_')}`;
  return [
    `  state "${plain(stage?.name ?? id)}" as ${own} {`,
    ...states.map((state) => `    state "${state}" as ${named(state)}`),
    `    [*] --> ${named('waiting')}`,
    ...arrows.map(({ from, to, events }) => `    ${named(from)} --> ${named(to)} : ${events.join(', ')}`),
    '  }',
  ];
}

/** From the beginning for stages with a day of their own, from every stage that one waits for otherwise. */
function openingLines(definition: Definition, id: Id): string[] {
  const { cycle } = definition;
  const after = flowFor(definition).shapes.get(id)?.after ?? [];
  const opens = cycle.stages.find((one) => one.id === id)?.opens.value;
  const name = (stage: Id): string => cycle.stages.find((one) => one.id === stage)?.name ?? stage;
  const label = opens ? plain(opening(opens, name)) : '';
  if (after.length === 0) return [`  [*] --> ${key(definition, id)} : ${label}`];
  return after.map((from) => `  ${key(definition, from)} --> ${key(definition, id)} : ${label}`);
}

function returnLines(definition: Definition, id: Id): string[] {
  const returns = flowFor(definition).shapes.get(id)?.returnsTo ?? [];
  return returns
    .filter((to) => to !== id)
    .map((to) => `  ${key(definition, id)} --> ${key(definition, to)} : when refused`);
}
