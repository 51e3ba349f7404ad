/** What a facilitator changes in a calibration session: just enough to bring the group near its guide, never about themselves nor about anybody above. */
import type { Id, Stage } from '../../dsl/index.js';
import type { Definition, PersonId } from '../engine/contract.js';
import { calibrationOf } from '../cycle/groups.js';
import { againstGuide, type AgainstGuide } from '../cycle/guide.js';
import { fieldHolder } from '../cycle/people.js';
import type { GuideLine } from '../rules/guide.js';
import type { World } from '../engine/contract.js';
import type { SessionFacts } from './contract.js';
import { happens, shuffled, type Key } from './random.js';
import { reason } from './words.js';

export type SessionChange = { participant: string; level: Id; reason: string };
type Placed = SessionFacts['members'][number] & { now: Id };

/** The changes of one session, in order of employee number. Without a guide one person in fifty is moved, as happens in real meetings. */
export function changesFor(
  definition: Definition,
  stage: Stage,
  facts: SessionFacts,
  world: World,
  key: Key,
): SessionChange[] {
  const rating = calibrationOf(stage)?.rating;
  const levels = levelsOf(definition, rating);
  const placed = facts.members.flatMap((member): Placed[] =>
    member.level === null ? [] : [{ ...member, now: member.level }],
  );
  const not = withAbove(facts.facilitator, world);
  const movable = placed.filter(({ person }) => !not.has(person.id) && person.active);
  const compared = (): AgainstGuide | null =>
    againstGuide(
      definition,
      stage,
      placed.map(({ person, now }) => ({ person, level: now })),
      world,
    );
  if (compared()) towards(compared, levels, movable, key);
  else movable.forEach((member) => happens(0.02, ...key, member.number) && step(member, levels, 1));
  return placed
    .filter((member) => member.now !== member.level)
    .map(({ participant, number, now }) => ({
      participant,
      level: now,
      reason: reason('calibrated', ...key, number),
    }));
}

/** Somebody and everybody above them. */
function withAbove(id: PersonId, world: World): Set<PersonId> {
  const found = new Set<PersonId>();
  for (let at: PersonId | undefined = id; at !== undefined && !found.has(at);) {
    found.add(at);
    const person = world.person(at);
    at = person && fieldHolder(person, 'manager');
  }
  return found;
}

function levelsOf(definition: Definition, rating: Id | undefined): Id[] {
  const scale = definition.cycle.ratings.find(({ id }) => id === rating)?.scale;
  return definition.model.scales.find(({ id }) => id === scale)?.levels.map(({ id }) => id) ?? [];
}

/** Moves people one level at a time, from the best level down, out of levels that have too many. Bounded: once through the levels. */
function towards(
  compared: () => AgainstGuide | null,
  levels: readonly Id[],
  movable: readonly Placed[],
  key: Key,
): void {
  for (const level of levels.slice(0, -1)) {
    const view = compared()?.view;
    const line = view?.applies
      ? view.lines.find((one) => one.levels.length === 1 && one.levels[0] === level)
      : undefined;
    const candidates = movable.filter((member) => member.now === level && member.level === level);
    shuffled(candidates, ({ number }) => number, ...key, level)
      .slice(0, tooMany(line))
      .forEach((member) => step(member, levels, 1));
  }
}

const tooMany = (line: GuideLine | undefined): number => (line && line.least <= line.most ? line.remove : 0);

function step(member: Placed, levels: readonly Id[], by: 1 | -1): void {
  member.now = levels[levels.indexOf(member.now) + by] ?? member.now;
}
