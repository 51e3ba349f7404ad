/** One cycle, checked. */
import type { GoalRules, Part, Rating } from './evaluation.js';
import type { Reward } from './reward.js';
import type { RoleChange, Stage } from './stage.js';
import type { Cond, Id, LocalTime, Moment, Role, Ruled, Src } from './values.js';

export type Cycle = {
  id: Id;
  name: string;
  src: Src;
  owner: Role;
  calendar: Ruled<Id>;
  period: Ruled<{ from: Moment; to: Moment }>;
  start: Ruled<Moment>;
  end: Ruled<{
    by: Moment;
    unfinished:
      { then: 'closeUnrated' } | { then: 'ratedAs'; what: string } | { then: 'waitFor'; role: Role };
  }>;
  /** `takesPart` is set by `leave out` and `include` in exceptions. */
  includes: { segments: Id[]; where: Cond; src: Src };
  takesPart: Ruled<boolean>;
  digestAt: LocalTime;
  atOnce: ('opened' | 'overdue' | 'escalated' | 'refused' | 'released')[];
  roleChange: RoleChange[];
  leaves: { then: 'closeUnrated' | 'finish' } | { then: 'ask'; role: Role };
  goals: GoalRules[];
  parts: Part[];
  /** At most one has id `overall`. */
  ratings: Rating[];
  stages: Stage[];
  rewards: Reward[];
};
