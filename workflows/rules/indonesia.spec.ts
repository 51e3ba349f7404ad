import { describe, expect, it } from '@jest/globals';
import {
  except,
  field,
  mark,
  part,
  ruled,
  scale,
  segment,
  src,
  submission,
  text,
  yes,
} from '../../test/rules/fixture.js';
import { value, weight, cycleWith, score, of } from '../../test/rules/scoring.js';
import type { Rating } from '../../dsl/index.js';

describe('the civil service of Indonesia', () => {
  const predicate = scale('predicate', [
    ['Sangat Baik', null, '110'],
    ['Baik', null, '90'],
    ['Cukup', null, '70'],
    ['Kurang', null, '50'],
    ['Sangat Kurang', null, '0'],
  ]);
  const way = ruled(
    { by: 'weights', weights: [weight('70', 'skp'), weight('30', 'behaviour')] },
    except('opinions', { by: 'weights', weights: [weight('60', 'skp'), weight('40', 'behaviour')] }),
  ) as Rating['way'];
  const definition = cycleWith(
    {
      scale: 'predicate',
      way,
      atMost: ruled('120'),
      levelGuards: ruled([{ level: 'sangat-baik', when: [part('idea', 'is', yes)], src: src() }]),
    },
    ['skp', 'behaviour'],
    [predicate, value],
    { segments: [segment('opinions', [field('department', 'is', text('asked'))])] },
  );
  it.each([
    ['112', '108', true, false, '110.80', 'sangat-baik'],
    ['112', '108', true, true, '110.40', 'sangat-baik'],
    ['112', '108', false, false, '110.80', 'baik'],
    ['110', '110', true, false, '110.00', 'sangat-baik'],
    ['109.99', '109.99', true, false, '109.99', 'baik'],
    ['90', '90', false, false, '90.00', 'baik'],
    ['89.99', '89.99', false, false, '89.99', 'cukup'],
    ['70', '70', false, false, '70.00', 'cukup'],
    ['105', '120', true, false, '109.50', 'baik'],
    ['105', '120', true, true, '111.00', 'sangat-baik'],
    ['115', '98', true, false, '109.90', 'baik'],
    ['130', '100', true, false, '120.00', 'sangat-baik'],
  ])('SKP %s, behaviour %s, idea %s, opinions %s: %s %s', (skp, behaviour, idea, opinions, total, level) => {
    const submissions = [
      submission('review', {
        skp: mark(skp),
        behaviour: mark(behaviour),
        idea: { kind: 'yesNo', yes: idea },
      }),
    ];
    const fields = { department: { kind: 'text', value: opinions ? 'asked' : 'alone' } as const };
    expect(of(score(definition, submissions, { fields }))).toEqual([total, level]);
  });
  it('shows the total of 121 and the cap of 120', () => {
    const result = score(definition, [
      submission('review', { skp: mark('130'), behaviour: mark('100'), idea: { kind: 'yesNo', yes: true } }),
    ]);
    expect(result).toMatchObject({ explanation: { total: '121', capped: '120', rounded: '120.00' } });
  });
});
