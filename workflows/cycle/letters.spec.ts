import { describe, expect, it } from '@jest/globals';
import type { MessageData, OpenTask } from '../engine/contract.js';
import { lettersOf, stillTrue, type Queued } from './letters.js';

const message = (to: string, urgency: MessageData['urgency'], notBefore: number): MessageData => ({
  kind: 'assigned',
  to,
  stage: 'review',
  round: 1,
  urgency,
  notBefore,
  task: { kind: 'work', step: 0 },
});
const queued = (key: string, data: MessageData): Queued => ({ key, participant: key, message: data });

describe('mails', () => {
  it('gather what goes with the same digest of one person', () => {
    const letters = lettersOf([
      queued('1', message('a', 'digest', 10)),
      queued('2', message('b', 'digest', 10)),
      queued('3', message('a', 'digest', 10)),
      queued('4', message('a', 'digest', 20)),
      queued('5', message('a', 'now', 10)),
      queued('6', message('a', 'now', 10)),
    ]);
    expect(letters.map(({ to, at, digest, about }) => [to, at, digest, about.map(({ key }) => key)])).toEqual(
      [
        ['a', 10, true, ['1', '3']],
        ['b', 10, true, ['2']],
        ['a', 20, true, ['4']],
        ['a', 10, false, ['5']],
        ['a', 10, false, ['6']],
      ],
    );
  });
  it('are not sent about a task that is gone or with somebody else', () => {
    const task = { person: 'a', stage: 'review', round: 1, kind: 'work', step: 0 } as OpenTask;
    const one = queued('1', message('a', 'now', 10));
    expect(stillTrue(one, [task])).toBe(true);
    expect(stillTrue(one, [{ ...task, person: 'b' }])).toBe(false);
    expect(stillTrue(one, [{ ...task, round: 2 }])).toBe(false);
    expect(stillTrue(one, [])).toBe(false);
    expect(stillTrue({ ...one, message: { ...one.message, task: null } }, [])).toBe(true);
  });
});
