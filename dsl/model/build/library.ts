/** What cycles share: calendars, people data, scales, competencies, segments and their precedence. */
import type { Block, FileAst, Line, Name } from '../../ast/nodes.js';
import type { Fix } from '../../diagnostic.js';
import { reportOwed } from '../../check/lines.js';
import { linesOf, look, tableOf, type SharedKind, type Table } from '../../check/names.js';
import { compare, micros } from '../../check/exact.js';
import { rangeOf } from '../../check/range.js';
import { quoted, type Report } from '../../check/report.js';
import { holidayListNamed, shippedHolidays } from '../../holidays/lists.js';
import { isSlipOf, ZONES, zonesLike } from '../../check/zones.js';
import { isLanguageWord } from '../../syntax/grammar/grammar.js';
import type { Calendar, CompetencySet, Field, FieldKind, Scale, Segment } from '../library.js';
import type { Id } from '../values.js';
import { peopleCond } from './conditions.js';
import { fieldOf, type SharedContext } from './context.js';

/** Blocks of a kind whose name is the one the table knows: the second of two equal names is left out. */
export function blocksIn(files: readonly FileAst[], kind: Block['kind'], table: Table): [Block, Id][] {
  return files
    .flatMap((file) => file.blocks)
    .filter((block) => block.kind === kind)
    .flatMap((block): [Block, Id][] => {
      const entry = block.name && table.byName.get(block.name.text);
      return entry && entry.at === block.name?.at ? [[block, entry.id]] : [];
    });
}

const one = <K extends Line['kind']>(block: Block, kind: K) => linesOf(block.lines, kind)[0];

/** A calendar. */
export function calendarOf(block: Block, id: Id, report: Report): Calendar {
  const days = one(block, 'businessDays');
  const zone = one(block, 'zone');
  const moves = one(block, 'moves');
  if (!days) reportOwed(block, owed.days, report);
  if (!zone) reportOwed(block, owed.zone, report);
  if (!moves) reportOwed(block, owed.moves, report);
  if (zone?.zone) reportZone(zone.zone, report);
  const hours = one(block, 'businessHours');
  const holidays = one(block, 'holidays');
  if (holidays?.of && holidayListNamed(shippedHolidays, holidays.of.text) === undefined)
    report('CY5011', holidays.of.at, { list: quoted(holidays.of.text) });
  return {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    week: days ? weekFrom(days.from, days.to) : [1, 2, 3, 4, 5],
    hours: hours ? { from: hours.from, to: hours.to } : { from: '09:00', to: '18:00' },
    zone: zone?.zone?.text ?? null,
    holidays: holidays ? (holidays.of ? { of: 'list', name: holidays.of.text } : { of: 'country' }) : null,
    closed: linesOf(block.lines, 'closed').map((c) => ({ from: c.from, to: c.to ?? c.from, ...why(c.why) })),
    open: linesOf(block.lines, 'openDay').map((o) => ({ on: o.on, ...why(o.why) })),
    onClosedDay: moves?.how ?? 'next',
  };
}

function reportZone({ text, at }: Name, report: Report): void {
  if (ZONES.has(text)) return;
  const near = zonesLike(text);
  const [only, second] = near;
  const fixes: Fix[] = [];
  if (only !== undefined && second === undefined) {
    const safety = isSlipOf(text, only) ? 'safe' : 'offered';
    fixes.push({ title: `Write ${quoted(only)}`, safety, edits: [{ at, text: quoted(only) }] });
  }
  report('CY3023', at, { zone: quoted(text), candidate: near.map(quoted).join(' or ') }, { fixes });
}

const why = (name: { text: string } | null) => (name ? { why: name.text } : {});
const owed = {
  days: {
    line: 'business days',
    reason: 'the working week differs from country to country',
    usual: 'business days Monday to Friday',
  },
  zone: {
    line: 'time zone',
    reason: "a day ends at somebody's midnight",
    usual: 'time zone of each person',
  },
  moves: {
    line: '"deadlines on a closed day"',
    reason: 'a deadline on a Sunday can move either way',
    usual: 'deadlines on a closed day move to the next business day',
  },
};

/** Weekdays from one to another, both included; may go over the end of the week. */
function weekFrom(from: number, to: number): number[] {
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => ((from - 1 + i) % 7) + 1).sort((a, b) => a - b);
}

/** The fields of all `people data`, in the order of the text. A second block of people data is reported. */
export function fieldsOf(blocks: readonly Block[], report: Report): Field[] {
  const [first, ...others] = blocks;
  for (const other of others) twoPeopleData(first, other, report);
  const lines = blocks.flatMap((block) => linesOf(block.lines, 'field'));
  const named = lines.map((line) => ({ ...line.name, line }));
  const table = tableOf('field', first ? named : [], report);
  return named
    .filter((name) => table.byName.get(name.text)?.at === name.at)
    .map(({ line }): Field => {
      if (line.type.kind === 'oneOf') tableOf('value', line.type.values, report);
      if (isLanguageWord(line.name.text) && line.name.text !== READ_AS_FIELD)
        report('CY3018', line.name.at, { field: line.name.text });
      return { id: line.name.text, name: line.name.text, type: typeOf(line.type), src: line.at };
    });
}

/** `holidays of each country` reads this field, so it is a word of the language and a field. */
const READ_AS_FIELD = 'country';

