/** From a block and its `except for` blocks to ruled properties. */
import type { Block, Span } from '../../ast/nodes.js';
import { look, type Table } from '../../check/names.js';
import type { Report } from '../../check/report.js';
import type { Exception, Id, Ruled } from '../values.js';

/** A block with its exceptions. `segments` are alternatives: people of A, and people of B. Empty for the rule itself. */
export type RuleTree = { block: Block; segments: Id[]; because: string; exceptions: RuleTree[] };

/** The tree of a block; segments that do not exist are reported once and left out. */
export function treeOf(block: Block, segments: Table, report: Report): RuleTree {
  const exceptions = block.blocks
    .filter((inner) => inner.kind === 'except for')
    .map((inner) => treeOf(inner, segments, report));
  const ids = block.kind === 'except for' ? block.segments.map((name) => look(segments, name, report)) : [];
  return {
    block,
    segments: ids.filter((id) => id !== null),
    because: block.because?.text ?? '',
    exceptions,
  };
}

/** What a block says about one property: undefined when it leaves it alone, `value: null` when it takes it away. */
export type Said<T> = { value: T | null; src: Span } | undefined;
/** Reads one property out of a block. `inherited` is what holds around it. Asked once for each block. */
export type Read<T> = (block: Block, inherited: T | null) => Said<T>;

/** One property, for everybody and for the exceptions that set it. */
export function ruled<T>(tree: RuleTree, read: Read<T>): Ruled<T> {
  const own = read(tree.block, null) ?? { value: null, src: tree.block.head };
  return { ...own, unless: exceptionsOf(tree, read, own.value) };
}

function exceptionsOf<T>(tree: RuleTree, read: Read<T>, inherited: T | null): Exception<T>[] {
  return tree.exceptions.flatMap((inner) => exceptionOf(inner, read, inherited));
}

function exceptionOf<T>(tree: RuleTree, read: Read<T>, inherited: T | null): Exception<T>[] {
  const own = read(tree.block, inherited);
  const inner = exceptionsOf(tree, read, own ? own.value : inherited);
  return tree.segments.flatMap((segment): Exception<T>[] => {
    if (!own) return inner.map((e) => ({ ...e, segments: [segment, ...e.segments] }));
    const { because } = tree;
    return [{ segments: [segment], because, src: tree.block.head, rule: { ...own, unless: inner } }];
  });
}

/** Whether people are taken out (`skip`, `nothing`): false for everybody, true in the exceptions that say so. */
export function takenOut(tree: RuleTree, kind: 'skip' | 'nothing'): Ruled<boolean> {
  return ruled<boolean>(tree, (block) => {
    const line = block.lines.find((l) => l.kind === kind);
    if (line) return { value: true, src: line.at };
    return block.kind === 'except for' ? undefined : { value: false, src: block.head };
  });
}
