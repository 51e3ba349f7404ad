import type { Id } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lateStates, openStates, phaseNames, phasesOf, stagesIn, type CycleView } from './cycle.js';
import { type Reach, withinReach } from './reach.js';
import { inOneGo, overdueTasks, valuesOf } from './statement.js';

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
 * Counts of distinct people within reach per phase, stage and state at `now`.
 * The database groups people by equal place (a few hundred groups for thousands of people); the rest is adding up.
 */
export async function countPeople(sql: Sql, view: CycleView, now: Date, reach: Reach): Promise<Counts> {
  const { places, rev } = await readPlaces(sql, view, now, reach);
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

type PlaceRow = {
  phase: ParticipantPhase;
  status: string;
  places: string;
  /** Stages with an overdue task, "a,b"; null when there is none. */
  overdue: string | null;
  people: string;
  events: string;
};

async function readPlaces(
  sql: Sql,
  view: CycleView,
  now: Date,
  reach: Reach,
): Promise<{ places: Place[]; rev: string }> {
  const { values, put } = valuesOf(view.organisationId, view.id, now);
  const employees =
    reach === null ? '' : 'join employee e on e.organisation_id = $1 and e.id = p.employee_id';
  const rows = await inOneGo<PlaceRow>(
    sql,
    `with ${overdueTasks},
     late as materialized (select participant_id, string_agg(distinct stage, ',' order by stage) as stages from overdue group by 1)
     select p.phase, p.status, p.places, late.stages as overdue, count(*) as people, sum(p.version) as events
     from participant p left join late on late.participant_id = p.id ${employees}
     where p.organisation_id = $1 and p.cycle_id = $2 and p.status <> 'leftOut' and ${withinReach(reach, put)} group by 1, 2, 3, 4`,
    values,
  );
  const places = rows.map(placeOf);
  const sum = (number: (place: Place) => number) => places.reduce((total, place) => total + number(place), 0);
  const events = rows.reduce((total, row) => total + Number(row.events), 0);
  const late = sum((place) => place.people * place.lateIn.size);
  const held = sum((place) => (place.status === 'held' ? place.people : 0));
  return { places, rev: [events, late, held, sum((place) => place.people)].join('.') };
}

/** A stage is late by itself or by an overdue task, and only while it is open. */
function placeOf(row: PlaceRow): Place {
  const pairs = listOf(row.places).map((pair) => pair.split('=') as [Id, StageState]);
  const overdue = new Set(listOf(row.overdue ?? ''));
  const late = pairs.filter(
    ([stage, state]) =>
      (lateStates as readonly StageState[]).includes(state) || (isOpen(state) && overdue.has(stage)),
  );
  return {
    phase: row.phase,
    status: row.status,
    states: Object.fromEntries(pairs),
    lateIn: new Set(late.map(([stage]) => stage)),
    people: Number(row.people),
  };
}

const listOf = (text: string) => text.split(',').filter(Boolean);

type DoerValue = CycleView['cycle']['stages'][number]['doer']['value'];
function doerWords(doer: DoerValue): string {
  if (!doer) return '';
  if (doer.who.by === 'peers') return `${doer.who.from} to ${doer.who.to} peers`;
  if (doer.who.by === 'all') return fieldWords(doer.who.field);
  const role = doer.who.role;
  return role.role === 'field' ? fieldWords(role.field) : role.role;
}
/** `hr-partner` as people write it: "HR partner". */
const fieldWords = (field: string) => field.replaceAll('-', ' ').replace(/^hr\b/, 'HR');
