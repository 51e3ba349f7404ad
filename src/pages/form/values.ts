/** What stands in the fields of a form: read from a request, or laid out from a stored draft. Always text. */

export type FormValues = {
  /** The text of a field, with line ends as `\n`; empty when it was not sent. */
  one(name: string): string;
  /** Every value of a field that may be sent several times. */
  all(name: string): string[];
  /** Names of fields that were sent and begin with the prefix. */
  names(prefix: string): string[];
};

/** Longest answer in characters that is taken. */
export const longest = 20_000;

/** Values of a posted form. Anything that is not text counts as not sent. */
export function valuesOf(body: unknown): FormValues {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const all = (name: string) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    return (Array.isArray(value) ? value : [value])
      .filter((one): one is string => typeof one === 'string')
      .map(clean);
  };
  return {
    one: (name) => all(name)[0] ?? '',
    all,
    names: (prefix) => Object.keys(sent).filter((name) => name.startsWith(prefix)),
  };
}

/** Values laid out by the service itself. */
export function valuesFrom(entries: Iterable<readonly [string, string]>): FormValues {
  const sent: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of entries) (sent[name] ??= []).push(value);
  return valuesOf({ ...sent });
}

// control characters but tab and line end have no place in an answer, and PostgreSQL refuses U+0000 and half a pair of surrogates
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Surrogate}]/gu;
const clean = (text: string) => text.replace(/\r\n?/g, '\n').replace(controls, '').normalize('NFC');
