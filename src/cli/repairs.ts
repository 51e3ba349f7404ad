/** Repairs that messages offer, applied to the text of one file. Pure: `check.ts` reads and writes. */
import type { Compiled, Diagnostic, Edit, Fix, Source } from '../../dsl/index.js';

/** One repair in the words of its message; lines as they stand before and after. */
export type Repair = { line: number; title: string; before: string[]; after: string[] };
/** `text` with all repairs; `clash` is the line where two of them overlap, then nothing is repaired. */
export type Repaired = { text: string; repairs: Repair[]; clash: number | null };

/** Rounds of one file: a repair can bring to light what was hidden, but never without end. */
export const MOST_ROUNDS = 20;

/**
 * Applies the repairs whose meaning is certain: a message with exactly one, marked safe, that lies in the checked file alone.
 * From the bottom up, so that no place moves before its turn.
 */
export function repaired({ diagnostics, sources }: Compiled): Repaired {
  const source = sources[0];
  if (!source) return { text: '', repairs: [], clash: null };
  const fixes = distinct(diagnostics.flatMap(certain));
  const spots = fixes.flatMap((fix) => fix.edits.map((edit) => ({ fix, ...spotOf(source, edit) })));
  spots.sort((a, b) => a.from - b.from || a.to - b.to);
  const clash = spots.find((spot, i) => i > 0 && overlaps(spots[i - 1], spot));
  if (clash) return { text: source.text, repairs: [], clash: clash.line };
  const text = spots.reduceRight(
    (so, { from, to, put }) => so.slice(0, from) + put + so.slice(to),
    source.text,
  );
  return { text, repairs: fixes.map((fix) => repairOf(source, fix)), clash: null };
}

/** How many certain repairs lie in other files, by path. */
export function elsewhere({ diagnostics, sources }: Compiled): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { fixes } of diagnostics) {
    const [only] = fixes;
    const file = only?.edits[0]?.at.file ?? 0;
    if (fixes.length !== 1 || only?.safety !== 'safe' || file === 0) continue;
    const path = sources[file]?.path ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

function certain({ fixes }: Diagnostic): Fix[] {
  const [only, second] = fixes;
  if (!only || second || only.safety !== 'safe' || only.edits.length === 0) return [];
  return only.edits.every(({ at }) => at.file === 0) ? [only] : [];
}

/** Two messages can offer the very same edits; they are one repair. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const byEdits = new Map(fixes.map((fix) => [JSON.stringify(fix.edits), fix]));
  return [...byEdits.values()];
}

type Spot = { from: number; to: number; put: string; line: number };

/** Where an edit lies in the text, in its own line ends. A line below the last one begins after a line end of its own. */
function spotOf({ text, starts }: Source, { at, text: put }: Edit): Spot {
  const offset = ({ line, col }: Edit['at']['from']) => {
    const start = starts[line - 1];
    return start === undefined ? text.length : Math.min(start + col - 1, text.length);
  };
  const below = starts[at.from.line - 1] === undefined && !/[\r\n]$/.test(text) ? '\n' : '';
  const ends = text.includes('\r\n') ? '\r\n' : '\n';
  const written = `${below}${put}`.replaceAll('\n', ends);
  return { from: offset(at.from), to: offset(at.to), put: written, line: at.from.line };
}

/** Two edits touch the same signs, or would stand in the same place. */
const overlaps = (a: Spot | undefined, b: Spot): boolean =>
  a !== undefined && (b.from < a.to || (a.from === b.from && a.to === b.to));

function repairOf(source: Source, fix: Fix): Repair {
  const lines = fix.edits.map(({ at }) => at.from.line);
  const [first, last] = [Math.min(...lines), Math.max(...fix.edits.map(({ at }) => at.to.line))];
  const start = source.starts[first - 1] ?? source.text.length;
  const end = source.starts[last] ?? source.text.length;
  const spots = fix.edits.map((edit) => spotOf(source, edit)).sort((a, b) => b.from - a.from);
  const after = spots.reduce(
    (so, { from, to, put }) => so.slice(0, from - start) + put + so.slice(to - start),
    source.text.slice(start, end),
  );
  return {
    line: first,
    title: fix.title,
    before: linesOf(source.text.slice(start, end)),
    after: linesOf(after),
  };
}

const linesOf = (text: string): string[] => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};
