/** Settled awards as lines that explain themselves. Pure. */
import { hash } from 'node:crypto';
import type { Id, LocalDate } from '../../dsl/index.js';
import {
  anchorsFor,
  clockFor,
  effective,
  memberOf,
  resolveMoment,
  rewardOf,
  scaleOf,
  valueFor,
  type AwardExplanation,
  type CaseFile,
  type Definition,
  type RatingEntry,
  type World,
} from '../../workflows/index.js';

export type SettledRow = {
  file: Pick<CaseFile, 'person' | 'stages'>;
  ratings: readonly RatingEntry[];
  amount: string;
  currency: string | null;
  facts: AwardExplanation;
};

export const columns = [
  'line_id',
  'employee_id',
  'name',
  'cycle',
  'reward',
  'rating',
  'amount',
  'currency',
  'effective_on',
  'explanation',
  'rule_line',
  'version',
] as const;

/** One line for a settled award. `line_id` names the award itself: the same award has the same id in every file. */
export function lineOf(definition: Definition, reward: Id, row: SettledRow, world: World): string[] {
  const { name } = rewardOf(definition, reward);
  const { number, name: person } = row.file.person;
  const on = effectiveOn(definition, reward, row, world) ?? '';
  const { amount, currency, facts } = row;
  const id = hash('sha256', JSON.stringify([definition.hash, reward, number, amount, currency, on]), 'hex');
  return [
    id.slice(0, 16),
    number,
    person,
    definition.cycle.name,
    name,
    ratingName(definition, reward, row.ratings),
    amount,
    currency ?? '',
    on,
    explained(definition, reward, facts),
    `${definition.model.files[facts.src.file]?.path ?? ''}:${facts.src.from.line}`,
    definition.hash.slice(0, 12),
  ];
}

function effectiveOn(
  definition: Definition,
  reward: Id,
  { file }: SettledRow,
  world: World,
): LocalDate | null {
  const member = memberOf(definition.model, file.person, world);
  const moment = valueFor(rewardOf(definition, reward).effective, member, definition.model.precedence);
  if (moment === null) return null;
  const clock = clockFor(definition, file.person, member, world);
  return resolveMoment(moment, anchorsFor({ definition, file, member, world }, clock, null), clock.days);
}

function ratingName(definition: Definition, reward: Id, ratings: readonly RatingEntry[]): string {
  const { basedOn } = rewardOf(definition, reward);
  const entry = effective(ratings, basedOn);
  const rating = definition.cycle.ratings.find((one) => one.id === basedOn);
  if (!entry || !rating) return '';
  const level = scaleOf(definition, rating).levels.find((one) => one.id === entry.level);
  return level?.name ?? entry.outside ?? '';
}

/** `8% of 30000 EUR, 3/4 of the budget: 0.75, 1800 before rounding` */
function explained(definition: Definition, reward: Id, facts: AwardExplanation): string {
  const { pays } = rewardOf(definition, reward);
  const share = 'shareOf' in pays;
  const picked = share ? `${facts.picked}% of ${facts.base?.amount} ${facts.base?.currency}` : facts.picked;
  const { proration, reducedTo, before } = facts;
  return [
    picked,
    ...(proration ? [`${proration.counted} of ${proration.whole} ${proration.of}`] : []),
    ...(reducedTo === null ? [] : [`reduced to ${reducedTo} by the budget`]),
    `${before} before rounding`,
  ].join('; ');
}
