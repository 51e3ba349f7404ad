/** Arrows between stages: along the gutters between columns and the gaps between rows, so that they never cross a box. */
import type { Definition } from '../engine/contract.js';
import { flowFor } from '../engine/case/flow.js';
import { metrics, type Box, type Layout } from './layout.js';

export type Route = { kind: 'waits' | 'returns'; from: string; to: string; points: [x: number, y: number][] };

/** Who waits for whom, and where refusals return to, in the order of the text. */
export function routes(definition: Definition, { boxes }: Layout): Route[] {
  const box = (id: string): Box | undefined => boxes.find((one) => one.id === id);
  const { shapes } = flowFor(definition);
  const found: Route[] = [];
  // arrows side by side in one gutter, each a little to the right of the one before
  const lanes = new Map<number, number>();
  const lane = (column: number): number => {
    const taken = lanes.get(column) ?? 0;
    lanes.set(column, taken + 1);
    return 12 + (taken % 6) * 9;
  };
  for (const { id } of definition.cycle.stages) {
    const to = box(id);
    for (const before of shapes.get(id)?.after ?? []) {
      const from = box(before);
      if (from && to) found.push({ kind: 'waits', from: before, to: id, points: forward(from, to, lane) });
    }
    for (const back of shapes.get(id)?.returnsTo ?? []) {
      const target = box(back);
      if (to && target && back !== id)
        found.push({ kind: 'returns', from: id, to: back, points: backward(to, target, lane) });
    }
  }
  return found;
}

type Lane = (column: number) => number;
type Points = [x: number, y: number][];
const middle = (box: Box): number => box.y + Math.round(box.height / 2);
const right = (box: Box): number => box.x + box.width;
const above = (box: Box): number => box.y - Math.round(metrics.gap / 4);
const below = (box: Box): number => box.y + box.height + Math.round(metrics.gap / 4);

/** To a stage further right in its phase: out to the right and into its left side. To another phase: down into its top. */
function forward(from: Box, to: Box, lane: Lane): Points {
  if (to.column > from.column && to.phase === from.phase) return across(from, to, lane);
  const x = from.x + Math.round(from.width / 2);
  const into = to.x + Math.round(to.width / 2);
  if (to.row === from.row + 1)
    return [
      [x, from.y + from.height],
      [x, below(from)],
      [into, below(from)],
      [into, to.y],
    ];
  const aside = lane(to.column - 1);
  const gutter = to.x - aside;
  // arrows that leave one row in one direction run side by side
  const under = below(from) + Math.round(aside / 5);
  return [
    [x, from.y + from.height],
    [x, under],
    [gutter, under],
    [gutter, above(to)],
    [into, above(to)],
    [into, to.y],
  ];
}

function across(from: Box, to: Box, lane: Lane): Points {
  const out = right(from) + lane(from.column);
  const y = middle(from);
  const start: Points = [
    [right(from), y],
    [out, y],
  ];
  const end: Points = [
    [to.x - 12, middle(to)],
    [to.x, middle(to)],
  ];
  if (to.column === from.column + 1) return [...start, [out, middle(to)], ...end];
  return [...start, [out, above(to)], [to.x - 12, above(to)], ...end];
}

/** Out at the bottom of the refusing stage, along the gap below it, up the gutter left of the target. */
function backward(from: Box, to: Box, lane: Lane): Points {
  const x = from.x + 24;
  const into = to.x - lane(to.column - 1);
  return [
    [x, from.y + from.height],
    [x, below(from) + 14],
    [into, below(from) + 14],
    [into, middle(to) + 14],
    [to.x, middle(to) + 14],
  ];
}
