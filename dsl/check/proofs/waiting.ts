/** Every stage opens, and none waits for itself: CY4303, CY4304, CY4311. */
import type { Stage } from '../../model/stage.js';
import type { Id, Moment, Src } from '../../model/values.js';
import type { Case } from '../cases.js';
import { spoken } from '../dates.js';
import { momentOn } from '../moments.js';
import { roundsOf } from '../rounds.js';
import { endsBy, isAway, timesOf, valueOf, type Plan } from '../schedule.js';
import { findPerson } from '../witness.js';
import { condInWords } from '../words.js';
import { segmentNames, stageName, stageOf, type Proof } from './proof.js';
import { canHold } from './scales.js';
import { alternatives } from '../winners.js';

/** What must have happened first. A stage opens, is due, closes. */
type Event = { what: 'opens' | 'due' | 'closes'; stage: Id };
const keyOf = (event: Event): string => `${event.what} ${event.stage}`;

/** Answers whether no stage waits for itself; the country has no part in it. */
export function proveWaiting(proof: Proof, plan: Plan): boolean {
  const told = new Set<string>();
  for (const one of plan.cases.filter((each, i) => each.group !== plan.cases[i - 1]?.group)) {
    const done = new Set<string>();
    for (const stage of proof.cycle.stages) {
      const circle = circleFrom(plan, { what: 'closes', stage: stage.id }, one, done);
      if (!circle) continue;
      const stages = [...new Set(circle.map((event) => event.stage))];
      const key = [...stages].sort().join();
      if (told.has(key)) continue;
      told.add(key);
      reportCircle(proof, circle, stages);
    }
  }
  return told.size === 0;
}

/** The first circle on the ways back from an event, in the order of waiting: each needs the next. `done`: events on no circle. */
function circleFrom(plan: Plan, start: Event, one: Case, done: Set<string>): Event[] | null {
  const visit = (event: Event, path: readonly Event[]): Event[] | null => {
    const at = path.findIndex((earlier) => keyOf(earlier) === keyOf(event));
    if (at >= 0) return path.slice(at);
    if (done.has(keyOf(event))) return null;
    for (const needed of needsOf(plan, event, one)) {
      const found = visit(needed, [...path, event]);
      if (found) return found;
    }
    done.add(keyOf(event));
    return null;
  };
  return visit(start, []);
}

function needsOf(plan: Plan, event: Event, one: Case): Event[] {
  const stage = plan.cycle.stages.find((s) => s.id === event.stage);
  if (!stage) return [];
  const opens: Event = { what: 'opens', stage: stage.id };
  if (event.what === 'opens') return opensAfter(plan, stage, one);
  const due = valueOf(plan, stage.due, one);
  if (event.what === 'due') return [opens, ...(due ? momentsIn(due, stage.id) : [])];
  return isAway(plan, stage, one) ? [opens] : [opens, { what: 'due', stage: stage.id }];
}

/** What an opening needs. `or on` opens it without the rest, and stands for the share of people. */
function opensAfter(plan: Plan, stage: Stage, one: Case): Event[] {
  const opening = valueOf(plan, stage.opens, one);
  if (!opening) return [];
  const { how, orOn, notBefore } = opening;
  const hold = notBefore ? momentsIn(notBefore, stage.id) : [];
  // where a share of people is waited for, the person's own stage must be closed on that day all the same
  const byShare = how.when === 'closed' && how.ofPeople !== null;
  if (orOn && !byShare) return [...momentsIn(orOn, stage.id), ...hold];
  switch (how.when) {
    case 'closed':
      return [...how.stages.map((id): Event => ({ what: 'closes', stage: id })), ...hold];
    case 'on':
      return [...momentsIn(how.moment, stage.id), ...hold];
    case 'every':
      return [
        ...momentsIn(how.from, stage.id),
        ...(how.until ? momentsIn(how.until, stage.id) : []),
        ...hold,
      ];
    default:
      return hold;
  }
}

/** Events a moment counts from. */
function momentsIn(moment: Moment, own: Id): Event[] {
  switch (moment.at) {
    case 'opening':
      return [{ what: 'opens', stage: moment.stage ?? own }];
    case 'due':
      return [{ what: 'due', stage: moment.stage ?? own }];
    case 'closing':
      return [{ what: 'closes', stage: moment.stage ?? own }];
    case 'shift':
      return momentsIn(moment.from, own);
    case 'later':
    case 'earlier':
      return moment.of.flatMap((of) => momentsIn(of, own));
    case 'firstOfMonth':
      return momentsIn(moment.of, own);
    default:
      return [];
  }
}

