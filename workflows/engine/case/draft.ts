/** The case while one event is worked out: what was read, what the step decided, and the changes so far. Lives for one `advance`. */
import type { Id } from '../../../dsl/index.js';
import type { MachineContext } from '../../machine/vocabulary.js';
import type { Clock } from '../../rules/clock.js';
import { clockFor } from '../../rules/clock.js';
import type { Member } from '../../rules/resolve.js';
import { memberOf } from '../../rules/segments.js';
import type {
  CaseFile,
  Change,
  Command,
  Definition,
  Instant,
  OpenTask,
  Person,
  PersonId,
  StageSummary,
  TaskData,
  World,
} from '../contract.js';
import { rulesOf, type StageRules } from './rulings.js';

/** A task that was opened in this step has no id yet. */
export type DraftTask = TaskData & { id: string | null };
export type Draft = {
  definition: Definition;
  world: World;
  command: Command;
  at: Instant;
  /** Person, peers, submissions and all other rows as they will be after the changes so far. */
  file: CaseFile;
  tasks: DraftTask[];
  stages: Record<Id, StageSummary>;
  /** Of the machine; before the step while facts are gathered, after it while effects are interpreted. */
  context: MachineContext;
  changes: Change[];
  /** Segments of the participant now. */
  member: Member;
};

/** The participant and who is around: all it takes to find who holds a role. */
export type Around = Pick<Draft, 'definition' | 'world'> & { file: Pick<CaseFile, 'person'> };

/** A stage before its first opening. Keys in the order of their names: so are they hashed and stored. */
const unopened: StageSummary = {
  closedAt: null,
  dueAt: null,
  dueOn: null,
  openedAt: null,
  round: 0,
  state: 'waiting',
  step: null,
  variant: [],
};

/** Starts a draft; the file is not touched. */
export function draftOf(
  definition: Definition,
  file: CaseFile,
  command: Command,
  world: World,
  context: MachineContext,
): Draft {
  return {
    definition,
    world,
    command,
    at: Math.max(command.at, file.lastAt ?? command.at),
    file: { ...file },
    tasks: inOrder(file, world),
    stages: { ...file.stages },
    context,
    changes: [],
    member: memberOf(definition.model, file.person, world),
  };
}

/** Tasks in an order that no keeper of rows can change: by opening, place, and employee number. */
function inOrder({ tasks, person }: CaseFile, world: World): DraftTask[] {
  if (tasks.length < 2) return [...tasks];
  const number = (id: PersonId): string => (id === person.id ? person : world.person(id))?.number ?? id;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...tasks].sort(
    (a, b) =>
      a.openedAt - b.openedAt ||
      text(a.stage, b.stage) ||
      text(a.kind, b.kind) ||
      a.step - b.step ||
      text(number(a.person), number(b.person)),
  );
}

/** Who acts: the holder of the task, also when a delegate does it for them; null: the service. */
export const actorOf = ({ command }: Pick<Draft, 'command'>): PersonId | null =>
  command.actingFor ?? command.by;

export const summaryOf = (draft: Draft, stage: Id): StageSummary => draft.stages[stage] ?? unopened;

/** Changes what lists show of a stage. */
export function summarise(draft: Draft, stage: Id, change: Partial<StageSummary>): void {
  draft.stages[stage] = { ...summaryOf(draft, stage), ...change };
}

/** The rules of a stage in its present round. */
export const rulesNow = (draft: Draft, stage: Id): StageRules =>
  rulesOf(draft.definition, stage, draft.context.stages[stage]?.v ?? []);

/** A person that must exist: the keeper of rows answers for everybody it names. */
export function personOf({ file, world }: Around, id: PersonId): Person {
  const { person } = file;
  const found = person.id === id ? person : world.person(id);
  if (!found) throw new Error(`Person ${id} is named in a case but not known.`);
  return found;
}

/** Calendar, business days and zone that count for a person; the employee's own when nobody does the work. */
export const clockOf = (draft: Draft, person: Person | undefined): Clock =>
  clockFor(draft.definition, person ?? draft.file.person, draft.member, draft.world);

/** Open tasks of a stage, those of one kind where given. */
export const tasksOf = (draft: Draft, stage: Id, kind?: TaskData['kind']): DraftTask[] =>
  draft.tasks.filter((task) => task.stage === stage && (kind === undefined || task.kind === kind));

export const isStored = (task: DraftTask): task is OpenTask => task.id !== null;
