/** HTML as text that was escaped. Whatever is put between the tags of a template is escaped unless it is HTML already. */

export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text and numbers are escaped, HTML stays, lists are joined, false and null are nothing. */
export type Part = string | number | Html | null | undefined | false | readonly Part[];

/** The template tag of every page: `` markup`<p>${name}</p>` ``. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const text = strings.reduce((whole, string, i) => whole + render(parts[i - 1]) + string);
  return new Html(text);
}

/** Attributes as ` name="value"`; `true` writes the name alone, false and undefined leave it out. */
export function attributes(list: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  const parts = Object.entries(list).map(([name, value]) => {
    if (value === undefined || value === false) return '';
    return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  });
  return new Html(parts.join(''));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};
/** Text as it may stand in an element or in a quoted attribute. */
export const escape = (text: string) => text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return escape(String(part));
}
