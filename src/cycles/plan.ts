/** What a launch would do: who takes part from when, who does not, and who cannot be placed. Pure. */
import {
  clockFor,
  dateAt,
  fieldOf,
  memberIn,
  startInstant,
  type Definition,
  type FieldValue,
  type Instant,
  type Person,
  type Placement,
  type World,
} from '../../workflows/index.js';

/** A person who takes part, with the facts the launch rests on. */
export type Entrant = {
  person: Person;
  segments: string[];
  facts: Record<string, FieldValue>;
  /** The first instant of the start day in the zone that counts for the person. */
  startsAt: Instant;
  /** That day, that zone, and the calendar they follow. */
  startsOn: string;
  zone: string;
  calendar: string;
};
export type Unplaced = {
  employeeId: string;
  number: string;
  name: string;
  problems: { code: string | null; text: string }[];
};
/** A sentence about somebody who takes part and for whom something may still go wrong. */
export type Note = { number: string; name: string; text: string };
export type LaunchPlan = {
  entrants: Entrant[];
  unplaced: Unplaced[];
  /** People the text leaves out, by reason. */
  leftOut: Record<'condition' | 'exception' | 'left', number>;
  notes: Note[];
  /** Countries of people who take part and have public holidays off, of which no list is known; null: people without a country. */
  unlisted: { country: string | null; people: number }[];
};

/** Sorts placements into a plan; `placements` in order of employee number. */
export function planOf(definition: Definition, placements: readonly Placement[], world: World): LaunchPlan {
  const plan: LaunchPlan = {
    entrants: [],
    unplaced: [],
    leftOut: { condition: 0, exception: 0, left: 0 },
    notes: [],
    unlisted: [],
  };
  for (const placement of placements) {
    const { person } = placement;
    if (placement.place === 'leftOut') plan.leftOut[placement.why]++;
    else if (placement.place === 'cannot') plan.unplaced.push(unplaced(person, placement.problems));
    else {
      const entrant = entrantOf(definition, person, placement.segments, world);
      if (entrant) plan.entrants.push(entrant);
      else
        plan.unplaced.push(
          unplaced(person, [{ code: null, text: `The start of the cycle is not known for ${person.name}.` }]),
        );
      plan.notes.push(
        ...placement.notes.map(({ text }) => ({ number: person.number, name: person.name, text })),
      );
    }
  }
  return { ...plan, unlisted: unlistedIn(definition, plan.entrants, world) };
}

function unlistedIn(
  { model }: Definition,
  entrants: readonly Entrant[],
  world: World,
): LaunchPlan['unlisted'] {
  const byCountry = new Set(
    model.calendars.flatMap(({ id, holidays }) => (holidays?.of === 'country' ? [id] : [])),
  );
  const people = new Map<string | null, number>();
  for (const { person, calendar } of entrants)
    if (byCountry.has(calendar) && (person.country === null || world.holidays(person.country).size === 0))
      people.set(person.country, (people.get(person.country) ?? 0) + 1);
  return [...people].map(([country, count]) => ({ country, people: count }));
}

function unplaced(person: Person, problems: readonly { code: string | null; text: string }[]): Unplaced {
  const { id: employeeId, number, name } = person;
  return { employeeId, number, name, problems: problems.map(({ code, text }) => ({ code, text })) };
}

function entrantOf(definition: Definition, person: Person, segments: string[], world: World): Entrant | null {
  const startsAt = startInstant(definition, person, world);
  if (startsAt === null) return null;
  const { model } = definition;
  const facts = model.fields.flatMap(({ id }) => {
    const value = fieldOf(model, person, id, world);
    return value === undefined ? [] : [[id, value] as const];
  });
  const { zone, calendar } = clockFor(definition, person, memberIn(segments), world);
  const startsOn = dateAt(zone, startsAt);
  return { person, segments, facts: Object.fromEntries(facts), startsAt, startsOn, zone, calendar };
}
