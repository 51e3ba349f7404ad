/** What the catalogue says about one code. Braces in a text mark values that are filled in. */
export type Severity = 'error' | 'warning' | 'note';

/** One text, or several of which the first whose values are all given is used. */
export type Template = string | readonly string[];
export type Entry = { severity: Severity; title: Template; why: Template; help: Template };

const of =
  (severity: Severity) =>
  (title: Template, why: Template, help: Template): Entry => ({ severity, title, why, help });

/** A version with it cannot start. */
export const error = of('error');
/** The version can start, somebody should look. */
export const warning = of('warning');
/** For information. */
export const note = of('note');