function twoPeopleData(first: Block | undefined, other: Block, report: Report): void {
  if (!first) return;
  const values = { kind: 'block', name: 'people data', n: first.head.from.line };
  if (first.head.file !== other.head.file) {
    const places = [{ at: other.head, label: 'and here' }];
    return report('CY3010', first.head, { ...values, a: 'This file', b: 'another one' }, { places });
  }
  const places = [{ at: first.head, label: 'first defined here' }];
  report('CY3002', other.head, values, { places });
}

type TypeNode = Extract<Line, { kind: 'field' }>['type'];
function typeOf(node: TypeNode): FieldKind {
  switch (node.kind) {
    case 'oneOf':
      return { kind: 'oneOf', values: node.values.map((name) => name.text) };
    case 'person':
      return node.path
        ? { kind: 'person', path: [node.path[0].text, node.path[1].text] }
        : { kind: 'person' };
    case 'number':
      return { kind: 'number', whole: node.whole, from: node.from, to: node.to };
    default:
      return { kind: node.kind };
  }
}

/** Reports derived roles whose path does not follow two person fields, as `manager of manager` does. */
export function reportPaths(blocks: readonly Block[], ctx: SharedContext): void {
  for (const line of blocks.flatMap((block) => linesOf(block.lines, 'field'))) {
    if (line.type.kind !== 'person') continue;
    for (const step of line.type.path ?? []) {
      const field = fieldOf(ctx, step);
      if (field && field.type.kind !== 'person') {
        ctx.report('CY3007', step.at, { field: step.text, kind: 'not a person', known: [] });
      }
      if (field?.type.kind === 'person' && field.type.path) {
        ctx.report('CY3021', step.at, { field: line.name.text, step: step.text });
      }
    }
  }
}

/** A scale, its levels from best to worst. */
export function scaleOf(block: Block, id: Id, report: Report): Scale {
  const lines = linesOf(block.lines, 'level');
  const table = tableOf(
    'level',
    lines.map((line) => line.name),
    report,
  );
  const levels = lines
    .filter((line) => table.byName.get(line.name.text)?.at === line.name.at)
    .map((line) => ({
      id: table.byName.get(line.name.text)?.id ?? '',
      name: line.name.text,
      worth: line.worth,
      from: line.from,
      src: line.at,
    }));
  const values = one(block, 'values');
  const beside = linesOf(block.lines, 'outside').flatMap((line) => line.names);
  tableOf('result', [...lines.map((line) => line.name), ...beside], (code, at, more, extra) => {
    if (beside.some((name) => name.at === at)) report(code, at, more, extra);
  });
  const scale = {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    levels,
    values: values ? { from: values.from, to: values.to } : null,
    step: one(block, 'steps')?.of ?? null,
    outside: linesOf(block.lines, 'outside').flatMap((line) => line.names.map((name) => name.text)),
  };
  reportSteps(scale, one(block, 'steps'), report);
  return scale;
}

/** Steps lead from the lowest result to the highest. */
function reportSteps(
  scale: Scale,
  steps: Extract<Line, { kind: 'steps' }> | undefined,
  report: Report,
): void {
  if (!steps) return;
  const tell = (candidates: string[]) =>
    report('CY2015', steps.at, { word: steps.of, before: 'in steps of', candidates });
  if (compare(steps.of, '0') <= 0) return tell(['a number above 0']);
  const range = rangeOf(scale);
  if (!range || (micros(range.to) - micros(range.from)) % micros(steps.of) === 0n) return;
  tell([`a number that leads from ${range.from} to exactly ${range.to}`]);
}

/** A set of competencies. */
export function competenciesOf(block: Block, id: Id, segments: Table, report: Report): CompetencySet {
  const lines = linesOf(block.lines, 'competency');
  const table = tableOf(
    'competency',
    lines.map((line) => line.name),
    report,
  );
  const list = lines
    .filter((line) => table.byName.get(line.name.text)?.at === line.name.at)
    .map((line) => ({
      id: table.byName.get(line.name.text)?.id ?? '',
      name: line.name.text,
      segment: line.segment && look(segments, line.segment, report),
      weight: line.weight,
      src: line.at,
    }));
  return { id, name: block.name?.text ?? '', list, src: block.head };
}

/** All segments, in the order of the text. */
export function segmentsOf(files: readonly FileAst[], ctx: SharedContext): Segment[] {
  const table = ctx.shared.segment;
  return files
    .flatMap((file) => linesOf(file.lines, 'segment'))
    .filter((line) => table.byName.get(line.name.text)?.at === line.name.at)
    .map((line) => ({
      id: table.byName.get(line.name.text)?.id ?? '',
      name: line.name.text,
      within: line.within && look(table, line.within, ctx.report),
      where: peopleCond(ctx, line.where),
      src: line.at,
    }));
}

/** The pairs of `precedence of segments` as written, with their lines. */
export function winsOf(files: readonly FileAst[], shared: Record<SharedKind, Table>, report: Report) {
  const blocks = files.flatMap((file) => file.blocks).filter((block) => block.kind === 'precedence');
  return blocks
    .flatMap((block) => linesOf(block.lines, 'wins'))
    .flatMap((line) => {
      const stronger = look(shared.segment, line.stronger, report);
      const weaker = look(shared.segment, line.weaker, report);
      return stronger !== null && weaker !== null ? [{ stronger, weaker, line }] : [];
    });
}

/** A name as it stands in a message about a shared thing. */
export const shownName = (table: Table, id: Id): string =>
  quoted(table.entries.find((entry) => entry.id === id)?.name ?? id);
