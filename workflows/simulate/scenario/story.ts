/** The story of a scenario: a keeper in memory, moved from instant to instant, in which only what is written happens. */
import type { Id, LocalDate, Scenario, Stage } from '../../../dsl/index.js';
import type {
  CommandBody,
  Definition,
  Instant,
  OpenTask,
  Person,
  PersonId,
  Refusal,
  Work,
} from '../../engine/contract.js';
import { placePerson } from '../../rules/membership.js';
import { instantAt, dateAt } from '../../rules/zone.js';
import { activitiesOf } from '../form.js';
import { advanceCase } from '../memory/advance.js';
import { memoryKeeper } from '../memory/memory.js';
import type { Case, Store } from '../memory/store.js';
import type { Keeper } from '../contract.js';
import type { Cast } from './cast.js';
import { answered } from './given.js';
import { alternatives } from '../../machine/shape.js';

export type Story = {
  definition: Definition;
  scenario: Scenario;
  cast: Cast;
  keeper: Keeper & { store: Store };
  store: Store;
  /** Figures named so far, by participant and stage, where a stage awards several rewards. */
  picks: Map<string, NonNullable<Work['awards']>[number][]>;
  /** Planning stages no step touches: they count as done as soon as they open. */
  plannedBefore: ReadonlySet<Id>;
};

/** The story before its first day. People who cannot be placed take no part. */
export function beginStory(definition: Definition, scenario: Scenario, cast: Cast): Story {
  const byId = new Map(cast.people.map((person) => [person.id, person]));
  const world = { person: (id: PersonId) => byId.get(id), holidays: definition.holidays };
  const participants = cast.people.filter(
    (person) => cast.subjects.has(person.id) && placePerson(definition, person, world).place === 'included',
  );
  const keeper = memoryKeeper({ definition, people: cast.people, participants, holidays: world.holidays });
  const touched = new Set(
    scenario.steps.flatMap((step) => (step.step === 'do' && 'stage' in step.do ? [step.do.stage] : [])),
  );
  const planning = definition.cycle.stages.filter((stage) => plans(stage) && !touched.has(stage.id));
  const plannedBefore = new Set(planning.map(({ id }) => id));
  return { definition, scenario, cast, keeper, store: keeper.store, picks: new Map(), plannedBefore };
}

const plans = (stage: Stage): boolean =>
  alternatives(stage.activities).some((list) => list.some((activity) => activity.do === 'plans'));

/** Noon of a day where the person is; a person nobody knows is where the calendar is. */
export function noonOf(story: Story, person: string | null, on: LocalDate): Instant {
  const zone = (person !== null && story.store.byId.get(person)?.zone) || story.cast.people[0]?.zone || 'UTC';
  return instantAt(zone, on, '12:00');
}

/** Lets everything happen that falls due until an instant, in order, and stops there. */
export async function runTo(story: Story, at: Instant): Promise<void> {
  const { keeper } = story;
  await settleNow(story);
  for (let next = await keeper.nextDue(); next !== null && next <= at; next = await keeper.nextDue()) {
    await keeper.moveTo(next);
    await settleNow(story);
  }
  await keeper.moveTo(at);
}

/** Deadlines, what spans people, and plans that were agreed before the story begins, until nothing more happens now. */
export async function settleNow(story: Story): Promise<void> {
  for (;;) {
    const fired = await story.keeper.fireDue();
    const agreed = agreeBefore(story);
    const settled = await story.keeper.settle();
    if (fired + agreed + settled === 0) return;
  }
}

function agreeBefore(story: Story): number {
  let done = 0;
  for (const of of story.store.cases)
    for (const stage of story.plannedBefore)
      if (of.file.tasks.some((task) => task.stage === stage) && !closeForAll(story, of, stage)) done += 1;
  return done;
}

/** Why a short cut or a deed was refused. */
export type Refused = { event: string; refusal: Refusal } | { event: string; incident: string };
/** More deeds than any stage asks for. */
const MOST = 40;

