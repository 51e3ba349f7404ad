/** Values of people data: from the text of a cell to a typed value, and from one type to the one a cycle declares. Pure. */
import type { Field, FieldKind, Value } from '../../dsl/index.js';

/** What a cell can become, or what was expected of it. */
export type Reading = { ok: true; value: Value } | { ok: false; expected: string };

const number = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** The value of a cell whose type nobody declared: a date, a number, yes or no, or else text. Leading zeros make a text. */
export function guess(text: string): Value {
  if (isDate(text)) return { kind: 'date', value: text };
  if (number.test(text)) return { kind: 'number', value: text };
  if (text === 'yes' || text === 'no') return { kind: 'yesNo', value: text === 'yes' };
  return { kind: 'text', value: text };
}

/** Reads a cell as the declared type. `currency` is that of the row, for money. */
export function readCell(type: FieldKind, text: string, currency: string | null): Reading {
  const fits = (value: Value | null, expected: string): Reading =>
    value ? { ok: true, value } : { ok: false, expected };
  switch (type.kind) {
    case 'oneOf':
      return fits(
        type.values.includes(text) ? { kind: 'text', value: text } : null,
        `one of ${type.values.map((value) => `"${value}"`).join(', ')}`,
      );
    case 'text':
      return fits({ kind: 'text', value: text }, 'text');
    case 'date':
      return fits(isDate(text) ? { kind: 'date', value: text } : null, 'a date such as 2027-03-01');
    case 'yesNo':
      return fits(/^(yes|no)$/.test(text) ? { kind: 'yesNo', value: text === 'yes' } : null, 'yes or no');
    case 'percent':
      return fits(
        number.test(text) ? { kind: 'percent', value: text } : null,
        'a percentage such as 87.5, without the sign',
      );
    case 'money':
      return fits(
        number.test(text) && currency ? { kind: 'money', value: { amount: text, currency } } : null,
        currency
          ? 'an amount such as 52000 or 52000.50'
          : 'an amount, with its currency in the column "currency"',
      );
    case 'number':
      return fits(inRange(type, text) ? { kind: 'number', value: text } : null, rangeWords(type));
    case 'person':
    case 'people':
      return { ok: false, expected: 'nothing: people are named in columns that end in _id' };
  }
}

/** A stored value as the type a cycle declares; undefined when it does not fit, and the fact counts as unknown. */
export function valueAs(type: FieldKind, value: Value): Value | undefined {
  if (type.kind === value.kind || (type.kind === 'oneOf' && value.kind === 'text'))
    return fitting(type, value);
  if (value.kind === 'money') return undefined;
  const text = value.kind === 'yesNo' ? (value.value ? 'yes' : 'no') : value.value;
  const read = readCell(type, text, null);
  return read.ok ? read.value : undefined;
}

/** What a field accepts, in the words of the language. */
export function fieldWords(field: Field): string {
  const { type } = field;
  if (type.kind === 'number') return rangeWords(type);
  if (type.kind === 'oneOf') return `one of ${type.values.map((value) => `"${value}"`).join(', ')}`;
  return type.kind === 'yesNo' ? 'yes or no' : type.kind;
}

/** True for a civil date that exists, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function fitting(type: FieldKind, value: Value): Value | undefined {
  if (value.kind !== 'text' && value.kind !== 'number') return value;
  const read = readCell(type, value.value, null);
  return read.ok ? value : undefined;
}

type NumberKind = Extract<FieldKind, { kind: 'number' }>;

function inRange(type: NumberKind, text: string): boolean {
  if (!number.test(text) || (type.whole && text.includes('.'))) return false;
  return Number(text) >= Number(type.from) && Number(text) <= Number(type.to);
}

function rangeWords({ whole, from, to }: NumberKind): string {
  return `a ${whole ? 'whole number' : 'number'} from ${from} to ${to}`;
}
