/** What a mail says of who comes next, and of why somebody gets it, when the role that the text names has nobody. */
import { describe, expect, it } from '@jest/globals';
import { cycleIn, holder, person, review } from '../../test/why/told.js';
import { rulesOf } from '../tasks/rules.js';
import { otherwiseOf, type Silence } from './otherwise.js';

const { definition } = cycleIn(review);
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
