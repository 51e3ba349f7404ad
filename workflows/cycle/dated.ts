/** Joins that come by the calendar: `opens when "A" is closed for 95% of people, or on 2028-03-13`. */
import type { Id, Stage } from '../../dsl/index.js';
import type { Definition, Instant, Person, World } from '../engine/contract.js';
import { alternatives } from '../machine/shape.js';
import { anchorsFor, clockFor } from '../rules/clock.js';
import { resolveMoment } from '../rules/moment.js';
import { valueFor } from '../rules/resolve.js';
import { memberOf } from '../rules/segments.js';
import { startOfDay } from '../rules/zone.js';

/**
 * The instant at which each join comes without the share of people: when its day has begun for every participant, each in the zone
 * that counts for them. Stages whose join has no day, or none that is known before the cycle runs, are not in it.
 */
export function datedJoins(
  definition: Definition,
  participants: readonly Person[],
  world: World,
): Map<Id, Instant> {
  const dated = new Map<Id, Instant>();
  for (const stage of definition.cycle.stages.filter(waitsForShare)) {
    const days = participants.flatMap((person) => dayFor(definition, stage, person, world) ?? []);
    if (days.length > 0)
      dated.set(
        stage.id,
        days.reduce((a, b) => Math.max(a, b)),
      );
  }
  return dated;
}

/** Joins whose day has come. */
export function joinsOn(dated: ReadonlyMap<Id, Instant>, now: Instant): Set<Id> {
  return new Set([...dated].filter(([, at]) => at <= now).map(([stage]) => stage));
}

/** The next instant at which a join comes by the calendar; null when none that is not reached has one. */
export function nextDatedJoin(dated: ReadonlyMap<Id, Instant>, reached: ReadonlySet<Id>): Instant | null {
  const open = [...dated].filter(([stage]) => !reached.has(stage)).map(([, at]) => at);
  return open.length === 0 ? null : open.reduce((a, b) => Math.min(a, b));
}

const waitsForShare = ({ opens }: Stage): boolean =>
  alternatives(opens).some(
    ({ how, orOn }) => how.when === 'closed' && how.ofPeople !== null && orOn !== null,
  );

function dayFor(definition: Definition, stage: Stage, person: Person, world: World): Instant | null {
  const member = memberOf(definition.model, person, world);
  const opening = valueFor(stage.opens, member, definition.model.precedence);
  if (opening?.how.when !== 'closed' || opening.how.ofPeople === null || opening.orOn === null) return null;
  const clock = clockFor(definition, person, member, world);
  const anchors = anchorsFor({ definition, file: { person, stages: {} }, member, world }, clock, stage.id);
  const on = resolveMoment(opening.orOn, anchors, clock.days);
  return on === null ? null : startOfDay(clock.zone, on);
}
