/** Who will read what somebody writes in a stage: the sentence above each field. Pure. */
import type { Activity, Id, Part, Role } from '../../../dsl/index.js';
import type { Person } from '../../../workflows/index.js';
import { alternativesOf } from './alternatives.js';
import { firstName, roleWords } from '../../tasks/words.js';
import { activity, doerRole, holderIn } from '../../tasks/rules.js';
import type { TaskCase } from './load.js';

/** "Only you and Priya Lind (manager) read this. Amara reads it once it is shared." */
export function audienceOf(task: TaskCase, part: Part | null): string {
  if (task.rules.doer?.who.by === 'peers' && task.rules.anonymous !== null)
    return anonymousWords(task, task.rules.anonymous);
  const { employee, reader } = task;
  const readers = new Set(readersNow(task).map((person) => nameFor(person, task)));
  const later = part && sharedLater(task, part.id) && employee.id !== reader.id;
  const list = [...readers].filter((name) => name !== 'you');
  const now =
    list.length === 0
      ? 'Only you read this for now.'
      : `${joined(['You', ...list])} read this once you send it.`;
  if (part?.world === 'development') return `${now} It is never used for ratings or pay.`;
  return later ? `${now} ${firstName(employee.name)} reads it when the result is shared.` : now;
}

const anonymousWords = ({ employee }: TaskCase, least: number) =>
  `Confidential: nobody sees your name. Answers are shown only together, from ${least} on, to ${firstName(employee.name)}'s manager. Your style may still be recognised.`;

/** The doers of stages that see this one, and its approvers, as they are now; the employee when a plan is theirs. */
function readersNow({ rules, kase, employee }: TaskCase): Person[] {
  const { cycle } = kase.definition;
  const seeing = cycle.stages.filter((stage) =>
    alternativesOf(stage.sees).some((list) => list.includes(rules.stage.id)),
  );
  const roles = [
    ...seeing.flatMap((stage) => alternativesOf(stage.doer).flatMap((doer) => doerRole(doer) ?? [])),
    ...(rules.of(rules.stage.approvals)?.steps.flatMap((step) => step.roles) ?? []),
    ...(rules.doer?.with ?? []),
    ...(doerRole(rules.doer) ? [doerRole(rules.doer) as Role] : []),
  ];
  const people = roles.flatMap((role) => holderIn(kase.world, employee, role) ?? []);
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

function nameFor(person: Person, { reader, employee, kase }: TaskCase): string {
  if (person.id === reader.id) return 'you';
  const field = Object.entries(employee.fields).find(
    ([, value]) => value.kind === 'person' && value.value === person.id,
  );
  const known = field && kase.definition.model.fields.some(({ id }) => id === field[0]);
  return known ? `${person.name} (${roleWords(field[0])})` : person.name;
}

/** True when some stage releases the part to the employee. */
function sharedLater({ kase }: TaskCase, part: Id): boolean {
  const after = kase.definition.cycle.stages;
  return after.some((stage) => alternativesOf(stage.activities).some((list) => releases(list, part)));
}

function releases(list: readonly Activity[], part: Id): boolean {
  const release = activity({ activities: list }, 'releases');
  return (
    release !== undefined &&
    release.parts.includes(part) &&
    release.to.some(({ role }) => role === 'employee')
  );
}

/** "A", "A and B", "A, B and C". */
export function joined(list: readonly string[]): string {
  if (list.length < 2) return list[0] ?? '';
  return `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
