import { expect, it } from '@jest/globals';
import { cellProblem } from './problem.js';

it('shows no sign of a cell that a terminal would obey', () => {
  const problem = cellProblem(4, 'email', 'a\u001b[2Jb\u202e\u0007@c', 'an address');
  expect(problem.text).toBe('Line 4: email is "a\ufffd[2Jb\ufffd\ufffd@c"; expected an address.');
  expect(problem.value).toBe('a\u001b[2Jb\u202e\u0007@c');
});
