/** What may stand at a place of a line, read off the grammar: for messages, and for choosing the form of a line. */
import type { IToken } from 'chevrotain';
import { grammar } from './grammar/grammar.js';
import type { Expr } from './grammar/notation.js';

/**
 * How far a line fits its rule: the index of the first word that does not, the kinds of words that could stand there with the
 * words that then follow, and whether the line could end there.
 */
export type Reach = { at: number; expected: Map<string, string>; mayEnd: boolean };

/** The kinds of words with which an expression can begin. Parts that may be left out are passed over. */
export function firstOf(expr: Expr): Set<string> {
  const found = new Set<string>();
  collectFirst(expr, found);
  return found;
}

/** Collects first words; true when the expression can be empty. */
function collectFirst(expr: Expr, found: Set<string>): boolean {
  switch (expr.is) {
    case 'token':
      found.add(expr.name);
      return false;
    case 'rule':
      return collectFirst(ruleOf(expr.name), found);
    case 'seq':
      return expr.of.every((inner) => collectFirst(inner, found));
    case 'alt':
      return expr.of.map((inner) => collectFirst(inner, found)).some(Boolean);
    case 'option':
      collectFirst(expr.of, found);
      return true;
    case 'many':
      return collectFirst(expr.of, found) || !expr.atLeastOne;
  }
}

export function ruleOf(name: string): Expr {
  const expr = grammar.get(name);
  if (!expr) throw new Error(`There is no rule ${name}`);
  return expr;
}

/** Follows all readings of the words by a rule at once. Slow; used for lines that do not fit. */
export function reach(rule: string, words: readonly IToken[]): Reach {
  const walk: Walk = { words, best: { at: 0, expected: new Map(), mayEnd: false } };
  const ends = follow(ruleOf(rule), new Set([0]), walk);
  const furthest = Math.max(...ends, -1);
  if (furthest > walk.best.at) return { at: furthest, expected: new Map(), mayEnd: true };
  return { ...walk.best, mayEnd: ends.has(walk.best.at) };
}

type Walk = { words: readonly IToken[]; best: Reach };

/** The places where the expression can end when it begins at one of `from`. */
function follow(expr: Expr, from: Set<number>, walk: Walk): Set<number> {
  if (from.size === 0) return from;
  switch (expr.is) {
    case 'token':
      return advance(expr.name, expr.name, from, walk);
    case 'rule':
      return follow(ruleOf(expr.name), from, walk);
    case 'seq':
      return expr.of.reduce((ends, inner, i) => followNth(expr.of, inner, i, ends, walk), from);
    case 'alt':
      return new Set(expr.of.flatMap((inner) => [...follow(inner, from, walk)]));
    case 'option':
      return new Set([...from, ...follow(expr.of, from, walk)]);
    case 'many':
      return repeat(expr.of, expr.atLeastOne, from, walk);
  }
}

function followNth(all: Expr[], inner: Expr, i: number, from: Set<number>, walk: Walk): Set<number> {
  return inner.is === 'token' ? advance(inner.name, phrase(all, i), from, walk) : follow(inner, from, walk);
}

/** The words of the language from here on: at start. */
function phrase(all: Expr[], from: number): string {
  const words: string[] = [];
  for (const expr of all.slice(from)) {
    if (expr.is !== 'token' || !/^[a-z]/.test(expr.name)) break;
    words.push(expr.name);
  }
  return words.join(' ');
}

const advance = (name: string, said: string, from: Set<number>, walk: Walk): Set<number> =>
  new Set([...from].filter((at) => fits(name, said, at, walk)).map((at) => at + 1));

function repeat(expr: Expr, atLeastOne: boolean, from: Set<number>, walk: Walk): Set<number> {
  const all = new Set(atLeastOne ? [] : from);
  for (let next = follow(expr, from, walk); next.size > 0;) {
    const fresh = new Set([...next].filter((at) => !all.has(at)));
    fresh.forEach((at) => all.add(at));
    next = fresh.size > 0 ? follow(expr, fresh, walk) : fresh;
  }
  return all;
}

function fits(name: string, said: string, at: number, walk: Walk): boolean {
  const word = walk.words[at];
  if (word && isA(word, name)) return true;
  if (at > walk.best.at) walk.best = { at, expected: new Map(), mayEnd: false };
  if (at === walk.best.at) walk.best.expected.set(name, said);
  return false;
}

/** Whether a word is of a kind, directly or by its category. */
export function isA(word: IToken, name: string): boolean {
  return (
    word.tokenType.name === name ||
    (word.tokenType.CATEGORIES?.some((category) => category.name === name) ?? false)
  );
}
