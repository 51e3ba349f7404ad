/**
 * The first schema. `organisation_id` is the first column of every primary key, unique index and foreign key, and row-level
 * security is forced on every table that has it; see `docs/decisions`. No triggers, no now(): instants come from the engine.
 */
export const organisationTables = [
  'employee',
  'person_role',
  'people_import',
  'role_grant',
  'session',
  'audit_entry',
  'cycle_definition',
  'cycle_version',
  'cycle',
  'participant',
  'placement',
  'history',
  'deadline',
  'task',
  'submission',
  'plan',
  'peer',
  'rating_entry',
  'release',
  'award',
  'award_settlement',
  'reward_settlement',
  'join_report',
  'join_state',
  'join_told',
  'calibration_session',
  'calibration_member',
  'calibration_change',
  'message',
  'mail',
  'incident',
  'idempotency_key',
] as const;

export const createTables = `
create table installation (
  one boolean primary key default true check (one),
  -- moved clock of development and rehearsal; null: the real clock
  clock_at timestamptz,
  system_identifier text
);
insert into installation default values;

create table organisation (
  id uuid primary key, name text not null, slug text not null unique,
  -- counts every change of people; caches of the directory compare it
  people_revision bigint not null default 0,
  created_at timestamptz not null
);

create table employee (
  organisation_id uuid not null references organisation(id), id uuid not null,
  external_id text not null, given_name text not null, family_name text not null, email text not null,
  title text, country text, time_zone text not null, location text,
  -- fields of people data by id, as contract FieldValue without persons: { "grade": {"kind":"number","value":"8"} }
  attributes jsonb not null default '{}',
  active boolean not null default true, left_on date,
  primary key (organisation_id, id), unique (organisation_id, external_id)
);
create unique index employee_email on employee (organisation_id, lower(email)) where active;

-- who holds which role for an employee, over time: manager, hr-partner and every other person field
create table person_role (
  organisation_id uuid not null, employee_id uuid not null, role text not null, holder_id uuid not null,
  valid_from date not null, valid_to date,
  primary key (organisation_id, employee_id, role, valid_from),
  foreign key (organisation_id, employee_id) references employee (organisation_id, id),
  foreign key (organisation_id, holder_id) references employee (organisation_id, id)
);
create index person_role_holder on person_role (organisation_id, holder_id, role) where valid_to is null;

create table people_import (
  organisation_id uuid not null, id uuid not null, file_name text not null, sha256 text not null,
  rows int not null, created int not null, changed int not null, skipped int not null, at timestamptz not null, by uuid,
  primary key (organisation_id, id)
);

-- what the application lets people do beyond their relations: hr-partner, hr-admin, facilitator, auditor
create table role_grant (
  organisation_id uuid not null, employee_id uuid not null, role text not null, scope jsonb not null default '{}',
  granted_by uuid, at timestamptz not null, primary key (organisation_id, employee_id, role)
);
create table session (
  organisation_id uuid not null, token_hash bytea not null, employee_id uuid not null,
  created_at timestamptz not null, last_seen_at timestamptz not null, expires_at timestamptz not null,
  primary key (organisation_id, token_hash)
);
create table audit_entry (
  organisation_id uuid not null, id uuid not null, at timestamptz not null, actor_id uuid, acting_for_id uuid, what text not null,
  about jsonb not null default '{}', reason text, primary key (organisation_id, id)
);

create table cycle_definition (
  organisation_id uuid not null, id uuid not null, name text not null, primary key (organisation_id, id), unique (organisation_id, name)
);
create table cycle_version (
  organisation_id uuid not null, id uuid not null, definition_id uuid not null, number int not null, hash text not null,
  -- json, not jsonb: the order of keys stays as the compiler wrote it
  entry text not null, files json not null, model json not null, machine json not null,
  published_at timestamptz not null, published_by uuid,
  primary key (organisation_id, id), unique (organisation_id, definition_id, number), unique (organisation_id, definition_id, hash),
  foreign key (organisation_id, definition_id) references cycle_definition (organisation_id, id)
);
create table cycle (
  organisation_id uuid not null, id uuid not null, version_id uuid not null, name text not null, slug text not null,
  status text not null check (status in ('planned', 'running', 'closed')),
  starts_on date not null, launched_at timestamptz not null, launched_by uuid,
  -- people who could not be placed, with the reason, as listed at launch
  left_out jsonb not null default '[]',
  primary key (organisation_id, id), unique (organisation_id, slug),
  foreign key (organisation_id, version_id) references cycle_version (organisation_id, id)
);

create table participant (
  organisation_id uuid not null, id uuid not null, cycle_id uuid not null, employee_id uuid not null, version_hash text not null,
  status text not null check (status in ('invited', 'running', 'closed', 'leftOut', 'held')),
  phase text not null, outcome text,
  -- number of events so far; history.seq of the last one; also the ETag
  version int not null default 0,
  -- text, not jsonb: read and written whole, never queried inside
  snapshot text,
  -- StageSummary by stage, for lists, counts and the monitor; written with the snapshot
  stages jsonb not null default '{}',
  -- the states alone, 'stage=state' with a comma between, by id of the stage: what counts group by; empty before the start
  places text not null default '',
  last_at timestamptz, history_hash bytea,
  primary key (organisation_id, id), unique (organisation_id, cycle_id, employee_id),
  foreign key (organisation_id, cycle_id) references cycle (organisation_id, id),
  foreign key (organisation_id, employee_id) references employee (organisation_id, id)
);
-- with what the person was placed at launch: segments by id, and fields as contract FieldValue
create table placement (
  organisation_id uuid not null, participant_id uuid not null, segments jsonb not null, facts jsonb not null, people_revision bigint not null,
  -- who held each role, by field id, when the participant was last told of a change (null: as in facts), and whether it was told that the person left
  holders jsonb, told_left boolean not null default false,
  primary key (organisation_id, participant_id),
  foreign key (organisation_id, participant_id) references participant (organisation_id, id)
);
create index participant_place on participant (organisation_id, cycle_id, status, phase);

-- append-only, one row per event, chained per participant; month partitions are made at launch, the default catches the rest
create table history (
  organisation_id uuid not null, participant_id uuid not null, seq int not null, at timestamptz not null, recorded_at timestamptz not null,
  event text not null, stage text, actor_id uuid, acting_for_id uuid, reason text,
  -- json, not jsonb: the hash covers the text as it was written
  command json not null, changes json not null, version_hash text not null, prev_hash bytea, hash bytea not null,
  primary key (organisation_id, participant_id, seq, at)
) partition by range (at);
create table history_other partition of history default;

create table deadline (
  organisation_id uuid not null, participant_id uuid not null, stage text not null default '', timer text not null,
  generation int not null, due_at timestamptz not null, local_on date not null, zone text not null, calendar text not null, src jsonb not null,
  parked boolean not null default false,
  primary key (organisation_id, participant_id, stage, timer)
);
create index deadline_due on deadline (organisation_id, due_at, participant_id) where not parked;

create table task (
  organisation_id uuid not null, id uuid not null, cycle_id uuid not null,
  -- a task is about a participant, or about a calibration session
  participant_id uuid, session_id uuid,
  stage text not null, round int not null, generation int not null, kind text not null, step int not null,
  assignee_id uuid not null, role jsonb not null,
  status text not null check (status in ('open', 'closed')), outcome text,
  opened_at timestamptz not null, due_on date, due_at timestamptz, closed_at timestamptz, closed_by uuid, moved_from jsonb,
  -- 'work' tasks of stages the person has begun: a draft exists
  begun boolean not null default false,
  primary key (organisation_id, id)
);
create index task_open_of on task (organisation_id, assignee_id, due_at) where status = 'open';
create index task_participant on task (organisation_id, participant_id, status);
create index task_session on task (organisation_id, session_id) where session_id is not null;
create index task_cycle_open on task (organisation_id, cycle_id, stage) where status = 'open';

create table submission (
  organisation_id uuid not null, participant_id uuid not null, stage text not null, round int not null, author_id uuid not null,
  state text not null check (state in ('draft', 'submitted')), answers jsonb not null, level text, note text,
  at timestamptz not null, revision int not null default 1,
  primary key (organisation_id, participant_id, stage, round, author_id)
);
create table plan (
  organisation_id uuid not null, participant_id uuid not null, goals text not null,
  state text not null check (state in ('draft', 'submitted', 'agreed')), list jsonb not null, agreed_on date,
  primary key (organisation_id, participant_id, goals, state)
);
create table peer (
  organisation_id uuid not null, participant_id uuid not null, stage text not null, round int not null, person_id uuid not null,
  state text not null, primary key (organisation_id, participant_id, stage, round, person_id)
);
-- append-only sequences; the last entry that is not advice is in force
create table rating_entry (
  organisation_id uuid not null, participant_id uuid not null, seq int not null, n int not null, rating text not null, source text not null,
  score numeric, level text, outside text, provisional boolean not null, by_id uuid, reason text, stage text, at timestamptz not null,
  primary key (organisation_id, participant_id, seq, n)
);
create table release (
  organisation_id uuid not null, participant_id uuid not null, what text not null, kind text not null, to_role jsonb not null, at timestamptz not null, seq int not null, n int not null,
  primary key (organisation_id, participant_id, seq, n)
);
create table award (
  organisation_id uuid not null, participant_id uuid not null, seq int not null, n int not null, reward text not null, by_id uuid not null,
  amount numeric not null, currency text, at timestamptz not null, primary key (organisation_id, participant_id, seq, n)
);
create table award_settlement (
  organisation_id uuid not null, cycle_id uuid not null, reward text not null, participant_id uuid not null,
  -- the award after proration, budget and rounding; money in the person's currency; facts show the formula
  amount numeric not null, currency text, facts jsonb not null, settled_at timestamptz not null,
  primary key (organisation_id, cycle_id, reward, participant_id)
);

-- a reward was settled for everybody: budget, sum and residue of each group, and what was wrong with any of them
create table reward_settlement (
  organisation_id uuid not null, cycle_id uuid not null, reward text not null, settled_at timestamptz not null,
  groups jsonb not null, problems jsonb not null, primary key (organisation_id, cycle_id, reward)
);

create table join_report (
  organisation_id uuid not null, cycle_id uuid not null, stage text not null, participant_id uuid not null, closed_as text not null, at timestamptz not null,
  primary key (organisation_id, cycle_id, stage, participant_id)
);
-- a share of people was reached, or its date came, for the stage that waits for it
create table join_state (
  organisation_id uuid not null, cycle_id uuid not null, stage text not null, reached_at timestamptz not null, closed int not null, total int not null,
  primary key (organisation_id, cycle_id, stage)
);

-- participants that were told that a join was reached
create table join_told (
  organisation_id uuid not null, cycle_id uuid not null, stage text not null, participant_id uuid not null,
  primary key (organisation_id, cycle_id, stage, participant_id)
);

create table calibration_session (
  organisation_id uuid not null, id uuid not null, cycle_id uuid not null, stage text not null,
  -- level of the tree from 0, the field that makes groups, and the value of this group ('none' without one)
  depth int not null, field text not null, group_value text not null, parent_id uuid,
  status text not null check (status in ('waiting', 'open', 'closed')),
  opened_at timestamptz, due_on date, closed_at timestamptz, closed_by uuid, version int not null default 0,
  primary key (organisation_id, id), unique (organisation_id, cycle_id, stage, depth, group_value)
);
create table calibration_member (
  organisation_id uuid not null, session_id uuid not null, participant_id uuid not null, joined_at timestamptz not null,
  primary key (organisation_id, session_id, participant_id)
);
create index calibration_member_of on calibration_member (organisation_id, participant_id);
create table calibration_change (
  organisation_id uuid not null, session_id uuid not null, n int not null, participant_id uuid not null,
  from_level text, to_level text not null, reason text not null, by_id uuid not null, at timestamptz not null,
  primary key (organisation_id, session_id, n)
);

-- whom to tell what; the text is made when it goes out
create table message (
  organisation_id uuid not null, id uuid not null, dedupe_key text not null, recipient_id uuid not null,
  cycle_id uuid not null, participant_id uuid, stage text not null, round int not null, kind text not null, urgency text not null,
  not_before timestamptz not null, task_kind text, step int, queued_at timestamptz not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'cancelled', 'failed')), settled_at timestamptz, settled_why text, mail_id uuid,
  primary key (organisation_id, id), unique (organisation_id, dedupe_key)
);
create index message_waiting on message (organisation_id, not_before, recipient_id) where status = 'queued';
create table mail (
  organisation_id uuid not null, id uuid not null, recipient_id uuid not null, address text not null, subject text not null,
  html text not null, body text not null, message_id text not null, headers jsonb not null,
  status text not null check (status in ('sending', 'sent', 'waiting', 'failed')), attempts int not null default 0, next_at timestamptz,
  created_at timestamptz not null, sent_at timestamptz, reply text,
  primary key (organisation_id, id)
);
create index mail_recipient on mail (organisation_id, recipient_id, created_at);

create table incident (
  organisation_id uuid not null, id uuid not null, participant_id uuid not null, command jsonb not null, error text not null, message text not null,
  attempts int not null default 1, status text not null default 'open', first_at timestamptz not null, last_at timestamptz not null,
  primary key (organisation_id, id)
);
create index incident_open on incident (organisation_id, participant_id) where status = 'open';
create table idempotency_key (
  organisation_id uuid not null, actor_id uuid not null, key text not null, request_hash text not null, status int not null, body jsonb, at timestamptz not null,
  primary key (organisation_id, actor_id, key)
);
`;
