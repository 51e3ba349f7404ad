/** Who holds a role for a participant, and who stands in when nobody does, or nobody who may. */
import type { Id, Role } from '../../../dsl/index.js';
import { fieldOf } from '../../rules/segments.js';
import type { LogCode, Person, PersonId } from '../contract.js';
import { personOf, type Around, type Draft } from './draft.js';
import type { StageRules } from './rulings.js';

/** The field by which "the next person up" is found. */
const upward: Id = 'manager';

/** A person for a task, the role through which they hold it, and what the history should say about it. */
export type Placed = { person: PersonId; role: Role; log: LogCode | null };

const activeIn = (around: Around, id: PersonId | null | undefined): PersonId | null => {
  if (id === null || id === undefined) return null;
  const person = id === around.file.person.id ? around.file.person : around.world.person(id);
  return person?.active ? id : null;
};

function fieldHolders(around: Around, person: Person, field: Id): PersonId[] {
  const value = fieldOf(around.definition.model, person, field, around.world);
  if (value?.kind === 'person') return activeIn(around, value.value) === null ? [] : [value.value];
  if (value?.kind !== 'people') return [];
  return value.value
    .filter((id) => activeIn(around, id) !== null)
    .sort((a, b) => order(personOf(around, a).number, personOf(around, b).number));
}
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Active people who hold a role for the participant, ordered by employee number; `peers` are never resolved here. */
export function holdersOf(around: Around, role: Role): PersonId[] {
  const { person } = around.file;
  if (role.role === 'employee') return person.active ? [person.id] : [];
  return role.role === 'peers' ? [] : fieldHolders(around, person, role.field);
}

/** The next person up from somebody: their manager, while active and not seen yet. */
function up(around: Around, from: PersonId, seen: ReadonlySet<PersonId>): PersonId | null {
  const next = fieldHolders(around, personOf(around, from), upward)[0];
  return next !== undefined && !seen.has(next) ? next : null;
}

/**
 * The owner of the cycle for the participant, never about themselves: then the next person up. When nobody holds that role, the
 * top of the line above the participant.
 */
export function ownerOf(around: Around): PersonId | null {
  const subject = around.file.person.id;
  const own = holdersOf(around, around.definition.cycle.owner)[0];
  if (own !== undefined && own !== subject) return own;
  const seen = new Set([subject]);
  let top = up(around, subject, seen);
  if (own === subject) return top;
  for (let at = top; at !== null; at = up(around, at, seen)) {
    top = at;
    seen.add(at);
  }
  return top;
}

/** Who is asked about a case in a role: its holder, never the participant; else the owner of the cycle. */
export function askedOf(draft: Draft, role: Role | null): PersonId | null {
  const holder = role === null ? undefined : holdersOf(draft, role)[0];
  return holder !== undefined && holder !== draft.file.person.id ? holder : ownerOf(draft);
}

/** Starts at somebody and goes up the line, then to the owner and up from there, until someone may; null: nobody may. */
function firstWhoMay(
  around: Around,
  from: PersonId | null,
  may: (person: PersonId) => boolean,
): PersonId | null {
  const seen = new Set<PersonId>();
  const climb = (start: PersonId | null): PersonId | null => {
    for (let at = start; at !== null; at = up(around, at, seen)) {
      seen.add(at);
      if (may(at)) return at;
    }
    return null;
  };
  return climb(from) ?? climb(ownerOf(around));
}

/** The role that `when there is no ROLE, pass to` names, followed to somebody; `skip` and no line answer nobody. */
function passedTo(around: Around, rules: Pick<StageRules, 'noRole'>, role: Role): Placed | null {
  if (role.role !== 'field') return null;
  const rule = rules.noRole.find((one) => one.role === role.field);
  if (!rule || rule.then === 'skip') return null;
  const person = holdersOf(around, rule.then.passTo)[0];
  return person === undefined ? null : { person, role: rule.then.passTo, log: 'roleHadNobody' };
}

/**
 * One person for a role: its holder; with nobody there, whom the text passes it to, else the owner of the cycle. `may`: who is
 * allowed; a holder who is not gives way to the next person up.
 */
export function placeRole(
  around: Around,
  rules: Pick<StageRules, 'noRole'>,
  role: Role,
  may: (person: PersonId) => boolean,
): Placed | null {
  const holder = holdersOf(around, role)[0];
  if (holder !== undefined && may(holder)) return { person: holder, role, log: null };
  const passed = holder === undefined ? passedTo(around, rules, role) : null;
  if (passed && may(passed.person)) return passed;
  const person = firstWhoMay(around, holder ?? null, may);
  if (person === null) return null;
  return { person, role, log: holder === undefined ? 'roleHadNobody' : 'stepPassedUp' };
}

/** The text says to skip the stage when the role that does it has nobody, and nobody holds it; or everybody of a field does it, and there is nobody. */
export function skippedForLackOf(draft: Draft, rules: StageRules): boolean {
  const { who } = rules.doer;
  if (who.by === 'all') return doersOf(draft, rules).length === 0;
  if (who.by !== 'role' || who.role.role !== 'field') return false;
  const { field } = who.role;
  const rule = rules.noRole.find((one) => one.role === field);
  return rule?.then === 'skip' && holdersOf(draft, who.role).length === 0;
}

/** Everybody who does the work of a stage in its present round; `others`: about oneself nobody works unless the text says employee. */
export function doersOf(draft: Draft, rules: StageRules): Placed[] {
  const { who } = rules.doer;
  const subject = draft.file.person.id;
  if (who.by === 'peers') return peersOf(draft, rules);
  if (who.by === 'all') {
    const role: Role = { role: 'field', field: who.field };
    return holdersOf(draft, role)
      .filter((person) => person !== subject)
      .map((person) => ({ person, role, log: null }));
  }
  const own = who.role.role === 'employee';
  const placed = placeRole(draft, rules, who.role, (person) => own || person !== subject);
  return placed ? [placed] : [];
}

/** Peers of the present round who have not declined. */
function peersOf(draft: Draft, { stage }: StageRules): Placed[] {
  const round = draft.context.stages[stage.id]?.r ?? 0;
  return draft.file.peers
    .filter((peer) => peer.stage === stage.id && peer.round === round && peer.state !== 'declined')
    .filter((peer) => activeIn(draft, peer.person) !== null)
    .sort((a, b) => order(personOf(draft, a.person).number, personOf(draft, b.person).number))
    .map((peer) => ({ person: peer.person, role: { role: 'peers' }, log: null }));
}
