import { describe, expect, it } from '@jest/globals';
import { CommandFailed } from './exit.js';
import { whichCycle, type Found } from './why-who.js';

const part = (cycle: string, over = false): Found => ({
  id: cycle,
  cycleId: cycle,
  cycle,
  number: '1',
  name: 'Ana Ruiz',
  over,
});
const stages: Record<string, string[]> = {
  Year: ['Goal setting', 'Review'],
  Spring: ['Review'],
  Old: ['Review', 'Pay'],
};
const which = (stage: string | null, ...found: Found[]): string | [number, string] => {
  try {
    return whichCycle(found, stage, ({ cycle }) => stages[cycle] ?? []).cycle;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return [error.code, error.message];
  }
};

describe('the cycle that is meant', () => {
  it.each([
    ['the only one', null, [part('Year')], 'Year'],
    ['the only one with that stage', 'goal setting', [part('Spring'), part('Year')], 'Year'],
    ['the only one that runs', 'Review', [part('Old', true), part('Year')], 'Year'],
    ['one that is over, when no other has the stage', 'Pay', [part('Year'), part('Old', true)], 'Old'],
  ] as const)('is %s', (_why, stage, found, expected) => {
    expect(which(stage, ...found)).toBe(expected);
  });

  it('is asked for where several are left', () => {
    expect(which('Review', part('Spring'), part('Year'))).toEqual([
      64,
      'Ana Ruiz (1) has a stage "Review" in several cycles: "Spring", "Year". Say which with --cycle NAME.',
    ]);
    expect(which(null, part('Spring'), part('Year'))).toEqual([
      64,
      'Ana Ruiz (1) takes part in several cycles: "Spring", "Year". Say which with --cycle NAME.',
    ]);
  });

  it('is none when no cycle has the stage', () => {
    expect(which('Reviev', part('Spring'), part('Year'))).toEqual([
      1,
      'None of the cycles "Spring", "Year" has a stage "Reviev". Did you mean "Review"?',
    ]);
    expect(which('Pay', part('Spring'))).toEqual([1, 'The cycle has no stage "Pay". There is "Review".']);
  });
});
