/** What a manager awards: inside the cell of the person, in steps people really use. */
import type { Id } from '../../dsl/index.js';
import type { Award, CaseFile, Definition, World } from '../engine/contract.js';
import { offerInput, rewardOf } from '../cycle/rewards.js';
import { add, fraction, mul, parse, roundTo, sub, toDec } from '../rules/decimal.js';
import { offerFor } from '../rules/merit.js';
import { between, type Key } from './random.js';

/** Parts of the way through a cell at which people choose. */
const STEPS = 4;

/** The award for one reward; nothing where the table offers nothing or cannot be read. */
export function awardsFor(
  definition: Definition,
  file: Pick<CaseFile, 'person' | 'ratings'>,
  world: World,
  id: Id,
  key: Key,
): Pick<Award, 'reward' | 'amount' | 'currency'>[] {
  const input = offerInput(definition, file, world);
  if (!input) return [];
  const offer = offerFor(rewardOf(definition, id), input);
  if (offer.offer !== 'range') return [];
  const [low, high] = [parse(offer.from), parse(offer.to)];
  const way = fraction(between(0, STEPS, ...key, id), STEPS);
  const amount = roundTo(add(low, mul(sub(high, low), way)), 'down', 2);
  const currency = offer.unit.of === 'money' ? offer.unit.currency : null;
  return [{ reward: id, amount: toDec(amount), currency }];
}