/** `close "Stage" of "P"`: everybody who has a task in it does their part, until it is closed. Answers what was refused, or null. */
export function closeForAll(story: Story, of: Case, stage: Id): Refused | null {
  for (let n = 0; n < MOST; n += 1) {
    const task = of.file.tasks.find((one) => one.stage === stage);
    if (!task) return calibrated(story, of, stage);
    const refused = send(story, of, task.person, usualCommand(story, of, task), null);
    if (refused) return refused;
  }
  return null;
}

/** A calibrating stage has no task of its own: its group closes. */
function calibrated(story: Story, of: Case, stage: Id): Refused | null {
  const definition = story.definition.cycle.stages.find(({ id }) => id === stage);
  const open = ['working', 'late', 'locked'].includes(of.file.stages[stage]?.state ?? '');
  const calibrates =
    definition &&
    activitiesOf(story.definition, definition, of.file).some(({ do: act }) => act === 'calibrates');
  return open && calibrates ? send(story, of, null, { type: 'GROUP_CLOSED', stage }, null) : null;
}

/** What the holder of a task does when nothing else is written. */
export function usualCommand(story: Story, of: Case, task: OpenTask): CommandBody {
  const { stage } = task;
  switch (task.kind) {
    case 'work':
      return { type: 'SUBMIT', stage, work: answered(story, of, stage, task.person) };
    case 'choosePeers':
      return { type: 'CHOOSE_PEERS', stage, peers: colleagues(story, of, stage) };
    case 'confirmPeers':
      return { type: 'CONFIRM_PEERS', stage, peers: peersOf(of, stage) };
    case 'approve':
      return { type: 'APPROVE', stage };
    case 'acknowledge':
      return { type: 'ACKNOWLEDGE', stage, comment: null };
    case 'override':
      return { type: 'OVERRIDE', stage };
    case 'ownerAsk':
      return { type: 'CLOSE_AS_MISSING', stage };
  }
}

function colleagues(story: Story, of: Case, stageId: Id): PersonId[] {
  const stage = story.definition.cycle.stages.find(({ id }) => id === stageId);
  const doers = stage ? alternatives(stage.doer) : [];
  const count = Math.max(1, ...doers.map(({ who }) => (who.by === 'peers' ? who.from : 0)));
  const own = of.file.person.id;
  const free = (person: Person) => person.id !== own && person.name.startsWith('colleague ');
  return story.store.people
    .filter(free)
    .slice(0, count)
    .map(({ id }) => id);
}

const peersOf = (of: Case, stage: Id): PersonId[] =>
  of.file.peers.filter((peer) => peer.stage === stage && peer.state === 'chosen').map(({ person }) => person);

/** One event of the story. Answers what was refused, or null. */
export function send(
  story: Story,
  of: Case,
  by: PersonId | null,
  command: CommandBody,
  reason: string | null,
): Refused | null {
  const why =
    reason ??
    (command.type === 'OVERRIDE' || command.type === 'CLOSE_AS_MISSING' ? 'As the scenario says.' : null);
  const result = advanceCase(story.store, of, command, { by, reason: why });
  if (result.ok) return null;
  if ('refusal' in result) return { event: command.type, refusal: result.refusal };
  return { event: command.type, incident: 'incident' in result ? result.incident : 'nobody is there' };
}

/** The case of a person of the story, or undefined when they take no part. */
export const caseOf = (story: Story, person: string): Case | undefined =>
  story.store.cases.find((of) => of.file.person.id === person);

/** What happened to a person, a line an event. */
export function timelineOf(story: Story, person: string): string[] {
  const of = caseOf(story, person);
  if (!of) return [`"${person}" takes no part.`];
  const { zone } = of.file.person;
  const names = new Map(story.definition.cycle.stages.map(({ id, name }) => [id, name]));
  const byNumber = new Map(story.store.people.map((one) => [one.number, one.name]));
  return of.history.map(({ at, event, stage, by }) => {
    const where = stage === null ? '' : ` "${names.get(stage) ?? stage}"`;
    const who = by === null ? '' : ` by ${byNumber.get(by) ?? by}`;
    return `${dateAt(zone, at)}  ${event}${where}${who}`;
  });
}
