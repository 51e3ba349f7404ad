/** Places in the pinned text: the line itself is the best explanation of a rule. */
import type { Src } from '../../dsl/index.js';
import type { CycleFile } from '../monitor/cycle.js';
import type { TextPlace } from './answer.js';

/** `said`: the line without its comment, columns of spaces closed up. */
export type Places = { at(src: Src): TextPlace | null; said(src: Src): string };

/** Looks up lines; `fileNames` are the paths in the order in which `Src.file` counts. Null for a file that was not kept, such as the standard library. */
export function placesIn(files: readonly CycleFile[], fileNames: readonly string[]): Places {
  const lines = fileNames.map(
    (path) => files.find((file) => file.path === path)?.text.split(/\r?\n/) ?? null,
  );
  const at = (src: Src): TextPlace | null => {
    const text = lines[src.file]?.[src.from.line - 1];
    return text === undefined ? null : { path: fileNames[src.file] ?? '', line: src.from.line, text };
  };
  return {
    at,
    said: (src) =>
      withoutComment(at(src)?.text ?? '')
        .trim()
        .replace(/ {2,}/g, ' '),
  };
}

/** The claim of a line: a sign # inside quotes is part of a name. */
function withoutComment(text: string): string {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') quoted = !quoted;
    if (text[index] === '#' && !quoted) return text.slice(0, index);
  }
  return text;
}
