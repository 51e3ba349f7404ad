/** The keeper of rows in the database: what `perennial rehearse` runs on. The real engine, one organisation, one cycle. */
import {
  deedName,
  type Deed,
  type DeedResult,
  type Decide,
  type Definition,
  type Instant,
  type Keeper,
  type ParticipantTask,
  type Person,
  type ScriptTask,
  type SessionTask,
  type Tried,
  type World,
} from '../../workflows/index.js';
import type { Act, ActResult } from '../participants/contract.js';
import { batchSize } from '../participants/participants.js';
import { figuresOf } from './figures.js';
import { lookAtSession, lookAtTasks } from './look.js';
import { finalStates } from './outcome.js';
import type { Parts } from './parts.js';
import { openSessions, openTasks, participantsOf, pendingDeadlines } from './tasks.js';

/** `workers`: transactions that may be under way side by side, at least 1. */
export type Ground = { parts: Parts; organisationId: string; definition: Definition; workers: number };
type People = { world: World; people: readonly Person[] };

/** A keeper on a rehearsal whose cycle was launched. */
export async function databaseKeeper(ground: Ground): Promise<Keeper> {
  const { parts, organisationId } = ground;
  const now = await parts.database.transaction(null, (tx) => parts.clock.now(tx));
  const keeper = new DatabaseKeeper(ground, now, await peopleOf(ground));
  // Who left before the run was killed may not have been told to everybody.
  await parts.peopleChanges.tell(organisationId);
  return keeper;
}

async function peopleOf({ parts, organisationId, definition }: Ground): Promise<People> {
  const { database, directory } = parts;
  return database.transaction(organisationId, async (tx) => ({
    world: (await directory.worldOf(tx, organisationId, definition)).world,
    people: (await directory.peopleOf(tx, organisationId, definition)).people,
  }));
}

class DatabaseKeeper implements Keeper {
  readonly definition: Definition;
  readonly #parts: Parts;
  readonly #organisationId: string;
  #participants: ReadonlyMap<string, string> = new Map();
  #employees: ReadonlyMap<string, string> = new Map();
  readonly #announced = new Map<string, string>();
  #now: Instant;
  #people: People;
  #sessionsMoved = false;

  constructor(
    private readonly ground: Ground,
    now: Instant,
    people: People,
  ) {
    this.definition = ground.definition;
    this.#parts = ground.parts;
    this.#organisationId = ground.organisationId;
    this.#now = now;
    this.#people = people;
  }

  world(): World {
    return this.#people.world;
  }

  people(): readonly Person[] {
    return this.#people.people;
  }

