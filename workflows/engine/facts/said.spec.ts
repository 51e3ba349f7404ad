import { describe, expect, it } from '@jest/globals';
import { isSaid } from './said.js';

describe('a text', () => {
  it.each(['', ' ', '\n\t', '\u00a0', '\u200b', '\u200d\u2060\ufeff', '\u2800\u3164', '\u202e \u00ad'])(
    'of %j says nothing',
    (text) => expect(isSaid(text)).toBe(false),
  );
  it.each(['a', ' .', '0', 'é', '好', '\u200b?', '👍🏽'])('of %j says something', (text) =>
    expect(isSaid(text)).toBe(true),
  );
  it('that is not there says nothing', () => {
    expect([isSaid(null), isSaid(undefined)]).toEqual([false, false]);
  });
});
