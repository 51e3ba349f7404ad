/** How results are compared with what a scenario expects, and said in words. */
import type { Expected, Id, Value } from '../../../dsl/index.js';
import { compare, parse } from '../../rules/decimal.js';

/** What was asked and what came out, in words; `met` says whether they agree. */
export type Checked = { met: boolean; expected: string; actual: string; person: string | null };
/** An expectation about a result or a state of something of a person. */
export type Asked = { id: Id; of: string; expected: Expected };

/** What a score, level or amount came to; `words` for people. */
export type Found = {
  score: string | null;
  level: string | null;
  state: string;
  words: string;
  provisional?: boolean;
};

/** Compares a result with what is expected of it. */
export function compareFound(expected: Expected, found: Found, person: string): Checked {
  const result = (met: boolean): Checked => ({
    met,
    expected: wordsOf(expected),
    actual: found.words,
    person,
  });
  switch (expected.is) {
    case 'score':
      return result(
        found.score !== null &&
          sameNumber(expected.score, found.score) &&
          (expected.level === null || expected.level === found.level),
      );
    case 'level':
      return result(expected.level === found.level);
    case 'state':
      return result(
        expected.state === found.state || (expected.state === 'provisional' && found.provisional === true),
      );
    default:
      return result(false);
  }
}

const numberIn = (value: Value): string =>
  value.kind === 'money' ? value.value.amount : String(value.value);
/** True when a value in the text is the same number. */
export const sameNumber = (wanted: Value, found: string): boolean =>
  compare(parse(numberIn(wanted)), parse(found)) === 0;

/** True when a value in the text is the same number of the same thing: per cent, money of a currency, or pieces. */
export const sameValue = (wanted: Value, found: Value): boolean =>
  wanted.kind === found.kind &&
  (wanted.kind !== 'money' || found.kind !== 'money' || wanted.value.currency === found.value.currency) &&
  sameNumber(wanted, numberIn(found));

/** An expectation in the words of the language. */
export function wordsOf(expected: Expected): string {
  switch (expected.is) {
    case 'state':
      return expected.state;
    case 'with':
      return `with "${expected.person}"`;
    case 'due':
      return `due on ${expected.on}`;
    case 'opened':
      return `opened ${expected.times} times`;
    case 'level':
      return `"${expected.level}"`;
    case 'score': {
      const to = expected.to ? ` to ${valueWords(expected.to)}` : '';
      return `${valueWords(expected.score)}${to}${expected.level === null ? '' : `, "${expected.level}"`}`;
    }
  }
}

/** A figure with its unit. */
export function valueWords(value: Value): string {
  if (value.kind === 'money') return `${value.value.amount} ${value.value.currency}`;
  return value.kind === 'percent' ? `${value.value}%` : String(value.value);
}
