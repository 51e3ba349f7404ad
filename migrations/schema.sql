-- The schema after every migration. Written by `perennial db schema`; a test fails when it is stale. Nothing reads it but people.

create table audit_entry (
  organisation_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid,
  acting_for_id uuid,
  what text not null,
  about jsonb not null default '{}'::jsonb,
  reason text,
  constraint audit_entry_pkey PRIMARY KEY (organisation_id, id)
);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy organisation on audit_entry using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on audit_entry to perennial_app;

create table award (
  organisation_id uuid not null,
  participant_id uuid not null,
  seq integer not null,
  n integer not null,
  reward text not null,
  by_id uuid not null,
  amount numeric not null,
  currency text,
  at timestamp with time zone not null,
  constraint award_pkey PRIMARY KEY (organisation_id, participant_id, seq, n)
);
alter table award enable row level security;
alter table award force row level security;
create policy organisation on award using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on award to perennial_app;

create table award_settlement (
  organisation_id uuid not null,
  cycle_id uuid not null,
  reward text not null,
  participant_id uuid not null,
  amount numeric not null,
  currency text,
  facts jsonb not null,
  settled_at timestamp with time zone not null,
  constraint award_settlement_pkey PRIMARY KEY (organisation_id, cycle_id, reward, participant_id)
);
alter table award_settlement enable row level security;
alter table award_settlement force row level security;
create policy organisation on award_settlement using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on award_settlement to perennial_app;

create table calibration_change (
  organisation_id uuid not null,
  session_id uuid not null,
  n integer not null,
  participant_id uuid not null,
  from_level text,
  to_level text not null,
  reason text not null,
  by_id uuid not null,
  at timestamp with time zone not null,
  constraint calibration_change_pkey PRIMARY KEY (organisation_id, session_id, n)
);
alter table calibration_change enable row level security;
alter table calibration_change force row level security;
create policy organisation on calibration_change using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on calibration_change to perennial_app;

create table calibration_member (
  organisation_id uuid not null,
  session_id uuid not null,
  participant_id uuid not null,
  joined_at timestamp with time zone not null,
  constraint calibration_member_pkey PRIMARY KEY (organisation_id, session_id, participant_id)
);
CREATE INDEX calibration_member_of ON public.calibration_member USING btree (organisation_id, participant_id);
alter table calibration_member enable row level security;
alter table calibration_member force row level security;
create policy organisation on calibration_member using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on calibration_member to perennial_app;

create table calibration_session (
  organisation_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  stage text not null,
  depth integer not null,
  field text not null,
  group_value text not null,
  parent_id uuid,
  status text not null,
  opened_at timestamp with time zone,
  due_on date,
  closed_at timestamp with time zone,
  closed_by uuid,
  version integer not null default 0,
  constraint calibration_session_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'open'::text, 'closed'::text]))),
  constraint calibration_session_pkey PRIMARY KEY (organisation_id, id),
  constraint calibration_session_organisation_id_cycle_id_stage_depth_gr_key UNIQUE (organisation_id, cycle_id, stage, depth, group_value)
);
alter table calibration_session enable row level security;
alter table calibration_session force row level security;
create policy organisation on calibration_session using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on calibration_session to perennial_app;

create table cycle (
  organisation_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  name text not null,
  slug text not null,
  status text not null,
  starts_on date not null,
  launched_at timestamp with time zone not null,
  launched_by uuid,
  left_out jsonb not null default '[]'::jsonb,
  holidays json not null default '{}'::json,
  constraint cycle_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'running'::text, 'closed'::text]))),
  constraint cycle_organisation_id_version_id_fkey FOREIGN KEY (organisation_id, version_id) REFERENCES cycle_version(organisation_id, id),
  constraint cycle_pkey PRIMARY KEY (organisation_id, id),
  constraint cycle_organisation_id_slug_key UNIQUE (organisation_id, slug)
);
alter table cycle enable row level security;
alter table cycle force row level security;
create policy organisation on cycle using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on cycle to perennial_app;

