/** Rewards: the table from rating and position to an award, and its budget. */
import type { Cond, Dec, Id, Moment, Money, Role, Rounding, Ruled, Src } from './values.js';

export type Cell =
  | { pays: 'none' }
  /** Equal bounds for a single figure; in percent, money or named units as the reward pays. */
  | { pays: 'range'; from: Dec; to: Dec; currency: string | null };
/** A column is a band by lower bound (`from: null` for `under X`), or a value of the field. */
export type Column = { kind: 'band'; from: Dec | null; under: Dec | null } | { kind: 'value'; value: string };
export type Row = {
  level: Id | null;
  band: { from: Dec | null; under: Dec | null } | null;
  when: Cond;
  cells: Cell[];
  src: Src;
};
export type Reward = {
  id: Id;
  name: string;
  src: Src;
  basedOn: Id;
  and: Id | null;
  onlyFor: Id[];
  onlyWhen: Cond;
  pays: { shareOf: Id } | { unit: string };
  budget: Ruled<
    | { of: 'share'; percent: Dec; field: Id; inEach: Id | null }
    | { of: 'amount'; money: Money; inEach: Id | null }
    | { of: 'unlimited' }
  >;
  over: Ruled<{ then: 'refused' | 'reduced' } | { then: 'decided'; by: Role }>;
  chosenBy: Ruled<Role>;
  inProportion: Ruled<'days' | 'months'>;
  round: Ruled<Rounding>;
  effective: Ruled<Moment>;
  columns: Column[];
  rows: Ruled<Row[]>;
  /** An exception with `nothing`. */
  nothing: Ruled<boolean>;
};
