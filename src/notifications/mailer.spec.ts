import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from './mailer.js';

describe('what a reply of the server means', () => {
  it.each([
    [
      'refused for now at any stage',
      { responseCode: 451, permanent: false, response: '451 busy' },
      'later',
      false,
    ],
    ['greylisted', { responseCode: 450, response: '450 later' }, 'later', false],
    ['refused for good', { responseCode: 550, permanent: true, response: '550 no' }, 'never', undefined],
    ['too large', { responseCode: 552, response: '552 big' }, 'never', undefined],
    ['an address that is none', { code: 'EENVELOPE', message: 'no recipients' }, 'never', undefined],
    ['nobody there', { code: 'ECONNREFUSED', message: 'refused' }, 'later', false],
    ['silence', { code: 'ETIMEDOUT', message: 'timeout' }, 'later', true],
    ['a dead connection', { code: 'ECONNECTION', message: 'closed' }, 'later', true],
    ['a broken socket', { code: 'ESOCKET', message: 'reset' }, 'later', true],
  ] as const)('%s', (_, error, outcome, unknown) => {
    const result = outcomeOf(Object.assign(new Error('x'), error));
    expect(result.outcome).toBe(outcome);
    if (result.outcome === 'later') expect(result.unknown).toBe(unknown);
  });
});
