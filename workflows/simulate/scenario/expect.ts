/** What a scenario expects, asked of the story as it stands, or (undated) of the given answers as if they were final. */
import type { Expectation, Expected, ScenarioStep } from '../../../dsl/index.js';
import type { StageState } from '../../engine/contract.js';
import { isClosed } from '../../cycle/joins.js';
import { show } from '../../rules/decimal.js';
import { caseFacts } from '../../rules/facts.js';
import { placePerson } from '../../rules/membership.js';
import { memberOf } from '../../rules/segments.js';
import { compareFound, wordsOf, type Asked, type Checked } from './compare.js';
import { alarmView, guideKept } from './guide.js';
import { mayDo } from './may.js';
import { checkRating, checkReward } from './results.js';
import { caseOf, type Story } from './story.js';

type Step = Extract<ScenarioStep, { step: 'expect' }>;

/** Asks one expectation. */
export function check(story: Story, { expect, on }: Step): Checked {
  switch (expect.about) {
    case 'rating':
      return checkRating(story, expect, on === null);
    case 'part':
      return checkPart(story, expect);
    case 'stage':
      return checkStage(story, expect);
    case 'reward':
      return checkReward(story, expect, on === null);
    case 'guide':
      return yesNo('the guide is', expect.kept, guideKept(story, expect.stage), 'kept', 'broken', null);
    case 'alarm':
      return yesNo('the alarm is', expect.on, alarmView(story, expect.stage), 'on', 'off', null);
    case 'reminded':
      return checkReminded(story, expect);
    case 'included':
      return yesNo(
        '',
        expect.included,
        included(story, expect.person),
        'included',
        'not included',
        expect.person,
      );
    case 'can':
      return checkCan(story, expect);
  }
}

type About<K extends Expectation['about']> = Extract<Expectation, { about: K }>;

function yesNo(
  lead: string,
  wanted: boolean,
  found: boolean,
  yes: string,
  no: string,
  person: string | null,
): Checked {
  const say = (value: boolean) => `${lead} ${value ? yes : no}`.trim();
  return { met: wanted === found, expected: say(wanted), actual: say(found), person };
}

function checkPart(story: Story, { id, of, expected }: Asked): Checked {
  const { definition, store } = story;
  const file = caseOf(story, of)?.file;
  if (!file) return { met: false, expected: wordsOf(expected), actual: `"${of}" takes no part`, person: of };
  const member = memberOf(definition.model, file.person, store.world);
  const facts = caseFacts({
    definition,
    evidence: file,
    world: store.world,
    member,
    period: null,
    final: false,
  });
  const fact = facts.part(id);
  const score = fact?.score ? show(fact.score) : null;
  const level = fact?.scale?.levels.find((one) => one.id === fact.level)?.name ?? fact?.choice ?? null;
  const state = !fact ? 'waiting' : fact.missing ? 'missing' : 'closed';
  const words = score ?? (level === null ? state : `"${level}"`);
  return compareFound(expected, { score, level, state, words }, of);
}

function checkStage(story: Story, { id, of, expected }: Asked): Checked {
  const file = caseOf(story, of)?.file;
  const summary = file?.stages[id];
  const say = (met: boolean, actual: string): Checked => ({
    met,
    expected: wordsOf(expected),
    actual,
    person: of,
  });
  if (!file || !summary) return say(false, `"${of}" takes no part`);
  const holders = file.tasks.filter((task) => task.stage === id).map(({ person }) => nameOf(story, person));
  const late = summary.dueAt !== null && story.store.now >= summary.dueAt && !isClosed(summary.state);
  switch (expected.is) {
    case 'with':
      return say(
        holders.includes(expected.person),
        holders.length > 0 ? `with "${holders.join('", "')}"` : 'with nobody',
      );
    case 'due':
      return say(
        summary.dueOn === expected.on,
        summary.dueOn === null ? 'not due' : `due on ${summary.dueOn}`,
      );
    case 'opened':
      return say(summary.round === expected.times, `opened ${summary.round} times`);
    case 'state':
      return say(stateMet(expected.state, summary.state, late), stateWords(summary.state, late));
    default:
      return say(false, stateWords(summary.state, late));
  }
}

type AskedState = Extract<Expected, { is: 'state' }>['state'];

function stateMet(asked: AskedState, state: StageState, late: boolean): boolean {
  if (asked === 'open') return state !== 'waiting' && !isClosed(state);
  if (asked === 'closed') return isClosed(state);
  if (asked === 'overdue') return late;
  return asked === state;
}

const stateWords = (state: StageState, late: boolean): string => {
  if (state === 'done') return 'closed';
  if (state === 'waiting' || isClosed(state) || state === 'locked') return state;
  return late ? `open (${state}), overdue` : `open (${state})`;
};

const nameOf = (story: Story, id: string): string => story.store.byId.get(id)?.name ?? id;

function checkReminded(story: Story, { person, times, stage }: About<'reminded'>): Checked {
  const { reminders } = story.store.mailbox;
  const count = reminders.filter(
    (one) => one.to === person && (stage === null || one.stage === stage),
  ).length;
  return {
    met: count === times,
    expected: `reminded ${times} times`,
    actual: `reminded ${count} times`,
    person,
  };
}

function included({ definition, store }: Story, name: string): boolean {
  const person = store.byId.get(name);
  return person !== undefined && placePerson(definition, person, store.world).place === 'included';
}

function checkCan(story: Story, { person, can, verb, what, of }: About<'can'>): Checked {
  return yesNo('', can, mayDo(story, person, verb, what, of), `can ${verb}`, `cannot ${verb}`, of);
}
