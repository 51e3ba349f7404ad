/** Approval chains, guides and alarms. */
import type { Block, Line } from '../../ast/nodes.js';
import { linesOf, lookAll } from '../../check/names.js';
import type { Alarm, ApprovalChain, ApprovalStep, Guide } from '../stage.js';
import type { Id } from '../values.js';
import { cycleCond } from './conditions.js';
import { levelOf, reportShare, roleOf, rolesOf, type CycleContext } from './context.js';
import { durationOf } from './moments.js';
import type { Said } from './ruled.js';

const without = (block: Block, what: Extract<Line, { kind: 'no' }>['what']) =>
  linesOf(block.lines, 'no').find((line) => line.what === what);
const inner = (block: Block, kind: Block['kind']) => block.blocks.find((b) => b.kind === kind);

/** `approved by …`, or `no approval`. */
export function approvalsOf(ctx: CycleContext, block: Block): Said<ApprovalChain> {
  const chain = inner(block, 'approved by');
  const none = without(block, 'approval');
  if (!chain) return none && { value: null, src: none.at };
  const steps = linesOf(chain.lines, 'approver').map((line) => stepOf(ctx, line));
  return { value: { inOrder: chain.inOrder, steps }, src: chain.head };
}

function stepOf(ctx: CycleContext, line: Extract<Line, { kind: 'approver' }>): ApprovalStep {
  const roles = rolesOf(ctx, line.roles);
  const named = line.roles.length;
  if (line.any !== null && line.any > named)
    ctx.report('CY2117', line.at, { n: line.any, least: 1, most: named });
  if (line.adviceOnly && line.escalateTo) {
    const candidates = ['a step that decides'];
    ctx.report('CY2015', line.at, { word: 'advice only', before: 'or escalate to', candidates });
  }
  return {
    roles,
    needed: line.any ?? roles.length,
    within: durationOf(line.within),
    escalateTo: line.escalateTo && roleOf(ctx, line.escalateTo),
    onlyFor: lookAll(ctx.shared.segment, line.onlyFor, ctx.report),
    onlyWhen: cycleCond(ctx, line.onlyWhen),
    adviceOnly: line.adviceOnly,
    skipWhenNone: line.skipWhenNone,
    src: line.at,
  };
}

/** The rating whose levels a guide or alarm of this stage names: the one it calibrates, chooses or decides. */
function scaleHere(ctx: CycleContext, block: Block): Id | null {
  for (const line of block.lines) {
    if (line.kind !== 'calibrates' && line.kind !== 'chooses' && line.kind !== 'decides') continue;
    const rating = line.what.name ? ctx.names.rating.byName.get(line.what.name.text)?.id : 'overall';
    return ctx.ratingScales.get(rating ?? '') ?? null;
  }
  return ctx.ratingScales.get('overall') ?? null;
}

/** `guide …`, or `no guide`. */
export function guideOf(ctx: CycleContext, block: Block): Said<Guide> {
  const guide = inner(block, 'guide');
  const none = without(block, 'guide');
  if (!guide) return none && { value: null, src: none.at };
  const scale = scaleHere(ctx, block);
  const [waived] = linesOf(guide.lines, 'waivedBy');
  const counts = linesOf(guide.lines, 'countsOnly').flatMap((line) => line.segments);
  for (const { percent, at } of linesOf(guide.lines, 'guideShare')) reportShare(ctx, percent, at, 'a group');
  const shares = linesOf(guide.lines, 'guideShare').map((line) => ({
    levels: line.levels.map((name) => levelOf(ctx, scale, name)).filter((id) => id !== null),
    limit: line.limit,
    percent: line.percent,
    src: line.at,
  }));
  return {
    value: {
      groupsOf: guide.guide?.groupsOf ?? 1,
      required: guide.guide?.required ?? false,
      withinPoints: guide.guide?.within ?? '0',
      shares,
      countsOnly: lookAll(ctx.shared.segment, counts, ctx.report),
      waivedBy: waived ? roleOf(ctx, waived.role) : null,
      src: guide.head,
    },
    src: guide.head,
  };
}

/** `alarm when …` lines, or `no alarm`. */
export function alarmsOf(ctx: CycleContext, block: Block): Said<Alarm[]> {
  const lines = linesOf(block.lines, 'alarm');
  const [first] = lines;
  const none = without(block, 'alarm');
  if (!first) return none && { value: null, src: none.at };
  const scale = scaleHere(ctx, block);
  for (const { above, at } of lines) reportShare(ctx, above, at, 'a group');
  const value = lines.map((line) => ({
    levels: line.levels.map((name) => levelOf(ctx, scale, name)).filter((id) => id !== null),
    above: line.above,
    groupsOf: line.groupsOf,
    src: line.at,
  }));
  return { value, src: first.at };
}