create table cycle_definition (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  constraint cycle_definition_pkey PRIMARY KEY (organisation_id, id),
  constraint cycle_definition_organisation_id_name_key UNIQUE (organisation_id, name)
);
alter table cycle_definition enable row level security;
alter table cycle_definition force row level security;
create policy organisation on cycle_definition using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on cycle_definition to perennial_app;

create table cycle_version (
  organisation_id uuid not null,
  id uuid not null,
  definition_id uuid not null,
  number integer not null,
  hash text not null,
  entry text not null,
  files json not null,
  model json not null,
  machine json not null,
  published_at timestamp with time zone not null,
  published_by uuid,
  constraint cycle_version_organisation_id_definition_id_fkey FOREIGN KEY (organisation_id, definition_id) REFERENCES cycle_definition(organisation_id, id),
  constraint cycle_version_pkey PRIMARY KEY (organisation_id, id),
  constraint cycle_version_organisation_id_definition_id_hash_key UNIQUE (organisation_id, definition_id, hash),
  constraint cycle_version_organisation_id_definition_id_number_key UNIQUE (organisation_id, definition_id, number)
);
alter table cycle_version enable row level security;
alter table cycle_version force row level security;
create policy organisation on cycle_version using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on cycle_version to perennial_app;

create table deadline (
  organisation_id uuid not null,
  participant_id uuid not null,
  stage text not null default ''::text,
  timer text not null,
  generation integer not null,
  due_at timestamp with time zone not null,
  local_on date not null,
  zone text not null,
  calendar text not null,
  src jsonb not null,
  parked boolean not null default false,
  constraint deadline_pkey PRIMARY KEY (organisation_id, participant_id, stage, timer)
);
CREATE INDEX deadline_due ON public.deadline USING btree (organisation_id, due_at, participant_id) WHERE (NOT parked);
alter table deadline enable row level security;
alter table deadline force row level security;
create policy organisation on deadline using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on deadline to perennial_app;

create table employee (
  organisation_id uuid not null,
  id uuid not null,
  external_id text not null,
  given_name text not null,
  family_name text not null,
  email text not null,
  title text,
  country text,
  time_zone text not null,
  location text,
  attributes jsonb not null default '{}'::jsonb,
  active boolean not null default true,
  left_on date,
  constraint employee_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint employee_pkey PRIMARY KEY (organisation_id, id),
  constraint employee_organisation_id_external_id_key UNIQUE (organisation_id, external_id)
);
CREATE UNIQUE INDEX employee_email ON public.employee USING btree (organisation_id, lower(email)) WHERE active;
alter table employee enable row level security;
alter table employee force row level security;
create policy organisation on employee using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on employee to perennial_app;

create table history (
  organisation_id uuid not null,
  participant_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  event text not null,
  stage text,
  actor_id uuid,
  acting_for_id uuid,
  reason text,
  command json not null,
  changes json not null,
  version_hash text not null,
  prev_hash bytea,
  hash bytea not null,
  constraint history_pkey PRIMARY KEY (organisation_id, participant_id, seq, at)
) partition by RANGE (at);
alter table history enable row level security;
alter table history force row level security;
create policy organisation on history using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on history to perennial_app;

create table history_other ( -- partition DEFAULT
  organisation_id uuid not null,
  participant_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  event text not null,
  stage text,
  actor_id uuid,
  acting_for_id uuid,
  reason text,
  command json not null,
  changes json not null,
  version_hash text not null,
  prev_hash bytea,
  hash bytea not null
);

create table idempotency_key (
  organisation_id uuid not null,
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body jsonb,
  at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (organisation_id, actor_id, key)
);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy organisation on idempotency_key using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on idempotency_key to perennial_app;

create table incident (
  organisation_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  command jsonb not null,
  error text not null,
  message text not null,
  attempts integer not null default 1,
  status text not null default 'open'::text,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint incident_pkey PRIMARY KEY (organisation_id, id)
);
CREATE INDEX incident_open ON public.incident USING btree (organisation_id, participant_id) WHERE (status = 'open'::text);
alter table incident enable row level security;
alter table incident force row level security;
create policy organisation on incident using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on incident to perennial_app;

