/** When the cycle starts for somebody. */
import type { Definition, Instant, Person, World } from '../engine/contract.js';
import { calendarFor, cycleDates } from '../rules/clock.js';
import { zoneFor } from '../rules/calendar.js';
import { memberOf } from '../rules/segments.js';
import { startOfDay } from '../rules/zone.js';

/** The instant at which START is due for a person: the first of the start day in their zone. Null while that day is not known. */
export function startInstant(definition: Definition, person: Person, world: World): Instant | null {
  const member = memberOf(definition.model, person, world);
  const { start } = cycleDates(definition, person, member, world);
  return start === null ? null : startOfDay(zoneFor(calendarFor(definition, member), person), start);
}
