/** Rows as the statements of `write.ts` take them: plain JSON, instants as ISO text. One shape for one participant and for five hundred. */

export type ParticipantRow = {
  id: string;
  status: string;
  phase: string;
  outcome: string | null;
  version: number;
  /** JSON texts. */
  snapshot: string;
  stages: string;
  /** See `placesOf`. */
  places: string;
  last_at: string | null;
  /** Hex; null before the first event. */
  history_hash: string | null;
};
export type HistoryRow = {
  participant_id: string;
  seq: number;
  at: string;
  event: string;
  stage: string | null;
  actor_id: string | null;
  acting_for_id: string | null;
  reason: string | null;
  /** JSON texts, hashed and stored as they are. */
  command: string;
  changes: string;
  version_hash: string;
  prev_hash: string | null;
  hash: string;
};
export type DeadlineRow = {
  participant_id: string;
  stage: string;
  timer: string;
  generation: number;
  due_at: string;
  local_on: string;
  zone: string;
  calendar: string;
  src: unknown;
  parked: boolean;
};
/**
 * `stage: null`: every deadline of the participant; `timers: null`: every one of the stage. `spared`: deadlines that were set again
 * after they were cancelled, as `stage timer`; deleting those too would be undefined within one statement.
 */
export type DeadlineCancel = {
  participant_id: string;
  stage: string | null;
  timers: readonly string[] | null;
  spared: readonly string[];
};
export type TaskRow = {
  id: string;
  cycle_id: string;
  participant_id: string;
  stage: string;
  round: number;
  generation: number;
  kind: string;
  step: number;
  assignee_id: string;
  role: unknown;
  status: 'open' | 'closed';
  outcome: string | null;
  opened_at: string;
  due_on: string | null;
  due_at: string | null;
  closed_at: string | null;
  closed_by: string | null;
  moved_from: unknown;
  begun: boolean;
};
export type TaskClose = {
  id: string;
  outcome: string;
  closed_at: string;
  closed_by: string | null;
  /** A draft was kept in the same batch. */
  begun: boolean;
};
export type SubmissionRow = {
  participant_id: string;
  stage: string;
  round: number;
  author_id: string;
  state: string;
  answers: unknown;
  level: string | null;
  note: string | null;
  at: string;
};
export type PlanRow = {
  participant_id: string;
  goals: string;
  state: string;
  list: unknown;
  agreed_on: string | null;
};
/** States of a plan that no longer exist, since a later one took their place: all but `kept`. */
export type PlanDrop = { participant_id: string; goals: string; kept: readonly string[] };
export type PeerRow = {
  participant_id: string;
  stage: string;
  round: number;
  person_id: string;
  state: string;
};
export type RatingRow = {
  participant_id: string;
  seq: number;
  n: number;
  rating: string;
  source: string;
  score: string | null;
  level: string | null;
  outside: string | null;
  provisional: boolean;
  by_id: string | null;
  reason: string | null;
  stage: string | null;
  at: string;
};
export type ReleaseRow = {
  participant_id: string;
  what: string;
  kind: string;
  to_role: unknown;
  at: string;
  seq: number;
  n: number;
};
export type AwardRow = {
  participant_id: string;
  seq: number;
  n: number;
  reward: string;
  by_id: string;
  amount: string;
  currency: string | null;
  at: string;
};
/** How a stage stands for shares of people and for groups: closed in one of three ways, `ready` for a session, or not at all (null). */
export type JoinRow = {
  cycle_id: string;
  stage: string;
  participant_id: string;
  closed_as: 'done' | 'skipped' | 'missing' | 'ready' | null;
  at: string;
};
export type MessageRow = {
  id: string;
  dedupe_key: string;
  recipient_id: string;
  cycle_id: string;
  participant_id: string;
  stage: string;
  round: number;
  kind: string;
  urgency: string;
  not_before: string;
  task_kind: string | null;
  step: number | null;
  queued_at: string;
};
export type KeyRow = { key: string; request_hash: string; body: { version: number; at: number } };
export type IncidentRow = {
  id: string;
  participant_id: string;
  command: unknown;
  error: string;
  message: string;
  at: string;
};

/** Everything one batch writes. */
export type Writes = {
  participants: ParticipantRow[];
  history: HistoryRow[];
  cancels: DeadlineCancel[];
  deadlines: DeadlineRow[];
  tasks: TaskRow[];
  closes: TaskClose[];
  /** Open tasks of which a draft exists now. */
  begun: string[];
  submissions: SubmissionRow[];
  plans: PlanRow[];
  planDrops: PlanDrop[];
  peers: PeerRow[];
  ratings: RatingRow[];
  releases: ReleaseRow[];
  awards: AwardRow[];
  joins: JoinRow[];
  messages: MessageRow[];
  keys: KeyRow[];
  incidents: IncidentRow[];
  /** Participants that are held from now on, and whose deadlines are parked. */
  holds: string[];
  /** Participants that are held no longer though no event moved them, and incidents that are done with. */
  frees: { id: string; status: string }[];
  settled: string[];
};

export function noWrites(): Writes {
  return {
    participants: [],
    history: [],
    cancels: [],
    deadlines: [],
    tasks: [],
    closes: [],
    begun: [],
    submissions: [],
    plans: [],
    planDrops: [],
    peers: [],
    ratings: [],
    releases: [],
    awards: [],
    joins: [],
    messages: [],
    keys: [],
    incidents: [],
    holds: [],
    frees: [],
    settled: [],
  };
}
