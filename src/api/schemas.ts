/**
 * Every shape of `/api/v1`, once: the check of what comes in, the type in TypeScript and the schema in the OpenAPI document.
 * Instants are ISO 8601 in UTC; civil dates are `YYYY-MM-DD` in no zone; decimals are text.
 */
import { z } from 'zod';

/** Schemas that have a name in the document. */
export const published = z.registry<{ id: string }>();
const named = <T extends z.ZodType>(id: string, schema: T): T => {
  published.add(schema, { id });
  return schema;
};

const id = z.uuid();
const instant = z.iso.datetime();
const civil = z.iso.date();
const count = z.int().min(0);

export const Phase = named(
  'Phase',
  z.enum([
    'notStarted',
    'planning',
    'monitoring',
    'developing',
    'review',
    'calibration',
    'release',
    'appeal',
    'reward',
    'closed',
  ]),
);
export const StageState = named(
  'StageState',
  z.enum([
    'waiting',
    'choosing',
    'confirming',
    'working',
    'late',
    'locked',
    'approving',
    'acknowledging',
    'overriding',
    'done',
    'skipped',
    'missing',
  ]),
);
export const Someone = named('Someone', z.object({ id, name: z.string() }));

const tally = { people: count, late: count, held: count };
export const PhaseCount = named('PhaseCount', z.object({ id: Phase, name: z.string(), ...tally }));
export const StageCount = named(
  'StageCount',
  z.object({
    id: z.string(),
    name: z.string(),
    phase: Phase,
    doer: z.string().describe('Who acts here, in words of the cycle'),
    ...tally,
    states: z.partialRecord(StageState, count).describe('People by state of this stage'),
  }),
);
export const Counts = named(
  'Counts',
  z.object({
    asOf: instant,
    rev: z.string().describe('Changes whenever a count may have changed'),
    all: z.object(tally),
    phases: z.array(PhaseCount),
    stages: z.array(StageCount),
  }),
);

const cycleLine = {
  id,
  name: z.string(),
  slug: z.string(),
  status: z.enum(['planned', 'running', 'closed']),
  startsOn: civil,
  launchedAt: instant,
  version: z.object({ id, number: z.int(), hash: z.string(), definition: z.string() }),
};
export const CycleLine = named('CycleLine', z.object({ ...cycleLine, people: count, closed: count }));
export const CycleList = named('CycleList', z.object({ items: z.array(CycleLine) }));
export const CycleDetail = named(
  'CycleDetail',
  z.object({
    ...cycleLine,
    stages: z.array(z.object({ id: z.string(), name: z.string(), phase: Phase })),
    phases: z.array(z.object({ id: Phase, name: z.string() })),
    leftOut: z
      .array(z.object({ number: z.string(), name: z.string(), reasons: z.array(z.string()) }))
      .describe('Who could not be placed at launch; empty for those who see a part of the people'),
  }),
);
const facet = z.object({ id: z.string(), name: z.string(), people: count });
export const Facets = named('Facets', z.object({ departments: z.array(facet), managers: z.array(facet) }));

export const PersonLine = named(
  'PersonLine',
  z.object({
    id: id.describe('The participant'),
    employeeId: id,
    externalId: z.string().describe('Employee number'),
    name: z.string(),
    title: z.string().nullable(),
    department: z.string().nullable(),
    phase: Phase,
    status: z.string(),
    stages: z.array(z.object({ id: z.string(), name: z.string(), state: StageState, late: z.boolean() })),
    waitsFor: z
      .object({ id, name: z.string(), since: instant, days: count })
      .nullable()
      .describe('Whoever has the oldest open task'),
    dueOn: civil.nullable(),
    lateDays: z.int().min(1).nullable(),
  }),
);
export const PeopleAnswer = named(
  'PeopleAnswer',
  z.object({ items: z.array(PersonLine), total: count, next: z.string().nullable(), asOf: instant }),
);
const flag = z.literal('1').optional();
/** Unknown filters are refused: an answer to a question nobody asked is worse than none. */
export const PeopleQuery = z.strictObject({
  phase: Phase.optional(),
  stage: z.string().max(120).optional(),
  state: StageState.optional(),
  late: flag,
  held: flag,
  department: z.string().max(200).optional(),
  manager: z.uuid().optional(),
  q: z.string().max(100).optional(),
  sort: z.enum(['name', 'due']).default('name'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(600).optional(),
});
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(600).optional(),
});

