import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../workflows/index.js';
import { cycle, review } from './cycles.js';
import { marks, play, type Play } from './play.js';

const with_ = (lines: string): string =>
  cycle({ stages: review(`    ${lines.trim().split('\n').join('\n    ')}`) });
const draft = (mark: string | null): CommandBody => ({
  type: 'SAVE',
  stage: 'review',
  work: {
    answers:
      mark === null
        ? { note: { kind: 'text', text: 'only a note here' } }
        : { results: { kind: 'mark', value: mark } },
  },
});

describe('what happens when a deadline passes', () => {
  it('continues without it: missing, and later answers are refused', () => {
    const run = play(with_('when overdue by 2 business days, continue without it')).to('2027-07-22');
    expect(run.state('review')).toBe('missing');
    expect(run.refused(marks('3'), 'bruno')).toMatchObject({ code: 'wrongState' });
    expect(run.open()).toEqual(['ownerAsk review hana']);
  });

  it('skips', () => {
    const run = play(
      cycle({
        stages: `${review('    when overdue, stay open', 'on 2027-09-01')}
  stage "Talk"
    opens at start
    due 2 business days after opening
    done by manager
    holds a meeting
    when overdue, skip
  end
`,
      }),
    );
    run.to('2027-07-06');
    expect(run.state('talk')).toBe('skipped');
  });

  it('locks: nobody may write, and the owner may reopen, close or hand on', () => {
    const locked = (): Play =>
      play(with_('when overdue by 2 business days, lock\nwhen overdue by 9 business days, stay open')).to(
        '2027-07-22',
      );
    const run = locked();
    expect(run.state('review')).toBe('locked');
    expect(run.open()).toEqual(['work review bruno', 'ownerAsk review hana']);
    expect(run.refused(marks('3'), 'bruno')).toMatchObject({
      code: 'wrongState',
      possible: ['REASSIGN', 'EXTEND', 'SKIP', 'CLOSE_AS_MISSING', 'REOPEN'],
    });
    run.send({ type: 'REASSIGN', stage: 'review', from: 'bruno', to: 'carla' }, 'hana', 'hand on');
    expect([run.state('review'), run.open()]).toEqual(['late', ['work review carla']]);
    const again = locked();
    again.send({ type: 'REOPEN', stage: 'review' }, 'hana', 'one more try');
    expect([again.state('review'), again.open()]).toEqual(['working', ['work review bruno']]);
    expect(again.task('work')).toMatchObject({ round: 2, dueOn: '2027-08-05' });
    const third = locked();
    third.send({ type: 'CLOSE_AS_MISSING', stage: 'review' }, 'hana', 'enough');
    expect(third.state('review')).toBe('missing');
  });

  it('forwards the draft as it is, with what is open missing', () => {
    const run = play(with_('when overdue by 2 business days, forward as it is'));
    run.send(draft('4'), 'bruno');
    run.to('2027-07-22');
    expect(run.state('review')).toBe('done');
    expect(run.file.submissions).toMatchObject([
      { state: 'submitted', answers: { results: { value: '4' }, note: { kind: 'missing' } } },
    ]);
    expect(run.file.ratings).toMatchObject([{ score: '4.00' }]);
  });

  it('forwards only what is complete, and stays open otherwise', () => {
    const lines =
      'when overdue by 2 business days, forward if complete\nwhen overdue by 9 business days, stay open';
    const run = play(with_(lines));
    run.send(draft(null), 'bruno');
    expect(run.to('2027-07-22').state('review')).toBe('late');
    const complete = play(with_(lines));
    complete.send(draft('2'), 'bruno');
    expect(complete.to('2027-07-22').state('review')).toBe('done');
  });

  it('waits for the grace before anything is overdue', () => {
    const run = play(with_('grace 2 business days\nwhen overdue, continue without it'));
    expect(run.to('2027-07-21').state('review')).toBe('working');
    expect(run.to('2027-07-22').state('review')).toBe('missing');
  });

  it('does not take work before its day', () => {
    const run = play(with_('not submitted before 2027-07-08\nwhen overdue, continue without it'));
    expect(run.refused(marks('3'), 'bruno')).toMatchObject({
      code: 'tooEarly',
      details: { stage: 'may be handed in from 2027-07-08 on' },
    });
    run.send(draft('3'), 'bruno');
    run.to('2027-07-08').send(marks('3'), 'bruno');
    expect(run.state('review')).toBe('done');
  });

  it('reminds before due and again and again after it, until the work is in', () => {
    const run = play(
      with_(`remind 2 business days before due
remind every 2 business days after due
when overdue by 10 business days, stay open`),
    );
    expect(run.pending().filter((one) => one.includes('remind'))).toEqual([
      'review.remind.1 2027-07-13',
      'review.remind.2 2027-07-21',
    ]);
    run.to('2027-07-28');
    expect(run.told().filter((one) => one === 'reminder bruno')).toHaveLength(4);
    expect(run.pending()).toContain('review.remind.2 2027-07-29');
    run.send(marks('3'), 'bruno');
    expect(run.pending()).toEqual([]);
  });

  it('sends a reminder with the digest of its own day, also when that goes out before business hours', () => {
    const run = play(
      cycle({
        head: '  reminders go in one digest each business day at 08:00\n',
        stages: review(
          '    remind 2 business days before due\n    when overdue by 10 business days, stay open',
        ),
      }),
    ).to('2027-07-13');
    const reminder = run.changes.flatMap((one) =>
      one.do === 'message.queue' && one.message.kind === 'reminder' ? [one.message] : [],
    );
    expect(reminder).toMatchObject([{ urgency: 'digest', notBefore: Date.parse('2027-07-13T06:00:00Z') }]);
  });
});
