import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { company } from './people.js';
import { marks, play, type Play } from './play.js';

/** The company with other managers. */
function withManagers(managers: Record<string, string>) {
  const people = company();
  for (const [id, value] of Object.entries(managers)) {
    const one = people.get(id);
    if (one) people.set(id, { ...one, fields: { ...one.fields, manager: { kind: 'person', value } } });
  }
  return people;
}
const stay = '    when overdue by 10 business days, stay open\n';
const chain = cycle({
  stages: review(`${stay}
    when refused, return to "Review", at most 2 times

    approved by, in order
      skip-level-manager  within 5 business days, or escalate to hr-partner
      hr-partner  within 3 business days, only when overall rating is one of "Outstanding", "Does not meet"
    end
`),
});
const handedIn = (mark = '3', text = chain): Play => {
  const run = play(text);
  run.send(marks(mark), 'bruno');
  return run;
};
const refuse = { type: 'REFUSE', stage: 'review' } as const;
const approve = { type: 'APPROVE', stage: 'review' } as const;

describe('approvals in order', () => {
  it('begin with the first step, and give it its own time', () => {
    const run = handedIn();
    expect(run.state('review')).toBe('approving');
    expect(run.file.stages['review']?.step).toBe(1);
    expect(run.open()).toEqual(['approve review carla']);
    expect(run.pending()).toEqual(['review.step.1 2027-07-08', 'case.end 2027-12-31']);
  });

  it('pass over a step whose condition does not hold', () => {
    const run = handedIn('3');
    run.send(approve, 'carla');
    expect(run.state('review')).toBe('done');
  });

  it('ask the second step when its condition holds for the rating that would follow', () => {
    const run = handedIn('5');
    run.send(approve, 'carla');
    expect(run.open()).toEqual(['approve review hana']);
    expect(run.file.stages['review']?.step).toBe(2);
    expect(run.file.ratings).toEqual([]);
    run.send(approve, 'hana');
    expect(run.state('review')).toBe('done');
    expect(run.file.ratings).toMatchObject([{ score: '5.00', level: 'outstanding' }]);
  });

  it('escalate when the time of the step is up, and never approve by silence', () => {
    const run = handedIn().to('2027-07-09');
    expect(run.open()).toEqual(['approve review hana']);
    expect(run.task('approve').from).toEqual({ person: 'carla', why: 'escalated' });
    run.to('2027-12-30');
    expect(run.state('review')).toBe('approving');
  });

  it('remind and tell the owner when there is nobody to escalate to', () => {
    const run = handedIn('5');
    run.send(approve, 'carla');
    run.to('2027-07-20');
    expect(run.open()).toEqual(['approve review hana']);
    expect(run.told().slice(-2)).toEqual(['reminder hana', 'ownerAsk hana']);
  });

  it('go to the next person up when the same person would approve twice', () => {
    const run = handedIn('5').to('2027-07-09');
    run.send(approve, 'hana');
    expect(run.open()).toEqual(['approve review carla']);
    expect(run.logs()).toEqual(['stepPassedUp']);
    expect(run.refused(approve, 'hana')).toMatchObject({ code: 'approvedAlready' });
  });

  it('never go to whoever did the work, nor to the person reviewed', () => {
    const run = play(chain, 'ana', withManagers({ bruno: 'ana' }));
    run.send(marks('3'), 'bruno');
    expect(run.open()).toEqual(['approve review hana']);
    expect(run.logs()).toEqual(['stepPassedUp']);
  });

  describe('with nobody at all who may', () => {
    const alone = (): Play => {
      const people = withManagers({ bruno: 'ana' });
      const ana = people.get('ana');
      if (ana)
        people.set('ana', {
          ...ana,
          fields: { ...ana.fields, 'hr-partner': { kind: 'person', value: 'bruno' } },
        });
      const run = play(chain, 'ana', people);
      run.send(marks('3'), 'bruno');
      return run;
    };

    it('wait, ask the owner, and are never given by silence', () => {
      const run = alone();
      expect(run.state('review')).toBe('approving');
      expect(run.open()).toEqual(['ownerAsk review bruno']);
      expect(run.logs()).toEqual(['stepHasNobody']);
      expect(run.refused(approve, 'bruno')).toMatchObject({ code: 'notYours' });
      expect(run.to('2027-12-30').state('review')).toBe('approving');
    });

    it('go to whom the owner names, who may not have done the work', () => {
      const run = alone();
      const name = (to: string) => ({ type: 'REASSIGN', stage: 'review', from: 'bruno', to }) as const;
      expect(run.refused(name('bruno'), 'bruno', 'me')).toMatchObject({ code: 'notAllowed' });
      expect(run.refused(name('ana'), 'bruno', 'her')).toMatchObject({ code: 'aboutYourself' });
      run.send(name('carla'), 'bruno', 'she knows the work');
      expect(run.open()).toEqual(['approve review carla']);
      expect(run.pending()[0]).toMatch('review.step.1');
      run.send(approve, 'carla');
      expect(run.state('review')).toBe('done');
    });

    it('go to whoever comes to hold a role and may', () => {
      const run = alone();
      const ana = run.people.get('ana');
      if (!ana) throw new Error('no ana');
      const fields = { ...ana.fields, 'hr-partner': { kind: 'person', value: 'hana' } } as const;
      run.people.set('ana', { ...ana, fields });
      run.file = { ...run.file, person: { ...ana, fields } };
      run.send({ type: 'ROLE_CHANGED', role: 'hr-partner', from: 'bruno', to: 'hana' });
      expect(run.open()).toEqual(['approve review hana']);
    });
  });

  it('are refused with a reason, and return the work with a fresh due date', () => {
    const run = handedIn().to('2027-07-05');
    expect(run.refused(refuse, 'carla')).toMatchObject({ code: 'reasonMissing' });
    run.send(refuse, 'carla', 'too short');
    expect(run.state('review')).toBe('working');
    expect(run.task('work')).toMatchObject({
      person: 'bruno',
      dueOn: '2027-07-21',
      round: 1,
      generation: 2,
      from: { person: 'carla', why: 'returned' },
    });
    expect(run.pending()).toEqual([
      'review.due 2027-07-21',
      'review.overdue.1 2027-08-04',
      'case.end 2027-12-31',
    ]);
    expect(run.told().at(-1)).toBe('returned bruno');
  });

  it('ask the owner after the last return, and leave the step where it is', () => {
    const run = handedIn();
    for (const mark of ['3', '4']) {
      run.send(refuse, 'carla', 'no');
      run.send(marks(mark), 'bruno');
    }
    run.send(refuse, 'carla', 'still no');
    expect(run.state('review')).toBe('approving');
    expect(run.open()).toEqual(['approve review carla', 'ownerAsk review hana']);
    expect(run.logs()).toEqual(['returnsExhausted']);
    run.send({ type: 'REOPEN', stage: 'review' }, 'hana', 'once more');
    expect(run.open()).toEqual(['work review bruno']);
    expect(run.file.stages['review']?.round).toBe(2);
  });

  it('say whose approval it is', () => {
    expect(handedIn().refused(approve, 'ana')).toMatchObject({
      code: 'aboutYourself',
      possible: expect.arrayContaining(['APPROVE', 'REFUSE']),
    });
    expect(handedIn().refused(approve, 'p1')).toMatchObject({ code: 'notYours' });
  });

  it('may be given by a delegate, whose act counts for the approver', () => {
    const run = handedIn();
    run.send(approve, 'hugo', null, 'carla');
    expect(run.state('review')).toBe('done');
  });
});

