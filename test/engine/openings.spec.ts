import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { company } from './people.js';
import { compiled, marks, play, Play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const meeting = (opens: string, more = '    when overdue, skip'): string => `
  stage "Talk"
    opens ${opens}
    due 3 business days after opening
    done by manager
    holds a meeting
${more}
  end
`;
const met = { type: 'SUBMIT', stage: 'talk', work: { note: 'we met' } } as const;

describe('a day of its own', () => {
  const text = cycle({ stages: review(stay, 'on 2027-07-12') });

  it('opens a stage at midnight of the doer', () => {
    const people = company();
    const bruno = people.get('bruno');
    if (bruno) people.set('bruno', { ...bruno, zone: 'Asia/Tokyo' });
    const run = play(text, 'ana', people);
    expect([...run.deadlines.values()].find(({ timer }) => timer === 'open')).toMatchObject({
      dueAt: Date.parse('2027-07-11T15:00:00Z'),
      on: '2027-07-12',
      zone: 'Asia/Tokyo',
      generation: 0,
      src: { from: { col: 5 } },
    });
    run.to('2027-07-11');
    expect(run.state('review')).toBe('waiting');
    run.to('2027-07-12');
    expect(run.state('review')).toBe('working');
  });

  it('opens at once when the day has passed already', () => {
    const run = new Play(compiled(text));
    run.now = Date.parse('2027-08-01T10:00:00Z');
    run.start();
    expect(run.open()).toEqual(['work review bruno']);
    expect(run.file.stages['review']?.openedAt).toBe(run.now);
  });
});

describe('waiting for others', () => {
  it('opens at the later closing', () => {
    const other = meeting('at start').replace('"Talk"', '"Other"');
    const run = play(
      cycle({
        stages: `${meeting('at start')}${other}${review(stay, 'when "Talk" and "Other" are closed')}`,
      }),
    );
    run.send(met, 'bruno');
    expect(run.state('review')).toBe('waiting');
    run.to('2027-07-07');
    expect([run.state('other'), run.state('review')]).toEqual(['skipped', 'working']);
  });

  it('opens on the day named, whichever comes first', () => {
    const text = cycle({
      stages: `${meeting('at start', '    when overdue by 30 business days, stay open')}${review(stay, 'when "Talk" is closed, or on 2027-07-09')}`,
    });
    expect(play(text).to('2027-07-09').state('review')).toBe('working');
    const early = play(text).to('2027-07-02');
    early.send(met, 'bruno');
    expect(early.state('review')).toBe('working');
    expect(early.pending().filter((one) => one.includes('open'))).toEqual([]);
  });

  it('does not open before the day named, whichever comes last', () => {
    const run = play(
      cycle({
        stages: `${meeting('at start')}${review(stay, 'when "Talk" is closed, not before 2027-07-20')}`,
      }),
    );
    expect(run.pending().some((one) => one.startsWith('review.open'))).toBe(false);
    run.send(met, 'bruno');
    expect(run.state('review')).toBe('waiting');
    expect(run.pending()).toContain('review.open 2027-07-20');
    expect(run.to('2027-07-20').state('review')).toBe('working');
  });

  it('goes through a stage that is skipped at once', () => {
    const middle = meeting('when "Start" is closed').replace(
      'holds a meeting',
      'holds a meeting\n    only for "Seniors"',
    );
    const first = meeting('at start').replace('"Talk"', '"Start"');
    const run = play(cycle({ stages: `${first}${middle}${review(stay, 'when "Talk" is closed')}` }));
    run.send({ ...met, stage: 'start' }, 'bruno');
    expect(['talk', 'review'].map((id) => run.state(id))).toEqual(['skipped', 'working']);
  });

  it('asks the condition at the moment of opening', () => {
    const lines = (line: string) => review(`    ${line}\n${stay}`, 'when "Talk" is closed');
    const text = cycle({
      stages: `${meeting('at start', '    when overdue, continue without it')}${lines('only when "Talk" is missing')}`,
    });
    expect(play(text).to('2027-07-07').state('review')).toBe('working');
    const held = play(text);
    held.send(met, 'bruno');
    expect(held.state('review')).toBe('skipped');
  });
});

describe('a share of people', () => {
  const text = cycle({
    stages: `${review(stay)}
  stage "After"
    opens when "Review" is closed for 90% of people, or on 2027-08-02
    due 3 business days after opening
    done by manager
    confirms "Seen"
    when overdue, skip
  end
`,
  });

  it('opens the stage for those who are through', () => {
    const run = play(text);
    run.send(marks('4'), 'bruno');
    expect(run.state('after')).toBe('waiting');
    run.send({ type: 'JOIN_REACHED', stage: 'after' });
    expect(run.open()).toEqual(['work after bruno']);
  });

  it('lets who is late follow as soon as they are through', () => {
    const run = play(text);
    run.send({ type: 'JOIN_REACHED', stage: 'after' });
    expect(run.state('after')).toBe('waiting');
    run.send(marks('4'), 'bruno');
    expect(run.open()).toEqual(['work after bruno']);
  });

  it('sets no timer of its own: the cycle tells everybody', () => {
    expect(
      play(text)
        .pending()
        .some((one) => one.startsWith('after')),
    ).toBe(false);
  });
});

describe('rounds', () => {
  const text = cycle({
    stages: `${review(stay, 'on 2027-11-01')}${meeting('every 2 weeks from 2027-07-05 until 2027-08-10')}`,
  });

  it('open one after another, each with its own due date and generation, until the last day', () => {
    const run = play(text);
    const seen: string[] = [];
    for (const day of ['2027-07-06', '2027-07-20', '2027-08-03', '2027-10-01']) {
      run.to(day);
      const { round, state, dueOn } = run.file.stages['talk'] ?? {};
      seen.push(`${round} ${state} ${dueOn}`);
    }
    expect(seen).toEqual([
      '1 working 2027-07-08',
      '2 working 2027-07-22',
      '3 working 2027-08-05',
      '3 skipped 2027-08-05',
    ]);
    expect(run.pending().filter((one) => one.startsWith('talk'))).toEqual([]);
  });

  it('count as open between rounds: the case is not over while one is to come', () => {
    const early = cycle({
      stages: `${review(stay)}${meeting('every 2 weeks from 2027-07-05 until 2027-08-10')}`,
    });
    const run = play(early).to('2027-07-06');
    run.send(marks('4'), 'bruno');
    run.send(met, 'bruno');
    expect(run.file.status).toBe('running');
    expect(run.pending()).toEqual(['talk.repeat 2027-07-19', 'case.end 2027-12-31']);
    expect(run.to('2027-09-01').file.status).toBe('closed');
  });

  it('that were missed while one stayed open are not caught up one by one', () => {
    const slow = meeting(
      'every 2 weeks from 2027-07-05 until 2027-09-30',
      '    when overdue by 40 business days, stay open',
    );
    const run = play(cycle({ stages: `${review(stay, 'on 2027-11-01')}${slow}` })).to('2027-08-20');
    expect(run.file.stages['talk']?.round).toBe(1);
    run.send(met, 'bruno');
    run.to('2027-08-21');
    expect(run.file.stages['talk']).toMatchObject({ round: 2, state: 'working' });
    run.send(met, 'bruno');
    expect(run.pending()).toContain('talk.repeat 2027-08-30');
  });

  it('end with the departure of the person', () => {
    const finish = cycle({
      head: '  if someone leaves, finish the open stage\n',
      stages: `${review(stay)}${meeting('every 2 weeks from 2027-07-05 until 2027-08-10')}`,
    });
    const run = play(finish).to('2027-07-06');
    run.send(met, 'bruno');
    run.send({ type: 'LEFT' });
    expect(run.pending().filter((one) => one.startsWith('talk'))).toEqual([]);
    run.send(marks('4'), 'bruno');
    expect(run.file.status).toBe('closed');
    expect(run.changes.at(-1)).toMatchObject({ outcome: 'unrated' });
  });
});

describe('exceptions', () => {
  const text = cycle({
    stages: review(`${stay}

    except for "Seniors", because "boards meet rarely"
      due 20 business days after opening
    end

    except for "Juniors", because "apprentices"
      skip
    end`),
  });
  const graded = (value: string): Play => {
    const people = company();
    const ana = people.get('ana');
    if (ana) people.set('ana', { ...ana, fields: { ...ana.fields, grade: { kind: 'number', value } } });
    return play(text, 'ana', people);
  };

  it('give the plain rule to everybody else', () => {
    expect(graded('6').file.stages['review']).toMatchObject({ dueOn: '2027-07-19', variant: [] });
  });

  it('decide when the stage opens and stay with it', () => {
    const run = graded('11');
    expect(run.file.stages['review']).toMatchObject({ dueOn: '2027-08-02', variant: ['seniors'] });
  });

  it('skip the stage, and with it the case when nothing else is left', () => {
    const run = graded('2');
    expect(run.file.stages['review']).toMatchObject({ state: 'skipped', variant: ['juniors'] });
  });
});
