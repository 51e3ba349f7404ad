/** Dates in order: CY4301, CY4308, CY4310, CY4311, CY4316, CY4318; with CY4302 and CY4306 of `ends.ts` and `reminders.ts`. */
import { dateOf } from '../../civil.js';
import type { Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import type { Case } from '../cases.js';
import { spoken } from '../dates.js';
import { momentOn } from '../moments.js';
import { wayTo } from '../paths.js';
import { MOST_ROUNDS, roundsOf, tooManyRounds } from '../rounds.js';
import { endsBy, placeOf, roundOf, timesOf, valueOf, type Plan } from '../schedule.js';
import { durationInWords } from '../words.js';
import { countsFromStage, proveAnchors } from './anchors.js';
import { length } from './ends.js';
import type { Proof } from './proof.js';
import { proveReminders } from './reminders.js';
import { tell, type Finding } from './tell.js';

type Look = (proof: Proof, plan: Plan, stage: Stage, one: Case) => Finding | null;

/** Looks at every stage for everybody, and reports each kind of finding once for a stage. `never`: those that open for nobody. */
export function proveDeadlines(proof: Proof, plan: Plan, never: ReadonlySet<Id>): void {
  provePeriod(proof, plan);
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    for (const look of [order, ...(never.has(stage.id) ? [] : [length]), early, overlap, rounds])
      tell(proof, plan, (one) => look(proof, plan, stage, one));
    proveReminders(proof, plan, stage);
  }
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
    return {
      code: 'CY4316',
      at: cycle.period.src,
      values: { a: spoken(to), b: spoken(from) },
      late: from - to,
    };
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
    const values = { ends: spoken(ends), starts: spoken(starts) };
    return { code: 'CY4316', at: cycle.end.src, values, late: starts - ends };
  });
}

const selfCounted = (at: Src, moment: string): Finding => ({
  code: 'CY4311',
  at,
  values: { moment, reason: 'It is counted from itself, or from a date that nobody has' },
});

/** CY4301: due before it opens at the latest. Whoever is late for a share of people may be late: it is due when it opens for them. */
const order: Look = (_proof, plan, stage, one) => {
  const times = timesOf(plan, stage, one, 'latest');
  if (!times || times.skipped || times.due >= times.usual) return null;
  const values = { stage: `"${stage.name}"`, due: spoken(times.due), opens: spoken(times.usual) };
  const span = { late: times.usual - times.due, ...wayTo(plan, stage, one, times.usual) };
  return { code: 'CY4301', at: placeOf(plan, stage.due, one), values, ...span };
};

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
  return { code: 'CY4308', at, values, late: from - times.due, ...wayTo(plan, stage, one, from) };
};

/** CY4310: a round that lasts into the next one. */
const overlap: Look = (_proof, plan, stage, one) => {
  const how = valueOf(plan, stage.opens, one)?.how;
  if (how?.when !== 'every') return null;
  const rounds = roundsOf(plan, stage, one, 'latest');
  for (const [i, opens] of rounds.entries()) {
    const next = rounds[i + 1];
    const ends = roundOf(plan, stage, one, opens)?.ends;
    if (next === undefined || ends === undefined || ends < next) continue;
    const days = { opens: dateOf(opens), lasts: dateOf(ends), next: dateOf(next) };
    const a = durationInWords(how.every).replace(/^1 /, '');
    return {
      code: 'CY4310',
      at: placeOf(plan, stage.opens, one),
      values: { stage: `"${stage.name}"`, a, ...days },
      late: ends - next,
      from: opens,
      to: ends,
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
