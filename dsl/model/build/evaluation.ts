/** Goals rules and the parts of form and development. */
import type { Block, Line } from '../../ast/nodes.js';
import { reportOwed } from '../../check/lines.js';
import { linesOf, look } from '../../check/names.js';
import type { GoalRules, Part } from '../evaluation.js';
import type { Id } from '../values.js';
import { roleOf, type CycleContext } from './context.js';

const owedWeights = {
  line: '"weights add up to" or "no weights"',
  reason: 'goals count equally or by weight, and only you can say which',
  usual: 'weights add up to 100%',
};

/** Rules for a plan. */
export function goalsOf(ctx: CycleContext, block: Block, id: Id): GoalRules {
  const one = <K extends Line['kind']>(kind: K) => linesOf(block.lines, kind)[0];
  const sum = one('weightsSum');
  if (!sum && !one('noWeights')) reportOwed(block, owedWeights, ctx.report);
  const count = one('goalCount');
  const each = one('eachWeight');
  const progress = one('progressBy');
  const changes = one('goalChanges');
  return {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    count: count ? { from: count.from, to: count.to } : null,
    states: one('goalStates')?.what ?? [],
    eachWeight: each ? { from: each.from, to: each.to ?? '100' } : null,
    sum: sum?.sum ?? null,
    progressBy: progress ? roleOf(ctx, progress.role) : null,
    changes: changes ? (changes.approval ? roleOf(ctx, changes.approval) : 'free') : null,
  };
}

/** Parts of a form, or of a development block. */
export function partsOf(ctx: CycleContext, block: Block): Part[] {
  const world = block.kind === 'development' ? 'development' : 'evaluation';
  return linesOf(block.lines, 'part').flatMap((line): Part[] => {
    const entry = ctx.names.part.byName.get(line.name.text);
    if (entry?.at !== line.name.at) return [];
    const answer = answerOf(ctx, line);
    if (!answer) return [];
    const { optional, notApplicable } = line;
    return [{ id: entry.id, name: entry.name, src: line.at, world, optional, notApplicable, answer }];
  });
}

type PartLine = Extract<Line, { kind: 'part' }>;
function answerOf(ctx: CycleContext, line: PartLine): Part['answer'] | null {
  const { answer } = line;
  if (answer.type === 'choose') return { type: 'choose', values: answer.values.map((name) => name.text) };
  if (answer.type === 'rate') {
    const scale = look(ctx.shared.scale, answer.scale, ctx.report);
    return scale === null ? null : { type: 'rate', scale };
  }
  if (answer.type !== 'rateEach') return answer;
  const scale = look(ctx.shared.scale, answer.scale, ctx.report);
  const set = setOf(ctx, answer.set);
  return scale === null || set === null ? null : { type: 'rateEach', ...set, scale, weights: answer.weights };
}

/** Goals of this cycle, or competencies. */
function setOf(ctx: CycleContext, name: PartLine['name']): { of: 'goals' | 'competencies'; set: Id } | null {
  const goals = ctx.names.goals.byName.get(name.text);
  if (goals) return { of: 'goals', set: goals.id };
  const competencies = ctx.shared.competencies.byName.get(name.text);
  if (competencies) return { of: 'competencies', set: competencies.id };
  const tables = [ctx.names.goals, ctx.shared.competencies];
  const entries = tables.flatMap((table) => table.entries);
  const incomplete = tables.some((table) => table.incomplete);
  look({ kind: 'set of goals or competencies', entries, byName: new Map(), incomplete }, name, ctx.report);
  return null;
}
