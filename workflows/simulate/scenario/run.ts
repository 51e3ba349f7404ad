/** Runs scenarios of a checked model, each on its own people and clock. Rules: language reference, scenarios. */
import type { LocalDate, Model, Scenario, ScenarioStep, Src } from '../../../dsl/index.js';
import type { Definition } from '../../engine/contract.js';
import { define } from '../../engine/start.js';
import { cycleDates } from '../../rules/clock.js';
import { placePerson } from '../../rules/membership.js';
import { memberOf } from '../../rules/segments.js';
import { castOf } from './cast.js';
import { doDeed, type DeedProblem } from './deeds.js';
import { check } from './expect.js';
import { beginStory, caseOf, noonOf, runTo, timelineOf, type Story } from './story.js';

/** One thing that is not as the scenario says. Codes as in the diagnostics of the language. */
export type ScenarioFailure = {
  code: 'CY6001' | 'CY6003' | 'CY6004' | 'CY6005';
  src: Src;
  message: string;
  expected: string | null;
  actual: string | null;
  /** What happened to the person until then, a line an event. */
  timeline: readonly string[];
};
export type ScenarioResult = {
  id: string;
  name: string;
  cycle: string;
  src: Src;
  passed: boolean;
  /** Expectations asked. */
  asked: number;
  failures: readonly ScenarioFailure[];
};

/** Runs every scenario of a model, in the order of the text. */
export async function runScenarios(model: Model): Promise<ScenarioResult[]> {
  const definitions = new Map(model.cycles.map((cycle) => [cycle.id, define(model, cycle)]));
  const results: ScenarioResult[] = [];
  for (const scenario of model.scenarios) {
    const definition = definitions.get(scenario.cycle);
    if (definition) results.push(await runScenario(definition, scenario));
  }
  return results;
}

/** Runs one scenario. */
export async function runScenario(definition: Definition, scenario: Scenario): Promise<ScenarioResult> {
  const cast = castOf(definition.model, scenario, zoneOf(definition));
  const story = beginStory(definition, scenario, cast);
  const failures: ScenarioFailure[] = [];
  for (const step of inOrder(scenario)) failures.push(...(await takeStep(story, step)));
  const asked = scenario.steps.filter(({ step }) => step === 'expect').length;
  const { id, name, cycle, src } = scenario;
  return { id, name, cycle, src, passed: failures.length === 0, asked, failures };
}

/** People of a scenario are where the calendar is; a calendar of each person's zone puts them in UTC. */
const zoneOf = ({ model, cycle }: Definition): string =>
  model.calendars.find(({ id }) => id === cycle.calendar.value)?.zone ?? 'UTC';

/** Dated steps in order of date, then what is asked without a date. */
function inOrder({ steps }: Scenario): ScenarioStep[] {
  const dated = steps.filter(({ on }) => on !== null);
  return [...dated, ...steps.filter(({ on }) => on === null)];
}

async function takeStep(story: Story, step: ScenarioStep): Promise<ScenarioFailure[]> {
  const outside = step.on === null ? null : outsideCycle(story, step.on, actorOf(step));
  if (outside !== null) return [failure(step.src, 'CY6004', outside)];
  if (step.on !== null) await runTo(story, noonOf(story, actorOf(step), step.on));
  if (step.step === 'do') {
    const problem = doDeed(story, step.do);
    await runTo(story, story.store.now);
    return problem ? [deedFailure(story, step, problem)] : [];
  }
  const { met, expected, actual, person } = check(story, step);
  if (met) return [];
  const about = 'of' in step.expect ? step.expect.of : null;
  const unknown = about === null ? null : unplaced(story, step, about);
  if (unknown !== null) return [unknown];
  const timeline = person === null ? [] : timelineOf(story, person);
  return [
    {
      code: 'CY6001',
      src: step.src,
      message: `Expected ${expected}, got ${actual}.`,
      expected,
      actual,
      timeline,
    },
  ];
}

const failure = (src: Src, code: ScenarioFailure['code'], message: string): ScenarioFailure => ({
  code,
  src,
  message,
  expected: null,
  actual: null,
  timeline: [],
});

/** Whose noon it is: who acts, or of whom something is asked. */
function actorOf(step: ScenarioStep): string | null {
  if (step.step === 'expect') {
    const { expect } = step;
    return 'of' in expect ? expect.of : 'person' in expect ? expect.person : null;
  }
  const { do: deed } = step;
  if ('by' in deed) return deed.by;
  return deed.deed === 'leaves' ? deed.person : deed.of;
}

/** For whoever acts, or of whom something is asked. */
function outsideCycle({ definition, cast, store }: Story, on: LocalDate, name: string | null): string | null {
  const person = (name === null ? undefined : store.byId.get(name)) ?? cast.people[0];
  if (!person) return null;
  const member = memberOf(definition.model, person, store.world);
  const { start, end } = cycleDates(definition, person, member, store.world);
  const outside = (start !== null && on < start) || (end !== null && on > end);
  return outside
    ? `${on} is outside the cycle: ${start ?? '…'} to ${end ?? '…'}. Nothing happens then.`
    : null;
}

/** A person the story needs, who cannot be placed because a fact is not given. */
function unplaced(story: Story, step: ScenarioStep, name: string): ScenarioFailure | null {
  if (step.on === null || caseOf(story, name)) return null;
  const person = story.store.byId.get(name);
  const placement = person && placePerson(story.definition, person, story.store.world);
  const problem = placement?.place === 'cannot' ? placement.problems[0] : undefined;
  if (!problem) return null;
  const message =
    problem.field === null
      ? problem.text
      : `"${name}" has no ${problem.field}, and the answer depends on it.`;
  return failure(step.src, 'CY6003', message);
}

function deedFailure(
  story: Story,
  step: Extract<ScenarioStep, { step: 'do' }>,
  { about, stage, refused }: DeedProblem,
): ScenarioFailure {
  const unknown = refused === 'absent' ? unplaced(story, step, about) : null;
  if (unknown) return unknown;
  const timeline = timelineOf(story, about);
  return { ...failure(step.src, 'CY6005', deedWords(story, step, about, stage, refused)), timeline };
}

function deedWords(
  story: Story,
  { do: deed, on }: Extract<ScenarioStep, { step: 'do' }>,
  about: string,
  stage: string | null,
  refused: DeedProblem['refused'],
): string {
  const who = 'by' in deed ? `"${deed.by}"` : 'Nobody';
  const what = story.definition.cycle.stages.find(({ id }) => id === stage)?.name ?? stage ?? '';
  const lead = `${who} cannot do this with "${what}" of "${about}" on ${on}`;
  if (refused === 'absent') return `${lead}: "${about}" takes no part in the cycle.`;
  if ('incident' in refused) return `${lead}: ${refused.incident}.`;
  const { refusal } = refused;
  const state = caseOf(story, about)?.file.stages[stage ?? '']?.state ?? 'unknown';
  const details = Object.entries(refusal.details).map(([key, text]) => `${key} ${text}`);
  const possible = refusal.possible.length > 0 ? ` Possible now: ${refusal.possible.join(', ')}.` : '';
  const why = [refusal.code, ...details].join('; ');
  return `${lead} (${why}): it is ${state} and with ${holders(story, about, stage)}.${possible}`;
}

function holders(story: Story, about: string, stage: string | null): string {
  const tasks = caseOf(story, about)?.file.tasks.filter((task) => task.stage === stage) ?? [];
  const names = tasks.map(({ person }) => story.store.byId.get(person)?.name ?? person);
  return names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : 'nobody';
}
