/** Managers who leave in the middle of the cycle, each with a successor; chosen by the seed, never by chance. */
import { addDays, daysBetween, type Id, type LocalDate } from '../../dsl/index.js';
import type { Instant, Person, PersonId } from '../engine/contract.js';
import { fieldHolder } from '../cycle/people.js';
import { instantAt } from '../rules/zone.js';
import { between, shuffled } from './random.js';

/** Who leaves when, and who takes over; null: nobody. */
export type Leaver = { person: PersonId; number: string; at: Instant; successor: PersonId | null };

/** One leaver for so many people, and at least one where anybody leads enough people. */
const PER_LEAVER = 400;
/** A leaver had at least so many reports: their going must be felt. */
const FELT = 3;
/** Part of the cycle in which they leave, from 0 at its start to 1 at its end. */
const MIDDLE = { from: 0.3, to: 0.75 };

/**
 * The leavers of a run, earliest first, known from the people as they were at the start. Somebody who has already left stays in
 * the list, so that a run that goes on knows the same leavers. `reportsOf` holds for the start of the run.
 */
export function chooseLeavers(
  seed: number,
  people: readonly Person[],
  dates: { start: LocalDate; end: LocalDate },
): Leaver[] {
  const leads = people.filter((person) => reportsOf(person) >= FELT && fieldHolder(person, 'manager'));
  const drawn = shuffled(leads, ({ number }) => number, seed, 'leaves').slice(0, wanted(people.length));
  return drawn
    .map((person) => leaver(seed, person, people, drawn, dates))
    .sort((a, b) => a.at - b.at || (a.number < b.number ? -1 : 1));
}

const wanted = (people: number): number => Math.max(1, Math.floor(people / PER_LEAVER));

const reportsOf = (person: Person): number => {
  const reports = person.fields['reports' satisfies Id];
  return reports?.kind === 'people' ? reports.value.length : 0;
};

function leaver(
  seed: number,
  person: Person,
  people: readonly Person[],
  leavers: readonly Person[],
  { start, end }: { start: LocalDate; end: LocalDate },
): Leaver {
  const length = daysBetween(start, end);
  const days = between(
    Math.floor(length * MIDDLE.from),
    Math.floor(length * MIDDLE.to),
    seed,
    'leaves on',
    person.number,
  );
  return {
    person: person.id,
    number: person.number,
    at: instantAt(person.zone, addDays(start, days), '12:00'),
    successor: successorOf(person, people, leavers),
  };
}

/** A colleague under the same manager, or that manager; never somebody who leaves too. */
function successorOf(person: Person, people: readonly Person[], leavers: readonly Person[]): PersonId | null {
  const manager = fieldHolder(person, 'manager');
  const stays = (one: Person) =>
    one.id !== person.id && one.active && !leavers.some(({ id }) => id === one.id);
  const peer = people.find((one) => stays(one) && fieldHolder(one, 'manager') === manager);
  const above = people.find((one) => one.id === manager && stays(one));
  return (peer ?? above)?.id ?? null;
}
