/** From the head line of a block to an empty block. */
import type { CstNode } from 'chevrotain';
import { diagnose } from '../diagnostic.js';
import { has, maybeNode, maybeToken, node } from './cst.js';
import type { Context } from './cst.js';
import { decimal, maybeName, maybeWhole, name, namesOf } from './build-values.js';
import type { Because, Block, BlockKind, Span } from './nodes.js';

/** A block without lines. `tree: null` when its head could not be read; it is broken then. */
export function buildHead(
  ctx: Context,
  kind: BlockKind,
  tree: CstNode | null,
  head: Span,
  comments: string[],
): Block {
  const empty: Block = {
    kind,
    at: head,
    head,
    name: null,
    on: null,
    segments: [],
    because: null,
    guide: null,
    inOrder: false,
    lines: [],
    blocks: [],
    broken: tree === null,
    comments,
  };
  return tree ? { ...empty, ...details(ctx, kind, tree, head) } : empty;
}

function details(ctx: Context, kind: BlockKind, tree: CstNode, head: Span): Partial<Block> {
  if (kind === 'except for') return exception(ctx, tree, head);
  if (kind === 'guide') return { guide: guide(ctx, tree) };
  if (kind === 'approved by') return { inOrder: !has(tree, 'any') };
  if (kind === 'overall rating') return { on: maybeName(ctx, tree) };
  return {
    name: maybeName(ctx, tree),
    on: kind === 'rating' || kind === 'scenario' ? maybeName(ctx, tree, 1) : null,
  };
}

function exception(ctx: Context, tree: CstNode, head: Span): Partial<Block> {
  const because = reason(ctx, tree);
  if (!because) {
    const end: Span = { ...head, from: head.to };
    const fix = {
      title: 'Add a reason',
      safety: 'placeholder',
      edits: [{ at: end, text: ', because "…"' }],
    } as const;
    ctx.report(diagnose('CY2109', head, {}, { fixes: [{ ...fix, edits: [...fix.edits] }] }));
  }
  return { segments: namesOf(ctx, node(tree, 'andNames')), because };
}

function reason(ctx: Context, tree: CstNode): Because {
  const found = maybeNode(tree, 'reason');
  return found && name(ctx, found);
}

function guide(ctx: Context, tree: CstNode): Block['guide'] {
  const within = has(tree, 'within') ? maybeToken(tree, 'Num', has(tree, 'groups') ? 1 : 0) : null;
  return {
    groupsOf: has(tree, 'groups') ? maybeWhole(ctx, tree) : null,
    required: has(tree, 'required'),
    within: within && decimal(within),
  };
}

/** Parts of a head that this version does not run: a former name, a base. */
export const unbuiltHead = (tree: CstNode): boolean => has(tree, 'formerly') || has(tree, 'based');