create table installation (
  one boolean not null default true,
  clock_at timestamp with time zone,
  system_identifier text,
  moving_until timestamp with time zone,
  constraint installation_one_check CHECK (one),
  constraint installation_pkey PRIMARY KEY (one)
);
grant select, update (clock_at), update (moving_until) on installation to perennial_app;

create table join_report (
  organisation_id uuid not null,
  cycle_id uuid not null,
  stage text not null,
  participant_id uuid not null,
  closed_as text not null,
  at timestamp with time zone not null,
  constraint join_report_pkey PRIMARY KEY (organisation_id, cycle_id, stage, participant_id)
);
CREATE INDEX join_ready ON public.join_report USING btree (organisation_id, cycle_id, stage, participant_id) WHERE (closed_as = 'ready'::text);
alter table join_report enable row level security;
alter table join_report force row level security;
create policy organisation on join_report using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on join_report to perennial_app;

create table join_state (
  organisation_id uuid not null,
  cycle_id uuid not null,
  stage text not null,
  reached_at timestamp with time zone not null,
  closed integer not null,
  total integer not null,
  constraint join_state_pkey PRIMARY KEY (organisation_id, cycle_id, stage)
);
alter table join_state enable row level security;
alter table join_state force row level security;
create policy organisation on join_state using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on join_state to perennial_app;

create table join_told (
  organisation_id uuid not null,
  cycle_id uuid not null,
  stage text not null,
  participant_id uuid not null,
  constraint join_told_pkey PRIMARY KEY (organisation_id, cycle_id, stage, participant_id)
);
alter table join_told enable row level security;
alter table join_told force row level security;
create policy organisation on join_told using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on join_told to perennial_app;

create table mail (
  organisation_id uuid not null,
  id uuid not null,
  recipient_id uuid not null,
  address text not null,
  subject text not null,
  html text not null,
  body text not null,
  message_id text not null,
  headers jsonb not null,
  status text not null,
  attempts integer not null default 0,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  reply text,
  constraint mail_status_check CHECK ((status = ANY (ARRAY['sending'::text, 'sent'::text, 'waiting'::text, 'failed'::text]))),
  constraint mail_pkey PRIMARY KEY (organisation_id, id)
);
CREATE INDEX mail_recipient ON public.mail USING btree (organisation_id, recipient_id, created_at);
alter table mail enable row level security;
alter table mail force row level security;
create policy organisation on mail using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on mail to perennial_app;

create table message (
  organisation_id uuid not null,
  id uuid not null,
  dedupe_key text not null,
  recipient_id uuid not null,
  cycle_id uuid not null,
  participant_id uuid,
  stage text not null,
  round integer not null,
  kind text not null,
  urgency text not null,
  not_before timestamp with time zone not null,
  task_kind text,
  step integer,
  queued_at timestamp with time zone not null,
  status text not null default 'queued'::text,
  settled_at timestamp with time zone,
  settled_why text,
  mail_id uuid,
  constraint message_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'cancelled'::text, 'failed'::text]))),
  constraint message_pkey PRIMARY KEY (organisation_id, id),
  constraint message_organisation_id_dedupe_key_key UNIQUE (organisation_id, dedupe_key)
);
CREATE INDEX message_waiting ON public.message USING btree (organisation_id, not_before, recipient_id) WHERE (status = 'queued'::text);
alter table message enable row level security;
alter table message force row level security;
create policy organisation on message using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on message to perennial_app;

create table migration (
  id integer not null default nextval('migration_id_seq'::regclass),
  name character varying(255) not null,
  executed_at timestamp(6) with time zone not null default CURRENT_TIMESTAMP(6),
  constraint migration_pkey PRIMARY KEY (id)
);

create table organisation (
  id uuid not null,
  name text not null,
  slug text not null,
  people_revision bigint not null default 0,
  created_at timestamp with time zone not null,
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_slug_key UNIQUE (slug)
);
grant insert, select, update (name), update (people_revision) on organisation to perennial_app;

