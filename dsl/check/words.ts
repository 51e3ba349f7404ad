/** Conditions, moments and roles in the words of the language, for messages. */
import { wordsOf } from '../model/build/tests.js';
import type { Cycle } from '../model/cycle.js';
import type { Model } from '../model/model.js';
import type { Cond, Duration, Id, Role, Test, Value } from '../model/values.js';

/** A value as it is written. */
export function valueInWords(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `"${value.value}"`;
    case 'percent':
      return `${value.value}%`;
    case 'money':
      return `${value.value.amount} ${value.value.currency}`;
    case 'yesNo':
      return value.value ? 'yes' : 'no';
    default:
      return value.value;
  }
}

/** A test as it is written: `grade is at least 10`. */
export function testInWords(test: Test, model: Model, cycle: Cycle | null): string {
  const subject = subjectInWords(test, cycle);
  const values = test.values.map((value) => levelName(value, test, model, cycle));
  const first = values[0] ?? '';
  if (test.op === 'fromTo') return `${subject} is from ${first} to ${values[1] ?? ''}`;
  return `${subject} ${wordsOf(test.op)} ${values.join(', ')}`.trimEnd();
}

/** A condition as it is written. */
export const condInWords = (cond: Cond, model: Model, cycle: Cycle | null): string =>
  cond.map((test) => testInWords(test, model, cycle)).join(' and ');

function subjectInWords(test: Test, cycle: Cycle | null): string {
  const { subject } = test;
  const name = (list: readonly { id: Id; name: string }[] | undefined, id: Id) =>
    `"${list?.find((thing) => thing.id === id)?.name ?? id}"`;
  switch (subject.about) {
    case 'field':
      return subject.field;
    case 'part':
      return `${subject.of === 'whole' ? '' : `${subject.of} of `}${name(cycle?.parts, subject.part)}`;
    case 'rating':
      return subject.rating === 'overall' ? 'overall rating' : name(cycle?.ratings, subject.rating);
    case 'stage':
      return name(cycle?.stages, subject.stage);
  }
}

function levelName(value: Value, test: Test, model: Model, cycle: Cycle | null): string {
  if (value.kind !== 'text' || test.subject.about === 'field') return valueInWords(value);
  const { subject } = test;
  const scaleId =
    subject.about === 'rating'
      ? cycle?.ratings.find((rating) => rating.id === subject.rating)?.scale
      : subject.about === 'part'
        ? scaleOfPart(cycle, subject.part)
        : undefined;
  const scale = model.scales.find((s) => s.id === scaleId);
  return `"${scale?.levels.find((level) => level.id === value.value)?.name ?? value.value}"`;
}

function scaleOfPart(cycle: Cycle | null, id: Id): Id | undefined {
  const answer = cycle?.parts.find((part) => part.id === id)?.answer;
  return answer && 'scale' in answer ? answer.scale : undefined;
}

const UNITS = {
  businessDay: 'business day',
  day: 'calendar day',
  week: 'week',
  month: 'month',
  year: 'year',
};
/** A duration as it is written: `10 business days`. */
export const durationInWords = ({ n, unit }: Duration): string => `${n} ${UNITS[unit]}${n === 1 ? '' : 's'}`;

/** A role as it is written. */
export const roleInWords = (role: Role): string => (role.role === 'field' ? role.field : role.role);

/** Whether two roles are held by the same person for certain. */
export const sameRole = (a: Role, b: Role): boolean => roleInWords(a) === roleInWords(b);
