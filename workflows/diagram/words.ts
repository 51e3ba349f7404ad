/** Rules of a stage in few words, as a picture shows them. Only the plain rule; exceptions are counted. */
import type { Duration, Id, Moment, Opening, OverdueStep, Role, Stage } from '../../dsl/index.js';
import { ruledOf } from '../rules/resolve.js';

const units: Record<Duration['unit'], string> = {
  businessDay: 'business day',
  day: 'calendar day',
  week: 'week',
  month: 'month',
  year: 'year',
};
export const duration = ({ n, unit }: Duration): string => `${n} ${units[unit]}${n === 1 ? '' : 's'}`;

/** Names of stages by id. */
export type NameOf = (stage: Id) => string;
const quoted = (names: readonly string[]): string =>
  names.length < 2
    ? names.map((name) => `"${name}"`).join('')
    : `${names
        .slice(0, -1)
        .map((name) => `"${name}"`)
        .join(', ')} and "${names.at(-1)}"`;

/** A moment as the language writes it. */
export function moment(of: Moment, name: NameOf): string {
  switch (of.at) {
    case 'date':
      return of.date;
    case 'start':
      return 'start';
    case 'periodStart':
      return 'period start';
    case 'periodEnd':
      return 'period end';
    case 'opening':
    case 'due':
    case 'closing':
      return of.stage === undefined ? of.at : `${of.at} of "${name(of.stage)}"`;
    case 'field':
      return of.field;
    case 'shift':
      return `${duration(of.by)} ${of.back ? 'before' : 'after'} ${moment(of.from, name)}`;
    case 'firstOfMonth':
      return `first of the month of ${moment(of.of, name)}`;
    case 'later':
    case 'earlier':
      return `the ${of.at} of ${moment(of.of[0], name)} and ${moment(of.of[1], name)}`;
  }
}

/** When a stage opens. */
export function opening({ how, orOn, notBefore }: Opening, name: NameOf): string {
  const or = orOn ? `, or on ${moment(orOn, name)}` : '';
  const not = notBefore ? `, not before ${moment(notBefore, name)}` : '';
  return `opens ${ways(how, name)}${or}${not}`;
}

function ways(how: Opening['how'], name: NameOf): string {
  switch (how.when) {
    case 'start':
      return 'at start';
    case 'on':
      return `on ${moment(how.moment, name)}`;
    case 'every':
      return `every ${duration(how.every)} from ${moment(how.from, name)}`;
    case 'closed': {
      const many = how.stages.length > 1 ? 'are' : 'is';
      const share = how.ofPeople === null ? '' : ` for ${how.ofPeople}% of people`;
      return `when ${quoted(how.stages.map(name))} ${many} closed${share}`;
    }
  }
}

export const role = (of: Role): string => (of.role === 'field' ? of.field : of.role);

/** Who does the work. */
export function doer({ doer: ruled }: Stage): string {
  const of = ruled.value;
  if (!of) return '';
  const who =
    of.who.by === 'role'
      ? role(of.who.role)
      : of.who.by === 'all'
        ? `all ${of.who.field}`
        : `${of.who.from === of.who.to ? of.who.from : `${of.who.from} to ${of.who.to}`} peers`;
  const with_ = of.with.length > 0 ? `, with ${of.with.map(role).join(', ')}` : '';
  return `by ${who}${with_}`;
}

const deeds: Record<OverdueStep['deed'], string> = {
  escalate: 'escalate to',
  lock: 'lock',
  stayOpen: 'stay open',
  continue: 'continue without it',
  forward: 'forward as it is',
  forwardIfComplete: 'forward if complete',
  skip: 'skip',
};
/** What happens when nobody acts, in order. */
export const overdue = (steps: readonly OverdueStep[]): string =>
  steps.length === 0
    ? ''
    : `overdue: ${steps.map(({ deed, to }) => (to ? `${deeds[deed]} ${role(to)}` : deeds[deed])).join(', ')}`;

/** Who approves, and where a refusal returns to. */
export function approvals(stage: Stage, name: NameOf): string {
  const chain = stage.approvals.value;
  if (!chain) return '';
  const steps = chain.steps.map(({ roles, needed }) =>
    needed < roles.length ? `any ${needed} of ${roles.map(role).join(', ')}` : roles.map(role).join(' and '),
  );
  const back = stage.refused.value;
  const refused = back ? `; refused: back to "${name(back.to)}", at most ${back.atMost} times` : '';
  return `approved by ${steps.join(chain.inOrder ? ', then ' : ' and ')}${refused}`;
}

/** Lines of a stage: opening, doer, due, approvals, overdue, and how many segments have exceptions. */
export function linesOf(stage: Stage, name: NameOf): string[] {
  const segments = new Set(ruledOf(stage).flatMap(([, { unless }]) => unless.flatMap((one) => one.segments)));
  return [
    stage.opens.value ? opening(stage.opens.value, name) : '',
    doer(stage),
    stage.due.value ? `due ${moment(stage.due.value, name)}` : '',
    approvals(stage, name),
    overdue(stage.overdue.value ?? []),
    segments.size === 0 ? '' : `${segments.size} ${segments.size === 1 ? 'exception' : 'exceptions'}`,
  ].filter((line) => line !== '');
}
