/** The keeper of rows in memory: what `perennial simulate` runs on. Nothing is written anywhere; a run that ends is gone. */
import type { Definition, Person, World } from '../../engine/contract.js';
import { newCaseFile } from '../../engine/start.js';
import { datedJoins } from '../../cycle/dated.js';
import { byNumber } from '../../cycle/order.js';
import { startInstant } from '../../cycle/start.js';
import type {
  Decide,
  Deed,
  DeedResult,
  Figures,
  FinalState,
  Keeper,
  Looked,
  ScriptTask,
  Tried,
} from '../contract.js';
import { nameOf } from '../deed-name.js';
import { put } from '../heap.js';
import { advanceCase } from './advance.js';
import { fireDue, nextDue } from './deadlines.js';
import { figuresOf, finalStates } from './figures.js';
import { leave } from './leave.js';
import { send } from './mail.js';
import { closeSession, factsOf, headOf } from './sessions.js';
import { settleOne } from './settle.js';
import { countIn, emptyStore, type Case, type Store } from './store.js';

/** `people`: everybody, with derived fields, ordered by employee number. `participants`: those whom the cycle includes. */
export type MemoryInput = {
  definition: Definition;
  people: readonly Person[];
  participants: readonly Person[];
  holidays: World['holidays'];
};

/** A keeper at the instant of the first start. Participants whose start is not known never start. */
export function memoryKeeper(input: MemoryInput): Keeper & { store: Store } {
  const store = launched(input);
  return {
    store,
    definition: store.definition,
    world: () => store.world,
    people: () => store.people,
    now: () => Promise.resolve(store.now),
    moveTo: (at) => Promise.resolve(moveTo(store, at)),
    nextDue: () => Promise.resolve(nextDue(store)),
    fireDue: () => Promise.resolve(fireDue(store)),
    settle: () => Promise.resolve(settleOne(store)),
    allTasks: () => Promise.resolve(allTasks(store)),
    newTasks: () => Promise.resolve(store.fresh.splice(0)),
    perform: (tasks, decide) => Promise.resolve(tasks.flatMap((task) => perform(store, task, decide))),
    leave: (person, successor) => Promise.resolve(leave(store, person, successor)),
    finished: () => Promise.resolve(store.unfinished === 0),
    outcome: (): Promise<FinalState[]> => Promise.resolve(finalStates(store)),
    figures: (): Promise<Figures> => Promise.resolve(figuresOf(store)),
  };
}

function launched({ definition, people, participants, holidays }: MemoryInput): Store {
  const store = emptyStore(definition, people, holidays);
  store.cases = [...participants].sort(byNumber).map(newCase);
  for (const of of store.cases) {
    store.byNumber.set(of.participant, of);
    countIn(store, of);
    const at = startInstant(definition, of.file.person, store.world);
    if (at !== null) put(store.starts, at, of);
  }
  store.dated = datedJoins(definition, participants, store.world);
  store.now = store.starts.entries[0]?.at ?? 0;
  return store;
}

function newCase(person: Person): Case {
  return {
    participant: person.number,
    file: newCaseFile(person),
    deadlines: new Map(),
    history: [],
    outcome: null,
    joined: new Set(),
    closed: new Map(),
  };
}

function moveTo(store: Store, at: number): void {
  const tasksOf = (participant: string) => store.byNumber.get(participant)?.file.tasks ?? [];
  send(store.mailbox, at, tasksOf, store.world.person);
  store.now = Math.max(store.now, at);
}

function allTasks(store: Store): ScriptTask[] {
  store.fresh = [];
  const tasks = store.cases.flatMap((of) =>
    of.file.tasks.map((task): ScriptTask => ({
      about: 'participant',
      participant: of.participant,
      number: of.participant,
      task,
    })),
  );
  const sessions = [...store.sessions.values()].flatMap((session): ScriptTask[] => {
    const head = session.status === 'open' ? headOf(store, session) : null;
    return head ? [{ about: 'session', session: head }] : [];
  });
  return [...tasks, ...sessions];
}

function lookAt(store: Store, task: ScriptTask): Looked[] {
  if (task.about === 'session') {
    const facts = factsOf(store, task.session.id);
    return facts?.facilitator === task.session.facilitator ? [{ ...task, facts }] : [];
  }
  const file = store.byNumber.get(task.participant)?.file;
  return file?.tasks.some(({ id }) => id === task.task.id) ? [{ ...task, facts: file }] : [];
}

function perform(store: Store, task: ScriptTask, decide: Decide): Tried[] {
  const deed = lookAt(store, task).map(decide)[0];
  return deed ? [{ what: nameOf(deed), result: does(store, deed) }] : [];
}

function does(store: Store, deed: Deed): DeedResult {
  if (deed.does === 'closeSession') return closeSession(store, deed);
  const of = store.byNumber.get(deed.participant);
  return of
    ? advanceCase(store, of, deed.command, { by: deed.by, reason: deed.reason })
    : { ok: false, gone: true };
}
