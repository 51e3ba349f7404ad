/** A file as text: its lines, offsets, and whether it can be read at all. */
import type { Position } from './ast/nodes.js';

/** Largest file, in bytes of UTF-8. */
export const maxBytes = 1_000_000;

/**
 * `text` has no byte-order mark. `starts[n]` is the offset of line n + 1; a line ends with LF, CRLF or CR.
 * `trouble`: why nothing of it can be read; then `text` is empty.
 */
export type Source = { path: string; text: string; bytes: number; starts: number[]; trouble: Trouble | null };
export type Trouble = { why: 'tooLarge'; bytes: number } | { why: 'notText'; line: number };

/** Reads the content of a file. Bytes must be UTF-8; a string is taken as it is. */
export function readSource(path: string, content: Uint8Array | string): Source {
  const bytes = typeof content === 'string' ? utf8Length(content) : content.length;
  if (bytes > maxBytes) return unreadable(path, bytes, { why: 'tooLarge', bytes });
  const text = typeof content === 'string' ? content : decode(content);
  if (text === null) {
    return unreadable(path, bytes, { why: 'notText', line: lineOfBadByte(content as Uint8Array) });
  }
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return { path, text: clean, bytes, starts: lineStarts(clean), trouble: null };
}

/** The text of a line, counted from 1, without its line end; empty when there is no such line. */
export function lineText(source: Source, line: number): string {
  const from = source.starts[line - 1];
  if (from === undefined) return '';
  return source.text.slice(from, source.starts[line] ?? source.text.length).replace(/[\r\n]+$/, '');
}

/** The place of an offset; the offset just past the end belongs to the last line. */
export function positionOf(source: Source, offset: number): Position {
  let low = 0;
  let high = source.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, col: offset - (source.starts[low] ?? 0) + 1 };
}

const unreadable = (path: string, bytes: number, trouble: Trouble): Source => ({
  path,
  text: '',
  bytes,
  starts: [0],
  trouble,
});

function lineStarts(text: string): number[] {
  const starts = [0];
  const ends = /\r\n|\n|\r/g;
  while (ends.exec(text) !== null) starts.push(ends.lastIndex);
  return starts;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const utf8Length = (text: string): number =>
  text.length > maxBytes ? text.length : new TextEncoder().encode(text).length;

/** The line of the first byte that is not UTF-8: the replacement sign of a forgiving reading, unless it stood there itself. */
function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1;
  let from = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 10) continue;
    if (decode(bytes.subarray(from, i)) === null) return line;
    line += 1;
    from = i + 1;
  }
  return line;
}
