/** What building one cycle needs to know: names, fields and scales, and where to report. */
import type { Block, Literal, Name, RatedNode, RoleNode, Span, Word } from '../../ast/nodes.js';
import { look, type CycleKind, type SharedKind, type Table } from '../../check/names.js';
import { similar, type Report } from '../../check/report.js';
import type { Part, Rating } from '../evaluation.js';
import type { Field, FieldKind, Scale } from '../library.js';
import type { Id, Role } from '../values.js';

export type SharedContext = {
  report: Report;
  shared: Record<SharedKind, Table>;
  fields: ReadonlyMap<string, Field>;
  /** People data could not be read whole: unknown fields are not reported. */
  fieldsIncomplete: boolean;
  scales: ReadonlyMap<Id, Scale>;
};
/** Inside a cycle. `parts` and `ratings` fill while the cycle is built: parts first, then heads of ratings. */
export type CycleContext = SharedContext & {
  cycle: Block;
  names: Record<CycleKind, Table>;
  parts: Map<Id, Part>;
  /** Scale of each rating. */
  ratingScales: Map<Id, Id | null>;
};

/** How messages speak of a kind of field. */
export function kindInWords(type: FieldKind): string {
  if (type.kind === 'oneOf') return 'one of some values';
  if (type.kind === 'yesNo') return 'yes or no';
  if (type.kind === 'number') return type.whole ? 'a whole number' : 'a number';
  const words = { text: 'a text', date: 'a date', money: 'an amount of money', percent: 'a percentage' };
  if (type.kind === 'person') return 'a person';
  return type.kind === 'people' ? 'several people' : words[type.kind];
}

/** The field of a word, or undefined with a message. */
export function fieldOf(ctx: SharedContext, word: Word): Field | undefined {
  const field = ctx.fields.get(word.text);
  if (field || ctx.fieldsIncomplete) return field;
  const known = [...ctx.fields.keys()];
  const { values, fixes } = similar(word.text, known, word.at, (name) => name);
  ctx.report('CY3004', word.at, { field: word.text, ...values }, { fixes });
  return undefined;
}

/** A role that one person can hold: `employee` or a person field; null with a message otherwise. Peers are several, and chosen. */
export function roleOf(ctx: SharedContext, word: RoleNode): Role | null {
  if (word.text === 'employee') return { role: word.text };
  if (word.text === 'peers') {
    const known = [...ctx.fields.values()].filter((f) => f.type.kind === 'person').map((f) => f.name);
    ctx.report('CY3007', word.at, { chosen: 'Peers', known });
    return null;
  }
  const field = fieldOf(ctx, word);
  if (!field) return null;
  if (field.type.kind === 'person') return { role: 'field', field: field.id };
  return noWorker(ctx, word, field);
}

/** The field of `all reports`, or null with a message. */
export function peopleFieldOf(ctx: SharedContext, word: RoleNode): Id | null {
  const field = fieldOf(ctx, word);
  if (!field) return null;
  return field.type.kind === 'people' ? field.id : noWorker(ctx, word, field);
}

function noWorker(ctx: SharedContext, word: Word, field: Field): null {
  const known = [...ctx.fields.values()].filter((f) => f.type.kind === 'person').map((f) => f.name);
  const people = field.type.kind === 'people' ? { people: field.name } : {};
  ctx.report('CY3007', word.at, { field: word.text, kind: kindInWords(field.type), known, ...people });
  return null;
}

/** The roles that can be held. */
export function rolesOf(ctx: SharedContext, words: readonly RoleNode[]): Role[] {
  for (const [i, word] of words.entries()) {
    if (words.findIndex((other) => other.text === word.text) === i) continue;
    const before = `${words[i - 1]?.text ?? ''} and`;
    ctx.report('CY2015', word.at, { word: word.text, before, candidates: ['another role'] });
  }
  return words.map((word) => roleOf(ctx, word)).filter((role) => role !== null);
}

/** The field of a role that must be a person field, such as `when there is no ROLE`. */
export function holderField(ctx: SharedContext, word: RoleNode): Id | null {
  const role = roleOf(ctx, word);
  if (role?.role === 'field') return role.field;
  if (role) ctx.report('CY3004', word.at, { field: word.text });
  return null;
}

/** `overall rating`, or a named one; null with a message when there is none. */
export function ratedOf(ctx: CycleContext, node: RatedNode): Id | null {
  if (node.name) return look(ctx.names.rating, node.name, ctx.report);
  if (ctx.ratingScales.has('overall') || ctx.cycle.broken) return 'overall';
  ctx.report('CY3001', node.at, { kind: 'block', name: 'overall rating', known: [] });
  return null;
}

/** The id of a level of a scale, or null with a message. */
export function levelOf(ctx: SharedContext, scaleId: Id | null, name: Name): Id | null {
  const scale = scaleId === null ? undefined : ctx.scales.get(scaleId);
  if (!scale) return null;
  const level = scale.levels.find((l) => l.name === name.text);
  if (level) return level.id;
  noLevel(ctx, scale, name.text, name.at);
  return null;
}

/** Reports a name that is no level of a scale. */
export function noLevel(ctx: SharedContext, scale: Scale, name: string, at: Span): void {
  const known = [...scale.levels.map((l) => l.name), ...scale.outside];
  const { values, fixes } = similar(name, known, at);
  const levels = values.known ?? [];
  ctx.report('CY3012', at, { ...values, scale: `"${scale.name}"`, name: `"${name}"`, levels }, { fixes });
}

/** The scale on which a part is answered, if it is rated. */
export const scaleOfPart = (part: Part): Id | null => ('scale' in part.answer ? part.answer.scale : null);

/** The scale of a rating while its cycle is being built. */
export const scaleOfRating = (ctx: CycleContext, rating: Rating['id']): Id | null =>
  ctx.ratingScales.get(rating) ?? null;

/** Reports a share that is not from `least` to 100 percent. `of`: what it is a share of. */
export function reportShare(
  ctx: SharedContext,
  percent: string,
  at: Span,
  of: string,
  least: 0 | 1 = 0,
): void {
  const share = Number(percent);
  if (share <= 100 && share >= least) return;
  ctx.report('CY3011', at, { value: `${percent}%`, field: of, from: `${least}%`, to: '100%' });
}

/** A literal as it stands in the text. */
export function written(literal: Literal): string {
  if (literal.kind === 'yesNo') return literal.value ? 'yes' : 'no';
  if (literal.kind === 'name') return `"${literal.value}"`;
  const unit = literal.kind === 'percent' ? '%' : literal.kind === 'money' ? ` ${literal.currency}` : '';
  return `${literal.value}${unit}`;
}