function reportCircle(proof: Proof, circle: readonly Event[], stages: readonly Id[]): void {
  const order = proof.cycle.stages.map((stage) => stage.id);
  const first = [...stages].sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? '';
  const stage = stageOf(proof, first);
  if (!stage) return;
  const due = circle.find((event) => event.what === 'due');
  const counted = circle.some((event) => event.what === 'opens') ? undefined : due;
  if (counted || (stages.length === 1 && !waitsForClosing(stage, first))) {
    const dated = stageOf(proof, counted?.stage ?? first) ?? stage;
    const at = counted ? dated.due.src : dated.opens.src;
    const moment = counted ? `The due date of "${dated.name}"` : `The opening of "${dated.name}"`;
    proof.report('CY4311', at, { moment, reason: 'It is counted from something that comes only after it' });
    return;
  }
  const turned = rotate(stages, first);
  const path = [...turned, first].map((id) => stageName(proof, id)).join(' → ');
  const places = turned.slice(1).flatMap((id) => {
    const other = stageOf(proof, id);
    return other ? [{ at: other.opens.src, label: 'waits in turn' }] : [];
  });
  const values = stages.length === 1 ? { one: `"${stage.name}"` } : { path };
  proof.report('CY4304', stage.opens.src, values, { places });
}

const rotate = (stages: readonly Id[], first: Id): Id[] => {
  const at = stages.indexOf(first);
  return [...stages.slice(at), ...stages.slice(0, at)];
};

const waitsForClosing = (stage: Stage, id: Id): boolean =>
  alternatives(stage.opens).some(({ how }) => how.when === 'closed' && how.stages.includes(id));

/** CY4303: opened for nobody, under a condition nobody meets, or after the end. Answers those stages. */
export function proveOpening(proof: Proof, plan: Plan): ReadonlySet<Id> {
  const told = new Set<Id>();
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    const found = neverOpens(proof, plan, stage);
    if (!found) continue;
    proof.report('CY4303', found.at, { stage: `"${stage.name}"`, reason: found.reason });
    told.add(stage.id);
  }
  return told;
}

function neverOpens(proof: Proof, plan: Plan, stage: Stage): { at: Src; reason: string } | null {
  return onlyNobody(proof, stage) ?? never(proof, stage) ?? tooLate(plan, stage);
}

function onlyNobody(proof: Proof, stage: Stage): { at: Src; reason: string } | null {
  const { scope } = proof;
  const segments = stage.onlyFor.value ?? [];
  if (stage.onlyFor.unless.length > 0 || segments.length === 0) return null;
  if (segments.some((id) => findPerson(scope.facts, scope.of([id]), []) === null)) return null;
  if (scope.find(scope.of(segments)) !== null) return null;
  return {
    at: stage.onlyFor.src,
    reason: `Nobody in this cycle is in ${segmentNames(proof.model, segments)}`,
  };
}

function never(proof: Proof, stage: Stage): { at: Src; reason: string } | null {
  const cond = stage.onlyWhen.value ?? [];
  if (stage.onlyWhen.unless.length > 0 || cond.length === 0 || canHold(proof, cond)) return null;
  const words = condInWords(cond, proof.model, proof.cycle);
  return { at: stage.onlyWhen.src, reason: `Nobody can meet: ${words}` };
}

/** After the end of the cycle for everybody, or a repetition that is over before it begins. */
function tooLate(plan: Plan, stage: Stage): { at: Src; reason: string } | null {
  let reason: string | null = null;
  for (const one of plan.cases) {
    const how = valueOf(plan, stage.opens, one)?.how;
    const end = endsBy(plan, one);
    const start = momentOn(plan, { at: 'start' }, { stage, one, mode: 'earliest' });
    // a cycle that is over before it starts has a message of its own
    if (start !== null && end !== null && start > end) return null;
    if (how?.when === 'every' && roundsOf(plan, stage, one, 'earliest').length === 0) {
      const from = momentOn(plan, how.from, { stage, one, mode: 'earliest' });
      if (from === null) return null;
      reason = `It would first open on ${spoken(from)}, and by then it repeats no more`;
      continue;
    }
    const opens = timesOf(plan, stage, one, 'earliest')?.opens;
    if (opens === undefined || end === null || opens <= end) return null;
    reason = `It would open on ${spoken(opens)}, after the cycle ends on ${spoken(end)}`;
  }
  return reason === null ? null : { at: stage.opens.src, reason };
}
