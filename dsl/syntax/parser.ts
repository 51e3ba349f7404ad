/** The parser of single lines, made from the grammar. A line that does not fit gives no tree; `complaint.ts` says why. */
import { CstParser, type CstNode, type IToken, type ParserMethod } from 'chevrotain';
import { firstOf } from './expect.js';
import { grammar } from './grammar/grammar.js';
import type { Expr } from './grammar/notation.js';
import { tokenType, vocabulary } from './tokens.js';

type Step = () => void;
type LineRule = ParserMethod<[], CstNode>;

/** One rule of Chevrotain for each rule of the grammar. Built once: construction takes some tens of milliseconds. */
class LineParser extends CstParser {
  readonly #rules = new Map<string, LineRule>();

  constructor() {
    super(vocabulary, { maxLookahead: 3, nodeLocationTracking: 'full', skipValidations: false });
    for (const [name, expr] of grammar) this.#add(name, expr);
    this.performSelfAnalysis();
  }

  /** The tree of a line by one rule, or null when the words do not fit the rule to their end. */
  line(rule: string, words: IToken[]): CstNode | null {
    this.input = words;
    const tree = this.#rules.get(rule)?.call(this);
    return this.errors.length > 0 ? null : (tree ?? null);
  }

  #add(name: string, expr: Expr): void {
    let step: Step | null = null;
    const rule = this.RULE(name, () => {
      step ??= this.#compile(expr, { next: 0 });
      step();
    });
    this.#rules.set(name, rule);
  }

  /** `count` numbers the places of a rule, as Chevrotain asks for. */
  #compile(expr: Expr, count: { next: number }): Step {
    const idx = count.next++;
    switch (expr.is) {
      case 'token': {
        const type = tokenType(expr.name);
        return () => void this.consume(idx, type);
      }
      case 'rule':
        return () => void this.subrule(idx, this.#ruleNamed(expr.name));
      case 'seq': {
        const steps = expr.of.map((inner) => this.#compile(inner, count));
        return () => steps.forEach((step) => step());
      }
      case 'alt': {
        const alternatives = expr.of.map((inner) => ({ ALT: this.#compile(inner, count) }));
        const choice = { DEF: alternatives, IGNORE_AMBIGUITIES: true };
        return () => void this.or(idx, choice);
      }
      case 'option': {
        const choice = { GATE: this.#gate(expr.of), DEF: this.#compile(expr.of, count) };
        return () => void this.option(idx, choice);
      }
      case 'many': {
        const choice = { GATE: this.#gate(expr.of), DEF: this.#compile(expr.of, count) };
        return expr.atLeastOne ? () => void this.atLeastOne(idx, choice) : () => this.many(idx, choice);
      }
    }
  }

  /** After a comma or "and" a second word is looked at: another item of this list, or something that follows the list. */
  #gate(expr: Expr): () => boolean {
    const second = expr.is === 'seq' && expr.of[0]?.is !== 'rule' ? expr.of[1] : undefined;
    if (!second) return () => true;
    const names = [...firstOf(second)];
    const wanted = new Set(names.map((name) => tokenType(name).tokenTypeIdx));
    const anyWord = names.includes('AnyWord');
    return () => {
      const token = this.LA(2);
      return wanted.has(token.tokenTypeIdx) || (anyWord && isWord(token));
    };
  }

  #ruleNamed(name: string): LineRule {
    const rule = this.#rules.get(name);
    if (!rule) throw new Error(`There is no rule ${name}`);
    return rule;
  }
}

const isWord = (token: IToken): boolean =>
  token.tokenType.CATEGORIES?.some((category) => category.name === 'AnyWord') ?? false;

let parser: LineParser | null = null;

/** The tree of the words of one line by a rule of the grammar; null when they do not fit it. */
export function parseLine(rule: string, words: IToken[]): CstNode | null {
  parser ??= new LineParser();
  return parser.line(rule, words);
}
