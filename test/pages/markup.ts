/** Reads a page as a browser would, and complains about what a person with a screen reader would stumble over. */

type Tag = {
  name: string;
  attributes: Map<string, string>;
  parents: string[];
  inside: Tag | null;
  text: string;
};
const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
  'circle',
  'path',
  'rect',
]);

/** Every element in order of its opening. Throws when tags do not close in the order in which they opened. */
export function elements(page: string): Tag[] {
  const all: Tag[] = [];
  const open: Tag[] = [];
  const tags =
    /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>/]+(?:\s*=\s*"[^"]*")?)*)\s*(\/?)>|([^<]+)/g;
  let end = 0;
  for (const match of page.matchAll(tags)) {
    if (match.index !== end) throw new Error(`stray "<" near: ${page.slice(end, end + 80)}`);
    end = match.index + match[0].length;
    const [, closing, name, rest = '', selfClosed, text] = match;
    if (text !== undefined) for (const tag of open) tag.text += text;
    if (name === undefined) continue;
    if (closing) {
      const last = open.pop();
      if (last?.name !== name)
        throw new Error(`</${name}> closes <${last?.name}> near: ${page.slice(end - 120, end)}`);
      continue;
    }
    const attributes = new Map(
      [...rest.matchAll(/([^\s=]+)(?:\s*=\s*"([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
    );
    const tag: Tag = {
      name,
      attributes,
      parents: open.map((one) => one.name),
      inside: open.at(-1) ?? null,
      text: '',
    };
    all.push(tag);
    if (!empty.has(name) && !selfClosed) open.push(tag);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return all;
}

/** What is wrong with a page; empty when nothing is. */
export function complaints(page: string): string[] {
  const all = elements(page);
  const named = (name: string) => all.filter((tag) => tag.name === name);
  const ids = all.flatMap((tag) => tag.attributes.get('id') ?? []);
  const list: string[] = [];
  if (named('h1').length !== 1) list.push(`${named('h1').length} h1`);
  if (named('main').length !== 1) list.push('no single main');
  if (named('html')[0]?.attributes.get('lang') !== 'en') list.push('no language');
  if (!named('title')[0]?.text.trim()) list.push('no title');
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) list.push(`id ${id} twice`);
  for (const tag of all)
    for (const one of references(tag)) if (!ids.includes(one)) list.push(`nothing has id ${one}`);
  const labels = new Set(named('label').flatMap((tag) => tag.attributes.get('for') ?? []));
  for (const tag of [...named('input'), ...named('textarea'), ...named('select')])
    list.push(...fieldComplaints(tag, labels));
  for (const tag of named('fieldset')) {
    const legend = named('legend').find((one) => one.inside === tag);
    if (!legend?.text.trim()) list.push(`fieldset ${tag.attributes.get('id')} has no legend`);
  }
  for (const tag of [...named('button'), ...named('a')])
    if (!tag.text.trim()) list.push(`a ${tag.name} says nothing`);
  for (const tag of named('form'))
    if (tag.attributes.get('method') === 'post' && !hasToken(page, tag)) list.push('a form has no token');
  for (const tag of all)
    for (const name of tag.attributes.keys())
      if (/^on|^style$/.test(name)) list.push(`${tag.name} has ${name}`);
  return list;
}

const references = ({ attributes }: Tag): string[] => [
  ...(attributes.get('aria-describedby') ?? '').split(' ').filter(Boolean),
  ...(attributes.get('for') ? [attributes.get('for') as string] : []),
  ...(attributes.get('href')?.startsWith('#') ? [(attributes.get('href') as string).slice(1)] : []),
];

function fieldComplaints(tag: Tag, labels: ReadonlySet<string>): string[] {
  const type = tag.attributes.get('type') ?? 'text';
  const name = tag.attributes.get('name') ?? '?';
  if (tag.name === 'input' && type === 'hidden') return [];
  if (!tag.attributes.has('name')) return [`a field without a name: ${tag.attributes.get('id')}`];
  if (type === 'radio' || type === 'checkbox')
    return tag.parents.includes('label') && tag.parents.includes('fieldset')
      ? []
      : [`${name} is in no labelled group`];
  return labels.has(tag.attributes.get('id') ?? '') ? [] : [`${name} has no label`];
}

/** Signing in needs no token while nobody is signed in. */
const hasToken = (page: string, form: Tag) =>
  form.attributes.get('action') === '/signin' || page.includes('name="form-token"');
