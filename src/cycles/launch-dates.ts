/** Dates of a cycle that have passed before it is launched: an end that comes as soon as it starts, days that cannot be kept. Pure. */
import type { Id, LocalDate, Stage } from '../../dsl/index.js';
import {
  anchorsFor,
  type Clock,
  clockFor,
  cycleDates,
  dateAt,
  type Definition,
  type Instant,
  type Member,
  memberIn,
  type Person,
  resolveMoment,
  valueFor,
  type World,
} from '../../workflows/index.js';
import type { Entrant } from './plan.js';

/** A day of the text that is over, and for how many people. `stage`: its name; null for the end of the cycle. */
export type PastDate = {
  stage: string | null;
  what: 'ends' | 'opens' | 'due';
  on: LocalDate;
  people: number;
};

/**
 * The days that are over at the instant in the zone that counts for each person, earliest first: the end of the cycle, and days of
 * stages that are known before they open. Days counted from an opening are not among them: the stage opens at the launch, or later.
 */
export function pastDates(
  definition: Definition,
  entrants: readonly Entrant[],
  world: World,
  now: Instant,
): PastDate[] {
  const found = new Map<string, PastDate>();
  for (const { person, segments } of entrants)
    for (const date of datesOf(definition, person, memberIn(segments), world, now)) {
      const key = JSON.stringify(date);
      const known = found.get(key) ?? { ...date, people: 0 };
      found.set(key, { ...known, people: known.people + 1 });
    }
  return [...found.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What such a day means for the launch, in a sentence. */
export function pastWords({ stage, what, on, people }: PastDate): string {
  const whom = `for ${people} ${people === 1 ? 'person' : 'people'}`;
  if (what === 'ends') return `The cycle ended on ${on} ${whom}: its end would come as soon as it starts.`;
  const then = what === 'due' ? 'it would be due on the day it opens' : 'it would open at once';
  return `"${stage}" ${what === 'due' ? 'was due' : 'opened'} on ${on} ${whom}: ${then}.`;
}

type Day = Omit<PastDate, 'people'>;

function datesOf(definition: Definition, person: Person, member: Member, world: World, now: Instant): Day[] {
  const clock = clockFor(definition, person, member, world);
  const today = dateAt(clock.zone, now);
  const { end } = cycleDates(definition, person, member, world);
  const stages = definition.cycle.stages.filter((stage) => isFor(definition, stage, member));
  const days = stages.flatMap((stage) => daysOf(definition, stage, { person, member, world, clock }));
  const all: (Omit<Day, 'on'> & { on: LocalDate | null })[] = [
    { stage: null, what: 'ends', on: end },
    ...days,
  ];
  return all.flatMap(({ on, ...day }) => (on !== null && on < today ? [{ ...day, on }] : []));
}

function isFor({ model }: Definition, { onlyFor, skip }: Stage, member: Member): boolean {
  const segments: readonly Id[] = valueFor(onlyFor, member, model.precedence) ?? [];
  return segments.every(member) && valueFor(skip, member, model.precedence) !== true;
}

type Case = { person: Person; member: Member; world: World; clock: Clock };

/** Of a stage that opens again and again no day is told: its rounds that have passed are left out as the text says. */
function daysOf(definition: Definition, stage: Stage, { person, member, world, clock }: Case) {
  const { precedence } = definition.model;
  const how = valueFor(stage.opens, member, precedence)?.how;
  const due = valueFor(stage.due, member, precedence);
  if (how?.when === 'every') return [];
  const anchors = anchorsFor({ definition, file: { person, stages: {} }, member, world }, clock, stage.id);
  const on = (moment: typeof due) => (moment ? resolveMoment(moment, anchors, clock.days) : null);
  return [
    { stage: stage.name, what: 'opens' as const, on: how?.when === 'on' ? on(how.moment) : null },
    { stage: stage.name, what: 'due' as const, on: on(due) },
  ];
}
