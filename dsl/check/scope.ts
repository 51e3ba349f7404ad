/** Who is meant: the people of a cycle, their facts, and the search for one of them. */
import type { Cycle } from '../model/cycle.js';
import type { Part } from '../model/evaluation.js';
import type { Field, Scale } from '../model/library.js';
import type { Model } from '../model/model.js';
import type { Cond, Id } from '../model/values.js';
import { dayNumber } from '../civil.js';
import type { Kind } from './domains.js';
import { micros } from './exact.js';
import { portrait } from './portrait.js';
import { rangeOf } from './range.js';
import { findPerson, type Effort, type Facts, type Witness } from './witness.js';

/** The people a proof speaks of. */
export type Scope = {
  model: Model;
  cycle: Cycle;
  facts: Facts;
  /** What everybody in the cycle meets. */
  included: Cond;
  /** Conditions of which nobody in the cycle meets one whole. */
  leftOut: readonly Cond[];
  /** All tests of the segments, those of the segments they are within first. */
  of(segments: readonly Id[]): Cond;
  /** What the searches of this cycle may cost together. */
  effort: Effort;
  /** Somebody in the cycle who meets all of `must` and none of `mustNot` whole. */
  find(must: Cond, mustNot?: readonly Cond[]): Witness | null;
  /** Somebody in the cycle who is in all these segments; asked once for each set. */
  together(segments: readonly Id[]): Witness | null;
  /** How a message speaks of a witness; null when it could be anybody. */
  example(person: Witness): string | null;
};

/** Tests of a segment with those of the segments it is within; a circle is followed once. */
export function testsOf(model: Model, id: Id): Cond {
  const seen = new Set<Id>();
  const tests: Cond = [];
  let at = model.segments.find((segment) => segment.id === id);
  while (at && !seen.has(at.id)) {
    seen.add(at.id);
    tests.unshift(...at.where);
    const { within } = at;
    at = within === null ? undefined : model.segments.find((segment) => segment.id === within);
  }
  return tests;
}

/** Narrowings for one cycle, about half a second; a large readable one needs a hundredth of it. */
const EFFORT = 500_000;

/** The scope of a cycle. */
export function scopeOf(model: Model, cycle: Cycle): Scope {
  const facts = factsOf(model, cycle);
  const of = (segments: readonly Id[]): Cond => segments.flatMap((id) => testsOf(model, id));
  const included = [...of(cycle.includes.segments), ...cycle.includes.where];
  const includes = cycle.takesPart.unless.some((exception) => exception.rule.value === true);
  const leftOut = includes
    ? []
    : cycle.takesPart.unless.filter((e) => e.rule.value === false).map((e) => of(e.segments));
  const effort = { left: EFFORT, gaveUp: false };
  const find: Scope['find'] = (must, mustNot = []) =>
    findPerson(facts, [...included, ...must], [...leftOut, ...mustNot], effort);
  const met = new Map<string, Witness | null>();
  return {
    model,
    cycle,
    facts,
    included,
    leftOut,
    effort,
    of,
    find,
    together: (segments) => {
      const key = [...segments].sort().join(' ');
      const known = met.get(key);
      if (known !== undefined) return known;
      const person = find(of(segments));
      met.set(key, person);
      return person;
    },
    example: (person) => {
      const text = portrait(person, model.fields);
      return text === 'anybody' ? null : text;
    },
  };
}

/** What kind of value each fact has, people data and, inside a cycle, its parts and ratings. */
export function factsOf(model: Model, cycle: Cycle | null): Facts {
  const kinds = new Map<string, Kind>();
  for (const field of model.fields) kinds.set(field.id, kindOfField(field));
  for (const part of cycle?.parts ?? []) addPart(kinds, model, part);
  for (const rating of cycle?.ratings ?? []) {
    addScale(
      kinds,
      `rating ${rating.id}`,
      model.scales.find((scale) => scale.id === rating.scale),
    );
  }
  return (key) => kinds.get(key);
}

const DAYS = { from: BigInt(dayNumber('1990-01-01')), to: BigInt(dayNumber('2199-12-31')) };
const MOST = micros('999999999999');

function kindOfField({ type }: Field): Kind {
  switch (type.kind) {
    case 'oneOf':
      return { kind: 'choice', values: type.values, beside: [] };
    case 'yesNo':
      return { kind: 'choice', values: ['yes', 'no'], beside: [] };
    case 'text':
      return { kind: 'text' };
    case 'person':
      return { kind: 'presence' };
    case 'date':
      return { kind: 'line', of: 'date', ...DAYS, step: 1n };
    case 'people':
      return { kind: 'line', of: 'people', from: 0n, to: micros('100000'), step: micros('1') };
    case 'number': {
      const step = type.whole ? micros('1') : 1n;
      return { kind: 'line', of: 'number', from: micros(type.from), to: micros(type.to), step };
    }
    default:
      return { kind: 'line', of: type.kind, from: 0n, to: MOST, step: 1n };
  }
}

function addPart(kinds: Map<string, Kind>, model: Model, part: Part): void {
  const { answer } = part;
  const key = `part whole ${part.id}`;
  if (answer.type === 'choose')
    kinds.set(`${key} level`, { kind: 'choice', values: answer.values, beside: [] });
  if (answer.type === 'yesNo') kinds.set(key, { kind: 'choice', values: ['yes', 'no'], beside: [] });
  if ('scale' in answer) {
    addScale(
      kinds,
      key,
      model.scales.find((scale) => scale.id === answer.scale),
    );
  }
}

function addScale(kinds: Map<string, Kind>, key: string, scale: Scale | undefined): void {
  if (!scale) return;
  const values = scale.levels.map((level) => level.id);
  kinds.set(`${key} level`, { kind: 'choice', values, beside: scale.outside });
  const range = rangeOf(scale);
  if (range)
    kinds.set(key, { kind: 'line', of: 'number', from: micros(range.from), to: micros(range.to), step: 1n });
}
