import { describe, expect, it } from '@jest/globals';
import { cycleIn, holder, person, tell, type Told } from '../../test/why/told.js';
import { endOfDay, type Person, type World } from '../../workflows/index.js';
import { explain, explainStage } from './why.js';

const text = `language 1
use "standard"

segment "New joiners" where hire-date is on or after 2027-01-01

cycle "Half-year"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts 2027-07-01
  ends by 2027-12-31
  includes everyone

  form
    part "Results"  rate on "Five levels"
  end

  overall rating on "Five levels"
    100%  "Results", from "Manager review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Self review"
    opens at start
    due 10 business days after opening   # two weeks
    done by employee
    fills in "Results"
    remind 3 business days before due
    when overdue, continue without it

    except for "New joiners", because "their first review"
      due 15 business days after opening
    end
  end

  stage "Manager review"
    opens when "Self review" is closed
    due 10 business days after opening
    done by manager
    fills in "Results"
    remind 3 business days before due
    when overdue by 5 business days, escalate to hr-partner
    when overdue by 10 business days, stay open
  end
end
`;

const ana = (hired: string) =>
  person('1', 'Ana Ruiz', {
    manager: holder('2'),
    'hr-partner': holder('3'),
    'hire-date': { kind: 'date', value: hired },
  });
const others = [
  { ...person('2', 'Bruno Gil'), zone: 'America/Toronto' },
  person('3', 'Ines Mora'),
  { ...person('4', 'Kenji Abe'), zone: 'Asia/Tokyo' },
];
const worldOf = (subject: Person): World => ({
  person: (id) => [subject, ...others].find((one) => one.id === id),
  holidays: () => new Map([['2027-07-09', 'Independence Day']]),
});

const cycle = cycleIn(text);
const run = (subject: Person, commands: readonly Told[]) => tell(cycle, worldOf(subject), subject, commands);

const started = [{ type: 'START', on: '2027-07-01T06:00:00Z' }] as const;
const handedIn = [
  ...started,
  {
    type: 'SUBMIT',
    on: '2027-07-02T09:00:00Z',
    by: '1',
    stage: 'self-review',
    work: { answers: { results: { kind: 'level', level: 'meets' } } },
  },
] as const;
const wordsOf = (input: ReturnType<typeof run>, stage: string) =>
  explainStage(input, stage)?.sentences.map((sentence) => sentence.text) ?? [];

