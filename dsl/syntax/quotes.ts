/** Names without quotes, and words with them. */
import type { IToken } from 'chevrotain';
import type { Span } from '../ast/nodes.js';
import { diagnose, type Diagnostic, type Fix } from '../diagnostic.js';
import { isA } from './expect.js';

/** A bare word, of the language or not. */
export const isWord = (word: IToken): boolean => isA(word, 'AnyWord') || word.tokenType.name === 'OddWord';

/** A field or role written as a name: "HR Partner" for hr-partner. */
export function quotedWord(name: IToken, at: Span): Diagnostic {
  const inside = name.image.slice(1, -1);
  const word = inside.trim().toLowerCase().replace(/\s+/g, '-');
  const legal = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word);
  const fixes: Fix[] = legal ? [{ title: `Write ${word}`, safety: 'safe', edits: [{ at, text: word }] }] : [];
  return diagnose('CY2010', at, { name: `"${inside}"`, word: legal ? word : 'the field or role' }, { fixes });
}
