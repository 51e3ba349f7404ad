/** Who is called what: every name of a kind with its id, where it was given, and how it is looked up. */
import type { Block, FileAst, Line, Name, Span } from '../ast/nodes.js';
import { freeSlug } from '../model/build/slug.js';
import type { Id } from '../model/values.js';
import { quoted, similar, type Report } from './report.js';

export type SharedKind = 'calendar' | 'scale' | 'competencies' | 'segment' | 'cycle';
export type CycleKind = 'goals' | 'part' | 'rating' | 'stage' | 'reward';
export type Kind = SharedKind | CycleKind;
export type Entry = { id: Id; name: string; at: Span };
/** The names of one kind in one scope, in the order of the text. */
export type Table = {
  kind: string;
  entries: Entry[];
  byName: ReadonlyMap<string, Entry>;
  incomplete: boolean;
};

/** Gives ids to names, and reports the ones given twice or nearly twice. `reserved` ids are never given. */
export function tableOf(
  kind: string,
  names: readonly Name[],
  report: Report,
  options: { reserved?: readonly Id[]; incomplete?: boolean } = {},
): Table {
  const taken = new Set<Id>(options.reserved ?? []);
  const byName = new Map<string, Entry>();
  const byFold = new Map<string, Entry>();
  for (const name of names) {
    const same = byName.get(name.text);
    const alike = byFold.get(fold(name.text));
    if (same) {
      twice(kind, name, same, report);
      continue;
    }
    if (alike) nearlyTwice(name, alike, report);
    const entry = { id: freeSlug(name.text, taken), name: name.text, at: name.at };
    taken.add(entry.id);
    byName.set(name.text, entry);
    byFold.set(fold(name.text), entry);
  }
  return { kind, entries: [...byName.values()], byName, incomplete: options.incomplete ?? false };
}

const fold = (name: string): string => name.toLowerCase().replace(/\s+/g, '');

function twice(kind: string, name: Name, first: Entry, report: Report): void {
  const places = [{ at: first.at, label: 'first defined here' }];
  const values = { kind, name: quoted(name.text), n: first.at.from.line };
  if (first.at.file === name.at.file) return report('CY3002', name.at, values, { places });
  // Files are numbered from the entry on: the author of the first one can do something about it.
  const [at, other] = first.at.file < name.at.file ? [first.at, name.at] : [name.at, first.at];
  const beside = { places: [{ at: other, label: 'and here' }] };
  report('CY3010', at, { ...values, a: 'This file', b: 'another one' }, beside);
}

function nearlyTwice(name: Name, first: Entry, report: Report): void {
  const edits = [{ at: name.at, text: quoted(first.name) }];
  report(
    'CY3003',
    name.at,
    { a: quoted(first.name), b: quoted(name.text) },
    {
      places: [{ at: first.at, label: 'the other spelling' }],
      fixes: [{ title: `Write ${quoted(first.name)}`, safety: 'safe', edits }],
    },
  );
}

/** The id of a name, or null with a message when nothing is called that. */
export function look(table: Table, name: Name, report: Report): Id | null {
  const entry = table.byName.get(name.text);
  if (entry) return entry.id;
  if (table.incomplete) return null;
  const known = table.entries.map((e) => e.name);
  const { values, fixes } = similar(name.text, known, name.at);
  report('CY3001', name.at, { kind: table.kind, name: quoted(name.text), ...values }, { fixes });
  return null;
}

/** The ids of the names that exist. */
export function lookAll(table: Table, names: readonly Name[], report: Report): Id[] {
  return names.map((name) => look(table, name, report)).filter((id) => id !== null);
}

const blocksOf = (files: readonly FileAst[], kind: Block['kind']): Block[] =>
  files.flatMap((file) => file.blocks).filter((block) => block.kind === kind);

/** Lines of one kind, with their exact type. */
export function linesOf<K extends Line['kind']>(
  lines: readonly Line[],
  kind: K,
): Extract<Line, { kind: K }>[] {
  return lines.filter((line): line is Extract<Line, { kind: K }> => line.kind === kind);
}

const named = (blocks: readonly Block[]): Name[] => blocks.flatMap((block) => block.name ?? []);

/** The shared names of all files of a compilation. */
export function sharedNames(files: readonly FileAst[], report: Report): Record<SharedKind, Table> {
  const incomplete = files.some((file) => file.broken);
  const of = (kind: SharedKind, names: Name[]) => tableOf(kind, names, report, { incomplete });
  const blocks = (kind: Exclude<SharedKind, 'segment'>) => of(kind, named(blocksOf(files, kind)));
  const segments = files.flatMap((file) => linesOf(file.lines, 'segment').map((line) => line.name));
  return {
    calendar: blocks('calendar'),
    scale: blocks('scale'),
    competencies: blocks('competencies'),
    segment: of('segment', segments),
    cycle: blocks('cycle'),
  };
}

/** The names inside one cycle. A part may stand in the form or in development; the overall rating has the id `overall`. */
export function cycleNames(cycle: Block, report: Report): Record<CycleKind, Table> {
  const of = (kind: Block['kind']) => cycle.blocks.filter((block) => block.kind === kind);
  const forms = [...of('form'), ...of('development')];
  const parts = forms.flatMap((form) => linesOf(form.lines, 'part').map((line) => line.name));
  const table = (kind: CycleKind, names: Name[], blocks: Block[]) =>
    tableOf(kind, names, report, {
      reserved: kind === 'rating' ? ['overall'] : [],
      incomplete: cycle.broken || (kind === 'part' && blocks.some((block) => block.broken)),
    });
  return {
    goals: table('goals', named(of('goals')), []),
    part: table('part', parts, forms),
    rating: table('rating', named(of('rating')), []),
    stage: table('stage', named(of('stage')), []),
    reward: table('reward', named(of('reward')), []),
  };
}
