import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../workflows/index.js';
import { cycle, review } from './cycles.js';
import { marks, play } from './play.js';

const text = cycle({ stages: review() });

describe('one stage, from start to rating', () => {
  it('opens at start with a task, its due date and its timers', () => {
    const run = play(text);
    expect(run.open()).toEqual(['work review bruno']);
    expect(run.task('work')).toMatchObject({ dueOn: '2027-07-19', round: 1, generation: 1, step: 0 });
    expect(run.pending()).toEqual([
      'review.due 2027-07-19',
      'review.overdue.1 2027-07-26',
      'review.overdue.2 2027-08-02',
      'case.end 2027-12-31',
    ]);
    expect(run.file.status).toBe('running');
  });

  it('counts the closed days of the calendar into the due date', () => {
    // ten business days after Thursday 1 July 2027 would be the 15th without the bridge
    expect(play(text).task('work').dueOn).toBe('2027-07-19');
  });

  it('rates, reports the closing and closes the case when the work is handed in', () => {
    const run = play(text).to('2027-07-05');
    const outcome = run.send(marks('4.2'), 'bruno');
    expect(outcome.changes.map((one) => one.do)).toEqual([
      'submission.store',
      'task.close',
      'deadline.cancel',
      'rating.append',
      'join.report',
      'deadline.cancel',
      'case.close',
    ]);
    expect(run.file.ratings).toMatchObject([
      { rating: 'overall', source: 'calculated', score: '4.20', level: 'exceeds' },
    ]);
    expect(run.file.status).toBe('closed');
    expect(outcome.phase).toBe('closed');
    expect(run.pending()).toEqual([]);
    expect(run.open()).toEqual([]);
  });

  it('keeps a draft without closing anything', () => {
    const run = play(text);
    run.send(
      {
        type: 'SAVE',
        stage: 'review',
        work: { answers: { note: { kind: 'text', text: 'so far so good' } } },
      },
      'bruno',
    );
    expect(run.file.submissions).toMatchObject([{ state: 'draft', author: 'bruno' }]);
    expect(run.state('review')).toBe('working');
    run.send(marks('3'), 'bruno');
    expect(run.file.submissions).toMatchObject([
      { state: 'submitted', answers: { note: { text: 'so far so good' } } },
    ]);
  });

  it('moves the task up the ladder and says when nobody acts', () => {
    const run = play(text).to('2027-07-21');
    expect(run.state('review')).toBe('late');
    run.to('2027-07-27');
    expect(run.open()).toEqual(['work review hana']);
    expect(run.task('work').from).toEqual({ person: 'bruno', why: 'escalated' });
    run.to('2027-08-10');
    expect(run.open()).toEqual(['work review hana']);
    expect(run.pending()).toEqual(['case.end 2027-12-31']);
    expect(run.told()).toEqual(['assigned bruno', 'overdue bruno', 'escalated hana', 'overdue hana']);
  });

  it('asks the owner when the cycle ends and something is unfinished', () => {
    const run = play(text).to('2028-01-05');
    expect(run.open()).toEqual(['work review hana', 'ownerAsk review hana']);
    run.send({ type: 'END' }, 'hana', 'nobody reviewed');
    expect(run.file.status).toBe('closed');
    expect(run.state('review')).toBe('missing');
    expect(run.changes.at(-1)).toEqual({ do: 'case.close', outcome: 'unrated' });
  });
});

describe('what is refused, and how', () => {
  it('refuses an event before the start and a second start', () => {
    const run = play(text);
    expect(run.refused({ type: 'START' })).toMatchObject({ code: 'wrongState' });
  });

  it('says whose task it is not', () => {
    expect(play(text).refused(marks('4'), 'p1')).toMatchObject({
      code: 'notYours',
      stage: 'review',
      possible: expect.arrayContaining(['SAVE', 'SUBMIT', 'REASSIGN', 'EXTEND', 'SKIP', 'CLOSE_AS_MISSING']),
    });
  });

  it('names what is missing, part by part', () => {
    const run = play(text);
    const short = {
      type: 'SUBMIT',
      stage: 'review',
      work: { answers: { note: { kind: 'text', text: 'short' } } },
    } as const;
    expect(run.refused(short, 'bruno')).toMatchObject({
      code: 'incomplete',
      details: { 'part:results': 'needs an answer', 'part:note': 'needs 10 characters, has 5' },
    });
    expect(run.refused(marks('5.5'), 'bruno').details).toEqual({
      'part:results': 'needs a mark from 1 to 5, is 5.5',
    });
    expect(run.refused(marks('good'), 'bruno').details).toEqual({
      'part:results': 'needs a level or a mark on "Five levels"',
    });
  });

  it('lists what is possible when the state is another one', () => {
    const run = play(text);
    expect(run.refused({ type: 'APPROVE', stage: 'review' }, 'hana')).toMatchObject({
      code: 'wrongState',
      possible: ['SAVE', 'SUBMIT', 'REASSIGN', 'EXTEND', 'SKIP', 'CLOSE_AS_MISSING'],
    });
  });

  it('knows no other stage', () => {
    expect(play(text).refused(marks('4', 'nothing'), 'bruno')).toMatchObject({ code: 'unknownStage' });
  });

  it('refuses an event that is not in the vocabulary', () => {
    const nonsense = { type: 'DANCE', stage: 'review' } as unknown as CommandBody;
    expect(play(text).refused(nonsense, 'bruno')).toMatchObject({ code: 'wrongState', stage: 'review' });
  });

  it('takes nothing more once the case is closed', () => {
    const run = play(text);
    run.send(marks('4'), 'bruno');
    expect(run.refused(marks('4'), 'bruno')).toMatchObject({ code: 'closed' });
  });

  it('ignores a timer of an older generation, and writes that down', () => {
    const run = play(text);
    const outcome = run.send({ type: 'TIMER', stage: 'review', timer: 'due', generation: 0 });
    expect(outcome.changes).toEqual([
      { do: 'log', code: 'staleTimer', facts: { stage: 'review', timer: 'due', generation: '0' } },
    ]);
    expect(run.state('review')).toBe('working');
  });

  it('wants a reason for the acts of the owner', () => {
    const run = play(text);
    expect(run.refused({ type: 'SKIP', stage: 'review' }, 'hana')).toMatchObject({ code: 'reasonMissing' });
    expect(run.refused({ type: 'SKIP', stage: 'review' }, 'bruno', 'why not')).toMatchObject({
      code: 'notYours',
    });
    run.send({ type: 'SKIP', stage: 'review' }, 'hana', 'on leave');
    expect(run.state('review')).toBe('skipped');
  });
});
