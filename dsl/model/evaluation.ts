/** Goals rules, form parts and ratings: what is answered and how it becomes a result. */
import type { Cond, Dec, Id, Role, Rounding, Ruled, Src } from './values.js';

export type GoalRules = {
  id: Id;
  name: string;
  src: Src;
  count: { from: number; to: number } | null;
  states: ('description' | 'measure' | 'target' | 'deadline')[];
  /** Limits of one weight, in percent. */
  eachWeight: { from: Dec; to: Dec } | null;
  /** What weights add up to, in percent; null: no weights. */
  sum: Dec | null;
  progressBy: Role | null;
  /** Who approves a change after agreement; 'free': nobody needs to; null: no changes. */
  changes: Role | 'free' | null;
};

export type Part = {
  id: Id;
  name: string;
  src: Src;
  /** Two data worlds: development never reaches evaluation or reward. */
  world: 'evaluation' | 'development';
  optional: boolean;
  notApplicable: boolean;
  answer:
    | {
        type: 'rateEach';
        of: 'goals' | 'competencies';
        set: Id;
        scale: Id;
        weights: 'equally' | 'agreed' | 'listed';
      }
    | { type: 'rate'; scale: Id }
    | { type: 'write'; atLeast: number }
    | { type: 'choose'; values: string[] }
    | { type: 'yesNo' };
};

export type MissingRule = {
  /** null: any part. */
  part: Id | null;
  src: Src;
  then:
    | { do: 'wait'; for: Role }
    | { do: 'spread'; ifAtLeast: Dec | null }
    | { do: 'count'; as: Dec }
    | { do: 'noRating' }
    | { do: 'provisional' };
};
/** `share` in percent. `from`: the stages whose answers count; empty only when one stage fills the part in. */
export type Weight = { share: Dec; part: Id; from: Id[]; merge: 'only' | 'byDays' | 'equally'; src: Src };
export type Rating = {
  id: Id;
  name: string;
  scale: Id;
  src: Src;
  way: Ruled<{ by: 'weights'; weights: Weight[] } | { by: 'chosen'; in: Id }>;
  atMost: Ruled<Dec>;
  round: Ruled<Rounding>;
  missing: Ruled<MissingRule[]>;
  /** If several hold, the lowest level named counts. */
  overrides: Ruled<{ when: Cond; level: Id; atMost: boolean; src: Src }[]>;
  /** `"Level" only when CONDITION`: the level does not exist for people who fail it. */
  levelGuards: Ruled<{ level: Id; when: Cond; src: Src }[]>;
};
