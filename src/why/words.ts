/** Dates, names and rules as words of an answer. Pure. */
import type { Id, Model, Role, Stage } from '../../dsl/index.js';
import { roleWords as fieldWords } from '../tasks/words.js';

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "Fri 20 Nov 2026" of a civil date. */
export const dayWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`)).replace(',', '');

/** `"A"`, `"A" and "B"`, `"A", "B" and "C"`. */
export function list(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`;
}

/** "manager", "HR partner", "skip-level manager", "the employee", "a peer". */
export function roleWords(role: Role): string {
  if (role.role === 'field') return fieldWords(role.field);
  return role.role === 'employee' ? 'the employee' : 'a peer';
}

export const segmentName = (model: Model, id: Id): string =>
  model.segments.find((segment) => segment.id === id)?.name ?? id;
export const stageName = (stages: readonly Stage[], id: Id): string =>
  stages.find((stage) => stage.id === id)?.name ?? id;