const earlier = cycle({
  stages: `
  stage "Self"
    opens at start
    due 5 business days after opening
    done by employee
    fills in "Behaviour"
    when overdue, continue without it
  end

  stage "Talk"
    opens when "Self" is closed
    due 5 business days after opening
    done by manager
    holds a meeting
    when overdue, skip
  end
${review(
  `${stay}
    when refused, return to "Self", at most 1 time

    approved by, in order
      skip-level-manager  within 5 business days
    end
`,
  'when "Talk" is closed',
)}`,
});
const self = {
  type: 'SUBMIT',
  stage: 'self',
  work: { answers: { behaviour: { kind: 'items', items: { listens: { mark: '4' } } } } },
} as const;

describe('a refusal that returns to an earlier stage', () => {
  const refused = (): Play => {
    const run = play(earlier);
    run.send(self, 'ana');
    run.send({ type: 'SUBMIT', stage: 'talk', work: { note: 'we met' } }, 'bruno');
    run.send(marks('3'), 'bruno');
    run.to('2027-07-06').send(refuse, 'carla', 'start over');
    return run;
  };

  it('opens that stage anew, and puts everything between back to waiting', () => {
    const run = refused();
    expect(['self', 'talk', 'review'].map((id) => run.state(id))).toEqual(['working', 'waiting', 'waiting']);
    expect(run.open()).toEqual(['work self ana']);
    expect(run.task('work')).toMatchObject({
      dueOn: '2027-07-13',
      generation: 2,
      from: { why: 'returned', person: 'carla' },
    });
    expect(run.pending()).toEqual([
      'self.due 2027-07-13',
      'self.overdue.1 2027-07-13',
      'case.end 2027-12-31',
    ]);
  });

  it('goes the same way again, and asks the owner at the second refusal', () => {
    const run = refused();
    run.send(self, 'ana');
    expect(run.open()).toEqual(['work talk bruno']);
    run.send({ type: 'SUBMIT', stage: 'talk', work: { note: 'again' } }, 'bruno');
    run.send(marks('4'), 'bruno');
    run.send(refuse, 'carla', 'no');
    expect(run.open()).toEqual(['approve review carla', 'ownerAsk review hana']);
  });
});

