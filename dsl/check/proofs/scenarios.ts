/** Scenarios that cannot say anything: CY6002, CY6003, CY6004. */
import { dayNumber } from '../../civil.js';
import type { Draft } from '../../model/build/draft.js';
import type { Cycle } from '../../model/cycle.js';
import type { Expectation, Scenario, ScenarioStep } from '../../model/scenario.js';
import type { Cond, Id, Test, Value } from '../../model/values.js';
import { dateFields } from '../cases.js';
import { spoken } from '../dates.js';
import { narrow, anything } from '../domains.js';
import { segmentsNamed, segmentsOf, ruledIn } from '../mixes.js';
import { momentOn } from '../moments.js';
import type { Report } from '../report.js';
import type { Scope } from '../scope.js';
import { endsBy, type Plan } from '../schedule.js';

/** What the scenarios of a cycle need: its people and its dates. */
export type Told = { draft: Draft; cycle: Cycle; scope: Scope; plan: Plan; report: Report };

/** A scenario without an expectation always passes. */
export function proveExpects(draft: Draft, report: Report): void {
  for (const scenario of draft.model.scenarios) {
    const block = draft.blockOf(scenario);
    const expects = block?.lines.some((line) => line.kind === 'expect') || block?.broken;
    if (!expects) report('CY6002', scenario.src, { name: `"${scenario.name}"` });
  }
}

/** Dates and facts of the scenarios of one cycle. */
export function proveScenarios(told: Told): void {
  for (const scenario of told.draft.model.scenarios.filter((s) => s.cycle === told.cycle.id)) {
    proveDates(told, scenario);
    for (const step of scenario.steps) proveFacts(told, scenario, step);
  }
}

/** Only where the cycle starts and ends on the same days for everybody. */
function proveDates({ plan, report, cycle }: Told, scenario: Scenario): void {
  if (dateFields([cycle.start, cycle.end]).size > 0) return;
  const starts = plan.cases.map((one) =>
    momentOn(plan, { at: 'start' }, { stage: null, one, mode: 'earliest' }),
  );
  const ends = plan.cases.map((one) => endsBy(plan, one));
  const [start, end] = [starts[0], ends[0]];
  if (start === undefined || end === undefined || start === null || end === null) return;
  if (starts.some((day) => day !== start) || ends.some((day) => day !== end)) return;
  for (const step of scenario.steps) {
    if (step.on === null) continue;
    const day = dayNumber(step.on);
    if (day >= start && day <= end) continue;
    report('CY6004', step.src, { date: spoken(day), start: spoken(start), end: spoken(end) });
  }
}

/** CY6003: the answer depends on a segment, and the person's membership on a fact that is not given. */
function proveFacts(told: Told, scenario: Scenario, step: ScenarioStep): void {
  if (step.step !== 'expect') return;
  const about = personOf(step.expect);
  if (about === null) return;
  const facts = factsOf(scenario, about, step.on);
  for (const { cond, line } of asked(told, step.expect)) {
    const unknown = decisive(told.scope, cond, facts);
    if (!unknown) continue;
    told.report('CY6003', step.src, { person: `"${about}"`, field: unknown, line });
    return;
  }
}

const personOf = (expect: Expectation): string | null => {
  if (expect.about === 'included') return expect.person;
  return expect.about === 'rating' || expect.about === 'stage' || expect.about === 'reward'
    ? expect.of
    : null;
};

/** The conditions on which the answer depends, and the words for the line that asks. */
function asked({ cycle, scope }: Told, expect: Expectation): { cond: Cond; line: string }[] {
  if (expect.about === 'included') return [{ cond: scope.included, line: 'The line "includes"' }];
  const thing = thingOf(cycle, expect);
  if (!thing) return [];
  const stages = cycle.stages.filter((stage) => stage === thing);
  const segments = [...ruledIn(thing).flatMap(segmentsOf), ...segmentsNamed(stages)];
  return [...new Set(segments)].map((id) => ({
    cond: scope.of([id]),
    line: `The segment "${scope.model.segments.find((s) => s.id === id)?.name ?? id}"`,
  }));
}

function thingOf(cycle: Cycle, expect: Expectation): object | undefined {
  if (expect.about === 'rating') return cycle.ratings.find((rating) => rating.id === expect.id);
  if (expect.about === 'stage') return cycle.stages.find((stage) => stage.id === expect.id);
  return expect.about === 'reward' ? cycle.rewards.find((reward) => reward.id === expect.id) : undefined;
}

/** Facts given for a person, or set before a date. */
function factsOf(scenario: Scenario, person: string, on: string | null): Map<Id, Value | { person: string }> {
  const facts = new Map<Id, Value | { person: string }>();
  for (const given of scenario.givens) {
    if (given.given !== 'person' || given.person !== person) continue;
    for (const fact of given.facts) facts.set(fact.field, fact.value);
  }
  for (const step of scenario.steps) {
    if (step.step !== 'do' || step.do.deed !== 'fieldBecomes' || step.do.of !== person) continue;
    if (on === null || step.on <= on) facts.set(step.do.field, step.do.value);
  }
  return facts;
}

/** The field without which nobody can say whether the condition holds; null when the given facts decide. */
function decisive(
  scope: Scope,
  cond: Cond,
  facts: ReadonlyMap<Id, Value | { person: string }>,
): string | null {
  let unknown: string | null = null;
  for (const test of cond) {
    if (test.subject.about !== 'field' || test.op === 'missing' || test.op === 'notMissing') continue;
    const { field } = test.subject;
    const known = scope.model.fields.find((f) => f.id === field);
    // who has whom follows from the managers given; nobody else is there
    if (known?.type.kind === 'people') continue;
    const fact = facts.get(field);
    if (fact === undefined) unknown ??= known?.name ?? field;
    else if (!('person' in fact) && !met(scope, test, fact)) return null;
  }
  return unknown;
}

/** Whether a known fact meets a test: what the fact is and what the test allows have something in common. */
function met(scope: Scope, test: Test, fact: Value): boolean {
  const kind = test.subject.about === 'field' ? scope.facts(test.subject.field) : undefined;
  if (!kind) return true;
  const is: Test = { ...test, op: 'is', values: [fact] };
  return narrow(anything(kind), is, true).some((domain) => narrow(domain, test, true).length > 0);
}