export const TextPlace = named(
  'TextPlace',
  z.object({ path: z.string(), line: z.int().min(1), text: z.string() }),
);
export const Sentence = named(
  'Sentence',
  z.object({
    about: z.enum(['opened', 'waits', 'due', 'calendar', 'doer', 'rule', 'exception', 'state', 'rating']),
    text: z.string(),
    place: TextPlace.nullable(),
  }),
);
export const Upcoming = named(
  'Upcoming',
  z.object({
    at: instant,
    on: civil,
    stage: z.string(),
    stageName: z.string(),
    text: z.string(),
    place: TextPlace.nullable(),
  }),
);
export const StageWhy = named(
  'StageWhy',
  z.object({
    stage: z.string(),
    name: z.string(),
    state: StageState,
    round: count,
    openedAt: instant.nullable(),
    dueOn: civil.nullable(),
    dueAt: instant.nullable(),
    closedAt: instant.nullable(),
    lateDays: z.int().min(1).nullable(),
    with: z.array(z.object({ id, name: z.string(), since: instant, days: count })),
    sentences: z.array(Sentence),
    ifNobodyActs: z.array(Upcoming),
  }),
);
export const TaskLine = named(
  'TaskLine',
  z.object({
    id,
    stage: z.string(),
    stageName: z.string(),
    kind: z.string(),
    what: z.string(),
    assignee: Someone,
    openedAt: instant,
    dueOn: civil.nullable(),
    late: z.boolean(),
  }),
);
export const ParticipantAnswer = named(
  'ParticipantAnswer',
  z.object({
    id,
    version: count.describe('Number of events so far; also the ETag'),
    cycle: z.object({ id, name: z.string(), slug: z.string(), versionNumber: z.int(), hash: z.string() }),
    person: z.object({
      id,
      number: z.string(),
      name: z.string(),
      title: z.string().nullable(),
      department: z.string().nullable(),
      country: z.string().nullable(),
      timeZone: z.string(),
      manager: Someone.nullable(),
    }),
    status: z.string(),
    phase: Phase,
    phaseName: z.string(),
    outcome: z.string().nullable(),
    stages: z.array(StageWhy),
    upcoming: z.array(Upcoming),
    tasks: z.array(TaskLine),
    incident: z
      .object({ id, error: z.string(), message: z.string(), at: instant, attempts: z.int() })
      .nullable(),
    mails: count,
    asOf: instant,
  }),
);
export const HistoryEntry = named(
  'HistoryEntry',
  z.object({
    seq: z.int(),
    at: instant,
    event: z.string(),
    stage: z.string().nullable(),
    stageName: z.string().nullable(),
    text: z.string(),
    by: Someone.nullable(),
    actingFor: Someone.nullable(),
    reason: z.string().nullable(),
  }),
);
export const HistoryAnswer = named(
  'HistoryAnswer',
  z.object({ items: z.array(HistoryEntry), next: z.string().nullable(), total: count }),
);
export const MailsAnswer = named(
  'MailsAnswer',
  z.object({
    items: z.array(
      z.object({
        id,
        at: instant,
        to: z.string(),
        subject: z.string(),
        status: z.string(),
        reason: z.string(),
      }),
    ),
  }),
);

export const MyTask = named(
  'MyTask',
  z.object({
    id,
    title: z.string().describe('What to do, the verb first'),
    kind: z.string(),
    stage: z.string(),
    cycle: z.object({ id, name: z.string() }),
    about: Someone.nullable().describe('Whose case it is; null for a calibration session'),
    openedAt: instant,
    dueOn: civil.nullable(),
    dueAt: instant.nullable().describe('The end of that day where the task is done'),
    late: z.boolean(),
    begun: z.boolean().describe('A draft exists'),
    page: z.string().describe('Where it is done'),
  }),
);
export const MyTasks = named(
  'MyTasks',
  z.object({ items: z.array(MyTask), total: count, next: z.string().nullable(), asOf: instant }),
);

export const Me = named(
  'Me',
  z.object({
    id,
    name: z.string(),
    roles: z.array(z.string()),
    mayReadCycles: z.boolean().describe('Whether lists and counts of people are open to them'),
    development: z
      .object({ clock: instant, moved: z.boolean(), mayMove: z.boolean(), mail: z.string() })
      .nullable(),
  }),
);
export const ClockMove = named(
  'ClockMove',
  z.strictObject({
    by: z
      .string()
      .regex(/^[1-9]\d{0,3}[hdw]$/, 'Write a number and h, d or w, such as 10d.')
      .describe('How far, such as 12h, 10d or 2w'),
  }),
);
export const ClockAnswer = named('ClockAnswer', z.object({ clock: instant, fired: count }));

/** U+0000, and half a pair of surrogates: PostgreSQL takes them in no text. */
const keepable = (text: string) => !/[\0\p{Surrogate}]/u.test(text);
const unkeepable = 'It holds a sign that no text has.';
const stage = z.string().min(1).max(120).refine(keepable, unkeepable);
const reason = z.string().trim().min(3, 'Say why, in a few words.').max(2000).refine(keepable, unkeepable);
/** Acts of the owner of the cycle; every one needs a reason. */
export const OwnerAct = named(
  'OwnerAct',
  z.object({
    reason,
    act: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('SKIP'), stage }),
      z.strictObject({ type: z.literal('CLOSE_AS_MISSING'), stage }),
      z.strictObject({ type: z.literal('REOPEN'), stage }),
      z.strictObject({ type: z.literal('EXTEND'), stage, to: civil }),
      z.strictObject({ type: z.literal('REASSIGN'), stage, from: id, to: id }),
    ]),
  }),
);
export const ActAnswer = named(
  'ActAnswer',
  z.object({ participant: id, version: count, at: instant, replayed: z.boolean() }),
);

/** RFC 9457, with a code for programs, the request's id for support, and one entry for each field that is wrong. */
export const Problem = named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    possible: z.array(z.string()).optional().describe('Events that are possible now'),
    version: z.int().optional().describe('The version in force, where another one was expected'),
  }),
);

export const IncidentLine = named(
  'IncidentLine',
  z.object({
    id,
    participant: id,
    person: z.object({ number: z.string(), name: z.string() }),
    error: z.string(),
    message: z.string().describe('The first line of the error'),
    attempts: z.int(),
    firstAt: instant,
    lastAt: instant,
  }),
);
export const IncidentList = named('IncidentList', z.object({ items: z.array(IncidentLine) }));
export const IncidentRetry = named('IncidentRetry', z.object({ reason }));
export const IncidentRetried = named(
  'IncidentRetried',
  z.object({ id, result: z.enum(['done', 'failed']).describe('failed: the person stays held') }),
);
export const AwardsQuery = z.object({
  reward: z.string().min(1).max(120).describe('Id of a reward of the cycle'),
});
