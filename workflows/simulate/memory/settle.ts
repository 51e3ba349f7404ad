/** What spans participants in memory: joins, calibration sessions, settlements. One thing at a time, in a fixed order. */
import type { Id, Stage } from '../../../dsl/index.js';
import { calibrationOf, sessionSteps, type GroupMember, type SessionStep } from '../../cycle/groups.js';
import { joinsOn } from '../../cycle/dated.js';
import { joinsReached, settlementsDue } from '../../cycle/joins.js';
import { settleReward } from '../../cycle/rewards.js';
import { advanceCase, service } from './advance.js';
import { announce } from './sessions.js';
import type { Case, Store } from './store.js';

/** Does the first thing that is due; answers the number of changes, 0 when nothing is. */
export function settleOne(store: Store): number {
  return sendJoins(store) || reachJoins(store) || moveSessions(store) || settleRewards(store);
}

/** Joins that were reached and not told to everybody who runs. */
function sendJoins(store: Store): number {
  if (!store.stale.told) return 0;
  for (const { id: stage } of store.definition.cycle.stages) {
    if (!store.reached.has(stage)) continue;
    const untold = store.cases.filter((of) => of.file.status === 'running' && !of.joined.has(stage));
    for (const of of untold) {
      of.joined.add(stage);
      advanceCase(store, of, { type: 'JOIN_REACHED', stage }, service);
    }
    if (untold.length > 0) return untold.length;
  }
  store.stale.told = false;
  return 0;
}

function reachJoins(store: Store): number {
  const dated = joinsOn(store.dated, store.now);
  if (!store.stale.joins && [...dated].every((stage) => store.reached.has(stage))) return 0;
  const [first] = joinsReached(store.definition.cycle, store.tallies, store.reached, dated);
  if (first === undefined) return 0;
  store.reached.add(first);
  store.stale.told = true;
  return 1;
}

function moveSessions(store: Store): number {
  if (!store.stale.groups) return 0;
  for (const stage of store.definition.cycle.stages.filter((one) => calibrationOf(one))) {
    if (!somebodyWaits(store, stage.id)) continue;
    const steps = sessionSteps(stage, membersOf(store, stage), rowsOf(store, stage.id), store.world);
    for (const step of steps) moveSession(store, stage, step);
    if (steps.length > 0) return steps.length;
  }
  store.stale.groups = false;
  return 0;
}

/** Somebody is ready for a session and in none that is open; without such a person there is nothing to do. */
function somebodyWaits(store: Store, stage: Id): boolean {
  const inSession = new Set(
    rowsOf(store, stage).flatMap(({ status, members }) => (status === 'open' ? [...members] : [])),
  );
  return store.cases.some(({ file, participant }) => {
    const state = file.stages[stage]?.state;
    const ready = state === 'working' || state === 'late' || state === 'locked';
    return ready && file.status === 'running' && !inSession.has(participant);
  });
}

function membersOf(store: Store, stage: Stage): GroupMember[] {
  return store.cases.flatMap((of) => {
    const state = of.file.stages[stage.id]?.state;
    const here = of.file.status === 'running' && state !== undefined;
    return here
      ? [{ participant: of.participant, number: of.participant, person: of.file.person, state }]
      : [];
  });
}

const rowsOf = (store: Store, stage: Id) => [...store.sessions.values()].filter((one) => one.stage === stage);

function moveSession(store: Store, stage: Stage, { do: act, value, members }: SessionStep): void {
  const id = `${stage.id}/${value}`;
  const names = members.map(({ participant }) => participant);
  const known = store.sessions.get(id);
  const session =
    act === 'fill' && known
      ? { ...known, members: new Set([...known.members, ...names]) }
      : { id, stage: stage.id, value, status: 'open' as const, members: new Set(names), openedAt: store.now };
  store.sessions.set(id, session);
  announce(store, session);
}

function settleRewards(store: Store): number {
  if (!store.stale.joins) return 0;
  const settled = new Set(store.settled.keys());
  const [first] = settlementsDue(store.definition.cycle, store.tallies, settled);
  if (first === undefined) {
    store.stale.joins = false;
    return 0;
  }
  const files = store.cases.map((of: Case) => of.file);
  store.settled.set(first, settleReward(store.definition, first, files, store.world));
  return 1;
}
