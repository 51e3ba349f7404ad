import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { company } from './people.js';
import { marks, play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const talk = (opens: string, lines = ''): string => `
  stage "Talk"
    opens ${opens}
    due 3 business days after opening
    done by manager
    holds a meeting
${lines}
    when overdue, skip
  end
`;
const noted = (part: string, opens: string, doer = 'hr-partner'): string => `
  stage "Check"
    opens ${opens}
    due 3 business days after opening
    done by ${doer}
    fills in "${part}"
${stay}
  end
`;
const withIdea = (text: string): string =>
  text.replace('    part "Note" ', '    part "Idea"       answer yes or no\n    part "Note" ');

describe('a stage that is skipped instead of opened', () => {
  it('lets the next one open, when its day comes', () => {
    const stages = `${talk('on 2027-07-12', '    only for "Seniors"')}${review(stay, 'when "Talk" is closed')}`;
    const run = play(cycle({ stages })).to('2027-07-12');
    expect(['talk', 'review'].map((id) => run.state(id))).toEqual(['skipped', 'working']);
  });

  it('lets the next one open, when a share of people is reached', () => {
    const note = noted('Note', 'at start');
    const middle = talk('when "Check" is closed for 90% of people', '    only for "Seniors"');
    const run = play(cycle({ stages: `${note}${middle}${review(stay, 'when "Talk" is closed')}` }));
    run.send({ type: 'SUBMIT', stage: 'check', work: {} }, 'hana');
    run.send({ type: 'JOIN_REACHED', stage: 'talk' });
    expect(['talk', 'review'].map((id) => run.state(id))).toEqual(['skipped', 'working']);
  });

  it('does not close a case whose result still waits for somebody', () => {
    const missing = review('    when overdue, continue without it');
    const after = talk('when "Review" is closed', '    only for "Seniors"');
    const run = play(cycle({ stages: `${missing}${after}` })).to('2027-07-22');
    expect(['review', 'talk'].map((id) => run.state(id))).toEqual(['missing', 'skipped']);
    expect([run.file.status, ...run.open()]).toEqual(['running', 'ownerAsk review hana']);
  });
});

describe('work that all people of a field do', () => {
  const stages = `${noted('Note', 'at start', 'all reports')}${review(stay, 'when "Check" is closed')}`;

  it('is skipped for somebody who has none, and nobody can reopen it', () => {
    const run = play(cycle({ stages }));
    expect(['check', 'review'].map((id) => run.state(id))).toEqual(['skipped', 'working']);
    expect(run.refused({ type: 'REOPEN', stage: 'check' }, 'hana', 'please')).toMatchObject({
      code: 'notAllowed',
      details: { stage: 'has nobody who would do it' },
    });
  });
});

describe('a calculated result', () => {
  it('waits for the last round of a stage that repeats', () => {
    const rounds = review(
      '    when overdue, continue without it',
      'every 2 weeks from 2027-07-05 until 2027-07-25',
    );
    const run = play(cycle({ stages: rounds })).to('2027-07-06');
    run.send(marks('5'), 'bruno');
    expect(run.file.ratings).toEqual([]);
    run.to('2027-07-20').send(marks('2'), 'bruno');
    expect(run.file.ratings).toMatchObject([{ score: '2.00', level: 'partly-meets' }]);
  });

  it('is not made of an earlier round when the last one was not answered', () => {
    const rounds = review(
      '    when overdue, continue without it',
      'every 2 weeks from 2027-07-05 until 2027-07-25',
    );
    const run = play(cycle({ stages: rounds })).to('2027-07-06');
    run.send(marks('5'), 'bruno');
    run.to('2027-08-20');
    expect(run.file.ratings).toEqual([]);
    expect(run.open()).toEqual(['ownerAsk review hana']);
  });

  const rating = `
  overall rating on "Five levels"
    100%  "Results", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
    "Outstanding" only when "Idea" is yes
  end
`;
  it('is made when an answer on which its level depends comes in, and nobody is asked before', () => {
    const text = withIdea(
      cycle({ rating, stages: `${review(stay)}${noted('Idea', 'when "Review" is closed')}` }),
    );
    const run = play(text);
    run.send(marks('5'), 'bruno');
    expect([run.file.ratings, run.open()]).toEqual([[], ['work check hana']]);
    run.send(
      { type: 'SUBMIT', stage: 'check', work: { answers: { idea: { kind: 'yesNo', yes: false } } } },
      'hana',
    );
    expect(run.file.ratings).toMatchObject([{ score: '5.00', level: 'exceeds' }]);
    expect([run.file.status, run.changes.at(-1)]).toMatchObject(['closed', { outcome: 'rated' }]);
  });

  it('does not wait for an answer that nobody gave: a condition on it is not met', () => {
    const optional = withIdea(cycle({ rating, stages: review(stay).replace('"Note"', '"Idea"') }));
    const run = play(optional.replace('answer yes or no', 'answer yes or no, optional'));
    run.send(marks('5'), 'bruno');
    expect(run.file.ratings).toMatchObject([{ score: '5.00', level: 'exceeds' }]);
    expect(run.file.status).toBe('closed');
  });

  it('may ask about a rating that stands below it', () => {
    const both = `
  overall rating on "Five levels"
    100%  "Results", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
    when "Conduct" is at most "Partly meets", the rating is at most "Meets"
  end

  rating "Conduct" on "Five levels"
    100%  "Behaviour", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end
`;
    const stages = review(stay).replace('"Results", "Note"', '"Results", "Behaviour"');
    const run = play(cycle({ rating: both, stages }));
    const answers = {
      results: { kind: 'mark', value: '5' },
      behaviour: { kind: 'items', items: { listens: { mark: '2' } } },
    } as const;
    run.send({ type: 'SUBMIT', stage: 'review', work: { answers } }, 'bruno');
    expect(run.file.ratings.map(({ rating: id, level }) => `${id} ${level}`)).toEqual([
      'conduct partly-meets',
      'overall meets',
    ]);
    expect(run.file.status).toBe('closed');
  });
});

describe('after the end of the cycle', () => {
  const stages = `${review(stay)}${noted('Note', 'when "Review" is closed')}`;

  it('the owner is asked again as long as something is open', () => {
    const run = play(cycle({ stages })).to('2028-01-02');
    expect(run.open()).toEqual(['work review bruno', 'ownerAsk review hana']);
    run.send({ type: 'CLOSE_AS_MISSING', stage: 'review' }, 'hana', 'too late');
    expect(run.open()).toContain('ownerAsk review hana');
    expect(run.file.status).toBe('running');
  });

  it('nobody but the owner, with a reason, ends a case', () => {
    const run = play(cycle({ stages }));
    expect(run.refused({ type: 'END' }, 'bruno', 'enough')).toMatchObject({ code: 'notYours' });
    expect(run.refused({ type: 'END' }, 'hana')).toMatchObject({ code: 'reasonMissing' });
  });

  it('nobody is asked about themselves: the owner’s own case goes to the next person up', () => {
    const people = company();
    const hana = people.get('hana');
    if (hana)
      people.set('hana', {
        ...hana,
        fields: { ...hana.fields, 'hr-partner': { kind: 'person', value: 'hana' } },
      });
    const run = play(cycle({ stages: review(stay) }), 'hana', people).to('2028-01-02');
    expect(run.open()).toEqual(['work review carla', 'ownerAsk review carla']);
    run.send({ type: 'CLOSE_AS_MISSING', stage: 'review' }, 'carla', 'too late');
  });
});
