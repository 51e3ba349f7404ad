/** Dates in order, and inside the cycle on the longest path: CY4301, CY4302, CY4306, CY4308, CY4310, CY4311, CY4316. */
import type { Code, Values } from '../../diagnostic.js';
import type { Reminder, Stage } from '../../model/stage.js';
import type { Src } from '../../model/values.js';
import type { Case } from '../cases.js';
import { dateOf, shift, spoken, type Day } from '../dates.js';
import { momentOn } from '../moments.js';
import {
  MOST_ROUNDS,
  calendarOf,
  endsBy,
  placeOf,
  roundOf,
  roundsOf,
  timesOf,
  tooManyRounds,
  valueOf,
  workEnds,
  type Plan,
} from '../schedule.js';
import { durationInWords } from '../words.js';
import { countsFromStage, proveAnchors } from './anchors.js';
import { exampleOf, stageName, stageOf, type Proof } from './proof.js';

/** What is wrong for one person. */
type Finding = { code: Code; at: Src; values: Values; label?: string };
type Look = (proof: Proof, plan: Plan, stage: Stage, one: Case) => Finding | null;

/** Looks at every stage for everybody, and reports each kind of finding once for a stage. */
export function proveDeadlines(proof: Proof, plan: Plan): void {
  provePeriod(proof, plan);
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    for (const look of [order, length, early, overlap, rounds])
      tell(proof, plan, (one) => look(proof, plan, stage, one));
    proveReminders(proof, plan, stage);
  }
}

/** Reports the first finding; with an example when not everybody is concerned. */
function tell(proof: Proof, plan: Plan, look: (one: Case) => Finding | null): void {
  const found = plan.cases.flatMap((one) => {
    const finding = look(one);
    return finding ? [{ finding, one }] : [];
  });
  const [first] = found;
  if (!first) return;
  const { code, at, values, label = '' } = first.finding;
  const some = found.length < plan.cases.length;
  proof.report(code, at, values, { label, ...(some ? exampleOf(proof, first.one.person) : {}) });
}

function provePeriod(proof: Proof, plan: Plan): void {
  const { cycle } = proof;
  if (!proof.sound(cycle)) return;
  proveAnchors(proof);
  tell(proof, plan, (one) => {
    const period = valueOf(plan, cycle.period, one);
    if (!period) return null;
    const asking = { stage: null, one, mode: 'latest' } as const;
    const [from, to] = [momentOn(plan, period.from, asking), momentOn(plan, period.to, asking)];
    if (from === null || to === null) return selfCounted(cycle.period.src, 'The period');
    if (from <= to) return null;
    return { code: 'CY4316', at: cycle.period.src, values: { a: spoken(to), b: spoken(from) } };
  });
  tell(proof, plan, (one) => {
    const start = momentOn(plan, { at: 'start' }, { stage: null, one, mode: 'latest' });
    return start === null ? selfCounted(cycle.start.src, 'The start of the cycle') : null;
  });
  tell(proof, plan, (one) =>
    endsBy(plan, one) === null ? selfCounted(cycle.end.src, 'The end of the cycle') : null,
  );
  tell(proof, plan, (one) => {
    const starts = momentOn(plan, { at: 'start' }, { stage: null, one, mode: 'earliest' });
    const ends = endsBy(plan, one);
    if (starts === null || ends === null || starts <= ends) return null;
    return { code: 'CY4316', at: cycle.end.src, values: { ends: spoken(ends), starts: spoken(starts) } };
  });
}

const selfCounted = (at: Src, moment: string): Finding => ({
  code: 'CY4311',
  at,
  values: { moment, reason: 'It is counted from itself, or from a date that nobody has' },
});

/** CY4301: due before it opens, at the latest opening. */
const order: Look = (_proof, plan, stage, one) => {
  const times = timesOf(plan, stage, one, 'latest');
  if (!times || times.skipped || times.due >= times.opens) return null;
  const values = { stage: `"${stage.name}"`, due: spoken(times.due), opens: spoken(times.opens) };
  return { code: 'CY4301', at: placeOf(plan, stage.due, one), values };
};

/** CY4302: can end after the cycle, and did not only wait for one that does. */
const length: Look = (proof, plan, stage, one) => {
  const times = timesOf(plan, stage, one, 'latest');
  const end = endsBy(plan, one);
  if (!times || end === null || times.ends <= end || untilTheEnd(plan, stage, one)) return null;
  const before = times.after === null ? undefined : stageOf(proof, times.after);
  const earlier = before && timesOf(plan, before, one, 'latest');
  if (earlier && earlier.ends > end) return null;
  const opens = timesOf(plan, stage, one, 'earliest')?.opens;
  if (opens !== undefined && opens > end) return null;
  const path = pathTo(proof, plan, stage, one);
  const values = { stage: `"${stage.name}"`, date: spoken(times.ends), end: spoken(end), path };
  return { code: 'CY4302', at: stage.src, values, label: `can last until ${dateOf(times.ends)}` };
};

/** A repetition without `until` goes on until the cycle ends; its last round is settled by that end. */
function untilTheEnd(plan: Plan, stage: Stage, one: Case): boolean {
  const how = valueOf(plan, stage.opens, one)?.how;
  return how?.when === 'every' && how.until === null;
}

