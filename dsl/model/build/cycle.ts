/** One cycle: its lines, then parts, ratings, stages and rewards. */
import type { Block, Line, Name } from '../../ast/nodes.js';
import { reportOwed } from '../../check/lines.js';
import { cycleNames, linesOf, look, lookAll, type CycleKind } from '../../check/names.js';
import { quoted, similar } from '../../check/report.js';
import type { Cycle } from '../cycle.js';
import type { Id } from '../values.js';
import { withPhases } from './activities.js';
import { peopleCond } from './conditions.js';
import { roleOf, type CycleContext, type SharedContext } from './context.js';
import { goalsOf, partsOf } from './evaluation.js';
import { momentOf } from './moments.js';
import { roleChangesOf } from './people.js';
import { ratingOf, scaleNamed } from './ratings.js';
import { rewardOf } from './rewards.js';
import { ruled, treeOf, type RuleTree, type Said } from './ruled.js';
import { stageOf } from './stage.js';

const one = <K extends Line['kind']>(block: Block, kind: K) => linesOf(block.lines, kind)[0];
const blocks = (cycle: Block, kind: Block['kind']) => cycle.blocks.filter((block) => block.kind === kind);

/** Told the full extent of every block that became a thing. */
export type Whole = (thing: object, block: Block) => void;

/** The cycle of a context. */
export function cycleOf(ctx: CycleContext, id: Id, whole: Whole): Cycle {
  const { cycle } = ctx;
  const make = <T extends object>(kind: CycleKind & Block['kind'], build: Builder<T>): T[] =>
    things(ctx, kind, build, whole);
  const goals = make('goals', goalsOf);
  const ratings = [
    ...blocks(cycle, 'overall rating')
      .slice(0, 1)
      .map((block) => kept(ratingOf(ctx, block, 'overall'), block, whole)),
    ...make('rating', ratingOf),
  ];
  const stages = withPhases(make('stage', stageOf), ctx.parts);
  const staged = blocks(cycle, 'stage');
  for (const stage of stages) {
    const block = staged.find((b) => b.head === stage.src);
    if (block) whole(stage, block);
  }
  const rewards = make('reward', rewardOf);
  const parts = [...ctx.parts.values()];
  return { ...headOf(ctx, cycle, id), goals, parts, ratings, stages, rewards };
}

type Builder<T> = (ctx: CycleContext, block: Block, id: Id) => T;

function things<T extends object>(
  ctx: CycleContext,
  kind: CycleKind & Block['kind'],
  build: Builder<T>,
  whole: Whole,
): T[] {
  return blocks(ctx.cycle, kind).flatMap((block) => {
    const entry = block.name && ctx.names[kind].byName.get(block.name.text);
    return entry?.at === block.name?.at && entry ? [kept(build(ctx, block, entry.id), block, whole)] : [];
  });
}

function kept<T extends object>(thing: T, block: Block, whole: Whole): T {
  whole(thing, block);
  return thing;
}

/** The context of a cycle, with its parts and the scales of its ratings, which conditions anywhere in it may name. */
export function contextOf(shared: SharedContext, cycle: Block): CycleContext {
  const names = cycleNames(cycle, shared.report);
  const ctx: CycleContext = { ...shared, cycle, names, parts: new Map(), ratingScales: new Map() };
  for (const form of [...blocks(cycle, 'form'), ...blocks(cycle, 'development')]) {
    for (const part of partsOf(ctx, form)) ctx.parts.set(part.id, part);
  }
  const [overall] = blocks(cycle, 'overall rating');
  if (overall) ctx.ratingScales.set('overall', scaleNamed(ctx, overall.on));
  for (const block of blocks(cycle, 'rating')) {
    const entry = block.name && names.rating.byName.get(block.name.text);
    if (entry) ctx.ratingScales.set(entry.id, scaleNamed(ctx, block.on));
  }
  return ctx;
}

type Head = Omit<Cycle, 'goals' | 'parts' | 'ratings' | 'stages' | 'rewards'>;

