/** Whose days count, and the days that are known: clocks, the dates of a cycle for a person, and the anchors of a stage. */
import type { Calendar, Id, LocalDate } from '../../dsl/index.js';
import type { CaseFile, Definition, Instant, Person, World } from '../engine/contract.js';
import { businessDaysOf, zoneFor, type BusinessDays } from './calendar.js';
import { noAnchors, resolveMoment, type Anchors } from './moment.js';
import { valueFor, type Member } from './resolve.js';
import { fieldOf } from './segments.js';
import { dateAt } from './zone.js';

/** Calendar, business days and zone of one person. */
export type Clock = { calendar: Id; days: BusinessDays; zone: string };

/** The calendar of a participant. Throws on a model the checker must refuse. */
export function calendarFor(definition: Definition, member: Member): Calendar {
  const { model, cycle } = definition;
  const id = valueFor(cycle.calendar, member, model.precedence);
  const calendar = model.calendars.find((one) => one.id === id);
  if (!calendar) throw new Error(`The cycle "${cycle.name}" follows a calendar that does not exist.`);
  return calendar;
}

/** The clock of a person: the doer for openings, dues and reminders; the employee for periods. `member`: segments of the participant. */
export function clockFor(definition: Definition, person: Person, member: Member, world: World): Clock {
  const calendar = calendarFor(definition, member);
  return {
    calendar: calendar.id,
    days: businessDaysOf(calendar, person, world),
    zone: zoneFor(calendar, person),
  };
}

/** Civil dates of the cycle for a person, both days of the period included; null where a fact is not known. */
export type CycleDates = {
  start: LocalDate | null;
  from: LocalDate | null;
  to: LocalDate | null;
  end: LocalDate | null;
};

const dateField = (definition: Definition, person: Person, world: World, id: Id): LocalDate | null => {
  const value = fieldOf(definition.model, person, id, world);
  return value?.kind === 'date' ? value.value : null;
};

/** Start, period and end of the cycle for a person. None of them moves off closed days. */
export function cycleDates(definition: Definition, person: Person, member: Member, world: World): CycleDates {
  const { cycle, model } = definition;
  const { days } = clockFor(definition, person, member, world);
  const fields: Anchors = { ...noAnchors, field: (id) => dateField(definition, person, world, id) };
  const start = resolveOr(valueFor(cycle.start, member, model.precedence), fields, days);
  const period = valueFor(cycle.period, member, model.precedence);
  const from = resolveOr(period?.from ?? null, { ...fields, start }, days);
  const to = resolveOr(period?.to ?? null, { ...fields, start, periodStart: from }, days);
  const known = { ...fields, start, periodStart: from, periodEnd: to };
  const end = resolveOr(valueFor(cycle.end, member, model.precedence)?.by ?? null, known, days);
  return { start, from, to, end };
}

const resolveOr = (
  moment: Parameters<typeof resolveMoment>[0] | null,
  anchors: Anchors,
  days: BusinessDays,
) => (moment === null ? null : resolveMoment(moment, anchors, days));

export type AnchorInput = {
  definition: Definition;
  file: Pick<CaseFile, 'person' | 'stages'>;
  member: Member;
  world: World;
};
/**
 * The days the lines of a stage may refer to, in the zone of `clock`. `stage`: the one in which the lines stand; `opened`: its
 * opening, where that is not in the summaries yet. The closing of a skipped stage is the instant it was skipped.
 */
export function anchorsFor(
  input: AnchorInput,
  clock: Clock,
  stage: Id | null,
  opened: Instant | null = null,
): Anchors {
  const { definition, file, member, world } = input;
  const summary = (id: Id | undefined) => file.stages[id ?? stage ?? ''];
  const day = (at: Instant | null | undefined) =>
    at === null || at === undefined ? null : dateAt(clock.zone, at);
  const own = (id: Id | undefined): boolean => id === undefined || id === stage;
  let dates: CycleDates | undefined;
  const known = (): CycleDates => (dates ??= cycleDates(definition, file.person, member, world));
  return {
    get start() {
      return known().start;
    },
    get periodStart() {
      return known().from;
    },
    get periodEnd() {
      return known().to;
    },
    opening: (id) => day(own(id) && opened !== null ? opened : summary(id)?.openedAt),
    due: (id) => summary(id)?.dueOn ?? null,
    closing: (id) => day(summary(id)?.closedAt),
    field: (id) => dateField(definition, file.person, world, id),
  };
}
