/** A message as people read it in a terminal, with the lines it speaks of; and as data for programs. Pure. */
import type { Position, Span } from './ast/nodes.js';
import type { Diagnostic, Severity } from './diagnostic.js';
import { plain, widthOf, wrap } from './frame-text.js';
import { lineText, type Source } from './source.js';

/** Colours, if the reader has them; each gets text and gives it back dressed. */
export type Styler = Record<Severity | 'strong' | 'faint' | 'mark', (text: string) => string>;
const same = (text: string): string => text;
/** No colours. */
export const undressed: Styler = {
  error: same,
  warning: same,
  note: same,
  strong: same,
  faint: same,
  mark: same,
};

/** Messages shown for one file; the rest is counted. */
export const mostShown = 100;

/** All messages, in the order given, at most 100 for one file, then "and N more". Empty for none. */
export function renderAll(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  style = undressed,
): string {
  const perFile = new Map<number, number>();
  const shown: string[] = [];
  for (const diagnostic of diagnostics) {
    const count = (perFile.get(diagnostic.at.file) ?? 0) + 1;
    perFile.set(diagnostic.at.file, count);
    if (count <= mostShown) shown.push(renderDiagnostic(diagnostic, sources, style));
  }
  for (const [file, count] of perFile) {
    if (count > mostShown) shown.push(`and ${count - mostShown} more in ${pathOf(file, sources)}\n`);
  }
  return shown.join('\n');
}

/** One message: what, the lines it speaks of, for example, why, help, fixes. Ends with a line end. */
export function renderDiagnostic(d: Diagnostic, sources: readonly Source[], style = undressed): string {
  const head = `${style[d.severity](`${d.severity} ${d.code}`)}${style.strong(`: ${plain(d.title)}`)}`;
  return `${[head, ...picture(d, sources, style), ...paragraphs(d, style)].join('\n')}\n`;
}

type Marked = { at: Span; label: string; main: boolean };

function picture(d: Diagnostic, sources: readonly Source[], style: Styler): string[] {
  const marks: Marked[] = [
    { at: d.at, label: d.label, main: true },
    ...d.places.map((place) => ({ ...place, main: false })),
  ].sort((a, b) => a.at.file - b.at.file || a.at.from.line - b.at.from.line || a.at.from.col - b.at.from.col);
  const gutter = Math.max(2, ...marks.map((mark) => String(mark.at.from.line).length));
  const blank = ' '.repeat(gutter);
  const rows = [style.faint(`${blank}╭─ `) + plain(pathOf(d.at.file, sources)) + `:${d.at.from.line}`];
  let before: Marked | null = null;
  for (const mark of marks) {
    if (before ? before.at.file !== mark.at.file : mark.at.file !== d.at.file) {
      rows.push(style.faint(`${blank}├─ `) + `${plain(pathOf(mark.at.file, sources))}:${mark.at.from.line}`);
    }
    rows.push(...markedLine(mark, before, sources, gutter, style));
    before = mark;
  }
  return [...rows, style.faint(`${blank}│`)];
}

const pathOf = (file: number, sources: readonly Source[]): string => sources[file]?.path ?? '(no file)';
const window = 110;

function markedLine(
  mark: Marked,
  before: Marked | null,
  sources: readonly Source[],
  gutter: number,
  style: Styler,
): string[] {
  const source = sources[mark.at.file];
  const text = source ? lineText(source, mark.at.from.line) : '';
  const from = mark.at.from.col - 1;
  const to = mark.at.to.line === mark.at.from.line ? mark.at.to.col - 1 : text.length;
  const skip = from > window - 20 ? from - 20 : 0;
  const cut = skip > 0 ? '… ' : '';
  const visible = cut + plain(text.slice(skip, skip + window)) + (text.length > skip + window ? ' …' : '');
  const indent = widthOf(cut + plain(text.slice(skip, from)));
  const length = Math.max(1, Math.min(widthOf(plain(text.slice(from, Math.min(to, skip + window)))), window));
  const line = mark.main ? style[`mark`] : style.faint;
  const under = `${' '.repeat(indent)}${line('─'.repeat(length))}${mark.label ? ` ${plain(mark.label)}` : ''}`;
  const rule = `${style.faint(`${' '.repeat(gutter)}│`)} ${under}`;
  const sameLine = before?.at.file === mark.at.file && before.at.from.line === mark.at.from.line;
  return sameLine
    ? [rule]
    : [`${style.faint(`${String(mark.at.from.line).padStart(gutter)}│`)} ${visible}`, rule];
}

function paragraphs(d: Diagnostic, style: Styler): string[] {
  const texts: [string, string][] = [
    ['for example', d.example ?? ''],
    ['why', d.why],
    ['help', d.help],
    ...d.fixes.map((fix): [string, string] => ['fix', `${fix.title} (${fix.safety})`]),
  ];
  return texts
    .filter(([, text]) => text !== '')
    .flatMap(([name, text]) =>
      wrap(plain(text), 96).map((row, i) => `  ${style.faint((i === 0 ? name : '').padEnd(14))}${row}`),
    );
}

/** A place as data: the path of the file, and lines and columns from 1; `to` is just past the end. */
export type JsonPlace = { file: string; from: Position; to: Position };
export type JsonDiagnostic = Omit<Diagnostic, 'at' | 'places' | 'fixes'> &
  JsonPlace & {
    places: (JsonPlace & { label: string })[];
    fixes: { title: string; safety: string; edits: (JsonPlace & { text: string })[] }[];
    /** Where the code is explained, from the root of the documentation. */
    page: string;
  };

/** A message as plain JSON, with paths instead of numbers of files. */
export function toJson(d: Diagnostic, sources: readonly Source[]): JsonDiagnostic {
  const place = (at: Span): JsonPlace => ({ file: pathOf(at.file, sources), from: at.from, to: at.to });
  const { at, places, fixes, ...rest } = d;
  return {
    ...rest,
    ...place(at),
    places: places.map((one) => ({ ...place(one.at), label: one.label })),
    fixes: fixes.map((fix) => ({
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ ...place(edit.at), text: edit.text })),
    })),
    page: `diagnostics.md#${d.code.toLowerCase()}`,
  };
}
