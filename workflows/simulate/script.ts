/**
 * What people do: when (a pure function of the open task) and what (of the task and the case at that instant). Nothing is kept
 * between two questions, so the same script goes on with a run that was killed.
 */
import type { Calendar, Id, Stage } from '../../dsl/index.js';
import type { CommandBody, Definition, Instant, Person, PersonId, World } from '../engine/contract.js';
import { awardingStages } from '../cycle/joins.js';
import { alternatives } from '../machine/shape.js';
import type { MachineContext } from '../machine/vocabulary.js';
import { addBusinessDays, businessDaysOf, zoneFor } from '../rules/calendar.js';
import { calendarFor, cycleDates } from '../rules/clock.js';
import { memberIn, valueFor } from '../rules/resolve.js';
import { dateAt, instantAt } from '../rules/zone.js';
import { workFor, type Answering } from './answers.js';
import type { Deed, Looked, ScriptTask, SessionTask, TaskFacts } from './contract.js';
import { chooseLeavers, type Leaver } from './leavers.js';
import { anotherPeer, choosePeers, peerCount } from './peers.js';
import { between, happens } from './random.js';
import { changesFor } from './sessions.js';
import { temperOf } from './temper.js';
import { keyOf, taskInstant } from './timing.js';
import { reason } from './words.js';

export type { Leaver } from './leavers.js';
/** A seed and the people as they were when the cycle was launched, ordered by employee number. */
export type Script = {
  seed: number;
  definition: Definition;
  calendar: Calendar;
  leavers: readonly Leaver[];
};

/** A script for a run. `people`: as at launch, also when the run goes on later. */
export function scriptFor(
  seed: number,
  definition: Definition,
  people: readonly Person[],
  world: World,
): Script {
  const calendar = calendarFor(definition, () => false);
  return { seed, definition, calendar, leavers: leaversFor(seed, definition, people, world) };
}

function leaversFor(seed: number, definition: Definition, people: readonly Person[], world: World): Leaver[] {
  const first = people[0];
  if (!first) return [];
  const { start, end } = cycleDates(definition, first, () => false, world);
  return start === null || end === null ? [] : chooseLeavers(seed, people, { start, end });
}

/** The instant at which the holder of a task does it; null: never. */
export function plannedAt(script: Script, task: ScriptTask, world: World): Instant | null {
  if (task.about === 'session') return sessionAt(script, task, world);
  const doer = world.person(task.task.person);
  const stage = stageOf(script, task.task.stage);
  if (!doer || !stage) return null;
  const { seed, calendar, definition } = script;
  return taskInstant({
    seed,
    calendar,
    model: definition.model,
    stage,
    number: task.number,
    task: task.task,
    doer,
    world,
  });
}

function sessionAt({ seed, calendar }: Script, { session }: SessionTask, world: World): Instant | null {
  const leader = world.person(session.facilitator);
  if (!leader) return null;
  const zone = zoneFor(calendar, leader);
  const wait = between(3, 8, seed, 'session', session.stage, session.value);
  const days = businessDaysOf(calendar, leader, world);
  return instantAt(zone, addBusinessDays(days, dateAt(zone, session.openedAt), wait), '14:00');
}

const stageOf = ({ definition }: Script, id: Id): Stage | undefined =>
  definition.cycle.stages.find((stage) => stage.id === id);

/** What the holder does now; null when they do nothing after all, such as somebody who has left. */
export function deedOf(script: Script, task: Looked, world: World, people: readonly Person[]): Deed | null {
  if (task.about === 'session') return sessionDeed(script, task, world);
  const doer = world.person(task.task.person);
  const stage = stageOf(script, task.task.stage);
  if (!doer?.active || !stage) return null;
  // nobody can write: whoever had the work waits for what the owner decides
  if (task.task.kind === 'work' && task.facts.stages[stage.id]?.state === 'locked') return null;
  const key = keyOf({ seed: script.seed, number: task.number, task: task.task, doer });
  const it: Answering = {
    seed: script.seed,
    definition: script.definition,
    stage,
    file: task.facts,
    doer,
    world,
    key,
  };
  const { command, why } = commandFor(it, task, people);
  return {
    does: 'event',
    participant: task.participant,
    task: task.task.id,
    by: doer.id,
    reason: why,
    command,
  };
}

function sessionDeed(script: Script, task: Extract<Looked, { about: 'session' }>, world: World): Deed | null {
  const { session, facts } = task;
  const stage = stageOf(script, session.stage);
  if (!stage) return null;
  const key = [script.seed, 'session', session.stage, session.value];
  const changes = changesFor(script.definition, stage, facts, world, key);
  return { does: 'closeSession', session: session.id, by: facts.facilitator, changes };
}

type LookedAt = Extract<Looked, { about: 'participant' }>;
type Act = { command: CommandBody; why: string | null };
const act = (command: CommandBody, why: string | null = null): Act => ({ command, why });

function commandFor(it: Answering, { task, facts }: LookedAt, people: readonly Person[]): Act {
  const stage = it.stage.id;
  switch (task.kind) {
    case 'work':
      return work(it, people);
    case 'choosePeers':
      return act({ type: 'CHOOSE_PEERS', stage, peers: chosenPeers(it, people) });
    case 'confirmPeers':
      return act({ type: 'CONFIRM_PEERS', stage, peers: confirmedPeers(it, people) });
    case 'approve':
      return approval(it, task.step, task.generation);
    case 'acknowledge':
      return happens(0.04, ...it.key, 'objects')
        ? act({ type: 'OBJECT', stage, comment: reason('objected', ...it.key) })
        : act({ type: 'ACKNOWLEDGE', stage, comment: null });
    case 'override':
      return act({ type: 'OVERRIDE', stage }, reason('overridden', ...it.key));
    case 'ownerAsk':
      return act(answerOfOwner(it, facts, people), reason('owner', ...it.key));
  }
}

