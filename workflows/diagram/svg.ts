/** The picture of a cycle as SVG: readable in light and dark, no text below 11 px, no script, no font from elsewhere. */
import type { Definition } from '../engine/contract.js';
import { layout, metrics, type Band, type Box, type Layout } from './layout.js';
import { routes, type Route } from './routes.js';

const style = `
  svg { --page: #ffffff; --ink: #1c2430; --soft: #566273; --line: #aab4c2; --box: #ffffff; --band: #f2f5f9; --pill: #e3eaf4; --done: #d9eedd; --arrow: #2f5d9e; --back: #a3482a; }
  @media (prefers-color-scheme: dark) { svg { --page: #12171f; --ink: #e8edf4; --soft: #a9b4c3; --line: #485566; --box: #1b222d; --band: #161c25; --pill: #2a3544; --done: #234030; --arrow: #84b1f0; --back: #f0a080; } }
  text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--ink); font-size: 12px; }
  .title { font-size: 18px; font-weight: 600; } .phase { font-size: 12px; font-weight: 600; fill: var(--soft); letter-spacing: .04em; }
  .name { font-size: 14px; font-weight: 600; } .soft { fill: var(--soft); } .state { font-size: 11px; }
  .page { fill: var(--page); } .band { fill: var(--band); } .box { fill: var(--box); stroke: var(--line); }
  .pill { fill: var(--pill); } .closed { fill: var(--done); }
  .waits, .returns { fill: none; stroke-width: 1.5; } .waits { stroke: var(--arrow); } .returns { stroke: var(--back); stroke-dasharray: 5 4; }
  .headWaits { fill: var(--arrow); } .headReturns { fill: var(--back); }`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const closed: readonly string[] = ['done', 'skipped', 'missing'];

/** The SVG of a cycle. */
export function svg(definition: Definition): string {
  const plan = layout(definition);
  const { width, height } = plan;
  const ways = routes(definition, plan);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(definition.cycle.name)}</title>`,
    `<desc id="description">${escaped(described(definition, ways))}</desc>`,
    `<style>${style}\n</style>`,
    head('Waits'),
    head('Returns'),
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${metrics.left}" y="38">${escaped(definition.cycle.name)}</text>`,
    ...plan.bands.map((band) => drawBand(band, width)),
    ...ways.map(drawRoute),
    ...plan.boxes.map(drawBox),
    legend(plan, ways),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** The same in words, for who does not see the picture. */
function described(definition: Definition, ways: readonly Route[]): string {
  const name = (id: string): string => definition.cycle.stages.find((stage) => stage.id === id)?.name ?? id;
  const waits = ways.map(({ kind, from, to }) =>
    kind === 'waits'
      ? `"${name(to)}" waits for "${name(from)}"`
      : `"${name(from)}" returns to "${name(to)}" when refused`,
  );
  const stages = definition.cycle.stages.map((stage) => `"${stage.name}" (${stage.phase})`).join(', ');
  return [`Stages: ${stages}`, ...waits].join('. ');
}

const head = (kind: 'Waits' | 'Returns'): string =>
  `<marker id="head${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head${kind}" d="M0 0 8 4 0 8Z"/></marker>`;

const drawBand = ({ phase, y, height }: Band, width: number): string =>
  [
    `<rect class="band" x="${metrics.left / 2}" y="${y}" width="${width - metrics.left}" height="${height}" rx="8"/>`,
    `<text class="phase" x="${metrics.left + metrics.gutter / 2}" y="${y + 22}">${phase}</text>`,
  ].join('');

function drawBox({ name, lines, pills, x, y, width, height }: Box): string {
  const at = (i: number): number => metrics.pad + 12 + i * metrics.line;
  const text = (kind: string, line: string, i: number): string =>
    `<text class="${kind}" x="${metrics.pad}" y="${at(i)}">${escaped(line)}</text>`;
  return [
    `<g transform="translate(${x} ${y})"><rect class="box" width="${width}" height="${height}" rx="8"/>`,
    ...name.map((line, i) => text('name', line, i)),
    ...lines.map((line, i) => text('soft', line, i + name.length)),
    ...pills.map(
      (pill) =>
        `<rect class="${closed.includes(pill.text) ? 'closed' : 'pill'}" x="${pill.x}" y="${pill.y}" width="${pill.width}" height="${metrics.pill}" rx="11"/>` +
        `<text class="state" x="${pill.x + pill.width / 2}" y="${pill.y + 15}" text-anchor="middle">${pill.text}</text>`,
    ),
    '</g>',
  ].join('');
}

function drawRoute({ kind, points }: Route): string {
  const [first, ...rest] = points;
  const path = `M${first?.join(' ')}${rest.map((point) => `L${point.join(' ')}`).join('')}`;
  const marker = kind === 'waits' ? 'headWaits' : 'headReturns';
  return `<path class="${kind}" d="${path}" marker-end="url(#${marker})" stroke-linejoin="round"/>`;
}

function legend({ height }: Layout, ways: readonly Route[]): string {
  const y = height - 28;
  const kinds = [
    { kind: 'waits', words: 'opens after' },
    { kind: 'returns', words: 'returns when refused' },
  ].filter(({ kind }) => ways.some((way) => way.kind === kind));
  return kinds
    .map(({ kind, words }, i) => {
      const x = metrics.left + metrics.gutter / 2 + i * 140;
      const marker = kind === 'waits' ? 'headWaits' : 'headReturns';
      return `<path class="${kind}" d="M${x} ${y}h28" marker-end="url(#${marker})"/><text class="soft" x="${x + 38}" y="${y + 4}">${words}</text>`;
    })
    .join('');
}
