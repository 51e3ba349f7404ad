/** Which tests fit which kind of value. */
import type { Literal } from '../../ast/nodes.js';
import type { FieldKind } from '../library.js';
import type { Value } from '../values.js';

const WORDS: Record<string, string> = {
  is: 'is',
  isNot: 'is not',
  oneOf: 'is one of',
  atLeast: 'is at least',
  atMost: 'is at most',
  above: 'is above',
  below: 'is below',
  fromTo: 'is from … to',
  before: 'is before',
  after: 'is after',
  onOrBefore: 'is on or before',
  onOrAfter: 'is on or after',
  missing: 'is missing',
  notMissing: 'is not missing',
  open: 'is open',
  closed: 'is closed',
  differsFrom: 'differs from',
};
/** A test as it is written. */
export const wordsOf = (op: string): string => WORDS[op] ?? op;

const NUMBERS = ['is', 'atLeast', 'atMost', 'above', 'below', 'fromTo'];
const DATES = ['before', 'after', 'onOrBefore', 'onOrAfter', 'fromTo'];
const TEXTS = ['is', 'isNot', 'oneOf'];
const ABSENCE = ['missing', 'notMissing'];

/** Tests and literals of each kind of field. */
const FIT: Record<FieldKind['kind'], { ops: string[]; literal: Literal['kind'] | null; like: string }> = {
  oneOf: { ops: TEXTS, literal: 'name', like: 'a name in quotes' },
  text: { ops: TEXTS, literal: 'name', like: 'a name in quotes' },
  yesNo: { ops: ['is'], literal: 'yesNo', like: 'yes or no' },
  date: { ops: DATES, literal: 'date', like: 'a date' },
  number: { ops: NUMBERS, literal: 'number', like: 'a number' },
  people: { ops: NUMBERS, literal: 'number', like: 'how many' },
  percent: { ops: NUMBERS, literal: 'percent', like: 'a percentage' },
  money: { ops: NUMBERS, literal: 'money', like: 'an amount of money' },
  person: { ops: [], literal: null, like: '' },
};

/** Null when a test with these values fits the field; otherwise the tests that would, in words. */
export function fitsField(type: FieldKind, op: string, values: readonly Literal[]): string | null {
  if (ABSENCE.includes(op)) return null;
  const { ops, literal, like } = FIT[type.kind];
  if (ops.includes(op) && values.every((value) => value.kind === literal)) return null;
  if (type.kind === 'yesNo') return 'is yes, is no';
  const tests = [...ops, ...(ops.length === 0 ? ABSENCE : [])].map(wordsOf).join(', ');
  return like === '' ? tests : `${tests}, with ${like}`;
}

const RANKS = [...TEXTS, 'atLeast', 'atMost', 'above', 'below', 'fromTo'];

/** The same for a score or a level of a scale. */
export function fitsScale(op: string, values: readonly Literal[]): string | null {
  if (ABSENCE.includes(op)) return null;
  const allowed = values.every((value) => value.kind === 'name' || value.kind === 'number');
  if (RANKS.includes(op) && allowed) return null;
  return `${RANKS.map(wordsOf).join(', ')}, with a level or a number`;
}

/** A literal as a value of the model. */
export function valueOf(literal: Literal): Value {
  switch (literal.kind) {
    case 'name':
      return { kind: 'text', value: literal.value };
    case 'money':
      return { kind: 'money', value: { amount: literal.value, currency: literal.currency } };
    case 'yesNo':
      return { kind: 'yesNo', value: literal.value };
    default:
      return { kind: literal.kind, value: literal.value };
  }
}
