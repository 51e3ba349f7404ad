/** A stage with its exceptions. */
import type { Block, Line, Span } from '../../ast/nodes.js';
import { reportOwed } from '../../check/lines.js';
import { linesOf, look, lookAll } from '../../check/names.js';
import type { Opening, Reminder, Stage } from '../stage.js';
import type { Cond, Id, Moment } from '../values.js';
import { activitiesOf } from './activities.js';
import { cycleCond } from './conditions.js';
import { reportShare, roleOf, type CycleContext } from './context.js';
import { alarmsOf, approvalsOf, guideOf } from './meetings.js';
import { durationOf, momentOf } from './moments.js';
import { acknowledgementOf, doerOf, noRolesOf, overdueOf, roleChangesOf } from './people.js';
import { ruled, takenOut, treeOf, type Said } from './ruled.js';

/** Builds a stage. Its phase depends on the other stages and is set when the cycle is whole. */
export function stageOf(ctx: CycleContext, block: Block, id: Id): Stage {
  const tree = treeOf(block, ctx.shared.segment, ctx.report);
  const stage: Stage = {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    phase: 'review',
    opens: ruled(tree, (inner) => openingOf(ctx, inner)),
    onlyFor: ruled<Id[]>(tree, (inner) => onlyForOf(ctx, inner)),
    onlyWhen: ruled<Cond>(tree, (inner) => onlyWhenOf(ctx, inner)),
    skip: takenOut(tree, 'skip'),
    notSubmittedBefore: ruled(tree, (inner) => momentLine(ctx, inner, 'notSubmittedBefore')),
    due: ruled(tree, (inner) => momentLine(ctx, inner, 'due')),
    grace: ruled(tree, graceOf),
    doer: ruled(tree, (inner) => doerOf(ctx, inner)),
    activities: ruled(tree, (inner, outer) => activitiesOf(ctx, inner, outer ?? [])),
    needs: ruled(tree, (inner) => needsOf(ctx, inner)),
    sees: ruled<Id[]>(tree, (inner) => seesOf(ctx, inner)),
    anonymous: ruled<number>(tree, anonymousOf),
    reminders: ruled(tree, remindersOf),
    overdue: ruled(tree, (inner) => overdueOf(ctx, inner)),
    refused: ruled(tree, (inner) => refusedOf(ctx, inner)),
    approvals: ruled(tree, (inner) => approvalsOf(ctx, inner)),
    acknowledged: ruled(tree, (inner) => acknowledgementOf(ctx, inner)),
    guide: ruled(tree, (inner) => guideOf(ctx, inner)),
    alarms: ruled(tree, (inner) => alarmsOf(ctx, inner)),
    tiesTo: ruled(tree, (inner) => tiesOf(ctx, inner)),
    roleChange: ruled(tree, (inner) => roleChangesOf(ctx, inner)),
    noRole: ruled(tree, (inner) => noRolesOf(ctx, inner)),
    mayBeDelegated: ruled<boolean>(tree, delegationOf),
  };
  reportMissing(ctx, block, stage);
  return stage;
}

const OWED = [
  ['opens', { line: 'opens', reason: 'nobody could begin', usual: 'opens at start' }],
  [
    'due',
    { line: 'due', reason: 'nobody would know until when', usual: 'due 10 business days after opening' },
  ],
  ['doer', { line: 'done by', reason: 'the task would be nobody’s', usual: 'done by manager' }],
  [
    'activities',
    {
      line: 'activity',
      reason: 'a stage without work has nothing to close',
      usual: 'fills in "…"',
    },
  ],
] as const;
/** Lines that can stand in the block although they came to nothing (a wrong name): those are not missing. */
const WRITTEN: Record<(typeof OWED)[number][0], readonly Line['kind'][]> = {
  opens: ['opens'],
  due: ['due'],
  doer: ['done'],
  activities: [
    'plans',
    'checks',
    'fillsIn',
    'awards',
    'chooses',
    'recommends',
    'decides',
    'calibrates',
    'releases',
    'meets',
    'confirms',
  ],
};

function reportMissing(ctx: CycleContext, block: Block, stage: Stage): void {
  for (const [property, owed] of OWED) {
    const written = block.lines.some((line) => WRITTEN[property].includes(line.kind));
    if (stage[property].value === null && !written) reportOwed(block, owed, ctx.report);
  }
}

const one = <K extends Line['kind']>(block: Block, kind: K) => linesOf(block.lines, kind)[0];

