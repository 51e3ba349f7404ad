/** From the trees of all files to a model that is complete in form, before anything is proved. */
import type { Block, FileAst, Span } from '../../ast/nodes.js';
import { reportTwice } from '../../check/lines.js';
import { sharedNames, tableOf, type SharedKind, type Table } from '../../check/names.js';
import { quoted, type Report } from '../../check/report.js';
import type { Cycle } from '../cycle.js';
import type { Model } from '../model.js';
import type { Scenario } from '../scenario.js';
import type { Id } from '../values.js';
import type { CycleContext, SharedContext } from './context.js';
import { contextOf, cycleOf, type Whole } from './cycle.js';
import {
  blocksIn,
  calendarOf,
  competenciesOf,
  fieldsOf,
  reportPaths,
  scaleOf,
  segmentsOf,
  winsOf,
} from './library.js';
import { datedLines, scenarioOf } from './scenarios.js';

/** A pair of `precedence of segments` as written. */
export type Wins = { stronger: Id; weaker: Id; at: Span };
/** The model as written, and what the proofs need beside it. */
export type Draft = {
  model: Model;
  wins: Wins[];
  /** The full extent of the block from which a thing was built, and the block itself. */
  blockOf(thing: object): Block | undefined;
  files: readonly FileAst[];
};

/** Builds the draft; every name that cannot be resolved, every line that is owed or stands twice is reported. */
export function draftOf(files: readonly FileAst[], report: Report): Draft {
  for (const block of files.flatMap((file) => file.blocks)) reportTwice(block, report);
  const blocks = new Map<object, Block>();
  const whole: Whole = (thing, block) => void blocks.set(thing, block);
  const shared = sharedContext(files, report);
  const named = <T extends object>(
    kind: SharedKind & Block['kind'],
    build: (block: Block, id: Id) => T,
  ): T[] =>
    blocksIn(files, kind, shared.shared[kind]).map(([block, id]) => {
      const thing = build(block, id);
      whole(thing, block);
      return thing;
    });
  const contexts = new Map<Id, CycleContext>();
  const cycles = named('cycle', (block, id) => {
    const ctx = contextOf(shared, block);
    contexts.set(id, ctx);
    return cycleOf(ctx, id, whole);
  });
  const wins = winsOf(files, shared.shared, report);
  const model: Model = {
    format: '1.0',
    language: 1,
    hash: '',
    files: [],
    calendars: named('calendar', (block, id) => calendarOf(block, id, report)),
    fields: [...shared.fields.values()],
    scales: [...shared.scales.values()],
    competencies: named('competencies', (block, id) =>
      competenciesOf(block, id, shared.shared.segment, report),
    ),
    segments: segmentsOf(files, shared),
    precedence: wins.map(({ stronger, weaker }) => [stronger, weaker]),
    cycles,
    scenarios: scenariosOf(files, cycles, contexts, shared.shared.cycle, report, whole),
  };
  for (const [block, id] of blocksIn(files, 'scale', shared.shared.scale)) {
    const scale = shared.scales.get(id);
    if (scale) whole(scale, block);
  }
  const pairs = wins.map(({ stronger, weaker, line }) => ({ stronger, weaker, at: line.at }));
  return { model, wins: pairs, blockOf: (thing) => blocks.get(thing), files };
}

function sharedContext(files: readonly FileAst[], report: Report): SharedContext {
  const shared = sharedNames(files, report);
  const people = files.flatMap((file) => file.blocks).filter((block) => block.kind === 'people data');
  const fields = new Map(fieldsOf(people, report).map((field) => [field.name, field]));
  const scales = blocksIn(files, 'scale', shared.scale).map(([block, id]) => scaleOf(block, id, report));
  const ctx: SharedContext = {
    report,
    shared,
    fields,
    fieldsIncomplete: people.some((block) => block.broken) || files.some((file) => file.broken),
    scales: new Map(scales.map((scale) => [scale.id, scale])),
  };
  reportPaths(people, ctx);
  return ctx;
}

function scenariosOf(
  files: readonly FileAst[],
  cycles: readonly Cycle[],
  contexts: ReadonlyMap<Id, CycleContext>,
  table: Table,
  report: Report,
  whole: Whole,
): Scenario[] {
  const blocks = files.flatMap((file) => file.blocks).filter((block) => block.kind === 'scenario');
  const names = tableOf(
    'scenario',
    blocks.flatMap((block) => block.name ?? []),
    report,
  );
  return blocks.flatMap((block): Scenario[] => {
    const entry = block.name && names.byName.get(block.name.text);
    if (!entry || entry.at !== block.name?.at) return [];
    const cycle = cycleMeant(block, cycles, table, report);
    const ctx = cycle && contexts.get(cycle);
    if (!cycle || !ctx) return [];
    reportOrder(block, report);
    const scenario = scenarioOf({ ...ctx, report }, block, entry.id, cycle);
    whole(scenario, block);
    return [scenario];
  });
}

/** The cycle named in the head, or the only one in sight. */
function cycleMeant(block: Block, cycles: readonly Cycle[], table: Table, report: Report): Id | null {
  if (block.on) {
    const entry = table.byName.get(block.on.text);
    if (entry) return entry.id;
    const known = table.entries.map((e) => quoted(e.name));
    if (!table.incomplete)
      report('CY3001', block.on.at, { kind: 'cycle', name: quoted(block.on.text), known });
    return null;
  }
  const [only] = cycles;
  if (only && cycles.length === 1) return only.id;
  if (table.incomplete) return null;
  const shown = cycles.map((cycle) => quoted(cycle.name));
  report('CY6006', block.head, { cycles: shown, name: quoted(block.name?.text ?? '') });
  return null;
}

/** Steps are in order of date. */
function reportOrder(block: Block, report: Report): void {
  const dated = datedLines(block);
  dated.forEach(({ on, line }, i) => {
    const earlier = dated[i - 1];
    if (!earlier || on >= earlier.on) return;
    const places = [{ at: earlier.line.at, label: 'the step before' }];
    report('CY6007', line.at, { a: on, b: earlier.on }, { places });
  });
}
