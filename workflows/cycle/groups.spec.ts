import { describe, expect, it } from '@jest/globals';
import type { Stage } from '../../dsl/index.js';
import type { Person, StageState, World } from '../engine/contract.js';
import { facilitatorOf, groupsOf, sessionSteps, type GroupMember, type SessionRow } from './groups.js';

const calibrating = (ofPeople: string | null): Stage =>
  ({
    opens: { value: { how: { when: 'closed', stages: ['review'], ofPeople } }, unless: [] },
    activities: { value: [{ do: 'calibrates', rating: 'overall', by: ['department'] }], unless: [] },
  }) as unknown as Stage;
const stage = calibrating(null);
const world: World = { person: () => undefined, holidays: () => new Map() };
const person = (number: string, department?: string): Person => ({
  id: `id-${number}`,
  number,
  name: number,
  zone: 'UTC',
  country: null,
  active: true,
  fields: department === undefined ? {} : { department: { kind: 'text', value: department } },
});
const member = (number: string, state: StageState, department?: string): GroupMember => ({
  participant: `p-${number}`,
  number,
  person: person(number, department),
  state,
});
const steps = (members: GroupMember[], rows: SessionRow[] = [], of = stage) =>
  sessionSteps(of, members, rows, world).map(({ do: act, value, members: list }) => [
    act,
    value,
    list.map(({ number }) => number),
  ]);
const row = (value: string, status: SessionRow['status'], ...numbers: string[]): SessionRow => ({
  value,
  status,
  members: new Set(numbers.map((number) => `p-${number}`)),
});

describe('groups of a calibration', () => {
  it('are ordered by value, members by employee number, and who has no value is in none', () => {
    const groups = groupsOf(
      stage,
      [member('3', 'working', 'B'), member('1', 'working'), member('2', 'working', 'B')],
      world,
    );
    expect([...groups].map(([value, list]) => [value, list.map(({ number }) => number)])).toEqual([
      ['B', ['2', '3']],
      ['none', ['1']],
    ]);
  });
});

describe('a session', () => {
  it('waits until everybody in the group who has the stage is ready', () => {
    expect(steps([member('1', 'working', 'A'), member('2', 'waiting', 'A')])).toEqual([]);
    expect(steps([member('1', 'working', 'A'), member('2', 'skipped', 'A')])).toEqual([['open', 'A', ['1']]]);
  });
  it('opens with whoever is ready where the stage waits for a share of people only', () => {
    const members = [member('1', 'working', 'A'), member('2', 'waiting', 'A')];
    expect(steps(members, [], calibrating('95'))).toEqual([['open', 'A', ['1']]]);
  });
  it('does not wait for other groups', () => {
    expect(steps([member('1', 'working', 'A'), member('2', 'waiting', 'B')])).toEqual([['open', 'A', ['1']]]);
  });
  it('does not open for nobody', () => {
    expect(steps([member('1', 'skipped', 'A')])).toEqual([]);
  });
  it('takes in who becomes ready while it is open', () => {
    const members = [member('1', 'working', 'A'), member('2', 'late', 'A')];
    expect(steps(members, [row('A', 'open', '1')])).toEqual([['fill', 'A', ['2']]]);
    expect(steps(members, [row('A', 'open', '1', '2')])).toEqual([]);
  });
  it('opens again, for that person alone, when somebody becomes ready after it closed', () => {
    const members = [member('1', 'done', 'A'), member('2', 'working', 'A')];
    expect(steps(members, [row('A', 'closed', '1')])).toEqual([['reopen', 'A', ['2']]]);
  });
});

describe('the facilitator', () => {
  const [a, b] = [person('7'), person('8')];
  const members = [member('1', 'working'), member('2', 'working'), member('3', 'working')];
  const holder =
    (...holders: (Person | undefined)[]) =>
    (one: GroupMember) =>
      holders[Number(one.number) - 1];
  it('holds the role for most members', () => {
    expect(facilitatorOf(members, holder(a, b, b))).toBe(b.id);
  });
  it('has the lower employee number when two hold it for as many', () => {
    expect(facilitatorOf(members, holder(b, a, undefined))).toBe(a.id);
  });
  it('is nobody who has left', () => {
    expect(facilitatorOf(members, holder({ ...b, active: false }, { ...b, active: false }, a))).toBe(a.id);
    expect(facilitatorOf(members, holder())).toBeNull();
  });
});
