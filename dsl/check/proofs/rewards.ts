/** Rewards: the table is whole and in order, somebody decides, and the budget has a rule. CY3013, CY4601 to CY4610. */
import type { Cell, Reward, Row } from '../../model/reward.js';
import type { Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import { compare } from '../exact.js';
import { alternatives, holdings } from '../winners.js';
import { columnInWords, proveBands, proveColumns, proveValues } from './bands.js';
import { activitiesIn } from './fillers.js';
import { exampleOf, lineIn, type Proof } from './proof.js';
import { canHold } from './scales.js';

/** Every reward of the cycle. */
export function proveRewards(proof: Proof): void {
  for (const reward of proof.cycle.rewards.filter((r) => proof.sound(r))) {
    proveAwarded(proof, reward);
    proveBudget(proof, reward);
    proveCurrencies(proof, reward);
    proveColumns(proof, reward);
    proveValues(proof, reward);
    for (const holding of holdings(reward.rows, proof.scope, proof.precedence)) {
      const rows = holding.value ?? [];
      const extra = reward.rows.unless.length > 0 ? exampleOf(proof, holding.person) : {};
      proveWhole(proof, reward, rows, holding.src, extra);
      proveChooser(proof, reward, rows);
      proveRising(proof, reward, rows);
      proveShares(proof, reward, rows);
    }
  }
}

/** One stage decides, for everybody: CY4604, CY4609. */
function proveAwarded(proof: Proof, reward: Reward): void {
  const name = `"${reward.name}"`;
  const awarding = proof.cycle.stages.filter((stage) =>
    activitiesIn(stage).some((a) => a.do === 'awards' && a.rewards.includes(reward.id)),
  );
  if (awarding.length === 0 && proof.whole) proof.report('CY4604', reward.src, { reward: name });
  for (const [i, stage] of awarding.entries()) {
    const other = awarding.slice(0, i).find((earlier) => bothAward(proof, reward, earlier, stage));
    if (!other || !proof.sound(stage)) continue;
    const values = { reward: name, a: `"${other.name}"`, b: `"${stage.name}"` };
    const places = [{ at: lineIn(proof.blockOf(other), 'awards', other.src), label: 'decides it too' }];
    proof.report('CY4609', lineIn(proof.blockOf(stage), 'awards', stage.src), values, { places });
    return;
  }
}

/** Whether somebody gets the reward from both stages by their plain rules; exceptions are given the benefit of the doubt. */
function bothAward(proof: Proof, reward: Reward, a: Stage, b: Stage): boolean {
  const both = [a, b];
  const ruled = both.flatMap(({ activities, onlyFor, onlyWhen, skip }) => [
    activities,
    onlyFor,
    onlyWhen,
    skip,
  ]);
  if (ruled.some(({ unless }) => unless.length > 0) || both.some(({ skip }) => skip.value === true))
    return false;
  const among = both.flatMap(({ onlyFor, onlyWhen }) => [
    ...proof.scope.of(onlyFor.value ?? []),
    ...(onlyWhen.value ?? []),
  ]);
  return canHold(proof, [...proof.scope.of(reward.onlyFor), ...reward.onlyWhen, ...among]);
}

const levelsOf = (proof: Proof, reward: Reward) => {
  const scale = proof.cycle.ratings.find((rating) => rating.id === reward.basedOn)?.scale;
  return proof.model.scales.find((s) => s.id === scale)?.levels ?? [];
};
const levelName = (proof: Proof, reward: Reward, id: Id): string =>
  `"${levelsOf(proof, reward).find((level) => level.id === id)?.name ?? id}"`;

/** A plain row for every level that somebody who gets the reward can have. */
function proveWhole(
  proof: Proof,
  reward: Reward,
  rows: readonly Row[],
  src: Src,
  extra: { example?: string },
): void {
  if (rows.length === 0) return;
  if (rows.some((row) => row.band !== null)) {
    proveBands(proof, reward, rows, levelsOf(proof, reward), src, extra);
    return;
  }
  const gap = levelsOf(proof, reward).find((level) => {
    if (rows.some((row) => row.level === level.id && row.when.length === 0)) return false;
    const subject = { about: 'rating' as const, rating: reward.basedOn };
    const test = { subject, op: 'is' as const, values: [{ kind: 'text' as const, value: level.id }], src };
    return canHold(proof, [...reward.onlyWhen, test]);
  });
  if (!gap) return;
  const last = rows[rows.length - 1];
  proof.report('CY4601', last?.src ?? src, { level: `"${gap.name}"` }, extra);
}

function proveChooser(proof: Proof, reward: Reward, rows: readonly Row[]): void {
  if (alternatives(reward.chosenBy).length > 0) return;
  for (const row of rows) {
    const cell = row.cells.find((c) => c.pays === 'range' && compare(c.from, c.to) !== 0);
    if (!cell || cell.pays !== 'range') continue;
    const unit = 'shareOf' in reward.pays ? '%' : '';
    proof.report('CY4605', row.src, { cell: `${cell.from}${unit} to ${cell.to}${unit}` });
    return;
  }
}

/** CY4602: in one column, from a level to the next better one. */
function proveRising(proof: Proof, reward: Reward, rows: readonly Row[]): void {
  const order = levelsOf(proof, reward).map((level) => level.id);
  const plain = rows
    .filter((row) => row.level !== null && row.when.length === 0)
    .sort((a, b) => order.indexOf(a.level ?? '') - order.indexOf(b.level ?? ''));
  for (const [i, worse] of plain.entries()) {
    const better = plain[i - 1];
    const column = better?.cells.findIndex((cell, k) => less(cell, worse.cells[k])) ?? -1;
    const [a, b] = [better?.cells[column], worse.cells[column]];
    if (!better || !a || !b) continue;
    const values = {
      a: cellInWords(reward, a),
      b: cellInWords(reward, b),
      level1: levelName(proof, reward, better.level ?? ''),
      level2: levelName(proof, reward, worse.level ?? ''),
      column: columnInWords(proof, reward, reward.columns[column]),
    };
    proof.report('CY4602', better.src, values, { places: [{ at: worse.src, label: 'pays more' }] });
  }
}

/** CY4610: in each row the first cell that pays more than there is. */
function proveShares(proof: Proof, reward: Reward, rows: readonly Row[]): void {
  if (!('shareOf' in reward.pays)) return;
  const { shareOf } = reward.pays;
  const field = proof.model.fields.find(({ id }) => id === shareOf)?.name ?? shareOf;
  for (const row of rows) {
    const cell = row.cells.find(
      (one) => one.pays === 'range' && one.currency === null && compare(one.to, '100') > 0,
    );
    if (cell) proof.report('CY4610', row.src, { cell: cellInWords(reward, cell), field });
  }
}

const bounds = (cell: Cell): [string, string] => (cell.pays === 'none' ? ['0', '0'] : [cell.from, cell.to]);

function less(better: Cell, worse: Cell | undefined): boolean {
  if (!worse || currencyOf(better) !== currencyOf(worse)) return false;
  const [a, b] = [bounds(better), bounds(worse)];
  return compare(a[0], b[0]) < 0 || compare(a[1], b[1]) < 0;
}
const currencyOf = (cell: Cell): string | null => (cell.pays === 'none' ? null : cell.currency);

function cellInWords(reward: Reward, cell: Cell): string {
  if (cell.pays === 'none') return 'none';
  const unit = cell.currency ? ` ${cell.currency}` : 'shareOf' in reward.pays ? '%' : '';
  return cell.from === cell.to ? `${cell.from}${unit}` : `${cell.from}${unit} to ${cell.to}${unit}`;
}

function proveBudget(proof: Proof, reward: Reward): void {
  const budget = reward.budget.value;
  if (!budget || budget.of === 'unlimited' || reward.over.value !== null) return;
  const text =
    budget.of === 'share'
      ? `${budget.percent}% of ${budget.field}`
      : `${budget.money.amount} ${budget.money.currency}`;
  proof.report('CY4607', reward.budget.src, { reward: `"${reward.name}"`, budget: text });
}

/** One currency in the lines of a reward: budget, rounding, cells. */
function proveCurrencies(proof: Proof, reward: Reward): void {
  const named: { currency: string; src: Src }[] = [];
  for (const budget of alternatives(reward.budget)) {
    if (budget.of === 'amount') named.push({ currency: budget.money.currency, src: reward.budget.src });
  }
  for (const rounding of alternatives(reward.round)) {
    if ('multiple' in rounding.to && rounding.to.currency) {
      named.push({ currency: rounding.to.currency, src: reward.round.src });
    }
  }
  for (const row of alternatives(reward.rows).flat()) {
    for (const cell of row.cells) {
      const currency = currencyOf(cell);
      if (currency) named.push({ currency, src: row.src });
    }
  }
  const [first] = named;
  const other = named.find((one) => first && one.currency !== first.currency);
  if (!first || !other) return;
  const places = [{ at: first.src, label: first.currency }];
  proof.report('CY3013', other.src, { a: first.currency, b: other.currency }, { places });
}
