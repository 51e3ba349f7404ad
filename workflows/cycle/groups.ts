/** Calibration sessions: who belongs to which group, when a session opens, and who leads it. */
import type { Activity, Id, Stage } from '../../dsl/index.js';
import type { Person, PersonId, StageState, World } from '../engine/contract.js';
import { alternatives } from '../machine/shape.js';
import { byNumber, byText, grouped } from './order.js';

export type Calibrates = Extract<Activity, { do: 'calibrates' }>;
/** A participant as a session sees it. `number` is the employee number, `state` that of the calibrating stage. */
export type GroupMember = {
  participant: string;
  number: string;
  person: Person;
  state: StageState;
};
/** What is known of the session of a group; a group without one has none yet. */
export type SessionRow = { value: string; status: 'open' | 'closed'; members: ReadonlySet<string> };
/** What has to be done about sessions, in this order. `reopen`: the group had closed, and somebody became ready after it. */
export type SessionStep = { do: 'open' | 'fill' | 'reopen'; value: string; members: readonly GroupMember[] };

/** The calibrating activity of a stage, or undefined. */
export function calibrationOf(stage: Stage): Calibrates | undefined {
  return alternatives(stage.activities)
    .flat()
    .find((activity): activity is Calibrates => activity.do === 'calibrates');
}

/** The group of a person: the value of the field as text, the employee number of a person field, or `none`. */
export function groupValue(person: Person, field: Id, world: World): string {
  const value = person.fields[field];
  if (!value) return 'none';
  if (value.kind === 'person') return world.person(value.value)?.number ?? 'none';
  return value.kind === 'text' ? value.value : 'none';
}

/** Members by group value; groups in order of value, members in order of employee number. */
export function groupsOf(
  stage: Stage,
  members: readonly GroupMember[],
  world: World,
): ReadonlyMap<string, readonly GroupMember[]> {
  const field = calibrationOf(stage)?.by[0];
  if (field === undefined) return new Map();
  const groups = grouped([...members].sort(byNumber), (member) => groupValue(member.person, field, world));
  return new Map([...groups].sort(([a], [b]) => byText(a, b)));
}

/** Open states in which a participant waits for its session. */
const ready: readonly StageState[] = ['working', 'late', 'locked'];

/**
 * What to do about the sessions of a calibrating stage. A session opens when every member of its group who has the stage is
 * ready for it (the stage is open for them) or past it. A stage that waits for a share of people opens without the rest: there a
 * session opens with whoever is ready. Who becomes ready later joins the open session, or reopens the closed one.
 */
export function sessionSteps(
  stage: Stage,
  members: readonly GroupMember[],
  sessions: readonly SessionRow[],
  world: World,
): SessionStep[] {
  const rows = new Map(sessions.map((row) => [row.value, row]));
  const steps: SessionStep[] = [];
  const withRest = !opensByShare(stage);
  for (const [value, group] of groupsOf(stage, members, world)) {
    const step = sessionStep(value, group, rows.get(value), withRest);
    if (step) steps.push(step);
  }
  return steps;
}

const opensByShare = (stage: Stage): boolean =>
  alternatives(stage.opens).some(({ how }) => how.when === 'closed' && how.ofPeople !== null);

function sessionStep(
  value: string,
  group: readonly GroupMember[],
  row: SessionRow | undefined,
  withRest: boolean,
): SessionStep | null {
  const waiting = group.filter((member) => ready.includes(member.state));
  if (!row) {
    const complete = !withRest || group.every((member) => member.state !== 'waiting');
    return complete && waiting.length > 0 ? { do: 'open', value, members: waiting } : null;
  }
  const fresh =
    row.status === 'open' ? waiting.filter(({ participant }) => !row.members.has(participant)) : waiting;
  if (fresh.length === 0) return null;
  return { do: row.status === 'open' ? 'fill' : 'reopen', value, members: fresh };
}

/**
 * Who leads a session: the holder of the first-named role of the stage for most members; with equal counts the lower employee
 * number. `holderOf` answers the holder of that role for a member. Null when nobody holds it for anybody.
 */
export function facilitatorOf(
  members: readonly GroupMember[],
  holderOf: (member: GroupMember) => Person | undefined,
): PersonId | null {
  const counts = new Map<PersonId, { person: Person; heads: number }>();
  for (const member of members) {
    const person = holderOf(member);
    if (!person?.active) continue;
    const held = counts.get(person.id);
    if (held) held.heads += 1;
    else counts.set(person.id, { person, heads: 1 });
  }
  const order = [...counts.values()].sort((a, b) => b.heads - a.heads || byNumber(a.person, b.person));
  return order[0]?.person.id ?? null;
}