/** The stages one after the other, each with the day on which it ends at the latest. */
function pathTo(proof: Proof, plan: Plan, stage: Stage, one: Case): string {
  const steps: string[] = [];
  let at: Stage | undefined = stage;
  while (at && steps.length < proof.cycle.stages.length) {
    const times = timesOf(plan, at, one, 'latest');
    if (!times) break;
    steps.unshift(`${stageName(proof, at.id)} from ${dateOf(times.opens)} to ${dateOf(times.ends)}`);
    at = times.after === null ? undefined : stageOf(proof, times.after);
  }
  return steps.join(', then ');
}

/** CY4308. */
const early: Look = (_proof, plan, stage, one) => {
  const rule = valueOf(plan, stage.notSubmittedBefore, one);
  const at = placeOf(plan, stage.notSubmittedBefore, one);
  const times = timesOf(plan, stage, one, 'latest');
  if (!rule || !times || times.skipped) return null;
  const from = momentOn(plan, rule, { stage, one, mode: 'latest', opens: times.opens });
  if (from === null && countsFromStage(rule))
    return selfCounted(at, `The day before which "${stage.name}" may not be submitted`);
  if (from === null || from <= times.due) return null;
  const values = { stage: `"${stage.name}"`, a: spoken(from), b: spoken(times.due) };
  return { code: 'CY4308', at, values };
};

/** CY4310: a round that lasts into the next one. */
const overlap: Look = (_proof, plan, stage, one) => {
  const how = valueOf(plan, stage.opens, one)?.how;
  if (how?.when !== 'every') return null;
  const rounds = roundsOf(plan, stage, one, 'latest');
  for (const [i, opens] of rounds.entries()) {
    const next = rounds[i + 1];
    const { ends } = roundOf(plan, stage, one, opens);
    if (next === undefined || ends === null || ends < next) continue;
    const days = { opens: dateOf(opens), lasts: dateOf(ends), next: dateOf(next) };
    const a = durationInWords(how.every).replace(/^1 /, '');
    return {
      code: 'CY4310',
      at: placeOf(plan, stage.opens, one),
      values: { stage: `"${stage.name}"`, a, ...days },
    };
  }
  return null;
};

/** CY2114: so many rounds nobody looks at. */
const rounds: Look = (_proof, plan, stage, one) => {
  if (!tooManyRounds(plan, stage, one)) return null;
  const values = {
    count: `${MOST_ROUNDS + 1} or more`,
    things: `rounds of "${stage.name}"`,
    limit: MOST_ROUNDS,
  };
  return { code: 'CY2114', at: placeOf(plan, stage.opens, one), values };
};

/** CY4306: for each reminder, if it can be sent to nobody. */
function proveReminders(proof: Proof, plan: Plan, stage: Stage): void {
  const told = new Set<string>();
  for (const one of plan.cases) {
    for (const reminder of valueOf(plan, stage.reminders, one) ?? []) {
      const key = JSON.stringify(reminder);
      if (told.has(key)) continue;
      told.add(key);
      proveReminder(proof, plan, stage, reminder, key);
    }
  }
}

function proveReminder(proof: Proof, plan: Plan, stage: Stage, reminder: Reminder, key: string): void {
  let trouble: Values | null = null;
  for (const one of plan.cases) {
    const mine = (valueOf(plan, stage.reminders, one) ?? []).some((r) => JSON.stringify(r) === key);
    const times = timesOf(plan, stage, one, 'earliest');
    if (!mine || !times || times.skipped || times.due < times.opens) continue;
    trouble = unsendable(plan, stage, one, reminder, times);
    if (trouble === null) return;
  }
  if (trouble) proof.report('CY4306', reminderLine(proof, stage, reminder), trouble);
}

function unsendable(
  plan: Plan,
  stage: Stage,
  one: Case,
  reminder: Reminder,
  times: { opens: Day; due: Day },
): Values | null {
  const calendar = calendarOf(plan, one);
  if (!calendar) return null;
  if ('before' in reminder) {
    const day = shift(times.due, reminder.before, true, calendar);
    const reason = `before the stage opens on ${spoken(times.opens)}`;
    return day < times.opens ? { date: spoken(day), reason } : null;
  }
  const day = shift(times.due, reminder.everyAfter, false, calendar);
  const steps = valueOf(plan, stage.overdue, one) ?? [];
  const open = steps.some((step) => step.deed === 'stayOpen') || steps.length === 0;
  const ended = workEnds(plan, stage, one, times.due, calendar);
  return day > ended && !open
    ? { date: spoken(day), reason: `when the stage has ended on ${spoken(ended)}` }
    : null;
}

/** The line of the text in which a reminder stands. */
function reminderLine(proof: Proof, stage: Stage, reminder: Reminder): Src {
  const wanted = 'before' in reminder ? reminder.before : reminder.everyAfter;
  const block = proof.blockOf(stage);
  const lines = block ? [block, ...block.blocks].flatMap((b) => b.lines) : [];
  const line = lines.find(
    (l) =>
      l.kind === 'remind' &&
      l.reminders.some((r) => {
        const node = 'before' in r ? r.before : r.everyAfter;
        return 'before' in r === 'before' in reminder && node.n === wanted.n && node.unit === wanted.unit;
      }),
  );
  return line?.at ?? stage.reminders.src;
}
