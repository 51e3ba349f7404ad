/** The whole grammar, read once. */
import { common } from './common.js';
import { cycle } from './cycle.js';
import { library } from './library.js';
import { parts, readGrammar, type Expr, type Grammar } from './notation.js';
import { scenario } from './scenario.js';
import { stage } from './stage.js';

export const grammar: Grammar = readGrammar(common, library, cycle, stage, scenario);

/** All words of the language, in lower case. */
export const languageWords: ReadonlySet<string> = collectWords();

function collectWords(): Set<string> {
  const found = new Set<string>();
  const visit = (expr: Expr): void => {
    if (expr.is === 'token' && /^[a-z]/.test(expr.name)) found.add(expr.name);
    parts(expr).forEach(visit);
  };
  for (const expr of grammar.values()) visit(expr);
  return found;
}

/** Whether a word belongs to the language and can therefore be no field. */
export const isLanguageWord = (word: string): boolean => languageWords.has(word.toLowerCase());