create table participant (
  organisation_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  employee_id uuid not null,
  version_hash text not null,
  status text not null,
  phase text not null,
  outcome text,
  version integer not null default 0,
  snapshot text,
  stages json not null default '{}'::json,
  places text not null default ''::text,
  last_at timestamp with time zone,
  history_hash bytea,
  constraint participant_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'running'::text, 'closed'::text, 'leftOut'::text, 'held'::text]))),
  constraint participant_organisation_id_cycle_id_fkey FOREIGN KEY (organisation_id, cycle_id) REFERENCES cycle(organisation_id, id),
  constraint participant_organisation_id_employee_id_fkey FOREIGN KEY (organisation_id, employee_id) REFERENCES employee(organisation_id, id),
  constraint participant_pkey PRIMARY KEY (organisation_id, id),
  constraint participant_organisation_id_cycle_id_employee_id_key UNIQUE (organisation_id, cycle_id, employee_id)
);
CREATE INDEX participant_place ON public.participant USING btree (organisation_id, cycle_id, status, phase);
alter table participant enable row level security;
alter table participant force row level security;
create policy organisation on participant using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on participant to perennial_app;

create table peer (
  organisation_id uuid not null,
  participant_id uuid not null,
  stage text not null,
  round integer not null,
  person_id uuid not null,
  state text not null,
  constraint peer_pkey PRIMARY KEY (organisation_id, participant_id, stage, round, person_id)
);
alter table peer enable row level security;
alter table peer force row level security;
create policy organisation on peer using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on peer to perennial_app;

create table people_import (
  organisation_id uuid not null,
  id uuid not null,
  file_name text not null,
  sha256 text not null,
  rows integer not null,
  created integer not null,
  changed integer not null,
  skipped integer not null,
  at timestamp with time zone not null,
  by uuid,
  constraint people_import_pkey PRIMARY KEY (organisation_id, id)
);
alter table people_import enable row level security;
alter table people_import force row level security;
create policy organisation on people_import using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on people_import to perennial_app;

create table person_role (
  organisation_id uuid not null,
  employee_id uuid not null,
  role text not null,
  holder_id uuid not null,
  valid_from date not null,
  valid_to date,
  constraint person_role_organisation_id_employee_id_fkey FOREIGN KEY (organisation_id, employee_id) REFERENCES employee(organisation_id, id),
  constraint person_role_organisation_id_holder_id_fkey FOREIGN KEY (organisation_id, holder_id) REFERENCES employee(organisation_id, id),
  constraint person_role_pkey PRIMARY KEY (organisation_id, employee_id, role, valid_from)
);
CREATE INDEX person_role_holder ON public.person_role USING btree (organisation_id, holder_id, role) WHERE (valid_to IS NULL);
alter table person_role enable row level security;
alter table person_role force row level security;
create policy organisation on person_role using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on person_role to perennial_app;

create table placement (
  organisation_id uuid not null,
  participant_id uuid not null,
  segments jsonb not null,
  facts jsonb not null,
  people_revision bigint not null,
  holders jsonb,
  told_left boolean not null default false,
  constraint placement_organisation_id_participant_id_fkey FOREIGN KEY (organisation_id, participant_id) REFERENCES participant(organisation_id, id),
  constraint placement_pkey PRIMARY KEY (organisation_id, participant_id)
);
alter table placement enable row level security;
alter table placement force row level security;
create policy organisation on placement using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on placement to perennial_app;

create table plan (
  organisation_id uuid not null,
  participant_id uuid not null,
  goals text not null,
  state text not null,
  list jsonb not null,
  agreed_on date,
  constraint plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'agreed'::text]))),
  constraint plan_pkey PRIMARY KEY (organisation_id, participant_id, goals, state)
);
alter table plan enable row level security;
alter table plan force row level security;
create policy organisation on plan using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on plan to perennial_app;

create table rating_entry (
  organisation_id uuid not null,
  participant_id uuid not null,
  seq integer not null,
  n integer not null,
  rating text not null,
  source text not null,
  score numeric,
  level text,
  outside text,
  provisional boolean not null,
  by_id uuid,
  reason text,
  stage text,
  at timestamp with time zone not null,
  constraint rating_entry_pkey PRIMARY KEY (organisation_id, participant_id, seq, n)
);
alter table rating_entry enable row level security;
alter table rating_entry force row level security;
create policy organisation on rating_entry using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on rating_entry to perennial_app;