/**
 * The owner names somebody for an approval nobody may give, and else lets the cycle go on: past what has not begun, without what is open. Where a result waits for answers, they are asked
 * for once more, as long as nothing was awarded, and then the case ends without it.
 */
function answerOfOwner(it: Answering, file: TaskFacts, people: readonly Person[]): CommandBody {
  const { stage } = it;
  const { state, round } = file.stages[stage.id] ?? { state: 'waiting', round: 0 };
  const to = state === 'approving' ? namedApprover(it, file, people) : null;
  if (to !== null) return { type: 'REASSIGN', stage: stage.id, from: it.doer.id, to };
  if (state === 'waiting') return { type: 'SKIP', stage: stage.id };
  if (state !== 'done' && state !== 'skipped' && state !== 'missing')
    return { type: 'CLOSE_AS_MISSING', stage: stage.id };
  const answers = alternatives(stage.activities)
    .flat()
    .some((activity) => activity.do === 'fillsIn');
  const awarded = awardingStages(it.definition.cycle).some((one) =>
    ['done', 'missing', 'skipped'].includes(file.stages[one.stage]?.state ?? ''),
  );
  return answers && !awarded && round === 1 ? { type: 'REOPEN', stage: stage.id } : { type: 'END' };
}

/** Somebody who may approve what nobody in the line may; null when somebody has it, or nobody is left. */
function namedApprover(
  { stage, key, doer }: Answering,
  file: TaskFacts,
  people: readonly Person[],
): PersonId | null {
  if (file.tasks.some((task) => task.stage === stage.id && task.kind === 'approve')) return null;
  const authors = file.submissions.filter((one) => one.stage === stage.id).map(({ author }) => author);
  const context = file.snapshot?.['context'] as MachineContext | undefined;
  const given = (context?.stages[stage.id]?.approvals ?? []).flatMap(({ by }) => by ?? []);
  return anotherPeer(file.person, new Set([doer.id, ...authors, ...given]), people, key);
}

function work(it: Answering, people: readonly Person[]): Act {
  const stage = it.stage.id;
  const doer = valueFor(
    it.stage.doer,
    memberIn(it.file.stages[stage]?.variant ?? []),
    it.definition.model.precedence,
  );
  if (doer?.who.by === 'peers' && doer.mayDecline && happens(0.05, ...it.key, 'declines')) {
    const taken = new Set([...it.file.peers.map(({ person }) => person), it.doer.id]);
    return act({ type: 'DECLINE', stage, instead: anotherPeer(it.file.person, taken, people, it.key) });
  }
  return act({ type: 'SUBMIT', stage, work: workFor(it) });
}

/** As many as the form asks for; when somebody declined, as many as are missing, nobody who was asked before. */
function chosenPeers(it: Answering, people: readonly Person[]): PersonId[] {
  const count = peerCount(it.definition, it.stage, it.file);
  if (!count) return [];
  const round = it.file.stages[it.stage.id]?.round;
  const asked = it.file.peers.filter((peer) => peer.stage === it.stage.id && peer.round === round);
  if (asked.length === 0) return choosePeers(it.file.person, count, people, it.key);
  const stay = asked.filter(({ state }) => state !== 'declined').length;
  const missing = Math.max(1, count.from - stay);
  const taken = new Set(asked.map(({ person }) => person));
  return choosePeers(it.file.person, { from: missing, to: missing }, people, it.key, taken);
}

/** The peers as chosen; somebody else in the place of whoever has left since. */
function confirmedPeers(it: Answering, people: readonly Person[]): PersonId[] {
  const { file, stage, world, key } = it;
  const round = file.stages[stage.id]?.round;
  const of = file.peers.filter((peer) => peer.stage === stage.id && peer.round === round);
  const chosen = of.filter(({ state }) => state === 'chosen').map(({ person }) => person);
  const here = chosen.filter((id) => world.person(id)?.active);
  const least = peerCount(it.definition, stage, file)?.from ?? 0;
  const missing = Math.max(0, Math.min(least, chosen.length) - here.length);
  if (missing === 0) return here;
  const more = { from: missing, to: missing };
  return [...here, ...choosePeers(file.person, more, people, key, new Set(chosen))];
}

/** Strict people send work back: the first time, seldom again, and never so often that the owner must decide. */
function approval(it: Answering, step: number, generation: number): Act {
  const stage = it.stage.id;
  const { precedence } = it.definition.model;
  const variant = memberIn(it.file.stages[stage]?.variant ?? []);
  const chain = valueFor(it.stage.approvals, variant, precedence);
  if (chain?.steps[Math.max(0, step - 1)]?.adviceOnly) return act({ type: 'ADVISE', stage });
  const refused = valueFor(it.stage.refused, variant, precedence);
  const may = refused !== null && generation <= refused.atMost;
  const { strict } = temperOf(it.seed, it.doer.number);
  const sendsBack = may && happens(strict / generation, ...it.key, 'returns');
  return sendsBack
    ? act({ type: 'REFUSE', stage }, reason('returned', ...it.key))
    : act({ type: 'APPROVE', stage });
}