function openingOf(ctx: CycleContext, block: Block): Said<Opening> {
  const line = one(block, 'opens');
  if (!line) return undefined;
  const how = howOf(ctx, line.how, line.at);
  const orOn = line.orOn && momentOf(ctx, line.orOn);
  const notBefore = line.notBefore && momentOf(ctx, line.notBefore);
  return { value: how && { how, orOn, notBefore }, src: line.at };
}

type OpensLine = Extract<Line, { kind: 'opens' }>;
function howOf(ctx: CycleContext, node: OpensLine['how'], at: Span): Opening['how'] | null {
  switch (node.when) {
    case 'start':
      return { when: 'start' };
    case 'on': {
      const moment = momentOf(ctx, node.moment);
      return moment && { when: 'on', moment };
    }
    case 'closed': {
      const stages = lookAll(ctx.names.stage, node.stages, ctx.report);
      const whole = stages.length === node.stages.length;
      if (node.ofPeople !== null) reportShare(ctx, node.ofPeople, at, 'a share of people', 1);
      return whole ? { when: 'closed', stages, ofPeople: node.ofPeople } : null;
    }
    case 'every': {
      const from = momentOf(ctx, node.from);
      const until = node.until && momentOf(ctx, node.until);
      return from && { when: 'every', every: durationOf(node.every), from, until };
    }
  }
}

function momentLine(ctx: CycleContext, block: Block, kind: 'due' | 'notSubmittedBefore'): Said<Moment> {
  const line = one(block, kind);
  return line && { value: momentOf(ctx, line.moment), src: line.at };
}

function graceOf(block: Block): Said<ReturnType<typeof durationOf>> {
  const line = one(block, 'grace');
  return line && { value: durationOf(line.duration), src: line.at };
}

function onlyForOf(ctx: CycleContext, block: Block): Said<Id[]> {
  const lines = linesOf(block.lines, 'onlyFor');
  const [first] = lines;
  if (!first) return undefined;
  const names = lines.flatMap((line) => line.segments);
  return { value: lookAll(ctx.shared.segment, names, ctx.report), src: first.at };
}

function onlyWhenOf(ctx: CycleContext, block: Block): Said<Cond> {
  const lines = linesOf(block.lines, 'onlyWhen');
  const [first] = lines;
  return first && { value: lines.flatMap((line) => cycleCond(ctx, line.when)), src: first.at };
}

function needsOf(ctx: CycleContext, block: Block): Said<{ part: Id; when: Cond }[]> {
  const lines = linesOf(block.lines, 'needs');
  const [first] = lines;
  if (!first) return undefined;
  const value = lines.flatMap((line) => {
    const part = look(ctx.names.part, line.part, ctx.report);
    const when = cycleCond(ctx, line.when);
    return part === null ? [] : [{ part, when }];
  });
  return { value, src: first.at };
}

function seesOf(ctx: CycleContext, block: Block): Said<Id[]> {
  const line = one(block, 'sees');
  return line && { value: lookAll(ctx.names.stage, line.stages, ctx.report), src: line.at };
}

function anonymousOf(block: Block): Said<number> {
  const line = one(block, 'anonymous');
  return line && { value: line.from, src: line.at };
}

function remindersOf(block: Block): Said<Reminder[]> {
  const lines = linesOf(block.lines, 'remind');
  const [first] = lines;
  const none = linesOf(block.lines, 'no').find((line) => line.what === 'reminders');
  if (!first) return none && { value: null, src: none.at };
  const value = lines.flatMap((line) =>
    line.reminders.map((reminder): Reminder =>
      'before' in reminder
        ? { before: durationOf(reminder.before) }
        : { everyAfter: durationOf(reminder.everyAfter) },
    ),
  );
  return { value, src: first.at };
}

/** Refusals without a number: at most 3. */
function refusedOf(ctx: CycleContext, block: Block): Said<{ to: Id; atMost: number }> {
  const line = one(block, 'refused');
  if (!line) return undefined;
  const to = look(ctx.names.stage, line.to, ctx.report);
  return { value: to === null ? null : { to, atMost: line.atMost ?? 3 }, src: line.at };
}

function tiesOf(ctx: CycleContext, block: Block): Said<NonNullable<Stage['tiesTo']['value']>> {
  const line = one(block, 'ties');
  return line && { value: roleOf(ctx, line.role), src: line.at };
}

function delegationOf(block: Block): Said<boolean> {
  const line = one(block, 'notDelegated');
  if (line) return { value: false, src: line.at };
  return block.kind === 'except for' ? undefined : { value: true, src: block.head };
}
