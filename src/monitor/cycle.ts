import type { Cycle, Id, Model, Phase, Stage } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { type Reach, withinReach } from './reach.js';
import { valuesOf } from './statement.js';

/** States in which a stage waits for somebody: the person "is in" the stage. */
export const openStates = [
  'choosing',
  'confirming',
  'working',
  'late',
  'locked',
  'approving',
  'acknowledging',
  'overriding',
] as const satisfies readonly StageState[];
/** Open states that are late by themselves, whatever the tasks say. */
export const lateStates = ['late', 'locked'] as const satisfies readonly StageState[];

/** A running or closed cycle with the text it is pinned to. `startsOn` is a civil date, instants are ISO 8601 in UTC. */
export type CycleView = {
  organisationId: string;
  id: string;
  name: string;
  slug: string;
  status: 'planned' | 'running' | 'closed';
  startsOn: string;
  launchedAt: string;
  version: { id: string; number: number; hash: string; definition: string };
  /** People who could not be placed at launch. */
  leftOut: readonly LeftOut[];
  model: Model;
  cycle: Cycle;
  files: readonly CycleFile[];
};
export type LeftOut = { number: string; name: string; problems: readonly { text: string }[] };
export type CycleFile = { path: string; text: string };
/** A cycle as the list of cycles shows it. */
export type CycleLine = Omit<CycleView, 'organisationId' | 'model' | 'cycle' | 'files' | 'leftOut'> & {
  people: number;
  closed: number;
};

type VersionRow = { hash: string; model: Model; files: unknown };
const versions = new Map<string, VersionRow>();

/** Launched ahead of its day, a cycle is planned until somebody begins: the engine looks after it from the launch on. */
const status = `case when c.status = 'running' and not exists (select from participant b
    where b.organisation_id = c.organisation_id and b.cycle_id = c.id and b.status not in ('invited', 'leftOut'))
  then 'planned' else c.status end`;
const cycleColumns = `c.id, c.name, c.slug, ${status} as status, c.starts_on::text as "startsOn",
  c.launched_at as "launchedAt", v.id as "versionId", v.number, v.hash, d.name as definition`;
const cycleTables = `cycle c
  join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
  join cycle_definition d on d.organisation_id = v.organisation_id and d.id = v.definition_id`;

type CycleRow = {
  id: string;
  name: string;
  slug: string;
  status: CycleView['status'];
  startsOn: string;
  launchedAt: Date | string;
  versionId: string;
  number: number;
  hash: string;
  definition: string;
};

/** All cycles of the organisation, newest first, with the people within reach. */
export async function listCycles(sql: Sql, organisationId: string, reach: Reach): Promise<CycleLine[]> {
  const { values, put } = valuesOf(organisationId);
  const rows = await sql.query<CycleRow & { people: string; closed: string }>(
    `select ${cycleColumns}, n.people, n.closed from ${cycleTables} cross join lateral (
       select count(*) as people, count(*) filter (where p.status = 'closed') as closed from participant p
       join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
       where p.organisation_id = c.organisation_id and p.cycle_id = c.id and p.status <> 'leftOut' and ${withinReach(reach, put)}
     ) n where c.organisation_id = $1 order by c.launched_at desc, c.id`,
    values,
  );
  return rows.map((row) => ({ ...lineOf(row), people: Number(row.people), closed: Number(row.closed) }));
}

/** One cycle with its checked model, by id or by slug; undefined when the organisation has none. The model is cached by hash. */
export async function findCycle(
  sql: Sql,
  organisationId: string,
  idOrSlug: string,
): Promise<CycleView | undefined> {
  const by = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrSlug) ? 'c.id = $2' : 'c.slug = $2';
  const [row] = await sql.query<CycleRow & { leftOut: LeftOut[] }>(
    `select ${cycleColumns}, c.left_out as "leftOut" from ${cycleTables} where c.organisation_id = $1 and ${by}`,
    [organisationId, idOrSlug],
  );
  if (!row) return undefined;
  const version = await versionOf(sql, organisationId, row.versionId, row.hash);
  const cycle = version.model.cycles.find((one) => one.name === row.name) ?? version.model.cycles[0];
  if (!cycle) return undefined;
  return {
    organisationId,
    ...lineOf(row),
    leftOut: row.leftOut,
    model: version.model,
    cycle,
    files: filesOf(version.files),
  };
}

async function versionOf(sql: Sql, organisationId: string, id: string, hash: string): Promise<VersionRow> {
  const known = versions.get(`${id}/${hash}`);
  if (known) return known;
  const [row] = await sql.query<VersionRow>(
    'select hash, model, files from cycle_version where organisation_id = $1 and id = $2',
    [organisationId, id],
  );
  if (!row) throw new Error(`Cycle version ${id} is gone.`);
  if (versions.size > 50) versions.clear();
  versions.set(`${id}/${hash}`, row);
  return row;
}

function lineOf(row: CycleRow): Omit<CycleLine, 'people' | 'closed'> {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    status: row.status,
    startsOn: row.startsOn,
    launchedAt: new Date(row.launchedAt).toISOString(),
    version: { id: row.versionId, number: row.number, hash: row.hash, definition: row.definition },
  };
}

/** Files are kept as a list of `{path, text}` or as a map from path to text. */
function filesOf(stored: unknown): CycleFile[] {
  if (Array.isArray(stored)) return stored as CycleFile[];
  return Object.entries((stored ?? {}) as Record<string, string>).map(([path, text]) => ({ path, text }));
}

/** Words for phases, in the order of a year. */
export const phaseNames: Readonly<Record<ParticipantPhase, string>> = {
  notStarted: 'Not started',
  planning: 'Planning',
  monitoring: 'Monitoring',
  developing: 'Developing',
  review: 'Review',
  calibration: 'Calibration',
  release: 'Release',
  appeal: 'Appeal',
  reward: 'Reward',
  closed: 'Closed',
};

/** The phases of a cycle in the order of its text, `notStarted` first and `closed` last. */
export function phasesOf(cycle: Cycle): ParticipantPhase[] {
  const seen = new Set<Phase>(cycle.stages.map((stage) => stage.phase));
  return ['notStarted', ...seen, 'closed'];
}

/** Ids of the stages of a phase; empty for `notStarted` and `closed`. */
export function stagesIn(cycle: Cycle, phase: ParticipantPhase): Id[] {
  return cycle.stages.filter((stage) => stage.phase === phase).map((stage) => stage.id);
}

/** The stage with this id, or undefined. */
export function stageOf(cycle: Cycle, id: Id | null): Stage | undefined {
  return cycle.stages.find((stage) => stage.id === id);
}
