/** When a stage may open by the calendar: its own day, `or on`, `not before`, and the rounds of `every`. */
import type { LocalDate, Moment, Opening } from '../../dsl/index.js';
import type { Instant } from '../engine/contract.js';
import type { Clock } from './clock.js';
import { repeatDate, resolveMoment, type Anchors } from './moment.js';
import { startOfDay } from './zone.js';

/** A civil day and the instant at which it begins. */
export type Day = { on: LocalDate; at: Instant };
export type OpeningDates = {
  /** `at start`, `on M`, or the round of `every`; null: does not open by a day of its own, no such round, or not known yet. */
  moment: Day | null;
  /** Whichever comes first. */
  orOn: Day | null;
  /** Whichever comes last. */
  notBefore: Day | null;
  /** `every`: a further round follows this one. */
  more: boolean;
};

/** Days and instants of an opening for a round (from 1): the start of the day in the zone of the clock. Openings never move off closed days. */
export function openingDates(opening: Opening, round: number, anchors: Anchors, clock: Clock): OpeningDates {
  const day = (moment: Moment | null): Day | null =>
    moment === null ? null : dayIn(clock, resolveMoment(moment, anchors, clock.days));
  const rounds = opening.how.when === 'every' ? roundDates(opening.how, round, anchors, clock) : null;
  return {
    moment: rounds ? dayIn(clock, rounds.on) : day(ownMoment(opening)),
    orOn: day(opening.orOn),
    notBefore: day(opening.notBefore),
    more: rounds?.more ?? false,
  };
}

const dayIn = (clock: Clock, on: LocalDate | null): Day | null =>
  on === null ? null : { on, at: startOfDay(clock.zone, on) };

function ownMoment({ how }: Opening): Moment | null {
  if (how.when === 'start') return { at: 'start' };
  return how.when === 'on' ? how.moment : null;
}

type Every = Extract<Opening['how'], { when: 'every' }>;

/** Rounds fall on M and after each step up to and including `until`; the last day counts. */
function roundDates(
  how: Every,
  round: number,
  anchors: Anchors,
  clock: Clock,
): { on: LocalDate | null; more: boolean } {
  const from = resolveMoment(how.from, anchors, clock.days);
  const until = how.until === null ? null : resolveMoment(how.until, anchors, clock.days);
  if (from === null || (how.until !== null && until === null)) return { on: null, more: false };
  const inside = (date: LocalDate): boolean => until === null || date <= until;
  const [on, next] = [round, round + 1].map((n) => repeatDate(clock.days, from, how.every, n)) as [
    LocalDate,
    LocalDate,
  ];
  return inside(on) ? { on, more: inside(next) } : { on: null, more: false };
}
