/** The real engine on the database of a rehearsal: the same parts as in the service, without its loops, edges and mails. */
import { advance, apply, type CaseFile, type OpenTask, type Outcome } from '../../workflows/index.js';
import { Calibrations } from '../calibration/calibrations.js';
import { Sessions } from '../calibration/opening.js';
import { rememberedClock, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import type { PostgresDatabase } from '../database/postgres.js';
import { CaseCache } from '../participants/case-cache.js';
import { Joins } from '../participants/joins.js';
import { Participants } from '../participants/participants.js';
import { PeopleChanges } from '../participants/people-changes.js';
import type { Engine } from '../participants/ports.js';
import { Directory } from '../people/directory.js';
import { Settlements } from '../rewards/settlements.js';
import { Settling } from '../runner/settling.js';
import { DueBook } from './due-book.js';

export type Parts = {
  database: PostgresDatabase;
  clock: Clock;
  directory: Directory;
  participants: Participants;
  cache: CaseCache;
  settling: Settling;
  sessions: Sessions;
  calibrations: Calibrations;
  peopleChanges: PeopleChanges;
  /** Tasks that were opened since somebody took them out of here. */
  opened: OpenedTask[];
  /** By id of the employee. */
  due: DueBook;
  /** Participants that have not begun, or run. */
  unfinished: { count: number };
};
/** `person`: id of the employee the task is about. */
export type OpenedTask = { person: string; number: string; task: OpenTask };

/** Every participant of a large organisation stays in memory. */
const kept = 50_000;

/** Makes the parts. What the engine decides is listened to, so that new tasks and deadlines need not be read again. */
export function makeParts(database: PostgresDatabase): Parts {
  const [definitions, directory, clock] = [new CycleDefinitions(), new Directory(), rememberedClock()];
  const heard = { opened: [] as OpenedTask[], due: new DueBook(), unfinished: { count: 0 } };
  const cache = new CaseCache(kept);
  const engine = listening(heard);
  const participants = new Participants({ database, clock, cache, definitions, directory, engine });
  const joins = new Joins(database, clock, directory, participants);
  const sessions = new Sessions(database, clock, directory);
  const settlements = new Settlements(database, clock, directory);
  return {
    database,
    clock,
    directory,
    participants,
    cache,
    sessions,
    settling: new Settling({ database, clock, definitions, participants, joins, sessions, settlements }),
    calibrations: new Calibrations({ participants, clock, definitions, directory }),
    peopleChanges: new PeopleChanges({ database, clock, definitions, directory, participants }),
    ...heard,
  };
}

type Accepted = Extract<Outcome, { ok: true }>;

type Heard = Pick<Parts, 'opened' | 'due' | 'unfinished'>;

function listening(heard: Heard): Engine {
  return {
    advance,
    apply: (file, outcome, taskId) => {
      note(heard, file, outcome, taskId);
      return apply(file, outcome, taskId);
    },
  };
}

function note(
  { opened, due, unfinished }: Heard,
  { person, status }: CaseFile,
  outcome: Accepted,
  taskId: Parameters<typeof apply>[2],
): void {
  unfinished.count += Number(goesOn(outcome.status)) - Number(goesOn(status));
  for (const change of outcome.changes) {
    if (change.do === 'task.open')
      opened.push({
        person: person.id,
        number: person.number,
        task: { ...change.task, id: taskId(change.task) },
      });
    else if (change.do === 'deadline.set') due.set(person.id, change.deadline);
    else if (change.do === 'deadline.cancel') due.cancel(person.id, change.stage, change.timers);
  }
}

const goesOn = (status: CaseFile['status']): boolean => status === 'invited' || status === 'running';
