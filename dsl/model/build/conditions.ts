/** Conditions: tests with their subjects resolved and their values checked against the kind of the subject. */
import type { CondNode, Literal, Name, SubjectNode, TestNode } from '../../ast/nodes.js';
import { look, type Table } from '../../check/names.js';
import { quoted, similar } from '../../check/report.js';
import type { Part } from '../evaluation.js';
import type { Field, Scale } from '../library.js';
import type { Cond, Op, Subject, Test, Value } from '../values.js';
import {
  fieldOf,
  kindInWords,
  noLevel,
  scaleOfPart,
  type CycleContext,
  type SharedContext,
} from './context.js';
import { fitsField, fitsScale, valueOf, wordsOf } from './tests.js';

/** A condition that may use people data only: segments and `includes`. */
export function peopleCond(ctx: SharedContext, node: CondNode): Cond {
  return node.map((test) => peopleTest(ctx, test)).filter((test) => test !== null);
}

/** A condition inside a cycle. */
export function cycleCond(ctx: CycleContext, node: CondNode): Cond {
  return node.map((test) => cycleTest(ctx, test)).filter((test) => test !== null);
}

function peopleTest(ctx: SharedContext, test: TestNode): Test | null {
  if (test.subject.kind === 'field') return fieldTest(ctx, test, test.subject);
  const field = test.subject.kind === 'overall' ? 'overall rating' : quoted(test.subject.name.text);
  const tests = 'fields of people data';
  ctx.report('CY3006', test.subject.at, { field, kind: 'not people data', test: wordsOf(test.op), tests });
  return null;
}

function cycleTest(ctx: CycleContext, test: TestNode): Test | null {
  const { subject } = test;
  if (subject.kind === 'field') return fieldTest(ctx, test, subject);
  if (subject.kind === 'overall') return ratingTest(ctx, test, 'overall');
  return nameTest(ctx, test, subject);
}

type NameSubject = Extract<SubjectNode, { kind: 'name' }>;
type FieldSubject = Extract<SubjectNode, { kind: 'field' }>;

/** A quoted subject: a stage if it is open or closed, else a part, a rating, a stage, in this order. */
function nameTest(ctx: CycleContext, test: TestNode, subject: NameSubject): Test | null {
  const has = (table: Table) => table.byName.get(subject.name.text)?.id;
  const stateful = test.op === 'open' || test.op === 'closed';
  const part = stateful ? undefined : has(ctx.names.part);
  if (part !== undefined) return partTest(ctx, test, subject, part);
  const rating = stateful ? undefined : has(ctx.names.rating);
  if (rating !== undefined) return ratingTest(ctx, test, rating);
  const stage = has(ctx.names.stage);
  if (stage !== undefined) return stageTest(ctx, test, { about: 'stage', stage });
  look(stateful ? ctx.names.stage : nameTable(ctx), subject.name, ctx.report);
  return null;
}

/** Every name a test may speak of, for the message that there is none. */
function nameTable(ctx: CycleContext): Table {
  const tables = [ctx.names.part, ctx.names.rating, ctx.names.stage];
  const entries = tables.flatMap((table) => table.entries);
  return {
    kind: 'part, rating or stage',
    entries,
    byName: new Map(),
    incomplete: tables.some((table) => table.incomplete),
  };
}

function fieldTest(ctx: SharedContext, test: TestNode, subject: FieldSubject): Test | null {
  const field = fieldOf(ctx, subject.field);
  if (!field) return null;
  const misfit = fitsField(field.type, test.op, test.values);
  if (misfit) {
    const values = { field: subject.field.text, kind: kindInWords(field.type), test: wordsOf(test.op) };
    ctx.report('CY3006', test.at, { ...values, tests: misfit });
    return null;
  }
  if (!ownValues(ctx, field, test.values)) return null;
  return testOf(ctx, test, { about: 'field', field: field.id }, test.values.map(valueOf));
}

/** Whether the values can occur in the field; reports those that cannot. */
function ownValues(ctx: SharedContext, field: Field, values: readonly Literal[]): boolean {
  const { type } = field;
  let fine = true;
  for (const literal of values) {
    if (type.kind === 'oneOf' && literal.kind === 'name' && !type.values.includes(literal.value)) {
      const near = similar(literal.value, type.values, literal.at);
      const shown = { value: quoted(literal.value), field: field.name, values: type.values.map(quoted) };
      ctx.report('CY3005', literal.at, { ...near.values, ...shown }, { fixes: near.fixes });
      fine = false;
    }
    if (type.kind !== 'number' || literal.kind !== 'number') continue;
    const n = Number(literal.value);
    if (n >= Number(type.from) && n <= Number(type.to)) continue;
    ctx.report('CY3011', literal.at, {
      value: literal.value,
      field: field.name,
      from: type.from,
      to: type.to,
    });
    fine = false;
  }
  return fine;
}

