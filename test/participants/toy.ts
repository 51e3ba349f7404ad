/** A cycle of two stages and an engine of some twenty lines: what the transaction is tested with, whatever a real cycle does. */
import { randomUUID } from 'node:crypto';
import type {
  Advance,
  Apply,
  CaseFile,
  Change,
  Definition,
  Instant,
  StageSummary,
  World,
} from '../../workflows/index.js';
import { Participants, type ParticipantsOptions } from '../../src/participants/participants.js';
import type { Engine } from '../../src/participants/ports.js';
import type { Act } from '../../src/participants/contract.js';
import { timestamp } from '../../src/database/pool.js';
import { Directory } from '../../src/people/directory.js';
import type { ServiceHarness } from '../service-harness.js';

const src = { file: 0, from: [1, 1], to: [1, 1] } as never;
export const day = 86_400_000;

export const toy = {
  model: { hash: 'toy', fields: [], cycles: [] },
  cycle: {
    id: 'toy',
    name: 'Toy',
    stages: ['review', 'talk'].map((id) => ({
      id,
      name: id,
      activities: { value: [], src, unless: [] },
      opens: { value: null, src, unless: [] },
    })),
    rewards: [],
  },
  hash: 'toy',
  machine: {},
} as unknown as Definition;

const working = (at: Instant): StageSummary => ({
  state: 'working',
  round: 1,
  openedAt: at,
  dueOn: '2027-01-10',
  dueAt: at + 5 * day,
  closedAt: null,
  step: null,
  variant: [],
});

/** START opens a task of the employee and the deadlines `remind.1`, `due` and `overdue.1`; SUBMIT closes; the timers say late, then missing. */
export const toyAdvance: Advance = (_definition, file, command, world) => {
  const at = Math.max(command.at, file.lastAt ?? 0);
  const refuse = (code: 'wrongState' | 'notYours') =>
    ({ ok: false, refusal: { code, stage: 'review', possible: [], details: {} } }) as const;
  if (command.reason === 'explode') throw new RangeError('the engine exploded');
  if (command.reason === 'bad row') return accept(file, at, [badMessage(file)], {}, 'running');
  const state = file.stages['review']?.state;
  const task = file.tasks[0];
  switch (command.type) {
    case 'START':
      if (file.status !== 'invited') return refuse('wrongState');
      return accept(file, at, opening(file, at, world), { review: working(at) }, 'running');
    case 'SAVE':
    case 'SUBMIT': {
      if (!task || (state !== 'working' && state !== 'late')) return refuse('wrongState');
      if (task.person !== command.by) return refuse('notYours');
      const submitted = command.type === 'SUBMIT';
      const changes: Change[] = [
        {
          do: 'submission.store',
          submission: submission(command.by, command.work.note ?? null, submitted, at),
        },
      ];
      if (!submitted) return accept(file, at, changes, file.stages, 'running');
      changes.push({ do: 'task.close', id: task.id, as: 'submitted' });
      changes.push({ do: 'deadline.cancel', stage: 'review', timers: null });
      changes.push({ do: 'case.close', outcome: 'rated' });
      return accept(file, at, changes, { review: closed(at, 'done') }, 'closed');
    }
    case 'TIMER': {
      if (command.generation !== 1 || !task) return refuse('wrongState');
      if (command.timer.startsWith('remind'))
        return accept(file, at, [message(file, at)], file.stages, 'running');
      if (command.timer === 'due')
        return accept(file, at, [], { review: { ...working(at), state: 'late' } }, 'running');
      const changes: Change[] = [
        { do: 'task.close', id: task.id, as: 'withdrawn' },
        { do: 'case.close', outcome: 'unrated' },
      ];
      return accept(file, at, changes, { review: closed(at, 'missing') }, 'closed');
    }
    case 'JOIN_REACHED':
      return accept(file, at, [], { ...file.stages, talk: working(at) }, 'running');
    default:
      return refuse('wrongState');
  }
};

export const toyApply: Apply = (file, outcome, taskId) => {
  let next: CaseFile = {
    ...file,
    snapshot: outcome.snapshot,
    status: outcome.status,
    stages: outcome.stages,
    version: file.version + 1,
    lastAt: outcome.at,
  };
  for (const change of outcome.changes) {
    if (change.do === 'task.open')
      next = { ...next, tasks: [...next.tasks, { ...change.task, id: taskId(change.task) }] };
    if (change.do === 'task.close')
      next = { ...next, tasks: next.tasks.filter((task) => task.id !== change.id) };
    if (change.do === 'submission.store') next = { ...next, submissions: [change.submission] };
  }
  return next;
};
export const toyEngine: Engine = { advance: toyAdvance, apply: toyApply };

function accept(
  file: CaseFile,
  at: Instant,
  changes: readonly Change[],
  stages: CaseFile['stages'],
  status: 'running' | 'closed',
): ReturnType<Advance> {
  const snapshot = { format: 1, events: file.version + 1 } as const;
  return {
    ok: true,
    snapshot,
    status,
    phase: status === 'closed' ? 'closed' : 'review',
    stages,
    changes,
    at,
  };
}

