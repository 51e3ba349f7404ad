import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { marks, play, type Play } from './play.js';

const text = cycle({
  stages: `${review('    when overdue by 10 business days, stay open', 'when "Peers" is closed')}
  stage "Peers"
    opens at start
    due 10 business days after opening
    done by 2 to 4 peers, chosen by employee, confirmed by manager, who may decline
    fills in "Behaviour"
    remind 2 business days before due
    when overdue by 1 business day, continue without it
  end
`,
});
const answer = { behaviour: { kind: 'items', items: { listens: { mark: '3' } } } } as const;
const submit = (run: Play, peer: string) =>
  run.send({ type: 'SUBMIT', stage: 'peers', work: { answers: answer } }, peer);
const chosen = (): Play => {
  const run = play(text);
  run.send({ type: 'CHOOSE_PEERS', stage: 'peers', peers: ['p1', 'p2', 'p3'] }, 'ana');
  return run;
};
const confirmed = (): Play => {
  const run = chosen();
  run.send({ type: 'CONFIRM_PEERS', stage: 'peers', peers: ['p1', 'p2', 'p3'] }, 'bruno');
  return run;
};

describe('peers', () => {
  it('are chosen, confirmed and asked, inside one due date', () => {
    const run = play(text);
    expect(run.open()).toEqual(['choosePeers peers ana']);
    expect(run.state('peers')).toBe('choosing');
    run.send({ type: 'CHOOSE_PEERS', stage: 'peers', peers: ['p1', 'p2', 'p3'] }, 'ana');
    expect(run.open()).toEqual(['confirmPeers peers bruno']);
    run.send({ type: 'CONFIRM_PEERS', stage: 'peers', peers: ['p1', 'p2', 'p4'] }, 'bruno');
    expect(run.open()).toEqual(['work peers p1', 'work peers p2', 'work peers p4']);
    expect(run.file.tasks.map(({ dueOn }) => dueOn)).toEqual(['2027-07-19', '2027-07-19', '2027-07-19']);
    expect(run.file.peers.map(({ person, state }) => `${person} ${state}`)).toEqual([
      'p1 confirmed',
      'p2 confirmed',
      'p3 declined',
      'p4 confirmed',
    ]);
    expect(run.pending().some((timer) => timer.startsWith('peers.half'))).toBe(false);
  });

  it('count as confirmed at half of the time that was left, and the history says so', () => {
    const run = chosen();
    expect(run.pending()).toContain('peers.half 2027-07-10');
    run.to('2027-07-12');
    expect(run.state('peers')).toBe('working');
    expect(run.open()).toEqual(['work peers p1', 'work peers p2', 'work peers p3']);
    expect(run.logs()).toEqual(['confirmedBySilence']);
  });

  it.each([
    [['p1'], 'countOutOfRange', { peers: 'needs 2 to 4 peers, has 1' }],
    [['p1', 'ana'], 'notAllowed', { 'peer:ana': 'is the person who is reviewed' }],
    [['p1', 'p1'], 'notAllowed', { peers: 'names somebody twice' }],
    [['p1', 'nobody'], 'notAllowed', { 'peer:nobody': 'is nobody who works here' }],
  ])('refuses %j with the reason', (peers, code, details) => {
    expect(play(text).refused({ type: 'CHOOSE_PEERS', stage: 'peers', peers }, 'ana')).toMatchObject({
      code,
      details,
    });
  });

  it('close the stage after the last one, not before', () => {
    const run = confirmed();
    submit(run, 'p1');
    submit(run, 'p2');
    expect(run.state('peers')).toBe('working');
    expect(run.state('review')).toBe('waiting');
    submit(run, 'p3');
    expect(run.state('peers')).toBe('done');
    expect(run.open()).toEqual(['work review bruno']);
    expect(run.file.peers.map(({ state }) => state)).toEqual(['answered', 'answered', 'answered']);
  });

  it('who answered count when the rest stay silent', () => {
    const run = confirmed();
    submit(run, 'p1');
    run.to('2027-07-21');
    expect(run.state('peers')).toBe('done');
    expect(run.logs()).toEqual(['fewerPeers']);
    expect(run.open()).toEqual(['work review bruno']);
  });

  it('leave the stage missing when nobody answers, and when nobody is even chosen', () => {
    expect(confirmed().to('2027-07-21').state('peers')).toBe('missing');
    expect(play(text).to('2027-07-21').state('peers')).toBe('missing');
  });

  it('may name somebody instead who gets the task with the same due date', () => {
    const run = confirmed();
    run.send({ type: 'DECLINE', stage: 'peers', instead: 'p5' }, 'p1');
    expect(run.open()).toEqual(['work peers p2', 'work peers p3', 'work peers p5']);
    expect(run.task('work', 'p5')).toMatchObject({
      dueOn: '2027-07-19',
      from: { person: 'p1', why: 'declined' },
    });
  });

  it('are replaced by whom the chooser names while too few are left', () => {
    const run = confirmed();
    run.send({ type: 'DECLINE', stage: 'peers', instead: null }, 'p1');
    expect(run.open()).toEqual(['work peers p2', 'work peers p3']);
    run.send({ type: 'DECLINE', stage: 'peers', instead: null }, 'p2');
    expect(run.open()).toEqual(['work peers p3', 'choosePeers peers ana']);
    submit(run, 'p3');
    expect(run.state('peers')).toBe('working');
    run.send({ type: 'CHOOSE_PEERS', stage: 'peers', peers: ['p6'] }, 'ana');
    expect(run.open()).toEqual(['work peers p6']);
    submit(run, 'p6');
    expect(run.state('peers')).toBe('done');
  });

  it('cannot be named twice, nor decline what is not theirs', () => {
    const run = confirmed();
    expect(run.refused({ type: 'DECLINE', stage: 'peers', instead: 'p2' }, 'p1')).toMatchObject({
      code: 'notAllowed',
      details: { 'peer:p2': 'has been asked already' },
    });
    expect(run.refused({ type: 'DECLINE', stage: 'peers', instead: null }, 'p6')).toMatchObject({
      code: 'notYours',
    });
  });

  it('close the stage when the last one who is waited for declines and enough have answered', () => {
    const run = confirmed();
    submit(run, 'p1');
    submit(run, 'p2');
    run.send({ type: 'DECLINE', stage: 'peers', instead: null }, 'p3');
    expect(run.state('peers')).toBe('done');
  });

  it('are reminded only while they have not answered', () => {
    const run = confirmed();
    submit(run, 'p1');
    run.to('2027-07-16');
    expect(run.told().filter((one) => one.startsWith('reminder'))).toEqual(['reminder p2', 'reminder p3']);
  });

  it('are all asked again when the work comes back to them', () => {
    const back = cycle({
      stages: `${review(
        `    when overdue by 10 business days, stay open
    when refused, return to "Peers", at most 2 times

    approved by, in order
      skip-level-manager  within 3 business days
    end`,
        'when "Peers" is closed',
      )}${text.slice(text.indexOf('  stage "Peers"'), text.lastIndexOf('end'))}`,
    });
    const run = play(back);
    run.send({ type: 'CHOOSE_PEERS', stage: 'peers', peers: ['p1', 'p2'] }, 'ana');
    run.send({ type: 'CONFIRM_PEERS', stage: 'peers', peers: ['p1', 'p2'] }, 'bruno');
    ['p1', 'p2'].forEach((peer) => submit(run, peer));
    run.send(marks('3'), 'bruno');
    run.send({ type: 'REFUSE', stage: 'review' }, 'carla', 'ask again');
    expect(run.open()).toEqual(['work peers p1', 'work peers p2']);
    expect(run.state('review')).toBe('waiting');
    ['p1', 'p2'].forEach((peer) => submit(run, peer));
    expect(run.open()).toEqual(['work review bruno']);
  });
});
