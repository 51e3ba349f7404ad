import { describe, expect, it } from '@jest/globals';
import type { Activity } from '../../dsl/index.js';
import type { TaskKind } from '../../workflows/index.js';
import { inSentence, roleWords, titleOf, type TaskSubject, verbOf } from './words.js';

const parts: Activity = { do: 'fillsIn', parts: ['summary'] };
const subject = (
  kind: TaskKind,
  activities: Activity[],
  own: boolean,
  more: Partial<TaskSubject> = {},
): TaskSubject => ({
  kind,
  activities,
  stage: { name: 'Manager review', phase: 'review' },
  about: { name: 'Amara Okafor', isReader: own },
  asPeer: false,
  ...more,
});
const release: Activity = { do: 'releases', ratings: ['overall'], parts: [], to: [] };

describe('a task is called by what one does', () => {
  it.each([
    ['work', [parts], false, 'Review Amara Okafor'],
    ['work', [parts], true, 'Write your manager review'],
    ['work', [{ do: 'plans', goals: ['g'] }], true, 'Set your goals'],
    ['work', [{ do: 'plans', goals: ['g'] }], false, 'Set goals with Amara Okafor'],
    ['work', [{ do: 'checks', goals: ['g'] }], false, 'Check in with Amara Okafor'],
    ['work', [release], false, 'Share the result with Amara Okafor'],
    ['work', [{ do: 'awards', rewards: ['merit'] }], false, 'Propose pay for Amara Okafor'],
    ['work', [{ do: 'decides', rating: 'overall' }], false, 'Decide the rating of Amara Okafor'],
    ['approve', [parts], false, 'Approve the manager review of Amara Okafor'],
    ['choosePeers', [parts], true, 'Choose who gives you feedback'],
    ['confirmPeers', [parts], false, 'Confirm who gives feedback on Amara Okafor'],
    ['acknowledge', [release], true, 'Read your result'],
    ['ownerAsk', [parts], false, 'Decide what happens with the manager review of Amara Okafor'],
  ] as [TaskKind, Activity[], boolean, string][])('%s %j own=%s: %s', (kind, activities, own, title) => {
    expect(titleOf(subject(kind, activities, own))).toBe(title);
  });

  it('as a peer one gives feedback, and the button says so', () => {
    const peer = subject('work', [parts], false, { asPeer: true });
    expect([titleOf(peer), verbOf(peer)]).toEqual(['Give feedback on Amara Okafor', 'Send feedback']);
  });
});

it('keeps capitals that mean something', () => {
  expect(inSentence('Self review')).toBe('self review');
  expect(inSentence('KPI talk')).toBe('KPI talk');
  expect(inSentence('Émile')).toBe('émile');
});

it('says roles as people do', () => {
  expect(roleWords('hr-partner')).toBe('HR partner');
  expect(roleWords('skip-level-manager')).toBe('skip-level manager');
});