function partTest(ctx: CycleContext, test: TestNode, subject: NameSubject, id: string): Test | null {
  const part = ctx.parts.get(id);
  if (!part) return null;
  const about: Subject = { about: 'part', part: id, of: subject.of };
  if (part.answer.type === 'choose' || part.answer.type === 'yesNo' || part.answer.type === 'write') {
    return answerTest(ctx, test, about, part);
  }
  const scale = ctx.scales.get(scaleOfPart(part) ?? '');
  return scale ? scaleTest(ctx, test, about, scale, quoted(part.name)) : null;
}

function answerTest(ctx: CycleContext, test: TestNode, about: Subject, part: Part): Test | null {
  const { answer } = part;
  const type: Field['type'] =
    answer.type === 'choose'
      ? { kind: 'oneOf', values: answer.values }
      : { kind: answer.type === 'yesNo' ? 'yesNo' : 'person' };
  const misfit = fitsField(type, test.op, test.values);
  if (misfit) {
    const kind = answer.type === 'write' ? 'written in words' : kindInWords(type);
    const values = { field: quoted(part.name), kind, test: wordsOf(test.op), tests: misfit };
    ctx.report('CY3006', test.at, values);
    return null;
  }
  const field = { id: part.id, name: quoted(part.name), type, src: part.src };
  return ownValues(ctx, field, test.values) ? testOf(ctx, test, about, test.values.map(valueOf)) : null;
}

function ratingTest(ctx: CycleContext, test: TestNode, rating: string): Test | null {
  if (!ctx.ratingScales.has(rating)) {
    if (!ctx.cycle.broken) ctx.report('CY3001', test.subject.at, { kind: 'block', name: 'overall rating' });
    return null;
  }
  const about: Subject = { about: 'rating', rating };
  const scale = ctx.scales.get(ctx.ratingScales.get(rating) ?? '');
  if (!scale) return null;
  if (test.op === 'differsFrom') return differsTest(ctx, test, about, scale);
  const name = rating === 'overall' ? 'overall rating' : 'the rating';
  return scaleTest(ctx, test, about, scale, name);
}

/** `differs from` compares with what a stage said; a level is compared with `is not`. */
function differsTest(ctx: CycleContext, test: TestNode, about: Subject, scale: Scale): Test | null {
  const [stage] = test.values;
  if (stage?.kind !== 'name') return null;
  const isLevel = scale.levels.some(({ name }) => name === stage.value);
  if (isLevel && !ctx.names.stage.byName.has(stage.value)) {
    const values = { field: 'overall rating', kind: 'a rating', test: wordsOf(test.op) };
    ctx.report('CY3006', test.at, { ...values, tests: `is not ${quoted(stage.value)}` });
    return null;
  }
  const id = look(ctx.names.stage, { text: stage.value, at: stage.at }, ctx.report);
  return id === null ? null : testOf(ctx, test, about, [{ kind: 'text', value: id }]);
}

/** A test of a score or level: numbers as they are, levels by id, results beside the scale as written. */
function scaleTest(
  ctx: SharedContext,
  test: TestNode,
  about: Subject,
  scale: Scale,
  shown: string,
): Test | null {
  const misfit = fitsScale(test.op, test.values);
  if (misfit) {
    const values = { field: shown, kind: 'a rating', test: wordsOf(test.op), tests: misfit };
    ctx.report('CY3006', test.at, values);
    return null;
  }
  const values = test.values.map((literal) => levelValue(ctx, scale, literal));
  if (!values.every((value) => value !== null)) return null;
  return testOf(ctx, test, about, values);
}

function levelValue(ctx: SharedContext, scale: Scale, literal: Literal): Value | null {
  if (literal.kind !== 'name') return valueOf(literal);
  const level = scale.levels.find((l) => l.name === literal.value);
  if (level) return { kind: 'text', value: level.id };
  if (scale.outside.includes(literal.value)) return { kind: 'text', value: literal.value };
  noLevel(ctx, scale, literal.value, literal.at);
  return null;
}

function stageTest(ctx: CycleContext, test: TestNode, about: Subject): Test | null {
  if (test.op === 'open' || test.op === 'closed' || test.op === 'missing' || test.op === 'notMissing') {
    return testOf(ctx, test, about, []);
  }
  const name = test.subject.kind === 'name' ? (test.subject.name satisfies Name).text : '';
  const values = { field: quoted(name), kind: 'a stage', test: wordsOf(test.op) };
  ctx.report('CY3006', test.at, { ...values, tests: 'is open, is closed, is missing' });
  return null;
}

function testOf(ctx: SharedContext, test: TestNode, subject: Subject, values: Value[]): Test | null {
  if (test.moment === null) return { subject, op: test.op as Op, values, src: test.at };
  if (test.moment.kind === 'date') {
    const value: Value = { kind: 'date', value: test.moment.date };
    return { subject, op: test.op as Op, values: [value], src: test.at };
  }
  const instead = 'a date such as 2027-07-01';
  ctx.report('CY2116', test.moment.at, { line: 'a moment in a condition', instead });
  return null;
}
