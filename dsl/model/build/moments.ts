/** Moments and durations. */
import type { DurationNode, MomentNode, Word } from '../../ast/nodes.js';
import { look } from '../../check/names.js';
import type { Duration, Id, Moment } from '../values.js';
import { fieldOf, kindInWords, type CycleContext } from './context.js';

/** A duration without its place. */
export const durationOf = (node: DurationNode): Duration => ({ n: node.n, unit: node.unit });

/** A moment with its names resolved; null with a message when one cannot be. */
export function momentOf(ctx: CycleContext, node: MomentNode): Moment | null {
  switch (node.kind) {
    case 'date':
      return { at: 'date', date: node.date };
    case 'start':
    case 'periodStart':
    case 'periodEnd':
      return { at: node.kind };
    case 'opening':
    case 'due':
    case 'closing':
      return ofStage(ctx, node.kind, node.stage);
    case 'field':
      return ofField(ctx, node.field);
    case 'shift': {
      const from = momentOf(ctx, node.from);
      return from && { at: 'shift', by: durationOf(node.by), back: node.back, from };
    }
    case 'later':
    case 'earlier': {
      const of = [momentOf(ctx, node.a), momentOf(ctx, node.b)] as const;
      return of[0] && of[1] && { at: node.kind, of: [of[0], of[1]] };
    }
    case 'firstOfMonth': {
      const of = momentOf(ctx, node.of);
      return of && { at: 'firstOfMonth', of };
    }
  }
}

type StageMoment = Extract<MomentNode, { stage: unknown }>;
function ofStage(ctx: CycleContext, at: StageMoment['kind'], name: StageMoment['stage']): Moment | null {
  if (name === null) return { at };
  const stage: Id | null = look(ctx.names.stage, name, ctx.report);
  return stage === null ? null : { at, stage };
}

function ofField(ctx: CycleContext, word: Word): Moment | null {
  const field = fieldOf(ctx, word);
  if (!field) return null;
  if (field.type.kind === 'date') return { at: 'field', field: field.id };
  const dates = [...ctx.fields.values()].filter((f) => f.type.kind === 'date').map((f) => f.name);
  ctx.report('CY3006', word.at, { field: word.text, kind: kindInWords(field.type), dates });
  return null;
}
