/** What the in-memory keeper holds: cases, deadlines, sessions, mails. Plain data; the functions beside it change it. */
import type { Id } from '../../../dsl/index.js';
import type {
  CaseFile,
  DeadlineData,
  Definition,
  Instant,
  Person,
  PersonId,
  World,
} from '../../engine/contract.js';
import { calibrationOf } from '../../cycle/groups.js';
import { closedAs, countedStages, type Closed, type Tally } from '../../cycle/joins.js';
import type { RewardSettlement } from '../../cycle/rewards.js';
import type { FinalState, ScriptTask } from '../contract.js';
import { heap, type Heap } from '../heap.js';
import { emptyMailbox, type Mailbox } from './mail.js';

export type History = FinalState['history'][number];
/** One participant. `participant` is the employee number; memory needs no other id. */
export type Case = {
  participant: string;
  file: CaseFile;
  deadlines: Map<string, DeadlineData>;
  history: History[];
  outcome: string | null;
  /** Stages for which JOIN_REACHED was sent. */
  joined: Set<Id>;
  /** How the counted stages stand, as `Store.tallies` has them. */
  closed: Map<Id, Closed>;
};
export type Session = {
  id: string;
  stage: Id;
  value: string;
  status: 'open' | 'closed';
  members: Set<string>;
  openedAt: Instant;
};
export type DueTimer = { of: Case; deadline: DeadlineData };
export type Incident = { number: string; at: Instant; event: string; message: string };
export type Store = {
  definition: Definition;
  now: Instant;
  people: Person[];
  byId: Map<PersonId, Person>;
  world: World;
  /** Ordered by employee number. */
  cases: Case[];
  byNumber: Map<string, Case>;
  starts: Heap<Case>;
  timers: Heap<DueTimer>;
  fresh: ScriptTask[];
  sessions: Map<string, Session>;
  /** What the driver was told of each session: who leads it, and since when it is open. */
  announced: Map<string, string>;
  reached: Set<Id>;
  /** When joins come by the calendar. */
  dated: Map<Id, Instant>;
  settled: Map<Id, RewardSettlement>;
  mailbox: Mailbox;
  transitions: number;
  incidents: Incident[];
  escalations: { number: string; stage: Id; at: Instant }[];
  late: Record<Id, number>;
  /** Stages that are counted over all cases, kept up to date with every event. */
  counted: readonly Id[];
  tallies: Map<Id, Tally>;
  calibrating: readonly Id[];
  /** Cases that have not begun, or run. */
  unfinished: number;
  /** Something that spans participants may have become due: a tally changed, a group did, or somebody was not told of a join. */
  stale: { joins: boolean; groups: boolean; told: boolean };
};

/** An empty store. `people` are ordered by employee number, with derived fields; `holidays` answers the closed days of a list. */
export function emptyStore(
  definition: Definition,
  people: readonly Person[],
  holidays: World['holidays'],
): Store {
  const byId = new Map(people.map((person) => [person.id, person]));
  const counted = countedStages(definition.cycle);
  return {
    definition,
    now: 0,
    people: [...people],
    byId,
    world: { person: (id) => byId.get(id), holidays },
    cases: [],
    byNumber: new Map(),
    starts: heap(),
    timers: heap(),
    fresh: [],
    sessions: new Map(),
    announced: new Map(),
    reached: new Set(),
    dated: new Map(),
    settled: new Map(),
    mailbox: emptyMailbox(),
    transitions: 0,
    incidents: [],
    escalations: [],
    late: {},
    counted,
    tallies: new Map(counted.map((stage) => [stage, { people: 0, done: 0, missing: 0, skipped: 0 }])),
    calibrating: definition.cycle.stages.filter((stage) => calibrationOf(stage)).map(({ id }) => id),
    unfinished: 0,
    stale: { joins: true, groups: true, told: true },
  };
}

/** Puts everybody in the place of their new self, for what is asked of the world from now on. */
export function replacePeople(store: Store, people: readonly Person[]): void {
  store.people = [...people];
  store.byId.clear();
  for (const person of people) store.byId.set(person.id, person);
}

/** Employee number of a person, or null. */
export function numberOf(store: Store, id: PersonId | null): string | null {
  return id === null ? null : (store.byId.get(id)?.number ?? null);
}

/** Puts a new case into the count. */
export function countIn(store: Store, of: Case): void {
  for (const tally of store.tallies.values()) tally.people += 1;
  store.unfinished += 1;
  recount(store, of, null);
}

/** Brings the count up to date after an event; `before`: the case as it was. */
export function recount(store: Store, of: Case, before: CaseFile | null): void {
  const { status, stages } = of.file;
  const wasOver = before !== null && over(before);
  if (over(of.file) && !wasOver) store.unfinished -= 1;
  if (before?.status !== status) store.stale.told = true;
  if (before && store.calibrating.some((id) => before.stages[id] !== stages[id])) store.stale.groups = true;
  for (const stage of store.counted) {
    const now = closedAs(status, stages[stage]?.state);
    const was = of.closed.get(stage) ?? null;
    if (now === was) continue;
    const tally = store.tallies.get(stage);
    if (tally && was) tally[was] -= 1;
    if (tally && now) tally[now] += 1;
    if (now) of.closed.set(stage, now);
    else of.closed.delete(stage);
    store.stale.joins = true;
  }
}

const over = ({ status }: CaseFile): boolean => status !== 'running' && status !== 'invited';
