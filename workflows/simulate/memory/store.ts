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
  reached: Set<Id>;
  /** When joins come by the calendar. */
  dated: Map<Id, Instant>;
  settled: Map<Id, RewardSettlement>;
  mailbox: Mailbox;
  transitions: number;
  incidents: Incident[];
  escalations: { number: string; stage: Id; at: Instant }[];
  late: Record<Id, number>;
  /** Something that spans participants may have become due. */
  stale: { joins: boolean; groups: boolean };
};

/** An empty store. `people` are ordered by employee number, with derived fields; `holidays` answers the closed days of a list. */
export function emptyStore(
  definition: Definition,
  people: readonly Person[],
  holidays: World['holidays'],
): Store {
  const byId = new Map(people.map((person) => [person.id, person]));
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
    reached: new Set(),
    dated: new Map(),
    settled: new Map(),
    mailbox: emptyMailbox(),
    transitions: 0,
    incidents: [],
    escalations: [],
    late: {},
    stale: { joins: true, groups: true },
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