describe('why', () => {
  it('says when a stage opened, who has it, until when by which line, and which closed days lay between', () => {
    const words = wordsOf(run(ana('2019-03-01'), started), 'self-review');
    expect(words).toEqual([
      'Opened on Thu 1 Jul 2027: opens at start.',
      'With Ana Ruiz as the employee.',
      'Due on Fri 16 Jul 2027, to the end of the day in Europe/Madrid: due 10 business days after opening, calendar "Weekdays".',
      'Closed days on the way: Fri 9 Jul 2027 (Independence Day).',
      'No exception applies: not in "New joiners".',
    ]);
  });

  it('names the exception that holds, with its reason and its line', () => {
    const input = run(ana('2027-02-01'), started);
    const sentence = explainStage(input, 'self-review')?.sentences.find((one) => one.about === 'exception');
    expect(sentence?.text).toBe('The exception for "New joiners" holds, because "their first review".');
    expect(sentence?.place?.text.trim()).toBe('except for "New joiners", because "their first review"');
    expect(wordsOf(input, 'self-review').join()).toContain('due 15 business days after opening');
  });

  it('says what a stage that is not open waits for', () => {
    expect(wordsOf(run(ana('2019-03-01'), started), 'manager-review')[0]).toBe(
      'Not open yet: opens when "Self review" is closed; "Self review" is still open.',
    );
  });

  it('says what happens if nobody acts, soonest first, each with its line', () => {
    const { upcoming } = explain(run(ana('2019-03-01'), started));
    expect(upcoming.map((next) => next.text).slice(0, 2)).toEqual([
      'reminder about "Self review" to Ana Ruiz',
      '"Self review" is due',
    ]);
    expect(upcoming.every((next, index) => index === 0 || next.at >= (upcoming[index - 1]?.at ?? ''))).toBe(
      true,
    );
    expect(upcoming.every((next) => next.place !== null)).toBe(true);
  });

  it('says nothing that would come after the line that closes the stage', () => {
    const often = text.replace('remind 3 business days before due', 'remind every 2 business days after due');
    const shown = (when: string) => {
      const source = often.replace('when overdue, continue without it', when);
      const subject = ana('2019-03-01');
      return explainStage(
        tell(cycleIn(source), worldOf(subject), subject, started),
        'self-review',
      )?.ifNobodyActs.map((next) => next.text);
    };
    expect(shown('when overdue by 1 business day, continue without it')).toEqual([
      '"Self review" is due',
      '"Self review" is closed without an answer',
    ]);
    expect(shown('when overdue by 3 business days, skip')?.slice(-2)).toEqual([
      'reminder about "Self review" to Ana Ruiz',
      '"Self review" is skipped',
    ]);
    expect(shown('when overdue by 1 business day, stay open')?.at(-1)).toBe(
      'reminder about "Self review" to Ana Ruiz',
    );
  });

  it('says nothing that would come after the end of the cycle, unless that leaves the case open', () => {
    const subject = ana('2019-03-01');
    const late = { stage: 'self-review', timer: 'remind.1', on: '2028-01-03' };
    const texts = (end: string) => {
      const source = text.replace('ends by 2027-12-31', end);
      const input = tell(cycleIn(source), worldOf(subject), subject, started);
      const [first] = input.pending;
      if (!first) throw new Error('nothing is pending');
      const pending = [
        ...input.pending,
        { ...late, dueAt: Date.parse('2028-01-03T08:00:00Z'), src: first.src },
      ];
      const open = pending.filter(({ timer }) => !timer.startsWith('overdue'));
      return explain({ ...input, pending: open }).upcoming.map((next) => next.text);
    };
    expect(texts('ends by 2027-12-31, unfinished close unrated').at(-1)).toBe('the cycle ends');
    expect(texts('ends by 2027-12-31, unfinished wait for hr-partner').at(-1)).toBe(
      'reminder about "Self review" to Ana Ruiz',
    );
  });

  it('counts days where the doer is, also when somebody elsewhere has it now', () => {
    const moved = run(ana('2019-03-01'), [
      ...handedIn,
      { type: 'REASSIGN', on: '2027-07-05T09:00:00Z', by: '3', stage: 'manager-review', from: '2', to: '4' },
    ]);
    const why = explainStage(moved, 'manager-review');
    const due = why?.sentences.find((one) => one.about === 'due')?.text ?? '';
    const zone = / in (\S+):/.exec(due)?.[1] ?? '';
    expect(why?.with.map((one) => one.name)).toEqual(['Kenji Abe']);
    expect(new Date(endOfDay(zone, why?.dueOn ?? '')).toISOString()).toBe(why?.dueAt);
    expect(zone).not.toBe('Europe/Madrid');
  });

  it('says that the owner moved a due date, and what the text would give', () => {
    const extended = run(ana('2019-03-01'), [
      ...started,
      { type: 'EXTEND', on: '2027-07-05T09:00:00Z', by: '3', stage: 'self-review', to: '2027-07-30' },
    ]);
    expect(wordsOf(extended, 'self-review')).toContain(
      'Due on Fri 30 Jul 2027, to the end of the day in Europe/Madrid: the owner of the cycle moved it from Fri 16 Jul 2027, which the text says.',
    );
  });

  it('counts whole days past due', () => {
    const overdue = run(ana('2019-03-01'), handedIn);
    const late = { ...overdue, of: { ...overdue.of, now: Date.parse('2027-07-26T12:00:00Z') } };
    expect(explainStage(late, 'manager-review')?.lateDays).toBeGreaterThan(0);
    expect(explainStage(overdue, 'manager-review')?.lateDays).toBeNull();
    expect(wordsOf(overdue, 'manager-review')[0]).toContain('("Self review" was done Fri 2 Jul 2027)');
  });
});
