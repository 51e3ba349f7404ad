/** What a mail says of who comes next, and of why somebody gets it, when the role that the text names has nobody. */
import { describe, expect, it } from '@jest/globals';
import { cycleIn, holder, person } from '../../test/why/told.js';
import { rulesOf } from '../tasks/rules.js';
import { otherwiseOf, type Silence } from './otherwise.js';

const { definition } = cycleIn(`language 1

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 18:00
  time zone of each person
  deadlines on a closed day move to the next business day
end

scale "Two levels"
  2 "Meets"  from 1.50
  1 "Below"  from 1.00
end

people data
  manager             person
  hr-partner          person
  skip-level-manager  person, manager of manager
end

cycle "Half-year"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts 2027-07-01
  ends by 2027-12-31
  includes everyone

  form
    part "Results"  rate on "Two levels"
  end

  overall rating on "Two levels"
    100%  "Results", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Review"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "Results"
    when overdue by 5 business days, escalate to skip-level-manager
    when overdue by 10 business days, stay open

    approved by, in order
      skip-level-manager  within 5 business days, or escalate to hr-partner
    end
  end
end
`);
const employee = person('1', 'Ana Ruiz', { manager: holder('2'), 'hr-partner': holder('3') });
const people = (above: string | null) => [
  employee,
  person('2', 'Bruno Gil', above === null ? {} : { manager: holder(above) }),
  person('3', 'Ines Mora'),
  person('5', 'Ada Top'),
];
const rules = rulesOf(definition.model, definition.cycle, 'review', []);

function told(kind: 'work' | 'approve', assigneeId: string, above: string | null): string | null {
  if (!rules) throw new Error('no rules');
  const world = {
    person: (id: string) => people(above).find((one) => one.id === id),
    holidays: () => new Map<string, string>(),
  };
  const timer = kind === 'work' ? 'overdue.1' : 'step.1';
  const silence: Silence = {
    task: { kind, step: kind === 'work' ? 0 : 1, assigneeId },
    rules,
    pending: [{ timer, on: '2027-07-09' }],
    around: { definition, world, employee },
    today: '2027-07-02',
  };
  return otherwiseOf(silence);
}

describe('who is asked instead', () => {
  it.each([
    ['work', '2', '5', 'If nothing comes by Fri 9 Jul, Ada Top is asked instead.'],
    [
      'work',
      '2',
      null,
      'If nothing comes by Fri 9 Jul, Ines Mora is asked instead, because Ana Ruiz has no skip-level manager.',
    ],
    ['approve', '5', '5', 'If you do not decide by Fri 9 Jul, Ines Mora is asked instead.'],
    // The step has fallen to the HR partner already, and would only go to the HR partner.
    ['approve', '3', null, 'If you do not decide by Fri 9 Jul, it stays with you.'],
  ] as const)('%s with %s, under %s: %s', (kind, assignee, above, expected) => {
    expect(told(kind, assignee, above)).toBe(expected);
  });
});
