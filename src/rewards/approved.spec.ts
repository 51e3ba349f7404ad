import { describe, expect, it } from '@jest/globals';
import { compileCycle } from '../../dsl/index.js';
import { define, type StageSummary } from '../../workflows/index.js';
import { company, worldOf } from '../../test/engine/people.js';
import { smallYear } from '../../test/participants/small-year.js';
import { isApproved, remarkOn } from './approved.js';

const definitionOf = (text: string) => {
  const { model } = compileCycle([{ path: 'small.cycle', text }], 'small.cycle');
  const [cycle] = model?.cycles ?? [];
  if (!model || !cycle) throw new Error('the text has errors');
  return define(model, cycle);
};
const pay = (state: StageSummary['state']) => ({
  pay: { state, round: 1, openedAt: 0, dueOn: null, dueAt: null, closedAt: 1, step: null, variant: [] },
});
const people = company();
const person = people.get('ana')!;
const approved = (text: string, state: StageSummary['state'], approvedIn: string[]) =>
  isApproved(definitionOf(text), 'bonus', { person, stages: pay(state), approvedIn }, worldOf(people));
const unapproved = smallYear.replace(/\n {4}approved by, in order\n[^\n]*\n {4}end/, '');

describe('an award in a file', () => {
  it('was approved by somebody', () => {
    expect(approved(smallYear, 'done', ['pay'])).toBe(true);
    expect(approved(smallYear, 'done', [])).toBe(false);
    expect(approved(smallYear, 'done', ['review'])).toBe(false);
    expect(approved(smallYear, 'missing', ['pay'])).toBe(false);
  });

  it('needs no approval where the text asks for none', () => {
    expect(unapproved).not.toContain('approved by');
    expect(approved(unapproved, 'done', [])).toBe(true);
  });

  it('is named when it is left out', () => {
    expect(remarkOn([])).toBeNull();
    expect(remarkOn(['7'])).toBe('1 award is left out, since nobody approved it: 7.');
  });
});
