/** Ratings and rewards of a scenario: as given answers make them when asked without a date, as the story stands when dated. */
import type { Expected, Id, Rating, Value } from '../../../dsl/index.js';
import type { Award, RatingEntry } from '../../engine/contract.js';
import { offerInput, rewardOf } from '../../cycle/rewards.js';
import { cycleDates } from '../../rules/clock.js';
import { offerFor, type Unit } from '../../rules/merit.js';
import { effective, scaleOf } from '../../rules/ratings.js';
import { computeRating } from '../../rules/score.js';
import { memberOf } from '../../rules/segments.js';
import {
  compareFound,
  sameValue,
  valueWords,
  wordsOf,
  type Asked,
  type Checked,
  type Found,
} from './compare.js';
import { givenEvidence } from './given.js';
import { caseOf, type Story } from './story.js';

/** A rating; `final`: given answers count as final, whatever the state of the stages. */
export function checkRating(story: Story, { id, of, expected }: Asked, final: boolean): Checked {
  const rating = story.definition.cycle.ratings.find((one) => one.id === id);
  if (!rating) return { met: false, expected: wordsOf(expected), actual: 'no such rating', person: of };
  const found =
    (final ? decided(story, rating, of) : null) ??
    (final ? calculated(story, rating, of) : inForce(story, rating, of));
  return compareFound(expected, found, of);
}

const none: Found = { score: null, level: null, state: 'missing', words: 'missing' };

function entryFound(story: Story, rating: Rating, entry: RatingEntry | null): Found {
  if (!entry) return none;
  const name =
    scaleOf(story.definition, rating).levels.find(({ id }) => id === entry.level)?.name ?? entry.outside;
  return found(entry.score, name ?? null, entry.provisional);
}

function found(score: string | null, level: string | null, provisional: boolean): Found {
  const words = [score, level === null ? null : `"${level}"`, provisional ? 'provisional' : null];
  const state = score === null && level === null ? 'missing' : 'closed';
  return {
    score,
    level,
    state,
    provisional,
    words: words.filter((word) => word !== null).join(', ') || 'missing',
  };
}

const inForce = (story: Story, rating: Rating, person: string): Found =>
  entryFound(story, rating, effective(caseOf(story, person)?.file.ratings ?? [], rating.id));

/** A rating somebody decided on in the story wins over what is calculated from given answers. */
function decided(story: Story, rating: Rating, person: string): Found | null {
  const given = story.cast.overall.get(person);
  if (given !== undefined && rating.id === 'overall') return found(null, given, false);
  const entry = effective(caseOf(story, person)?.file.ratings ?? [], rating.id);
  return entry && entry.source !== 'calculated' ? entryFound(story, rating, entry) : null;
}

function calculated(story: Story, rating: Rating, name: string): Found {
  const { definition, store } = story;
  const person = store.byId.get(name);
  if (!person) return none;
  const member = memberOf(definition.model, person, store.world);
  const { from, to } = cycleDates(definition, person, member, store.world);
  const file = caseOf(story, name)?.file ?? { person, ratings: [] };
  const evidence = givenEvidence(story, rating, file, member);
  const period = from !== null && to !== null ? { from, to } : null;
  const result = computeRating(rating, {
    definition,
    evidence,
    world: store.world,
    member,
    period,
    final: true,
  });
  switch (result.outcome) {
    case 'rated': {
      const level = scaleOf(definition, rating).levels.find(({ id }) => id === result.level)?.name ?? null;
      return found(result.score, level, result.provisional);
    }
    case 'waiting':
      return { ...none, words: `missing: ${result.parts.join(', ')} is missing` };
    case 'undecided':
      return { ...none, words: `missing: it depends on facts that are not given` };
    case 'none':
      return { ...none, words: `missing: ${result.why}` };
    default:
      return none;
  }
}

/** Undated, what the table offers for the given answers; dated, what was awarded, and what it was settled at. */
export function checkReward(story: Story, { id, of, expected }: Asked, final: boolean): Checked {
  const say = (met: boolean, actual: string): Checked => ({
    met,
    expected: wordsOf(expected),
    actual,
    person: of,
  });
  const file = caseOf(story, of)?.file;
  const award = file?.awards.findLast((one) => one.reward === id);
  if (award) {
    const figures = [figureOf(story, award), ...settledAt(story, id, of)];
    const met = figures.some(
      (figure) => expected.is === 'score' && expected.to === null && sameValue(expected.score, figure),
    );
    return say(met, figures.map(valueWords).join(', settled at '));
  }
  const offer = final ? offered(story, id, of) : null;
  if (!offer) return say(isNone(expected), 'none');
  const [low, high] = [valueIn(offer.from, offer.unit), valueIn(offer.to, offer.unit)];
  const met =
    expected.is === 'score' &&
    sameValue(expected.score, low) &&
    sameValue(expected.to ?? expected.score, high);
  const words = offer.from === offer.to ? valueWords(low) : `${valueWords(low)} to ${valueWords(high)}`;
  return say(met || (isNone(expected) && offer.to === '0'), words);
}

/** What was awarded: a share, an amount of money, or so many of a unit. */
function figureOf({ definition }: Story, { reward, amount, currency }: Award): Value {
  if (currency !== null) return { kind: 'money', value: { amount, currency } };
  return { kind: 'shareOf' in rewardOf(definition, reward).pays ? 'percent' : 'number', value: amount };
}

function settledAt({ store }: Story, id: Id, person: string): Value[] {
  const number = store.byId.get(person)?.number;
  const awards = store.settled.get(id)?.awards.filter((one) => one.number === number) ?? [];
  return awards.map(({ amount, currency }) =>
    currency === null ? { kind: 'number', value: amount } : { kind: 'money', value: { amount, currency } },
  );
}

function valueIn(amount: string, unit: Unit): Value {
  if (unit.of === 'money') return { kind: 'money', value: { amount, currency: unit.currency } };
  return { kind: unit.of === 'share' ? 'percent' : 'number', value: amount };
}

const isNone = (expected: Expected): boolean => expected.is === 'state' && expected.state === 'none';

function offered(story: Story, reward: Id, name: string) {
  const { definition, store } = story;
  const person = store.byId.get(name);
  const overall = definition.cycle.ratings.find(({ id }) => id === rewardOf(definition, reward).basedOn);
  if (!person || !overall) return null;
  const now = decided(story, overall, name) ?? calculated(story, overall, name);
  const level = scaleOf(definition, overall).levels.find((one) => one.name === now.level)?.id ?? null;
  const entry = { rating: overall.id, source: 'calculated', score: now.score, level, outside: null } as const;
  const ratings = [{ ...entry, provisional: false, by: null, reason: null, stage: null, at: 0 }];
  const input = offerInput(definition, { person, ratings }, store.world);
  const offer = input && offerFor(rewardOf(definition, reward), input);
  return offer?.offer === 'range' ? offer : null;
}