create table release (
  organisation_id uuid not null,
  participant_id uuid not null,
  what text not null,
  kind text not null,
  to_role jsonb not null,
  at timestamp with time zone not null,
  seq integer not null,
  n integer not null,
  constraint release_pkey PRIMARY KEY (organisation_id, participant_id, seq, n)
);
alter table release enable row level security;
alter table release force row level security;
create policy organisation on release using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant insert, select on release to perennial_app;

create table reward_settlement (
  organisation_id uuid not null,
  cycle_id uuid not null,
  reward text not null,
  settled_at timestamp with time zone not null,
  groups jsonb not null,
  problems jsonb not null,
  constraint reward_settlement_pkey PRIMARY KEY (organisation_id, cycle_id, reward)
);
alter table reward_settlement enable row level security;
alter table reward_settlement force row level security;
create policy organisation on reward_settlement using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on reward_settlement to perennial_app;

create table role_grant (
  organisation_id uuid not null,
  employee_id uuid not null,
  role text not null,
  scope jsonb not null default '{}'::jsonb,
  granted_by uuid,
  at timestamp with time zone not null,
  constraint role_grant_pkey PRIMARY KEY (organisation_id, employee_id, role)
);
alter table role_grant enable row level security;
alter table role_grant force row level security;
create policy organisation on role_grant using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on role_grant to perennial_app;

create table session (
  organisation_id uuid not null,
  token_hash bytea not null,
  employee_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (organisation_id, token_hash)
);
alter table session enable row level security;
alter table session force row level security;
create policy organisation on session using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on session to perennial_app;

create table submission (
  organisation_id uuid not null,
  participant_id uuid not null,
  stage text not null,
  round integer not null,
  author_id uuid not null,
  state text not null,
  answers jsonb not null,
  level text,
  note text,
  at timestamp with time zone not null,
  revision integer not null default 1,
  constraint submission_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text]))),
  constraint submission_pkey PRIMARY KEY (organisation_id, participant_id, stage, round, author_id)
);
alter table submission enable row level security;
alter table submission force row level security;
create policy organisation on submission using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on submission to perennial_app;

create table task (
  organisation_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  participant_id uuid,
  session_id uuid,
  stage text not null,
  round integer not null,
  generation integer not null,
  kind text not null,
  step integer not null,
  assignee_id uuid not null,
  role jsonb not null,
  status text not null,
  outcome text,
  opened_at timestamp with time zone not null,
  due_on date,
  due_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  moved_from jsonb,
  begun boolean not null default false,
  constraint task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint task_pkey PRIMARY KEY (organisation_id, id)
);
CREATE INDEX task_cycle_open ON public.task USING btree (organisation_id, cycle_id, stage) WHERE (status = 'open'::text);
CREATE INDEX task_open_of ON public.task USING btree (organisation_id, assignee_id, due_at) WHERE (status = 'open'::text);
CREATE INDEX task_participant ON public.task USING btree (organisation_id, participant_id, status);
CREATE INDEX task_session ON public.task USING btree (organisation_id, session_id) WHERE (session_id IS NOT NULL);
alter table task enable row level security;
alter table task force row level security;
create policy organisation on task using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)) with check ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on task to perennial_app;

CREATE OR REPLACE FUNCTION public.make_history_months(from_month date, to_month date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  month date := date_trunc('month', from_month)::date;
  made int := 0;
begin
  while month <= to_month and made < 120 loop
    if to_regclass('public.history_' || to_char(month, 'YYYY_MM')) is null and not exists (
      select from public.history_other where at >= (month || ' 00:00+00')::timestamptz
        and at < ((month + interval '1 month')::date || ' 00:00+00')::timestamptz
    ) then
      execute format('create table public.%I partition of public.history for values from (%L) to (%L)',
        'history_' || to_char(month, 'YYYY_MM'), month || ' 00:00+00', (month + interval '1 month')::date || ' 00:00+00');
      made := made + 1;
    end if;
    month := (month + interval '1 month')::date;
  end loop;
  return made;
end $function$;
