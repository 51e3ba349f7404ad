/** Where everything stands in the picture: phases in rows, inside them stages in columns by how many of the phase they wait for. Whole pixels only. */
import type { Id, Phase, Stage } from '../../dsl/index.js';
import type { Definition } from '../engine/contract.js';
import { flowFor } from '../engine/case/flow.js';
import { drawnStates } from './states.js';
import { linesOf } from './words.js';

export const metrics = {
  box: 330,
  gutter: 72,
  gap: 40,
  pad: 12,
  line: 16,
  pill: 22,
  left: 24,
  label: 28,
  /** Average width of a sign at 12 px, a little more than the fonts have. */
  sign: 6.4,
} as const;

export type Pill = { text: string; x: number; y: number; width: number };
export type Box = {
  id: Id;
  phase: Phase;
  name: string[];
  lines: string[];
  pills: Pill[];
  column: number;
  row: number;
  x: number;
  y: number;
  width: number;
  height: number;
};
export type Band = { phase: Phase; y: number; height: number };
export type Layout = { boxes: Box[]; bands: Band[]; width: number; height: number };

const order: readonly Phase[] = [
  'planning',
  'monitoring',
  'developing',
  'review',
  'calibration',
  'release',
  'appeal',
  'reward',
];

/** Breaks a text into lines that fit a width in pixels. A longer word is left whole. */
export function wrapped(text: string, width: number): string[] {
  const most = Math.floor(width / metrics.sign);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Longest way to a stage inside its phase, in stages it waits for. */
function depthOf(definition: Definition, stage: Stage): number {
  const after = flowFor(definition).shapes.get(stage.id)?.after ?? [];
  const before = definition.cycle.stages.filter(
    ({ id, phase }) => after.includes(id) && phase === stage.phase,
  );
  return Math.max(0, ...before.map((one) => depthOf(definition, one) + 1));
}

/** Lays a cycle out. Pure. */
export function layout(definition: Definition): Layout {
  const rows: Box[][] = [];
  const phases: { phase: Phase; from: number }[] = [];
  for (const phase of order) {
    const stages = definition.cycle.stages.filter((stage) => stage.phase === phase);
    if (stages.length === 0) continue;
    phases.push({ phase, from: rows.length });
    for (const stage of stages) place(rows, phases.at(-1)?.from ?? 0, boxOf(definition, stage));
  }
  return settle(rows, phases);
}

/** Into the first row of its phase in which its column is free. */
function place(rows: Box[][], from: number, box: Box): void {
  let row = from;
  while (rows[row]?.some((other) => other.column === box.column)) row += 1;
  rows[row] = [...(rows[row] ?? []), { ...box, row }];
}

function boxOf(definition: Definition, stage: Stage): Box {
  const nameOf = (id: Id): string => definition.cycle.stages.find((one) => one.id === id)?.name ?? id;
  const inside = metrics.box - 2 * metrics.pad;
  const name = wrapped(stage.name, inside * 0.85);
  const lines = linesOf(stage, nameOf).flatMap((line) => wrapped(line, inside));
  const top = metrics.pad + (name.length + lines.length) * metrics.line + 8;
  const pills = pillsOf(drawnStates(definition, stage.id).states, inside, top);
  const height = (pills.at(-1)?.y ?? top) + metrics.pill + metrics.pad;
  const column = depthOf(definition, stage);
  const x = metrics.left + metrics.gutter / 2 + column * (metrics.box + metrics.gutter);
  return {
    id: stage.id,
    phase: stage.phase,
    name,
    lines,
    pills,
    column,
    row: 0,
    x,
    y: 0,
    width: metrics.box,
    height,
  };
}

function pillsOf(states: readonly string[], inside: number, top: number): Pill[] {
  const pills: Pill[] = [];
  let [x, y] = [metrics.pad, top];
  for (const text of states) {
    const width = Math.ceil(text.length * metrics.sign) + 12;
    if (x > metrics.pad && x + width > metrics.pad + inside) [x, y] = [metrics.pad, y + metrics.pill + 4];
    pills.push({ text, x, y, width });
    x += width + 6;
  }
  return pills;
}

/** Heights of rows follow their highest box; bands hold the rows of a phase. */
function settle(rows: Box[][], phases: readonly { phase: Phase; from: number }[]): Layout {
  const bands: Band[] = [];
  const boxes: Box[] = [];
  let y = 64;
  rows.forEach((row, i) => {
    const band = phases.find(({ from }) => from === i);
    if (band) {
      y += bands.length === 0 ? 0 : 16;
      bands.push({ phase: band.phase, y, height: 0 });
      y += metrics.label;
    }
    const height = Math.max(...row.map((box) => box.height));
    row.forEach((box) => boxes.push({ ...box, y: y + metrics.gap / 2, height }));
    y += height + metrics.gap;
    const last = bands.at(-1);
    if (last) last.height = y - last.y;
  });
  const right = Math.max(...boxes.map((box) => box.x + box.width), 400);
  return { boxes, bands, width: right + metrics.gutter / 2 + metrics.left, height: y + 64 };
}
