/**
 * What a fact can still be, once some tests hold and others do not. A domain only ever gets narrower; when nothing is left
 * it is gone. Numbers are whole millionths, dates whole days, so every bound is exact.
 */
import type { Test, Value } from '../model/values.js';
import { dayNumber } from '../civil.js';
import { micros } from './exact.js';

/**
 * What kind of values a fact has. `values` of a choice stand from best to worst where ranks are compared, `beside` have no rank.
 * `step` of a line: distance between neighbours, in the unit of the bounds.
 */
export type Kind =
  | { kind: 'choice'; values: readonly string[]; beside: readonly string[] }
  | { kind: 'text' }
  | {
      kind: 'line';
      of: 'number' | 'percent' | 'money' | 'date' | 'people';
      from: bigint;
      to: bigint;
      step: bigint;
    }
  | { kind: 'presence' };
export type Domain = {
  kind: Kind;
  /** False: the fact is missing. */
  present: boolean | null;
  /** `choice`: what is left. `text`: the one text it is, or null. */
  left: readonly string[] | null;
  /** `text`: what it is not. */
  not: readonly string[];
  from: bigint;
  to: bigint;
  holes: readonly bigint[];
  currency: string | null;
};

/** Everything is possible. */
export function anything(kind: Kind): Domain {
  const line = kind.kind === 'line';
  return {
    kind,
    present: null,
    left: kind.kind === 'choice' ? [...kind.values, ...kind.beside] : null,
    not: [],
    from: line ? kind.from : 0n,
    to: line ? kind.to : 0n,
    holes: [],
    currency: null,
  };
}

/** What is left when a test is met, or not met: alternatives, none of them empty. A test not met may be so for want of the fact only if it asks for that. */
export function narrow(domain: Domain, test: Test, met: boolean): Domain[] {
  if (test.op === 'missing') return presence(domain, !met);
  if (test.op === 'notMissing') return presence(domain, met);
  return presence(domain, true)
    .flatMap((known) => valued(known, test, met))
    .filter(inhabited);
}

function presence(domain: Domain, present: boolean): Domain[] {
  return domain.present === null || domain.present === present ? [{ ...domain, present }] : [];
}

function valued(domain: Domain, test: Test, met: boolean): Domain[] {
  if (domain.kind.kind === 'line') return onLine(domain, test, met);
  const named = test.values.map(textOf);
  const among = test.op === 'isNot' ? !met : met;
  if (domain.kind.kind === 'choice') {
    const wanted = byRank(domain.kind.values, test, named) ?? named;
    const left = (domain.left ?? []).filter((value) => wanted.includes(value) === among);
    return [{ ...domain, left }];
  }
  return domain.kind.kind === 'text' ? texts(domain, named, among) : [domain];
}

/** Tests that compare ranks name a range of the choices, which stand from best to worst. */
function byRank(values: readonly string[], test: Test, named: readonly string[]): readonly string[] | null {
  const rank = (i: number) => values.indexOf(named[i] ?? '');
  const first = rank(0);
  switch (test.op) {
    case 'atLeast':
      return values.slice(0, first + 1);
    case 'above':
      return values.slice(0, first);
    case 'atMost':
      return values.slice(first);
    case 'below':
      return values.slice(first + 1);
    case 'fromTo':
      return values.slice(Math.min(first, rank(1)), Math.max(first, rank(1)) + 1);
    default:
      return null;
  }
}

function texts(domain: Domain, named: readonly string[], among: boolean): Domain[] {
  const free = (text: string) => !domain.not.includes(text);
  if (!among) {
    const not = [...domain.not, ...named];
    const left = domain.left && domain.left.filter((text) => !named.includes(text));
    return [{ ...domain, not, left }];
  }
  const left = (domain.left ?? named).filter((text) => named.includes(text) && free(text));
  return [{ ...domain, left }];
}

function onLine(domain: Domain, test: Test, met: boolean): Domain[] {
  const currency = currencyOf(test.values[0]);
  if (currency !== null && domain.currency !== null && currency !== domain.currency)
    return met ? [] : [domain];
  const here = { ...domain, currency: domain.currency ?? currency };
  const at = (i: number): bigint => boundOf(test.values[i]);
  const atMost = (bound: bigint): Domain[] => [{ ...here, to: bound < here.to ? bound : here.to }];
  const atLeast = (bound: bigint): Domain[] => [{ ...here, from: bound > here.from ? bound : here.from }];
  const both = (from: bigint, to: bigint) => atLeast(from).flatMap((d) => narrowTo(d, to));
  switch (test.op) {
    case 'atLeast':
    case 'onOrAfter':
      return met ? atLeast(at(0)) : atMost(at(0) - 1n);
    case 'above':
    case 'after':
      return met ? atLeast(at(0) + 1n) : atMost(at(0));
    case 'atMost':
    case 'onOrBefore':
      return met ? atMost(at(0)) : atLeast(at(0) + 1n);
    case 'below':
    case 'before':
      return met ? atMost(at(0) - 1n) : atLeast(at(0));
    case 'fromTo':
      return met ? both(at(0), at(1)) : [...atMost(at(0) - 1n), ...atLeast(at(1) + 1n)];
    case 'is':
    case 'oneOf':
      if (met) return test.values.flatMap((_, i) => both(at(i), at(i)));
      return [{ ...here, holes: [...here.holes, ...test.values.map(boundOf)] }];
    case 'isNot':
      return met ? [{ ...here, holes: [...here.holes, at(0)] }] : both(at(0), at(0));
    default:
      return [here];
  }
}

const narrowTo = (domain: Domain, to: bigint): Domain[] => [
  { ...domain, to: to < domain.to ? to : domain.to },
];

const textOf = (value: Value): string =>
  value.kind === 'yesNo' ? (value.value ? 'yes' : 'no') : value.kind === 'money' ? '' : value.value;
const currencyOf = (value: Value | undefined): string | null =>
  value?.kind === 'money' ? value.value.currency : null;

/** A bound is read once: tests are asked very often. */
const bounds = new WeakMap<Value, bigint>();

function boundOf(value: Value | undefined): bigint {
  if (!value) return 0n;
  const known = bounds.get(value);
  if (known !== undefined) return known;
  const bound = readBound(value);
  bounds.set(value, bound);
  return bound;
}

function readBound(value: Value): bigint {
  if (value.kind === 'date') return BigInt(dayNumber(value.value));
  if (value.kind === 'money') return micros(value.value.amount);
  return value.kind === 'number' || value.kind === 'percent' ? micros(value.value) : 0n;
}

/** Whether at least one value is left. */
function inhabited(domain: Domain): boolean {
  if (domain.present === false) return true;
  if (domain.kind.kind === 'line') return firstFree(domain, domain.from, 1n) !== null;
  return domain.left === null || domain.left.length > 0;
}

/** The first value from a start, upwards or downwards, that stands on the line and in no hole. */
export function firstFree(domain: Domain, start: bigint, way: 1n | -1n): bigint | null {
  if (domain.kind.kind !== 'line') return null;
  const { step, from } = domain.kind;
  const off = (((start - from) % step) + step) % step;
  let at = off === 0n ? start : way === 1n ? start + step - off : start - off;
  while (at >= domain.from && at <= domain.to) {
    if (!domain.holes.includes(at)) return at;
    at += way * step;
  }
  return null;
}
