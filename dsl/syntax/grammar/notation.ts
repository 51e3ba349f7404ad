/**
 * The notation in which the grammar is written, and its reader. 'words' are words of the language, one after the other;
 * Name, Num … are kinds of words; [ ] may be left out, { } repeats, { }+ at least once, | separates alternatives.
 * From this one text come the parser (`parser.ts`), the words of the language (`tokens.ts`) and what is said about a line
 * that breaks off (`expect.ts`).
 */
export type Grammar = Map<string, Expr>;
export type Expr =
  | { is: 'seq'; of: Expr[] }
  | { is: 'alt'; of: Expr[] }
  | { is: 'option'; of: Expr }
  | { is: 'many'; of: Expr; atLeastOne: boolean }
  /** A word of the language, a sign, or a kind of word such as Name. */
  | { is: 'token'; name: string }
  | { is: 'rule'; name: string };

/** Kinds of words that are not single words of the language. */
export const kinds = ['Name', 'Num', 'Percent', 'Currency', 'Date', 'Time', 'AnyWord'] as const;
export type Kind = (typeof kinds)[number];

/** Reads rules `name = expression`, each beginning at the start of a line. Throws on a mistake: it is ours, not the author's. */
export function readGrammar(...texts: string[]): Grammar {
  const grammar: Grammar = new Map();
  for (const rule of texts.join('\n').split(/\n(?=\w)/)) {
    const match = /^\s*(\w+)\s*=\s*([^]*)$/.exec(rule);
    if (!match) continue;
    const [, name = '', body = ''] = match;
    if (grammar.has(name)) throw new Error(`The rule ${name} is written twice`);
    grammar.set(name, readRule(name, body));
  }
  for (const [name, expr] of grammar) check(grammar, name, expr);
  return grammar;
}

function check(grammar: Grammar, name: string, expr: Expr): void {
  if (expr.is === 'rule' && !grammar.has(expr.name))
    throw new Error(`${name} uses ${expr.name}, which is no rule`);
  for (const inner of parts(expr)) check(grammar, name, inner);
}

/** The expressions directly inside one. */
export function parts(expr: Expr): Expr[] {
  if (expr.is === 'seq' || expr.is === 'alt') return expr.of;
  return expr.is === 'option' || expr.is === 'many' ? [expr.of] : [];
}

function readRule(name: string, body: string): Expr {
  const signs = body.match(/'[^']+'|\}\+|[[\]{}()|]|\w+/g) ?? [];
  let at = 0;
  const alternatives = (): Expr => {
    const of = [sequence()];
    while (signs[at] === '|') {
      at += 1;
      of.push(sequence());
    }
    return of.length === 1 && of[0] ? of[0] : { is: 'alt', of };
  };
  const sequence = (): Expr => {
    const of: Expr[] = [];
    for (let sign = signs[at]; sign !== undefined && !/^(?:[|)\]]|\}\+?)$/.test(sign); sign = signs[at])
      of.push(...one(sign));
    return of.length === 1 && of[0] ? of[0] : { is: 'seq', of };
  };
  const one = (sign: string): Expr[] => {
    at += 1;
    if (sign.startsWith("'")) return words(sign.slice(1, -1));
    if ('([{'.includes(sign)) return [group(sign)];
    return [
      (kinds as readonly string[]).includes(sign) ? { is: 'token', name: sign } : { is: 'rule', name: sign },
    ];
  };
  const group = (open: string): Expr => {
    const of = alternatives();
    const close = signs[at];
    at += 1;
    if (open === '(' && close === ')') return of;
    if (open === '[' && close === ']') return { is: 'option', of };
    if (open === '{' && close?.startsWith('}')) return { is: 'many', of, atLeastOne: close === '}+' };
    throw new Error(`${name}: ${open} is closed by ${close}`);
  };
  const expr = alternatives();
  if (at < signs.length) throw new Error(`${name}: too much closes at ${signs.slice(at).join(' ')}`);
  return expr;
}

const words = (text: string): Expr[] =>
  text.split(' ').map((word) => ({ is: 'token', name: tokenName(word) }));

/** Signs have words as token names; words of the language are their own, in lower case. */
export const tokenName = (word: string): string =>
  word === ',' ? 'Comma' : word === '|' ? 'Bar' : word.toLowerCase();
