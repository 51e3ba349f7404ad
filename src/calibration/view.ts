/** What a session shows: its people with their ratings, the guide as people to add or remove, alarms, changes. Reads only. */
import type { Guide, Id, Stage } from '../../dsl/index.js';
import {
  againstGuide,
  alarmOf,
  calibrationOf,
  valueFor,
  type AlarmView,
  type Definition,
  type GuideView,
  type Person,
  type World,
} from '../../workflows/index.js';
import { allowed, type Actor } from '../auth/matrix.js';
import type { Sql } from '../database/transaction.js';
import type { Definitions, Directory } from '../participants/ports.js';
import { levelsOf, type Levels } from './levels.js';
import {
  changesOf,
  membersOf,
  sessionOf,
  tasksOf,
  type Change,
  type Session,
  type SessionTask,
} from './rows.js';

export type Card = Levels & {
  participantId: string;
  person: Person;
  /** Number of the participant's last event. */
  version: number;
};
export type SessionView = {
  session: Session;
  stage: Stage;
  definition: Definition;
  /** Without the viewer's own card and those of people above them; ordered by employee number. */
  cards: readonly Card[];
  /** How many cards are hidden from this viewer. No figure shown counts them: by subtraction it would tell their ratings. */
  hidden: number;
  /** Of the cards shown; null: no guide holds for this group. */
  guide: GuideView | null;
  guideRule: Guide | null;
  alarms: readonly AlarmView[];
  changes: readonly Change[];
  tasks: readonly SessionTask[];
};
export type Reading = { tx: Sql; organisationId: string; definitions: Definitions; directory: Directory };

/** Everything about a session for one viewer; undefined when the organisation has none of that id. */
export async function viewOf(
  { tx, organisationId, definitions, directory }: Reading,
  sessionId: string,
  viewerId: string,
): Promise<SessionView | undefined> {
  const session = await sessionOf(tx, organisationId, sessionId);
  if (!session) return undefined;
  const definition = await definitions.definitionOf(tx, organisationId, session.cycleId, session.versionHash);
  const stage = definition.cycle.stages.find((one) => one.id === session.stage);
  const rating = stage && calibrationOf(stage)?.rating;
  if (!stage || rating === undefined) return undefined;
  const { world } = await directory.worldOf(tx, organisationId, definition);
  const cards = await cardsOf(tx, organisationId, session, rating, world);
  const above = aboveOf(viewerId, world);
  const shown = cards.filter(({ person }) => person.id !== viewerId && !above.has(person.id));
  const changes = await changesOf(tx, organisationId, sessionId);
  const seen = new Set(shown.map((card) => card.participantId));
  return {
    session,
    stage,
    definition,
    cards: shown,
    hidden: cards.length - shown.length,
    ...against(definition, stage, cards, world, shown),
    changes: changes.filter((change) => seen.has(change.participantId)),
    tasks: await tasksOf(tx, organisationId, sessionId),
  };
}

/** Cards of all members, ordered by employee number. */
export async function cardsOf(
  tx: Sql,
  organisationId: string,
  session: Session,
  rating: Id,
  world: World,
): Promise<Card[]> {
  const members = await membersOf(tx, organisationId, session);
  const ids = members.map((member) => member.participantId);
  const levels = await levelsOf(tx, organisationId, session, rating, ids);
  return members.flatMap(({ participantId, employeeId, version }): Card[] => {
    const person = world.person(employeeId);
    const none = { proposed: null, level: null, score: null, outside: null };
    return person ? [{ participantId, person, version, ...(levels.get(participantId) ?? none) }] : [];
  });
}

/** The group of `cards` against the guide that holds for it, and the alarms; both counted over `counted` alone. */
export function against(
  definition: Definition,
  stage: Stage,
  cards: readonly Card[],
  world: World,
  counted = cards,
): Pick<SessionView, 'guide' | 'guideRule' | 'alarms'> {
  const against = againstGuide(definition, stage, cards, world, counted);
  const alarms = valueFor(stage.alarms, () => false, definition.model.precedence) ?? [];
  return {
    guide: against && against.view,
    guideRule: against && against.rule,
    alarms: alarms.map((alarm) => alarmOf(alarm, counted)),
  };
}

/** Everybody above a person in the line of managers. */
export function aboveOf(personId: string, world: World): Set<string> {
  const above = new Set<string>();
  let at: string | undefined = personId;
  while (at !== undefined) {
    const manager: unknown = world.person(at)?.fields['manager'];
    const next: string | undefined = isPerson(manager) ? manager.value : undefined;
    if (next === undefined || next === personId || above.has(next)) return above;
    above.add(next);
    at = next;
  }
  return above;
}

const isPerson = (value: unknown): value is { kind: 'person'; value: string } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'person';

/**
 * Whether a line of the matrix lets the actor do that to the session: by a grant in its scope, or by an open task of it. Group views
 * close with the group; `past` lets those in who had a task, to be told that it was closed.
 */
export async function mayDo(
  tx: Sql,
  actor: Actor,
  session: Session,
  action: 'read' | 'adjust' | 'close',
  past = false,
): Promise<boolean> {
  const tasks = await tasksOf(tx, actor.organisationId, session.id, past);
  const held = tasks.some((task) => task.assigneeId === actor.personId && mayWith(task, action));
  const attributes = { [session.field]: session.value };
  const subject = {
    organisationId: actor.organisationId,
    assigneeId: held ? actor.personId : null,
    attributes,
  };
  return allowed(actor, action, 'calibration', subject).allowed;
}

/** Whoever only takes part does not close. */
const mayWith = (task: SessionTask, action: string): boolean => action !== 'close' || task.step === 0;
