import type { Id } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lateStates, openStates, phaseNames, phasesOf, stagesIn, type CycleView } from './cycle.js';

/** People, never tasks: somebody who is in two stages of a phase counts once in the phase. */
export type Tally = { people: number; late: number; held: number };
export type StageCount = Tally & {
  id: Id;
  name: string;
  phase: ParticipantPhase;
  /** Who acts here, in words of the cycle: "employee", "manager", "4 to 6 peers". */
  doer: string;
  /** People by state of this stage; `waiting` counts those for whom it has not opened. */
  states: Partial<Record<StageState, number>>;
};
export type PhaseCount = Tally & { id: ParticipantPhase; name: string };
/** Counts of one cycle at one instant (`asOf`, ISO 8601). `rev` changes whenever a count may have changed. */
export type Counts = { asOf: string; rev: string; all: Tally; phases: PhaseCount[]; stages: StageCount[] };

/** People who stand in exactly the same place. */
type Place = {
  phase: ParticipantPhase;
  status: string;
  states: Record<Id, StageState>;
  lateIn: ReadonlySet<Id>;
  people: number;
};

/**
 * Counts of distinct people per phase, stage and state at `now`.
 * The database groups people by equal place (a few hundred groups for thousands of people); the rest is adding up.
 */
export async function countPeople(sql: Sql, view: CycleView, now: Date): Promise<Counts> {
  const { places, rev } = await readPlaces(sql, view.id, now);
  const tally = (stands: (place: Place) => boolean, late: (place: Place) => boolean): Tally => {
    const result = { people: 0, late: 0, held: 0 };
    for (const place of places) {
      if (!stands(place)) continue;
      result.people += place.people;
      if (late(place)) result.late += place.people;
      if (place.status === 'held') result.held += place.people;
    }
    return result;
  };
  return {
    asOf: now.toISOString(),
    rev,
    all: tally(
      () => true,
      (place) => place.lateIn.size > 0,
    ),
    phases: phasesOf(view.cycle).map((phase) => {
      const stages = stagesIn(view.cycle, phase);
      return {
        id: phase,
        name: phaseNames[phase],
        ...tally(
          (place) => place.phase === phase || stages.some((stage) => isOpen(place.states[stage])),
          (place) => stages.some((stage) => place.lateIn.has(stage)),
        ),
      };
    }),
    stages: view.cycle.stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      phase: stage.phase,
      doer: doerWords(stage.doer.value),
      ...tally(
        (place) => isOpen(place.states[stage.id]),
        (place) => place.lateIn.has(stage.id),
      ),
      states: statesOf(places, stage.id),
    })),
  };
}

function statesOf(places: readonly Place[], stage: Id): Partial<Record<StageState, number>> {
  const states: Partial<Record<StageState, number>> = {};
  for (const place of places) {
    const state = place.states[stage] ?? 'waiting';
    states[state] = (states[state] ?? 0) + place.people;
  }
  return states;
}

const isOpen = (state: StageState | undefined) =>
  state !== undefined && (openStates as readonly StageState[]).includes(state);

/** SQL: the stages in which a participant is late by an open task, as "a,b"; null when none. */
const lateTasks = `select t.participant_id, string_agg(distinct t.stage, ',' order by t.stage) as stages from task t
  where t.cycle_id = $1 and t.status = 'open' and t.due_at < $2 and t.participant_id is not null group by t.participant_id`;

type PlaceRow = {
  phase: ParticipantPhase;
  status: string;
  states: string | null;
  tasks: string | null;
  people: string;
  events: string;
};

async function readPlaces(sql: Sql, cycleId: string, now: Date): Promise<{ places: Place[]; rev: string }> {
  const rows = await sql.query<PlaceRow>(
    `with late as materialized (${lateTasks}),
     place as (
       select p.phase, p.status, p.version, late.stages as tasks,
         (select string_agg(s.key || '=' || (s.value ->> 'state'), ',') from jsonb_each(p.stages) s) as states
       from participant p left join late on late.participant_id = p.id
       where p.cycle_id = $1 and p.status <> 'leftOut'
     )
     select phase, status, states, tasks, count(*) as people, sum(version) as events from place
     group by phase, status, states, tasks`,
    [cycleId, now],
  );
  const places = rows.map(placeOf);
  const events = rows.reduce((sum, row) => sum + Number(row.events), 0);
  const late = places.reduce((sum, place) => sum + (place.lateIn.size > 0 ? place.people : 0), 0);
  const held = places.reduce((sum, place) => sum + (place.status === 'held' ? place.people : 0), 0);
  return { places, rev: `${events}.${late}.${held}` };
}

function placeOf(row: PlaceRow): Place {
  const pairs = (row.states ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('=') as [Id, StageState]);
  const states = Object.fromEntries(pairs);
  const late = new Set((row.tasks ?? '').split(',').filter(Boolean));
  for (const [stage, state] of pairs) {
    if ((lateStates as readonly StageState[]).includes(state)) late.add(stage);
    else if (!isOpen(state)) late.delete(stage);
  }
  for (const stage of late) if (!states[stage]) late.delete(stage);
  return { phase: row.phase, status: row.status, states, lateIn: late, people: Number(row.people) };
}

type DoerValue = CycleView['cycle']['stages'][number]['doer']['value'];
function doerWords(doer: DoerValue): string {
  if (!doer) return '';
  if (doer.who.by === 'peers') return `${doer.who.from} to ${doer.who.to} peers`;
  if (doer.who.by === 'all') return doer.who.field.replaceAll('-', ' ');
  const role = doer.who.role;
  return role.role === 'field' ? role.field.replaceAll('-', ' ') : role.role;
}