function headOf(ctx: CycleContext, block: Block, id: Id): Head {
  for (const [kind, owed] of OWED) {
    if (!one(block, kind)) reportOwed(block, owed, ctx.report);
  }
  const tree = treeOf(block, ctx.shared.segment, ctx.report);
  const owned = one(block, 'owned');
  const owner = (owned && roleOf(ctx, owned.role)) ?? { role: 'employee' as const };
  const includes = one(block, 'includes');
  const leaves = one(block, 'leaves');
  const asked = leaves?.ask && roleOf(ctx, leaves.ask);
  return {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    owner,
    ...ruledLines(ctx, tree, owner),
    includes: {
      segments: includes ? lookAll(ctx.shared.segment, includes.segments, ctx.report) : [],
      where: includes ? peopleCond(ctx, includes.where) : [],
      src: includes?.at ?? block.head,
    },
    takesPart: ruled<boolean>(tree, takesPartOf),
    digestAt: one(block, 'digest')?.time ?? '09:00',
    atOnce: (one(block, 'atOnce')?.what as Cycle['atOnce'] | undefined) ?? ['escalated', 'refused'],
    roleChange: roleChangesOf(ctx, block)?.value ?? [],
    leaves: leaves && leaves.then !== 'ask' ? { then: leaves.then } : { then: 'ask', role: asked ?? owner },
  };
}

function ruledLines(
  ctx: CycleContext,
  tree: RuleTree,
  owner: Cycle['owner'],
): Pick<Cycle, 'calendar' | 'period' | 'start' | 'end'> {
  return {
    calendar: ruled(tree, (block): Said<Id> => {
      const line = one(block, 'follows');
      return line && { value: look(ctx.shared.calendar, line.calendar, ctx.report), src: line.at };
    }),
    period: ruled(tree, (block): Said<NonNullable<Cycle['period']['value']>> => {
      const line = one(block, 'reviews');
      if (!line) return undefined;
      const [from, to] = [momentOf(ctx, line.from), momentOf(ctx, line.to)];
      return { value: from && to && { from, to }, src: line.at };
    }),
    start: ruled(tree, (block) => {
      const line = one(block, 'starts');
      return line && { value: momentOf(ctx, line.moment), src: line.at };
    }),
    end: ruled(tree, (block) => endOf(ctx, block, owner)),
  };
}

type End = NonNullable<Cycle['end']['value']>;
function endOf(ctx: CycleContext, block: Block, owner: Cycle['owner']): Said<End> {
  const line = one(block, 'ends');
  if (!line) return undefined;
  const by = momentOf(ctx, line.by);
  return { value: by && { by, unfinished: unfinishedOf(ctx, line, owner) }, src: line.at };
}

function unfinishedOf(
  ctx: CycleContext,
  line: Extract<Line, { kind: 'ends' }>,
  owner: Cycle['owner'],
): End['unfinished'] {
  const { unfinished } = line;
  if (unfinished?.then === 'closeUnrated') return { then: 'closeUnrated' };
  if (unfinished?.then === 'ratedAs') {
    reportBeside(ctx, unfinished.what);
    return { then: 'ratedAs', what: unfinished.what.text };
  }
  const role = unfinished?.then === 'waitFor' ? roleOf(ctx, unfinished.role) : null;
  return { then: 'waitFor', role: role ?? owner };
}

/** A result beside the levels must be one of the scale of the overall rating. */
function reportBeside(ctx: CycleContext, what: Name): void {
  const scale = ctx.scales.get(ctx.ratingScales.get('overall') ?? '');
  if (!scale || scale.outside.includes(what.text)) return;
  const { values, fixes } = similar(what.text, scale.outside, what.at);
  const levels = [...scale.levels.map(({ name }) => name), ...scale.outside].map(quoted);
  const shown = { ...values, scale: quoted(scale.name), beside: quoted(what.text), levels };
  ctx.report('CY3012', what.at, shown, { fixes });
}

function takesPartOf(block: Block): Said<boolean> {
  const line = one(block, 'leaveOut') ?? one(block, 'include');
  if (line) return { value: line.kind === 'include', src: line.at };
  return block.kind === 'except for' ? undefined : { value: true, src: block.head };
}

const OWED = [
  [
    'owned',
    {
      line: 'owned by',
      reason: 'somebody must decide when nobody else is left',
      usual: 'owned by hr-partner',
    },
  ],
  ['follows', { line: 'follows calendar', reason: 'business days differ', usual: 'follows calendar "…"' }],
  [
    'reviews',
    {
      line: 'reviews',
      reason: 'the period is what the rating is about',
      usual: 'reviews 2027-01-01 to 2027-12-31',
    },
  ],
  ['starts', { line: 'starts', reason: 'nothing would ever open', usual: 'starts 2027-01-11' }],
  [
    'ends',
    { line: 'ends by', reason: 'a cycle that never ends cannot be finished', usual: 'ends by 2028-03-31' },
  ],
  ['includes', { line: 'includes', reason: 'who takes part is a decision', usual: 'includes everyone' }],
] as const;
