/** The overall rating and named ratings. */
import type { Block, Line, Name } from '../../ast/nodes.js';
import { reportOwed } from '../../check/lines.js';
import { linesOf, look, lookAll } from '../../check/names.js';
import type { MissingRule, Rating, Weight } from '../evaluation.js';
import type { Id, Rounding } from '../values.js';
import { cycleCond } from './conditions.js';
import { levelOf, roleOf, written, type CycleContext } from './context.js';
import { ruled, treeOf, type Said } from './ruled.js';

/** A rating with its exceptions. */
export function ratingOf(ctx: CycleContext, block: Block, id: Id): Rating {
  const tree = treeOf(block, ctx.shared.segment, ctx.report);
  const scale = ctx.ratingScales.get(id) ?? '';
  const rating: Rating = {
    id,
    name: block.name?.text ?? 'overall rating',
    scale,
    src: block.head,
    way: ruled(tree, (inner) => wayOf(ctx, inner)),
    atMost: ruled(tree, (inner) => capOf(ctx, inner)),
    round: ruled(tree, (inner) => roundingOf(ctx, inner, 'score')),
    missing: ruled<MissingRule[]>(tree, (inner, outer) => missingOf(ctx, inner, outer ?? [])),
    overrides: ruled(tree, (inner) => overridesOf(ctx, inner, scale)),
    levelGuards: ruled(tree, (inner) => guardsOf(ctx, inner, scale)),
  };
  const written = block.lines.some((line) => line.kind === 'weight' || line.kind === 'chosenIn');
  if (!written) reportOwed(block, owedWay, ctx.report);
  return rating;
}

const owedWay = {
  line: 'weight or "chosen in"',
  reason: 'a result is weighted from parts or chosen by somebody',
  usual: '100%  "…"',
};

type Way = Rating['way']['value'];
function wayOf(ctx: CycleContext, block: Block): Said<NonNullable<Way>> {
  const weights = linesOf(block.lines, 'weight');
  const [chosen] = linesOf(block.lines, 'chosenIn');
  const [first] = weights;
  if (first && chosen) {
    const places = [{ at: first.at, label: 'weighted' }];
    ctx.report('CY4011', chosen.at, { rating: 'The rating', a: 'weighted', b: 'chosen' }, { places });
  }
  if (first) {
    const list = weights.map((line) => weightOf(ctx, line)).filter((weight) => weight !== null);
    const value = list.length === weights.length ? { by: 'weights' as const, weights: list } : null;
    return { value, src: first.at };
  }
  if (!chosen) return undefined;
  const stage = look(ctx.names.stage, chosen.stage, ctx.report);
  return { value: stage === null ? null : { by: 'chosen', in: stage }, src: chosen.at };
}

function weightOf(ctx: CycleContext, line: Extract<Line, { kind: 'weight' }>): Weight | null {
  const part = look(ctx.names.part, line.part, ctx.report);
  const from = lookAll(ctx.names.stage, line.from, ctx.report);
  if (part === null) return null;
  return { share: line.share, part, from, merge: line.merge ?? 'only', src: line.at };
}

function capOf(ctx: CycleContext, block: Block): Said<string> {
  const [line] = linesOf(block.lines, 'atMost');
  if (!line) return undefined;
  const { value } = line;
  if (value.kind === 'number') return { value: value.value, src: line.at };
  ctx.report('CY2015', value.at, { word: written(value), before: 'at most', candidates: ['a number'] });
  return { value: null, src: line.at };
}

/** Decimals of a figure; more are never written down. */
const MOST_DECIMALS = 6;

/** A rounding without its place. A score has no currency to be rounded to. */
export function roundingOf(ctx: CycleContext, block: Block, of: 'score' | 'award'): Said<Rounding> {
  const [line] = linesOf(block.lines, 'round');
  if (!line) return undefined;
  const { mode, n, unit } = line.rounding;
  if (unit === 'decimals') {
    const decimals = Number(n);
    if (!Number.isInteger(decimals) || decimals > MOST_DECIMALS)
      ctx.report('CY2117', line.at, { n, least: 0, most: MOST_DECIMALS });
    return { value: { mode, to: { decimals } }, src: line.at };
  }
  const currency = unit === 'ofTheCurrency' ? null : unit.currency;
  if (Number(n) === 0)
    ctx.report('CY2015', line.at, { word: n, before: 'to', candidates: ['a number above 0'] });
  if (of === 'score') {
    const word = currency ?? 'of the currency';
    ctx.report('CY2015', line.at, { word, before: `to ${n}`, candidates: ['decimals'] });
  }
  return { value: { mode, to: { multiple: n, currency } }, src: line.at };
}

/** The rules for missing parts: those of an exception replace the ones for the same part, the others stay. */
function missingOf(ctx: CycleContext, block: Block, outer: MissingRule[]): Said<MissingRule[]> {
  const lines = linesOf(block.lines, 'missing');
  const [first] = lines;
  if (!first) return undefined;
  const own = lines.map((line) => missingRule(ctx, line)).filter((rule) => rule !== null);
  const kept = outer.filter((rule) => !own.some((mine) => mine.part === rule.part));
  return { value: [...kept, ...own], src: first.at };
}

function missingRule(ctx: CycleContext, line: Extract<Line, { kind: 'missing' }>): MissingRule | null {
  const part = line.part && look(ctx.names.part, line.part, ctx.report);
  const then = missingDeed(ctx, line);
  return then && (part !== null || line.part === null) ? { part, src: line.at, then } : null;
}

function missingDeed(
  ctx: CycleContext,
  line: Extract<Line, { kind: 'missing' }>,
): MissingRule['then'] | null {
  const { deed } = line;
  switch (deed.do) {
    case 'wait': {
      const role = roleOf(ctx, deed.role);
      return role && { do: 'wait', for: role };
    }
    case 'spread':
      return { do: 'spread', ifAtLeast: deed.ifAtLeast };
    case 'count':
      return { do: 'count', as: deed.as };
    case 'noRating':
    case 'provisional':
      return { do: deed.do };
    default:
      ctx.report('CY2116', line.at, { line: 'the rating is … when a part is missing', instead: 'count as' });
      return null;
  }
}

type Overrides = NonNullable<Rating['overrides']['value']>;
function overridesOf(ctx: CycleContext, block: Block, scale: Id): Said<Overrides> {
  const lines = linesOf(block.lines, 'override');
  const [first] = lines;
  if (!first) return undefined;
  const value = lines.flatMap((line): Overrides => {
    const level = levelOf(ctx, scale, line.deed.level);
    const when = cycleCond(ctx, line.when);
    return level === null ? [] : [{ when, level, atMost: line.deed.do === 'atMost', src: line.at }];
  });
  return { value, src: first.at };
}

type Guards = NonNullable<Rating['levelGuards']['value']>;
function guardsOf(ctx: CycleContext, block: Block, scale: Id): Said<Guards> {
  const lines = linesOf(block.lines, 'levelWhen');
  const [first] = lines;
  if (!first) return undefined;
  const value = lines.flatMap((line): Guards => {
    const level = levelOf(ctx, scale, line.level);
    const when = cycleCond(ctx, line.when);
    return level === null ? [] : [{ level, when, src: line.at }];
  });
  return { value, src: first.at };
}

/** The scale on which a rating stands. */
export function scaleNamed(ctx: CycleContext, name: Name | null): Id | null {
  return name && look(ctx.shared.scale, name, ctx.report);
}