const closed = (at: Instant, state: 'done' | 'missing'): StageSummary => ({
  ...working(at),
  state,
  closedAt: at,
});

function opening(file: CaseFile, at: Instant, _world: World): Change[] {
  const task = {
    stage: 'review',
    round: 1,
    generation: 1,
    kind: 'work',
    step: 0,
    person: file.person.id,
    role: { role: 'employee' },
    openedAt: at,
    dueOn: '2027-01-10',
    dueAt: at + 5 * day,
    from: null,
  } as const;
  const deadline = (timer: string, days: number): Change => ({
    do: 'deadline.set',
    deadline: {
      stage: 'review',
      timer,
      generation: 1,
      dueAt: at + days * day,
      on: '2027-01-10',
      zone: file.person.zone,
      calendar: 'c',
      src,
    },
  });
  return [
    { do: 'task.open', task },
    deadline('overdue.1', 7),
    deadline('remind.1', 4),
    deadline('due', 5),
    message(file, at),
  ];
}

function message(file: CaseFile, at: Instant): Change {
  const task = { kind: 'work', step: 0 } as const;
  return {
    do: 'message.queue',
    message: {
      kind: 'assigned',
      to: file.person.id,
      stage: 'review',
      round: 1,
      urgency: 'now',
      notBefore: at,
      task,
    },
  };
}

/** A message that no database takes. */
function badMessage(file: CaseFile): Change {
  return {
    do: 'message.queue',
    message: {
      kind: 'assigned',
      to: 'not a uuid',
      stage: 'review',
      round: file.version,
      urgency: 'now',
      notBefore: 0,
      task: null,
    },
  };
}

const submission = (author: string, note: string | null, submitted: boolean, at: Instant) => ({
  stage: 'review',
  round: 1,
  author,
  state: submitted ? ('submitted' as const) : ('draft' as const),
  answers: { summary: { kind: 'text' as const, text: 'Grüße\n"quoted" \u2028 and $1' } },
  level: null,
  note,
  at,
});

export type ToyCycle = {
  cycleId: string;
  /** Participants and their employees, in order of employee number. */
  people: { participantId: string; employeeId: string; number: string }[];
};

let numbered = 0;
/** A running cycle with `count` participants that did not start yet. */
export async function openToy(
  service: ServiceHarness,
  count: number,
  organisationId = service.organisationId,
): Promise<ToyCycle> {
  const numbers = Array.from({ length: count }, () => String(++numbered).padStart(6, '0'));
  const ids = await service.addPeople(
    numbers.map((number) => ({ number })),
    organisationId,
  );
  const cycleId = randomUUID();
  const people = numbers.map((number) => ({
    participantId: randomUUID(),
    employeeId: ids.get(number) as string,
    number,
  }));
  await service.database.transaction(organisationId, async (tx) => {
    const [definition, version] = [randomUUID(), randomUUID()];
    const at = timestamp(Date.parse('2027-01-04T08:00:00Z'));
    await tx.query('insert into cycle_definition (organisation_id, id, name) values ($1, $2, $3)', [
      organisationId,
      definition,
      `Toy ${definition}`,
    ]);
    await tx.query(
      `insert into cycle_version (organisation_id, id, definition_id, number, hash, entry, files, model, machine, published_at)
       values ($1, $2, $3, 1, 'toy', 'toy.cycle', '[]', '{}', '{}', $4)`,
      [organisationId, version, definition, at],
    );
    await tx.query(
      `insert into cycle (organisation_id, id, version_id, name, slug, status, starts_on, launched_at)
       values ($1, $2, $3, 'Toy', $4, 'running', '2027-01-04', $5)`,
      [organisationId, cycleId, version, cycleId, at],
    );
    await tx.query(
      `insert into participant (organisation_id, id, cycle_id, employee_id, version_hash, status, phase)
       select $1, p, $2, e, 'toy', 'invited', 'notStarted' from unnest($3::uuid[], $4::uuid[]) as x(p, e)`,
      [organisationId, cycleId, people.map((one) => one.participantId), people.map((one) => one.employeeId)],
    );
  });
  return { cycleId, people };
}

/** Participants moved by the toy engine, or by `engine` instead of it. */
export function toyParticipants(
  service: ServiceHarness,
  more: Partial<ParticipantsOptions> = {},
): Participants {
  const directory = new Directory();
  return new Participants({
    database: service.database,
    clock: service.clock,
    definitions: { definitionOf: async () => toy },
    directory,
    engine: toyEngine,
    ...more,
  });
}

let keys = 0;
/** An act with a key of its own. */
export function act(participantId: string, body: Act['body'], more: Partial<Act> = {}): Act {
  const key = `key-${++keys}`;
  return {
    participantId,
    key,
    by: null,
    actingFor: null,
    reason: null,
    expectedVersion: null,
    body,
    ...more,
  };
}
export const start = (participantId: string, more: Partial<Act> = {}): Act =>
  act(participantId, { type: 'START' }, more);
export const submit = (participantId: string, by: string, more: Partial<Act> = {}): Act =>
  act(participantId, { type: 'SUBMIT', stage: 'review', work: { note: 'done' } }, { by, ...more });
