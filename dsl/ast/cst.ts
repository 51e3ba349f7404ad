/** Reading the tree that the parser makes of one line. */
import type { CstNode, IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.js';
import type { Name, Span, Word } from './nodes.js';

/** What a builder may know and do besides its line. */
export type Context = { file: number; report: (diagnostic: Diagnostic) => void };

/** Whether a word of the language stands in this part of the line. */
export const has = (node: CstNode, word: string): boolean => node.children[word] !== undefined;

/** All words of a kind, in order. */
export const tokens = (node: CstNode, kind: string): IToken[] => (node.children[kind] ?? []) as IToken[];

/** All parts of a rule, in order. */
export const nodes = (node: CstNode, rule: string): CstNode[] => (node.children[rule] ?? []) as CstNode[];

export const maybeToken = (node: CstNode, kind: string, i = 0): IToken | null =>
  tokens(node, kind)[i] ?? null;
export const maybeNode = (node: CstNode, rule: string, i = 0): CstNode | null => nodes(node, rule)[i] ?? null;

/** The word of a kind that the grammar says is there. */
export function token(node: CstNode, kind: string, i = 0): IToken {
  const found = maybeToken(node, kind, i);
  if (!found) throw new Error(`${node.name} has no ${kind} ${i}`);
  return found;
}

/** The part that the grammar says is there. */
export function node(parent: CstNode, rule: string, i = 0): CstNode {
  const found = maybeNode(parent, rule, i);
  if (!found) throw new Error(`${parent.name} has no ${rule} ${i}`);
  return found;
}

/** The first of the words that stands here. */
export function which<W extends string>(parent: CstNode, ...words: readonly W[]): W {
  const found = words.find((word) => has(parent, word));
  if (!found) throw new Error(`${parent.name} has none of ${words.join(', ')}`);
  return found;
}

/** The place of a word. Lines and columns count from 1; the end is just past the last sign. */
export const spanOf = (file: number, word: IToken): Span => spanFrom(file, word, word);

export function spanFrom(file: number, first: IToken, last: IToken): Span {
  return {
    file,
    from: { line: first.startLine ?? 1, col: first.startColumn ?? 1 },
    to: { line: last.endLine ?? 1, col: (last.endColumn ?? 0) + 1 },
  };
}

/** The place of a part of a line. */
export function spanOfNode(file: number, part: CstNode): Span {
  const at = part.location;
  return {
    file,
    from: { line: at?.startLine ?? 1, col: at?.startColumn ?? 1 },
    to: { line: at?.endLine ?? 1, col: (at?.endColumn ?? 0) + 1 },
  };
}

/** The text between the quotes: Unicode NFC, runs of spaces made one, none at the ends. */
export const nameText = (word: IToken): string =>
  word.image.slice(1, -1).normalize('NFC').replace(/\s+/g, ' ').trim();

export const nameOf = (file: number, word: IToken): Name => ({
  text: nameText(word),
  at: spanOf(file, word),
});

/** A field or role; written in any case, it is meant in lower case. */
export const wordOf = (file: number, word: IToken): Word => ({
  text: word.image.toLowerCase(),
  at: spanOf(file, word),
});
