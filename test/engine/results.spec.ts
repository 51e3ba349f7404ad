import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { marks, play, type Play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const calibration = `
  stage "Calibration"
    opens when "Review" is closed
    due 5 business days after opening
    done by hr-partner, with manager
    calibrates overall rating by department
${stay}
  end
`;
const release = (ack: string): string => `
  stage "Release"
    opens when "Calibration" is closed, not before 2027-08-02
    due 5 business days after opening
    done by manager
    releases overall rating, "Note" to employee
${ack}
${stay}
  end
`;
const recorded = '    acknowledged by employee within 3 business days, or recorded as "not acknowledged"';
const overridden = '    acknowledged by employee within 3 business days, or overridden by hr-partner';
const text = (ack = recorded): string => cycle({ stages: `${review(stay)}${calibration}${release(ack)}` });
const calibrated = (source: string): Play => {
  const run = play(source);
  run.send(marks('4'), 'bruno');
  run.send({ type: 'GROUP_CLOSED', stage: 'calibration' });
  return run;
};
const released = (source = text()): Play => {
  const run = calibrated(source).to('2027-08-02');
  run.send({ type: 'SUBMIT', stage: 'release', work: {} }, 'bruno');
  return run;
};

describe('calibration', () => {
  it('joins the session of the group, without a task of its own', () => {
    const run = play(text());
    const outcome = run.send(marks('4'), 'bruno');
    expect(outcome.changes.map((one) => one.do)).toContain('group.join');
    expect(run.open()).toEqual([]);
    expect(run.state('calibration')).toBe('working');
    expect(outcome.phase).toBe('calibration');
  });

  it('appends a changed rating with its reason, and never by the person themselves', () => {
    const run = play(text());
    run.send(marks('4'), 'bruno');
    const change = { type: 'CALIBRATE', stage: 'calibration', level: 'meets' } as const;
    expect(run.refused(change, 'hana')).toMatchObject({ code: 'reasonMissing' });
    expect(run.refused(change, 'ana', 'I am better')).toMatchObject({ code: 'aboutYourself' });
    expect(run.refused({ ...change, level: 'superb' }, 'hana', 'x')).toMatchObject({ code: 'notAllowed' });
    run.send(change, 'hana', 'compared with the others');
    expect(run.file.ratings).toMatchObject([
      { source: 'calculated', level: 'exceeds', score: '4.00' },
      { source: 'calibration', level: 'meets', by: 'hana', reason: 'compared with the others', score: null },
    ]);
    expect(run.state('calibration')).toBe('working');
  });

  it('closes for the person when the group closes', () => {
    expect(calibrated(text()).state('calibration')).toBe('done');
  });
});

describe('release', () => {
  it('shows nothing before its day, and then what was decided', () => {
    const run = calibrated(text());
    expect(run.state('release')).toBe('waiting');
    expect(run.refused({ type: 'SUBMIT', stage: 'release', work: {} }, 'bruno')).toMatchObject({
      code: 'wrongState',
    });
    run.to('2027-08-02');
    expect(run.open()).toEqual(['work release bruno']);
    run.send({ type: 'SUBMIT', stage: 'release', work: {} }, 'bruno');
    expect(run.file.released).toMatchObject([
      { what: 'overall', kind: 'rating', to: { role: 'employee' } },
      { what: 'note', kind: 'part', to: { role: 'employee' } },
    ]);
    expect(run.told()).toContain('released ana');
  });

  it('asks for the reason when there is no rating', () => {
    const run = play(text());
    run.send({ type: 'CLOSE_AS_MISSING', stage: 'review' }, 'hana', 'nobody wrote');
    run.send({ type: 'GROUP_CLOSED', stage: 'calibration' });
    run.to('2027-08-02');
    expect(run.refused({ type: 'SUBMIT', stage: 'release', work: {} }, 'bruno')).toMatchObject({
      details: { note: 'needs the reason why there is no rating to release' },
    });
    run.send({ type: 'SUBMIT', stage: 'release', work: { note: 'no review was written' } }, 'bruno');
    expect(run.file.released).toMatchObject([{ what: 'note', kind: 'part' }]);
  });
});

describe('acknowledgement', () => {
  it('closes the stage, with or against', () => {
    const run = released();
    expect(run.open()).toEqual(['acknowledge release ana']);
    expect(run.task('acknowledge').dueOn).toBe('2027-08-05');
    run.send({ type: 'OBJECT', stage: 'release', comment: 'I see it otherwise' }, 'ana');
    expect(run.file.status).toBe('closed');
    expect(run.file.submissions.at(-1)).toMatchObject({ author: 'ana', note: 'I see it otherwise' });
  });

  it('is recorded as the text says when the time is up', () => {
    const run = released().to('2027-08-07');
    expect(run.file.status).toBe('closed');
    expect(run.changes).toContainEqual({
      do: 'log',
      code: 'recordedAs',
      facts: { stage: 'release', as: 'not acknowledged' },
    });
  });

  it('may be overridden with a reason, by the role the text names', () => {
    const run = released(text(overridden)).to('2027-08-07');
    expect([run.state('release'), run.open()]).toEqual(['overriding', ['override release hana']]);
    expect(run.refused({ type: 'OVERRIDE', stage: 'release' }, 'hana')).toMatchObject({
      code: 'reasonMissing',
    });
    run.send({ type: 'OVERRIDE', stage: 'release' }, 'hana', 'on sick leave');
    expect(run.file.status).toBe('closed');
  });

  it('is nobody else’s', () => {
    expect(
      released().refused({ type: 'ACKNOWLEDGE', stage: 'release', comment: null }, 'bruno'),
    ).toMatchObject({
      code: 'notYours',
    });
  });
});

describe('ratings', () => {
  const chosen = cycle({
    rating: `
  overall rating on "Five levels"
    chosen in "Review"
    "Outstanding" only when grade is at least 9
  end
`,
    stages: `
  stage "Review"
    opens at start
    due 5 business days after opening
    done by manager
    chooses overall rating
${stay}

    approved by, in order
      hr-partner  within 3 business days, only when overall rating is "Exceeds"
    end
  end
`,
  });
  const choose = (level?: string) => ({ type: 'SUBMIT', stage: 'review', work: { level } }) as const;

  it('are appended when a level is chosen, and known to the approvals', () => {
    const run = play(chosen);
    run.send(choose('exceeds'), 'bruno');
    expect(run.file.ratings).toMatchObject([
      { source: 'manager', level: 'exceeds', score: null, by: 'bruno' },
    ]);
    expect(run.open()).toEqual(['approve review hana']);
    expect(play(chosen).send(choose('meets'), 'bruno').status).toBe('closed');
  });

  it('need a level, and one that exists for the person', () => {
    expect(play(chosen).refused(choose(), 'bruno').details).toEqual({
      level: 'needs a level of "Five levels"',
    });
    expect(play(chosen).refused(choose('outstanding'), 'bruno').details).toEqual({
      level: 'needs a level that exists for this person',
    });
  });

  it('wait for the role that must say what counts, and keep the case open until it is settled', () => {
    const run = play(cycle({ stages: review('    when overdue, continue without it') })).to('2027-07-21');
    expect(run.state('review')).toBe('missing');
    expect(run.file.status).toBe('running');
    expect(run.open()).toEqual(['ownerAsk review hana']);
    run.send({ type: 'REOPEN', stage: 'review' }, 'hana', 'it must be written');
    run.send(marks('3'), 'bruno');
    expect(run.file.status).toBe('closed');
    expect(run.changes.at(-1)).toEqual({ do: 'case.close', outcome: 'rated' });
  });

  it('are what the text says for a case that is unfinished at the end', () => {
    const run = play(cycle({ ends: ', unfinished rated as "No report"', stages: review(stay) })).to(
      '2028-01-02',
    );
    expect(run.file.ratings).toMatchObject([{ outside: 'No report', level: null, by: null }]);
    expect(run.changes.at(-1)).toEqual({ do: 'case.close', outcome: 'outside' });
  });
});

const pay = cycle({
  stages: `${review(stay)}
  reward "Raise"
    based on overall rating
    pays a share of base-pay
    budget unlimited
    chosen by manager
    round down to 10 of the currency
    effective 2027-12-01

    "Outstanding"    | 6% to 8% |
    "Exceeds"        | 4% to 6% |
    "Meets"          | 2%       |
    "Partly meets"   | none     |
    "Does not meet"  | none     |
  end

  stage "Pay"
    opens when "Review" is closed
    due 5 business days after opening
    done by manager
    awards "Raise"
${stay}

    approved by, in order
      skip-level-manager  within 3 business days
    end
  end
`,
});
const paying = (mark: string): Play => {
  const run = play(pay);
  run.send(marks(mark), 'bruno');
  return run;
};
const award = (...amounts: string[]) =>
  ({
    type: 'SUBMIT',
    stage: 'pay',
    work: { awards: amounts.map((amount) => ({ reward: 'raise', amount, currency: null })) },
  }) as const;

describe('awards', () => {
  it('lie inside the cell of the table', () => {
    const run = paying('4');
    expect(run.refused(award('7'), 'bruno').details).toEqual({ 'award:raise': 'it is above 6' });
    expect(run.refused(award(), 'bruno').details).toEqual({ 'award:raise': 'needs a figure from 4 to 6' });
    expect(run.refused(award('lots'), 'bruno').details).toEqual({
      'award:raise': 'needs a number such as 3.5, is lots',
    });
    run.send(award('4.5'), 'bruno');
    expect(run.file.awards).toMatchObject([{ reward: 'raise', amount: '4.5', by: 'bruno', currency: null }]);
    expect(run.open()).toEqual(['approve pay carla']);
  });

  it('need no pick for a single figure, and are none where the table pays nothing', () => {
    const single = paying('3');
    single.send(award(), 'bruno');
    expect(single.file.awards).toMatchObject([{ amount: '2' }]);
    const none = paying('2');
    expect(none.refused(award('1'), 'bruno').details).toEqual({
      'award:raise': 'the table pays nothing here',
    });
    none.send(award(), 'bruno');
    expect(none.file.awards).toEqual([]);
  });

  it('are appended again after a refusal: the last one counts', () => {
    const run = paying('4');
    run.send(award('6'), 'bruno');
    run.send({ type: 'REFUSE', stage: 'pay' }, 'carla', 'too much');
    run.send(award('4'), 'bruno');
    expect(run.file.awards.map(({ amount }) => amount)).toEqual(['6', '4']);
    run.send({ type: 'APPROVE', stage: 'pay' }, 'carla');
    expect(run.file.status).toBe('closed');
  });
});