const together = cycle({
  stages: review(`${stay}
    approved by, in any order
      skip-level-manager  within 5 business days, or escalate to hr-partner
      hr-partner  within 3 business days, advice only
    end
`),
});

describe('approvals in any order', () => {
  it('are open together, and all must be given', () => {
    const run = handedIn('3', together);
    expect(run.open()).toEqual(['approve review carla', 'approve review hana']);
    expect(run.pending().slice(0, 2)).toEqual(['review.step.2 2027-07-06', 'review.step.1 2027-07-08']);
    run.send(approve, 'carla');
    expect(run.state('review')).toBe('approving');
    run.send({ type: 'ADVISE', stage: 'review' }, 'hana');
    expect(run.state('review')).toBe('done');
  });

  it('are not all given while one has nobody left to give it', () => {
    const people = withManagers({ carla: 'ana' });
    for (const [id, person] of people)
      people.set(id, {
        ...person,
        fields: { ...person.fields, 'hr-partner': { kind: 'person', value: 'carla' } },
      });
    const text = together.replace(', advice only', '');
    const run = play(text, 'ana', people);
    run.send(marks('3'), 'bruno');
    expect(run.open()).toEqual(['approve review carla', 'ownerAsk review carla']);
    run.send(approve, 'carla');
    expect(run.state('review')).toBe('approving');
    const name = { type: 'REASSIGN', stage: 'review', from: 'carla', to: 'hugo' } as const;
    run.send(name, 'carla', 'a second pair of eyes');
    run.send(approve, 'hugo');
    expect(run.state('review')).toBe('done');
  });

  it('go on without an advice whose time is up', () => {
    const run = handedIn('3', together).to('2027-07-07');
    expect(run.open()).toEqual(['approve review carla']);
    run.send(approve, 'carla');
    expect(run.state('review')).toBe('done');
  });

  it('are over with one refusal, whatever the order', () => {
    const run = handedIn('3', together);
    run.send(approve, 'carla');
    run.send(refuse, 'hana', 'no');
    expect(run.open()).toEqual(['work review bruno']);
  });
});

const quorum = cycle({
  stages: review(`${stay}
    approved by, in order
      any 2 of skip-level-manager and hr-partner and manager  within 5 business days
    end
`),
});

describe('a quorum', () => {
  it('is reached by enough of the roles, and withdraws the rest', () => {
    const run = handedIn('3', quorum);
    expect(run.file.tasks).toHaveLength(3);
    const [first, second] = run.file.tasks.map(({ person }) => person);
    run.send(approve, first);
    expect(run.state('review')).toBe('approving');
    run.send(approve, second);
    expect(run.state('review')).toBe('done');
    expect(run.open()).toEqual([]);
  });
});
