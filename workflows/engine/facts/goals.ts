/** The rules for a plan of goals: how many, what each states, and what the weights come to. */
import type { GoalRules } from '../../../dsl/index.js';
import { add, compare, isDecimal, parse, show, zero } from '../../rules/decimal.js';
import type { Goal } from '../contract.js';
import { isSaid } from './said.js';

/** What is wrong with a plan, by `goals:ID` and `goal:ID`; empty when the rules hold. */
export function goalGaps(rules: GoalRules, list: readonly Goal[]): Record<string, string> {
  const gaps: Record<string, string> = {};
  const whole = countGap(rules, list.length) ?? sumGap(rules, list);
  if (whole !== null) gaps[`goals:${rules.id}`] = whole;
  for (const goal of list) {
    const gap = goalGap(rules, goal);
    if (gap !== null) gaps[`goal:${goal.id}`] = gap;
  }
  return gaps;
}

function countGap({ count, name }: GoalRules, has: number): string | null {
  if (count === null || (has >= count.from && has <= count.to)) {
    return has === 0 ? `needs at least one goal in "${name}"` : null;
  }
  const asked = count.from === count.to ? `${count.from}` : `${count.from} to ${count.to}`;
  return `needs ${asked} goal${asked === '1' ? '' : 's'}, has ${has}`;
}

function goalGap({ states, eachWeight, sum }: GoalRules, goal: Goal): string | null {
  const lacks = [...(isSaid(goal.title) ? [] : ['title']), ...states.filter((field) => !isSaid(goal[field]))];
  if (lacks.length > 0) return `needs ${lacks.join(', ')}`;
  if (sum === null) return null;
  if (goal.weight === null || !isDecimal(goal.weight)) return 'needs a weight in percent';
  if (eachWeight === null) return null;
  const inside =
    compare(parse(goal.weight), parse(eachWeight.from)) >= 0 &&
    compare(parse(goal.weight), parse(eachWeight.to)) <= 0;
  return inside ? null : `needs a weight from ${eachWeight.from}% to ${eachWeight.to}%, is ${goal.weight}%`;
}

function sumGap({ sum }: GoalRules, list: readonly Goal[]): string | null {
  if (sum === null || list.some(({ weight }) => weight === null || !isDecimal(weight))) return null;
  const total = list.reduce((all, { weight }) => add(all, parse(weight ?? '0')), zero);
  return compare(total, parse(sum)) === 0 ? null : `weights add up to ${show(total)}%, not ${sum}%`;
}
