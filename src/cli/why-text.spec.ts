import { expect, it } from '@jest/globals';
import type { StageWhy } from '../why/answer.js';
import { whyText } from './why-text.js';

const who = { number: '1205', name: 'Ana Ruiz', cycle: 'Year 2027' };
const stage = (more: Partial<StageWhy>): StageWhy =>
  ({
    stage: 'review',
    name: 'Review',
    state: 'working',
    lateDays: null,
    with: [],
    sentences: [],
    ifNobodyActs: [],
    ...more,
  }) as StageWhy;
const firstLine = (more: Partial<StageWhy>): string | undefined =>
  whyText(who, [stage(more)], '2027-03-01T08:00:00.000Z').split('\n')[2];

it.each([
  [{ state: 'working' }, 'Review: in work'],
  [{ state: 'late', lateDays: 3 }, 'Review: 3 days late'],
  [{ state: 'late' }, 'Review: overdue'],
  [{ state: 'missing' }, 'Review: closed without it'],
  [{ state: 'waiting' }, 'Review: not open yet'],
] as const)('says how a stage stands in the words of the pages: %j', (more, line) => {
  expect(firstLine(more)).toBe(line);
});
