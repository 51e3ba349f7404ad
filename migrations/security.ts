/**
 * Who may touch what in the database. `perennial_app` is the role the service works as: it owns nothing, changes no table's shape,
 * and sees rows of one organisation at a time, the one named by `app.organisation_id`. Without that setting it sees no rows.
 */
export const applicationRole = 'perennial_app';

/**
 * Makes the role where the cluster has none yet, and lets whoever migrates take it. Where somebody else made it, only they can
 * give it; then it is enough to have it already.
 */
export const createRole = `
do $$ begin
  if not exists (select from pg_roles where rolname = '${applicationRole}') then
    create role ${applicationRole} nologin nosuperuser nobypassrls;
  end if;
  begin
    execute format('grant ${applicationRole} to %I', current_user);
  exception when insufficient_privilege then
    if not pg_has_role('${applicationRole}', 'member') then raise; end if;
  end;
end $$`;

/** Rows of these tables exist only inside their organisation, for everybody: the owner of the table too. */
export function secureTables(tables: readonly string[]): string {
  return tables.map(secureTable).join('\n');
}

function secureTable(table: string): string {
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy organisation on ${table}
  using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  with check (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
grant select, insert, update, delete on ${table} to ${applicationRole};`;
}

/** Append-only tables lose what would rewrite them. */
export function appendOnly(tables: readonly string[]): string {
  return tables.map((table) => `revoke update, delete on ${table} from ${applicationRole};`).join('\n');
}

/** Tables without an organisation: the installation itself, and the list of organisations. */
export const grantCommon = `
grant usage on schema public to ${applicationRole};
grant select on installation, organisation to ${applicationRole};
grant update (clock_at) on installation to ${applicationRole};
grant insert on organisation to ${applicationRole};
grant update (name, people_revision) on organisation to ${applicationRole};`;

/**
 * Makes the month partitions of the history from one month to another, both included. Runs as the owner, since the application
 * role makes no tables. A month whose rows already lie in the default partition stays there.
 */
export const historyMonths = `
create function make_history_months(from_month date, to_month date) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
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
end $$;
revoke all on function make_history_months(date, date) from public;
grant execute on function make_history_months(date, date) to ${applicationRole};`;
