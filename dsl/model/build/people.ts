/** Lines of a stage that say who: doers, overdue lines, acknowledgement, changes of roles. */
import type { Block, Line } from '../../ast/nodes.js';
import { roughDays } from '../../check/dates.js';
import { linesOf } from '../../check/names.js';
import type { Acknowledgement, Doer, NoRole, OverdueStep, RoleChange } from '../stage.js';
import {
  holderField,
  peopleFieldOf,
  roleOf,
  rolesOf,
  type CycleContext,
  type SharedContext,
} from './context.js';
import { durationOf } from './moments.js';
import type { Said } from './ruled.js';

type DoneLine = Extract<Line, { kind: 'done' }>;

/** `done by …`. */
export function doerOf(ctx: CycleContext, block: Block): Said<Doer> {
  const [line] = linesOf(block.lines, 'done');
  if (!line) return undefined;
  const who = whoOf(ctx, line);
  reportChosen(ctx, line);
  if (line.requestsEach !== null)
    ctx.report('CY2116', line.at, { line: `at most ${line.requestsEach} requests each` });
  reportBeside(ctx, line);
  const chosenBy = line.chosenBy && roleOf(ctx, line.chosenBy);
  const confirmedBy = line.confirmedBy && roleOf(ctx, line.confirmedBy);
  const { mayDecline, requestsEach } = line;
  const more = { with: rolesOf(ctx, line.with), onceForEveryone: false };
  return { value: who && { who, chosenBy, confirmedBy, mayDecline, requestsEach, ...more }, src: line.at };
}

function whoOf(ctx: CycleContext, line: DoneLine): Doer['who'] | null {
  if (line.who.by === 'peers') return line.who;
  if (line.who.by === 'all') {
    const field = peopleFieldOf(ctx, line.who.role);
    return field === null ? null : { by: 'all', field };
  }
  const role = roleOf(ctx, line.who.role);
  return role && { by: 'role', role };
}

/** Whoever does the work does it with others. */
function reportBeside(ctx: CycleContext, { who, with: others }: DoneLine): void {
  const again = who.by === 'role' ? others.find(({ text }) => text === who.role.text) : undefined;
  if (!again) return;
  ctx.report('CY2015', again.at, { word: again.text, before: 'with', candidates: ['another role'] });
}

/** Only peers are chosen and confirmed. */
function reportChosen(ctx: CycleContext, line: DoneLine): void {
  if (line.who.by === 'peers' && !line.chosenBy) {
    ctx.report('CY2101', line.at, { word: 'peers', what: '"chosen by", with a role' });
    return;
  }
  const chooser = line.chosenBy ?? line.confirmedBy;
  if (chooser && line.who.by !== 'peers') ctx.report('CY3020', chooser.at, { role: chooser.text });
}

/** The `when overdue` lines, in order of time: the order in which they are written has no meaning. */
export function overdueOf(ctx: CycleContext, block: Block): Said<OverdueStep[]> {
  const lines = linesOf(block.lines, 'overdue');
  const [first] = lines;
  if (!first) return undefined;
  const steps = lines.map((line) => ({
    by: line.by && durationOf(line.by),
    deed: line.deed,
    to: line.to && roleOf(ctx, line.to),
    src: line.at,
  }));
  return { value: steps.sort((a, b) => roughDays(a.by) - roughDays(b.by)), src: first.at };
}

/** `acknowledged by …`. */
export function acknowledgementOf(ctx: CycleContext, block: Block): Said<Acknowledgement> {
  const [line] = linesOf(block.lines, 'acknowledged');
  if (!line) return undefined;
  const by = roleOf(ctx, line.by);
  const overrider = line.overriddenBy && roleOf(ctx, line.overriddenBy);
  const otherwise = overrider ? { overriddenBy: overrider } : { recordedAs: line.recordedAs?.text ?? '' };
  return { value: by && { by, within: durationOf(line.within), otherwise }, src: line.at };
}

/** `when the ROLE changes, …`, of a stage or a cycle. */
export function roleChangesOf(ctx: SharedContext, block: Block): Said<RoleChange[]> {
  const lines = linesOf(block.lines, 'roleChange');
  const [first] = lines;
  if (!first) return undefined;
  const value = lines.flatMap((line): RoleChange[] => {
    const role = holderField(ctx, line.role);
    if (role === null) return [];
    if (line.then !== 'ask') return [{ role, then: line.then, src: line.at }];
    const ask = line.ask && roleOf(ctx, line.ask);
    return ask ? [{ role, then: { ask }, src: line.at }] : [];
  });
  return { value, src: first.at };
}

/** `when there is no ROLE, …`. */
export function noRolesOf(ctx: CycleContext, block: Block): Said<NoRole[]> {
  const lines = linesOf(block.lines, 'noRole');
  const [first] = lines;
  if (!first) return undefined;
  const value = lines.flatMap((line): NoRole[] => {
    const role = holderField(ctx, line.role);
    if (role === null) return [];
    if (line.then === 'skip') return [{ role, then: 'skip', src: line.at }];
    const passTo = line.to && roleOf(ctx, line.to);
    return passTo ? [{ role, then: { passTo }, src: line.at }] : [];
  });
  return { value, src: first.at };
}
