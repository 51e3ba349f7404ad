/** The schema of a database as text: the same schema, the same bytes. What `pg_dump --schema-only` would say, for our own tables. */
import type { Sql } from './transaction.js';

/** Tables, columns, constraints, indexes, row security and grants of the schema `public`, in a fixed order. */
export async function schemaText(tx: Sql): Promise<string> {
  const tables = await tx.query<Table>(tablesSql);
  const parts = [heading];
  for (const table of tables) parts.push(await tableText(tx, table));
  const functions = await tx.query<{ text: string }>(functionsSql);
  return `${[...parts, ...functions.map(({ text }) => `${text.trim()};`)].join('\n\n')}\n`;
}

const heading = `-- The schema after every migration. Written by \`perennial db schema\`; a test fails when it is stale. Nothing reads it but people.`;

type Table = {
  oid: number;
  name: string;
  partition: string | null;
  key: string | null;
  security: boolean;
  forced: boolean;
};

// Month partitions are data: they come and go.
const tablesSql = `
  select c.oid::int as oid, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as partition, pg_get_partkeydef(c.oid) as key,
    c.relrowsecurity as security, c.relforcerowsecurity as forced
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname !~ '^history_\\d{4}_\\d{2}$'
  order by c.relname collate "C"`;
const columnsSql = `
  select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end,
    case when d.adbin is null then '' else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) as text
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped order by a.attnum`;
// Since PostgreSQL 18 "not null" is a constraint too; the column says it already.
const constraintsSql = `
  select format('  constraint %I %s', conname, pg_get_constraintdef(oid)) as text from pg_constraint
  where conrelid = $1::oid and contype in ('p', 'u', 'f', 'c') and conparentid = 0 order by contype, conname collate "C"`;
const indexesSql = `
  select pg_get_indexdef(i.indexrelid) || ';' as text from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1::oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by c.relname collate "C"`;
const policiesSql = `
  select format('create policy %I on %I using (%s) with check (%s);', polname, $2::text,
    pg_get_expr(polqual, polrelid), coalesce(pg_get_expr(polwithcheck, polrelid), 'true')) as text
  from pg_policy where polrelid = $1::oid order by polname collate "C"`;
const grantsSql = `
  select format('grant %s on %I to %s;', string_agg(what, ', ' order by what), $2::text, grantee) as text from (
    select grantee::regrole::text as grantee, lower(privilege_type) as what
    from pg_class c, aclexplode(c.relacl) where c.oid = $1::oid and grantee <> c.relowner and grantee <> 0
    union all
    select grantee::regrole::text, lower(privilege_type) || ' (' || attname || ')'
    from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) where a.attrelid = $1::oid and grantee <> c.relowner
  ) granted group by grantee order by grantee`;
const functionsSql = `
  select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' order by p.proname collate "C"`;

async function tableText(tx: Sql, table: Table): Promise<string> {
  const lines = (sql: string, ...more: string[]) =>
    tx.query<{ text: string }>(sql, [table.oid, ...more]).then((rows) => rows.map(({ text }) => text));
  const partition = table.partition === null ? '' : ` -- partition ${table.partition}`;
  const key = table.key === null ? '' : ` partition by ${table.key}`;
  const inside = [...(await lines(columnsSql)), ...(await lines(constraintsSql))];
  return [
    `create table ${table.name} (${partition}\n${inside.join(',\n')}\n)${key};`,
    ...(await lines(indexesSql)),
    ...(table.security ? [`alter table ${table.name} enable row level security;`] : []),
    ...(table.forced ? [`alter table ${table.name} force row level security;`] : []),
    ...(await lines(policiesSql, table.name)),
    ...(await lines(grantsSql, table.name)),
  ].join('\n');
}