  now(): Promise<Instant> {
    return Promise.resolve(this.#now);
  }

  async moveTo(at: Instant): Promise<void> {
    if (at <= this.#now) return;
    await this.#parts.database.transaction(null, (tx) => this.#parts.clock.advanceTo(tx, at));
    this.#now = at;
  }

  async nextDue(): Promise<Instant | null> {
    const dated = await this.#parts.settling.datedAhead(this.#organisationId);
    const joins = this.#parts.unfinished.count > 0 ? dated.map(({ at }) => at) : [];
    const all = [this.#parts.due.next(), ...joins].filter((at) => at !== null);
    return all.length === 0 ? null : Math.min(...all);
  }

  async fireDue(): Promise<number> {
    const { due } = this.#parts;
    let transitions = 0;
    for (let next = due.next(); next !== null && next <= this.#now; next = due.next()) {
      // Two pieces for each worker: while the database writes one, the next is worked out.
      const piece = Math.min(batchSize, sizeOf(due.fired(this.#now), 2 * this.ground.workers));
      const drains = Array.from({ length: this.ground.workers }, () => this.#drain(piece));
      transitions += (await Promise.all(drains)).reduce((sum, n) => sum + n, 0);
    }
    return transitions;
  }

  /** Fires deadlines until none is left but those that others have in hand. */
  async #drain(limit: number): Promise<number> {
    let transitions = 0;
    for (;;) {
      const fired = await this.#parts.participants.fireDue(this.#organisationId, limit);
      transitions += fired.transitions;
      if (!fired.full) return transitions;
    }
  }

  async settle(): Promise<number> {
    const changes = await this.#parts.settling.settleOne(this.#organisationId, { now: this.#now });
    this.#sessionsMoved ||= changes > 0;
    return changes;
  }

  async allTasks(): Promise<readonly ScriptTask[]> {
    this.#parts.opened.length = 0;
    return this.#parts.database.transaction(this.#organisationId, async (tx) => {
      for (const { person, ...deadline } of await pendingDeadlines(tx, this.#organisationId))
        this.#parts.due.set(person, deadline);
      const { ids, unfinished } = await participantsOf(tx, this.#organisationId);
      this.#participants = ids;
      this.#employees = new Map([...ids].map(([employee, participant]) => [participant, employee]));
      this.#parts.unfinished.count = unfinished;
      return [
        ...(await openTasks(tx, this.#organisationId)),
        ...this.#fresh(await openSessions(tx, this.#organisationId)),
      ];
    });
  }

  async newTasks(): Promise<readonly ScriptTask[]> {
    const opened = this.#parts.opened.splice(0);
    const tasks = opened.flatMap(({ person, number, task }): ScriptTask[] => {
      const participant = this.#participants.get(person);
      return participant === undefined ? [] : [{ about: 'participant', participant, number, task }];
    });
    return [...tasks, ...(await this.#newSessions())];
  }

  async perform(tasks: readonly ScriptTask[], decide: Decide): Promise<readonly Tried[]> {
    const [first] = tasks;
    if (first?.about === 'session') return this.#lead(first, decide);
    const own = tasks.filter((task): task is ParticipantTask => task.about === 'participant');
    const shares = sharesOf(own, this.ground.workers);
    const tried = await Promise.all(shares.map((share) => this.#work(share, decide)));
    return tried.flat();
  }

  async #work(tasks: readonly ParticipantTask[], decide: Decide): Promise<Tried[]> {
    const { person } = this.#people.world;
    const looked = await lookAtTasks(this.#parts, this.#organisationId, tasks, (participant) =>
      person(this.#employees.get(participant) ?? ''),
    );
    const deeds = looked.flatMap((task) => decide(task) ?? []);
    const events = deeds.filter((deed): deed is EventDeed => deed.does === 'event');
    const results = await this.#parts.participants.advanceMany(this.#organisationId, events.map(actOf));
    return events.map((deed, n) => ({ what: deedName(deed), result: resultOf(results[n]) }));
  }

  async leave(person: string, successor: string | null): Promise<number> {
    const { peopleChanges, sessions, settling } = this.#parts;
    const left = await peopleChanges.leave(this.#organisationId, person, successor);
    if (!left) return 0;
    this.#people = await peopleOf(this.ground);
    for (const cycle of await settling.cycles(this.#organisationId))
      await sessions.reassign(this.#organisationId, cycle);
    this.#sessionsMoved = true;
    return 1;
  }

  finished(): Promise<boolean> {
    return Promise.resolve(this.#parts.unfinished.count === 0);
  }

  outcome() {
    const numbers = new Map(this.#people.people.map(({ id, number }) => [id, number]));
    return this.#parts.database.transaction(this.#organisationId, (tx) =>
      finalStates(tx, this.#organisationId, (id) => numbers.get(id) ?? null),
    );
  }

  figures() {
    return this.#parts.database.transaction(this.#organisationId, (tx) =>
      figuresOf(tx, this.#organisationId, this.#now),
    );
  }

  async #lead(task: SessionTask, decide: Decide): Promise<Tried[]> {
    const { database, calibrations } = this.#parts;
    const looked = await database.transaction(this.#organisationId, (tx) =>
      lookAtSession(tx, this.#organisationId, this.definition, task, this.#people.world.person),
    );
    const deed = looked && decide(looked);
    if (deed?.does !== 'closeSession') return [];
    const actor = { organisationId: this.#organisationId, personId: deed.by, grants: [] };
    const changes = deed.changes.map(({ participant, level, reason }) => ({
      participantId: participant,
      level,
      reason,
      key: `calibrate/${deed.session}/${task.session.openedAt}/${participant}`,
    }));
    const closed = await calibrations.close(actor, deed.session, null, changes);
    const result: DeedResult = closed.ok
      ? { ok: true }
      : { ok: false, incident: `the session: ${closed.why}` };
    return [{ what: deedName(deed), result }];
  }

  async #newSessions(): Promise<SessionTask[]> {
    if (!this.#sessionsMoved) return [];
    this.#sessionsMoved = false;
    const open = await this.#parts.database.transaction(this.#organisationId, (tx) =>
      openSessions(tx, this.#organisationId),
    );
    return this.#fresh(open);
  }

  /** Sessions that were not told of as they are now. */
  #fresh(open: readonly SessionTask[]): SessionTask[] {
    return open.filter(({ session }) => {
      const seen = `${session.facilitator} ${session.openedAt}`;
      const known = this.#announced.get(session.id) === seen;
      this.#announced.set(session.id, seen);
      return !known;
    });
  }
}

/** Tasks in one piece for each worker. */
function sharesOf(tasks: readonly ParticipantTask[], workers: number): (readonly ParticipantTask[])[] {
  const size = sizeOf(tasks.length, workers);
  const shares = Array.from({ length: workers }, (_, n) => tasks.slice(n * size, (n + 1) * size));
  return shares.filter((share) => share.length > 0);
}

/** How many of `all` make one of so many pieces; few are not worth dividing. */
const sizeOf = (all: number, pieces: number): number => Math.max(SHARE, Math.ceil(all / pieces));
const SHARE = 15;

type EventDeed = Extract<Deed, { does: 'event' }>;

/** The key comes from the task, so that a deed that was done before a crash is not done again. */
function actOf({ participant, task, by, reason, command }: EventDeed): Act {
  return {
    participantId: participant,
    key: `deed/${task}`,
    by,
    actingFor: null,
    reason,
    expectedVersion: null,
    body: command,
  };
}

function resultOf(result: ActResult | undefined): DeedResult {
  if (!result || result.ok) return result ? { ok: true } : { ok: false, gone: true };
  if (result.why === 'refused') return { ok: false, refusal: result.refusal };
  return result.why === 'incident' ? { ok: false, incident: result.incidentId } : { ok: false, gone: true };
}
