import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../workflows/index.js';
import { cycle, review } from './cycles.js';
import { marks, play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const after = `
  stage "After"
    opens when "Review" is closed
    due 3 business days after opening
    done by manager
    confirms "Seen"
${stay}
  end
`;
const text = cycle({ stages: `${review(`    remind 2 business days before due\n${stay}`)}${after}` });

describe('the owner of the cycle', () => {
  it('extends: a new due date for stage, tasks and timers, and the old timers are of an older generation', () => {
    const run = play(text).to('2027-07-20');
    expect(run.state('review')).toBe('late');
    run.send({ type: 'EXTEND', stage: 'review', to: '2027-08-10' }, 'hana', 'back from leave');
    expect(run.state('review')).toBe('working');
    expect(run.task('work')).toMatchObject({ dueOn: '2027-08-10', generation: 2, round: 1 });
    expect(run.file.stages['review']).toMatchObject({
      dueOn: '2027-08-10',
      openedAt: Date.parse('2027-06-30T22:00:00Z'),
    });
    expect(run.pending().slice(0, 2)).toEqual(['review.remind.1 2027-08-06', 'review.due 2027-08-10']);
    expect(run.send({ type: 'TIMER', stage: 'review', timer: 'due', generation: 1 }).changes).toMatchObject([
      { code: 'staleTimer' },
    ]);
  });

  it('cannot extend into the past, to a day that does not exist, or past the last day of the language', () => {
    const run = play(text).to('2027-07-20');
    const extend = (to: string) => run.refused({ type: 'EXTEND', stage: 'review', to }, 'hana', 'x').details;
    expect(extend('2027-07-19')).toEqual({ to: 'is over: today is 2027-07-20' });
    expect(extend('2027-02-30')).toEqual({ to: 'is not a date such as 2028-01-31' });
    for (const to of ['2200-01-01', '9999-12-31'])
      expect(extend(to)).toEqual({ to: 'is later than 2199-12-31, the last day there is' });
    run.send({ type: 'EXTEND', stage: 'review', to: '2199-12-31' }, 'hana', 'as late as can be');
    expect(run.pending()).toContain('review.due 2199-12-31');
  });

  it('reassigns an open task, and tells both', () => {
    const run = play(text);
    run.send({ type: 'REASSIGN', stage: 'review', from: 'bruno', to: 'carla' }, 'hana', 'on leave');
    expect(run.open()).toEqual(['work review carla']);
    expect(run.told().slice(-2)).toEqual(['assigned carla', 'withdrawn bruno']);
    expect(
      run.refused({ type: 'REASSIGN', stage: 'review', from: 'carla', to: 'ana' }, 'hana', 'x'),
    ).toMatchObject({ code: 'aboutYourself' });
    expect(
      run.refused({ type: 'REASSIGN', stage: 'review', from: 'bruno', to: 'p1' }, 'hana', 'x').details,
    ).toEqual({
      from: 'has no open task in this stage',
    });
  });

  it('cannot give an approval to whoever did the work', () => {
    const approved = cycle({
      stages: review(`${stay}

    approved by, in order
      skip-level-manager  within 3 business days
    end`),
    });
    const run = play(approved);
    run.send(marks('3'), 'bruno');
    const to = (person: string): CommandBody => ({
      type: 'REASSIGN',
      stage: 'review',
      from: 'carla',
      to: person,
    });
    expect(run.refused(to('bruno'), 'hana', 'x')).toMatchObject({ code: 'notAllowed' });
    run.send(to('dora'), 'hana', 'on leave');
    expect(run.open()).toEqual(['approve review dora']);
  });

  it('skips what is open and what is still waiting', () => {
    const run = play(text);
    run.send({ type: 'SKIP', stage: 'after' }, 'hana', 'not this year');
    expect([run.state('after'), run.file.status]).toEqual(['skipped', 'running']);
    run.send({ type: 'SKIP', stage: 'review' }, 'hana', 'not this year');
    expect(run.state('review')).toBe('skipped');
  });

  it('reopens: a new round, and what was built on it waits again', () => {
    const run = play(text);
    run.send(marks('2'), 'bruno');
    expect(run.state('after')).toBe('working');
    run.to('2027-07-06').send({ type: 'REOPEN', stage: 'review' }, 'hana', 'new facts');
    expect([run.state('review'), run.state('after')]).toEqual(['working', 'waiting']);
    expect(run.open()).toEqual(['work review bruno']);
    expect(run.task('work')).toMatchObject({ round: 2, generation: 2, dueOn: '2027-07-22' });
    expect(run.pending().some((one) => one.startsWith('after'))).toBe(false);
    run.send(marks('4'), 'bruno');
    expect(run.file.ratings.map(({ score }) => score)).toEqual(['2.00', '4.00']);
    expect(run.open()).toEqual(['work after bruno']);
  });

  it('cannot reopen what a released result was built on', () => {
    const released = cycle({
      stages: `${review(stay)}
  stage "Release"
    opens when "Review" is closed
    due 3 business days after opening
    done by manager
    releases overall rating to employee
${stay}
  end
${after.replace('"Review"', '"Release"')}`,
    });
    const run = play(released);
    run.send(marks('2'), 'bruno');
    run.send({ type: 'SUBMIT', stage: 'release', work: {} }, 'bruno');
    expect(run.refused({ type: 'REOPEN', stage: 'review' }, 'hana', 'x')).toMatchObject({
      code: 'notAllowed',
      details: { stage: 'was built on, and the result has been released' },
    });
  });

  it('may act through somebody else, but never about themselves', () => {
    const run = play(text);
    run.send({ type: 'SKIP', stage: 'after' }, 'hugo', 'on her behalf', 'hana');
    expect(run.state('after')).toBe('skipped');
    const own = play(text, 'hana');
    expect(own.refused({ type: 'SKIP', stage: 'after' }, 'hana', 'mine')).toMatchObject({ code: 'notYours' });
    own.send({ type: 'SKIP', stage: 'after' }, 'hugo', 'hers');
  });

  it('ends a case with what is open missing and what waits skipped', () => {
    const run = play(text);
    run.send({ type: 'END' }, 'hana', 'the cycle is stopped');
    expect([run.state('review'), run.state('after')]).toEqual(['missing', 'skipped']);
    expect(run.file.status).toBe('closed');
  });

  it('is told nothing twice: one question at a time for one stage', () => {
    const run = play(cycle({ stages: review(stay) })).to('2028-01-02');
    expect(run.open()).toEqual(['work review bruno', 'ownerAsk review hana']);
    run.send({ type: 'TIMER', stage: null, timer: 'end', generation: 0 });
    expect(run.open()).toEqual(['work review bruno', 'ownerAsk review hana']);
  });
});
