/** A stage: when it opens, who does it, what they do, and what happens if nobody acts. */
import type { Cond, Dec, Duration, Id, Moment, Role, Ruled, Src } from './values.js';

export type Phase =
  'planning' | 'monitoring' | 'developing' | 'review' | 'calibration' | 'release' | 'appeal' | 'reward';

export type Opening = {
  how:
    | { when: 'start' }
    | { when: 'on'; moment: Moment }
    | { when: 'closed'; stages: Id[]; ofPeople: Dec | null }
    | { when: 'every'; every: Duration; from: Moment; until: Moment | null };
  /** Whichever comes first. */
  orOn: Moment | null;
  /** Whichever comes last. */
  notBefore: Moment | null;
};
export type Doer = {
  who: { by: 'role'; role: Role } | { by: 'all'; field: Id } | { by: 'peers'; from: number; to: number };
  /** Peers only. */
  chosenBy: Role | null;
  confirmedBy: Role | null;
  mayDecline: boolean;
  requestsEach: number | null;
  with: Role[];
  onceForEveryone: boolean;
};
export type Activity =
  | { do: 'plans'; goals: Id[] }
  | { do: 'checks'; goals: Id[] }
  | { do: 'fillsIn'; parts: Id[] }
  | { do: 'chooses' | 'recommends' | 'decides'; rating: Id }
  | { do: 'calibrates'; rating: Id; by: Id[] }
  | { do: 'releases'; ratings: Id[]; parts: Id[]; to: Role[] }
  | { do: 'confirms'; what: string }
  | { do: 'awards'; rewards: Id[] }
  | { do: 'meets'; minutes: number | null; carryOver: boolean };
export type Reminder = { before: Duration } | { everyAfter: Duration };
export type OverdueDeed =
  'escalate' | 'lock' | 'stayOpen' | 'continue' | 'forward' | 'forwardIfComplete' | 'skip';
/** `by: null`: at the first instant after due and grace. */
export type OverdueStep = { by: Duration | null; deed: OverdueDeed; to: Role | null; src: Src };
export type ApprovalStep = {
  /** How many of `roles` must approve: all of them, or a quorum. */
  roles: Role[];
  needed: number;
  within: Duration;
  escalateTo: Role | null;
  onlyFor: Id[];
  onlyWhen: Cond;
  adviceOnly: boolean;
  skipWhenNone: boolean;
  src: Src;
};
export type ApprovalChain = { inOrder: boolean; steps: ApprovalStep[] };
export type Acknowledgement = {
  by: Role;
  within: Duration;
  otherwise: { recordedAs: string } | { overriddenBy: Role };
};
export type Guide = {
  groupsOf: number;
  required: boolean;
  withinPoints: Dec;
  shares: { levels: Id[]; limit: 'target' | 'atMost' | 'atLeast'; percent: Dec; src: Src }[];
  countsOnly: Id[];
  waivedBy: Role | null;
  src: Src;
};
export type Alarm = { levels: Id[]; above: Dec; groupsOf: number | null; src: Src };
export type RoleChange = {
  role: Id;
  then: 'keep' | 'move' | 'moveUnlessBegun' | 'both' | { ask: Role };
  src: Src;
};
export type NoRole = { role: Id; then: { passTo: Role } | 'skip'; src: Src };

/** Every property is ruled; resolve it for a person before reading it. Order of `stages` in a cycle is the order of the text. */
export type Stage = {
  id: Id;
  name: string;
  src: Src;
  phase: Phase;
  opens: Ruled<Opening>;
  /** People outside these segments skip it; empty: for all. */
  onlyFor: Ruled<Id[]>;
  /** Asked at the moment of opening. */
  onlyWhen: Ruled<Cond>;
  skip: Ruled<boolean>;
  notSubmittedBefore: Ruled<Moment>;
  due: Ruled<Moment>;
  grace: Ruled<Duration>;
  doer: Ruled<Doer>;
  activities: Ruled<Activity[]>;
  /** Parts that become required here under a condition. */
  needs: Ruled<{ part: Id; when: Cond }[]>;
  sees: Ruled<Id[]>;
  anonymous: Ruled<number>;
  reminders: Ruled<Reminder[]>;
  overdue: Ruled<OverdueStep[]>;
  refused: Ruled<{ to: Id; atMost: number }>;
  approvals: Ruled<ApprovalChain>;
  acknowledged: Ruled<Acknowledgement>;
  guide: Ruled<Guide>;
  alarms: Ruled<Alarm[]>;
  tiesTo: Ruled<Role>;
  roleChange: Ruled<RoleChange[]>;
  noRole: Ruled<NoRole[]>;
  mayBeDelegated: Ruled<boolean>;
};
