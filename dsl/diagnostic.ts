/**
 * A message as data: what, where, why, what to do. Text is filled in from the catalogue; `frame.ts` draws it.
 */
import type { Span } from './ast/nodes.js';
import { entryOf, type Code } from './catalogue/catalogue.js';
import type { Severity, Template } from './catalogue/entry.js';

export type { Code, Severity };

/** Lists are shown up to five items, then "and N more". */
export type Value = string | number | readonly string[];
export type Values = Readonly<Record<string, Value | undefined>>;
/** A further place that belongs to the message: the rule, the other exception, the first definition. */
export type Place = { at: Span; label: string };
/** Replaces what stands at `at`; an empty span inserts. */
export type Edit = { at: Span; text: string };
/** safe: the meaning is certain. offered: changes the meaning, one click each. placeholder: leaves something to complete. */
export type Fix = { title: string; safety: 'safe' | 'offered' | 'placeholder'; edits: Edit[] };

export type Diagnostic = {
  code: Code;
  severity: Severity;
  title: string;
  at: Span;
  /** A few words under the marked place; may be empty. */
  label: string;
  places: Place[];
  /** A witness: "someone in Operations, grade 1 (31 people today)". */
  example: string | null;
  why: string;
  help: string;
  fixes: Fix[];
  values: Values;
};

export type Extra = Partial<Pick<Diagnostic, 'label' | 'places' | 'example' | 'fixes'>>;

/** Makes the message of a code at a place. `values` fill the braces of the catalogue's texts. */
export function diagnose(code: Code, at: Span, values: Values = {}, extra: Extra = {}): Diagnostic {
  const entry = entryOf(code);
  return {
    code,
    severity: entry.severity,
    title: fill(entry.title, values),
    at,
    label: extra.label ?? '',
    places: extra.places ?? [],
    example: extra.example ?? null,
    why: fill(entry.why, values),
    help: fill(entry.help, values),
    fixes: extra.fixes ?? [],
    values,
  };
}

/** Order of a file: by file, line, column, then code. */
export function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    a.at.file - b.at.file ||
    a.at.from.line - b.at.from.line ||
    a.at.from.col - b.at.from.col ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}

/** At most `most` items, then "and N more": a, b and 3 more. */
export function shortList(items: readonly string[], most = 5): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}

/** The first of the texts whose values are all given, with its braces filled. */
export function fill(template: Template, values: Values): string {
  const texts = typeof template === 'string' ? [template] : template;
  const chosen = texts.find((text) => missing(text, values).length === 0) ?? texts[texts.length - 1] ?? '';
  return chosen.replace(/\{(\w+)\}/g, (whole, key: string) => shown(values[key]) ?? whole);
}

function missing(text: string, values: Values): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').filter((key) => !present(values[key]));
}

const present = (value: Value | undefined): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

function shown(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? shortList(value) : String(value);
}
