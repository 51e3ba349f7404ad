/** The fields of the pages: label first, hint, who will see it, the control, its problem. Nothing is chosen beforehand. */
import { attributes, type Html, markup, type Part } from '../../html.js';
import { icons } from '../icons.js';
import { type FormValues, longest } from './values.js';

/** What is wrong, by field name. */
export type Problems = Readonly<Record<string, string>>;
export type FieldContext = { values: FormValues; problems: Problems };

/** An id for a field name: letters, digits and hyphens. */
export const idOf = (name: string, suffix = '') => `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}${suffix}`;

/** Who will read what is written here. */
export const whoSees = (text: string | null) =>
  text && markup`<p class="who">${icons.eye}<span>${text}</span></p>`;

const problemOf = (own: string, text: string | undefined) =>
  text !== undefined && markup`<p class="error" id="${idOf(own, '-error')}">${text}</p>`;

/** What else a reader of the page hears about a field: its problem, its hint, its counter. */
const described = (own: string, text: string | undefined, ...ids: (string | false)[]) =>
  [text !== undefined && idOf(own, '-error'), ...ids].filter(Boolean).join(' ') || undefined;

export type TextField = {
  name: string;
  label: string;
  hint?: string;
  who?: string | null;
  /** Characters asked for; 0 when none are. */
  least?: number;
  short?: boolean;
};

/** A field for text of several lines, with its counter under it. */
export function textArea(field: TextField, { values, problems }: FieldContext): Html {
  const { name, label, hint, who, least = 0, short } = field;
  const id = idOf(name);
  const area = attributes({
    id,
    name,
    class: short ? 'short' : undefined,
    maxlength: longest,
    'data-least': least,
    'aria-describedby': described(name, problems[name], hint !== undefined && `${id}-hint`, `${id}-count`),
    'aria-invalid': problems[name] !== undefined ? 'true' : undefined,
  });
  return markup`<div class="field"><label class="head" for="${id}">${label}</label>
${hint && markup`<p class="hint" id="${id}-hint">${hint}</p>`}${whoSees(who ?? null)}${problemOf(name, problems[name])}
<textarea${area}>
${values.one(name)}</textarea>
<p class="count" id="${id}-count">${least > 0 && `At least ${least} characters`}</p></div>`;
}

export type LineField = {
  name: string;
  /** Where several fields of a page have one name: what makes its ids its own. */
  id?: string;
  label: string;
  hint?: string;
  type?: 'text' | 'date' | 'search';
  unit?: string;
  numeric?: boolean;
  more?: Record<string, string | number | boolean | undefined>;
};

/** A field for one line. */
export function line(field: LineField, { values, problems }: FieldContext): Html {
  const { name, label, hint, type = 'text', unit, numeric, more } = field;
  const own = field.id ?? name;
  const id = idOf(own);
  const input = markup`<input${attributes({
    type,
    id,
    name,
    value: values.one(name),
    inputmode: numeric ? 'decimal' : undefined,
    maxlength: type === 'date' ? undefined : 500,
    autocomplete: 'off',
    'aria-describedby': described(own, problems[name], hint !== undefined && `${id}-hint`),
    'aria-invalid': problems[name] !== undefined ? 'true' : undefined,
    ...more,
  })}>`;
  return markup`<div class="field">
    <label class="head" for="${id}">${label}</label>
    ${hint && markup`<p class="hint" id="${id}-hint">${hint}</p>`}${problemOf(own, problems[name])}
    ${unit ? markup`<div class="unit">${input}<span>${unit}</span></div>` : input}
  </div>`;
}

export type Choice = { value: string; label: string; note?: string };
export type ChoiceField = {
  name: string;
  /** As of a line. */
  id?: string;
  legend: Part;
  hint?: string;
  who?: string | null;
  choices: readonly Choice[];
  /** Side by side on a wide screen: for the same scale several times. */
  tight?: boolean;
  className?: string;
  /** Stands between the legend and the choices. */
  above?: Part;
};

/** One of several, none chosen beforehand. */
export function choose(field: ChoiceField, { values, problems }: FieldContext): Html {
  const { name, legend, hint, who, choices, tight, className, above } = field;
  const own = field.id ?? name;
  const id = idOf(own);
  const group = attributes({
    id,
    class: className,
    'aria-describedby': described(own, problems[name], hint !== undefined && `${id}-hint`),
    tabindex: problems[name] !== undefined ? -1 : undefined,
  });
  return markup`<fieldset${group}><legend>${legend}</legend>
${hint && markup`<p class="hint" id="${id}-hint">${hint}</p>`}${above}${whoSees(who ?? null)}${problemOf(own, problems[name])}
<div class="choices${tight && ' tight'}">${choices.map((choice) => radio(name, choice, values.one(name)))}</div></fieldset>`;
}

function radio(name: string, { value, label, note }: Choice, chosen: string): Html {
  const input = attributes({ type: 'radio', name, value, checked: chosen === value && chosen !== '' });
  return markup`<label><input${input}><span>${label}${note && markup`<br /><small>${note}</small>`}</span></label>`;
}

/** Several of many. */
export function chooseSeveral(field: ChoiceField, { values, problems }: FieldContext): Html {
  const { name, legend, hint, choices, above } = field;
  const id = idOf(name);
  const chosen = new Set(values.all(name));
  const boxes = choices.map(
    ({ value, label, note }) =>
      markup`<label><input${attributes({ type: 'checkbox', name, value, checked: chosen.has(value) })}><span>${label}${note && markup`<small>${note}</small>`}</span></label>`,
  );
  return markup`<fieldset
    id="${id}"
    ${attributes({ tabindex: problems[name] !== undefined ? -1 : undefined, 'aria-describedby': described(name, problems[name]) })}
  >
    <legend>${legend}</legend>
    ${hint && markup`<p class="hint">${hint}</p>`}${above}${problemOf(name, problems[name])}
    <div class="choices people">${boxes}</div>
  </fieldset>`;
}

/** The list of what is wrong, on top of the page, each a link to its field. */
export function errorSummary(problems: Problems, known: (name: string) => boolean): Html | null {
  const list = Object.entries(problems);
  if (list.length === 0) return null;
  const lines = list.map(([name, text]) =>
    known(name) ? markup`<li><a href="#${idOf(name)}">${text}</a></li>` : markup`<li>${text}</li>`,
  );
  return markup`<div class="errors" role="alert" tabindex="-1" autofocus id="errors">
    <h2>${list.length === 1 ? 'One thing is missing' : `${list.length} things are missing`}</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}
