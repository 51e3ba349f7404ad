/** What somebody who just started the service wants to know: where to look, and as whom. */
import { styleText } from 'node:util';
import { capturedMailFolder } from '../config.js';
import type { Ground } from '../database/installation.module.js';
import { listOrganisations } from '../people/organisations.js';

type Somebody = { what: string; name: string; number: string; title: string | null };

/** Says it on the terminal, to stderr. */
export async function welcome(
  { config, database, installation }: Ground,
  seeded: boolean,
  url: string,
): Promise<void> {
  const [organisation] = await database.transaction(null, listOrganisations);
  const somebody = organisation
    ? await database.transaction(organisation.id, (tx) => tx.query<Somebody>(whoSql, [organisation.id]))
    : [];
  const base = config.publicUrl.includes('localhost')
    ? `http://localhost:${new URL(url).port}`
    : config.publicUrl;
  const bold = (text: string) => styleText('bold', text, { stream: process.stderr });
  const lines = [
    '',
    `  ${bold('Perennial')} is running at ${bold(base)}`,
    ...(seeded ? ['  The sample organisation was made, with a cycle that has just been launched.'] : []),
    '',
    `  sign in     ${base}/signin, and choose who you are:`,
    ...somebody.map(
      ({ what, name, title }) =>
        `              ${what.padEnd(14)} ${name}${title === null ? '' : `, ${title}`}`,
    ),
    `  monitor     ${base}/app`,
    config.smtpUrl === null
      ? `  mail        captured: ${base}/dev/mail, and as files in ${capturedMailFolder(config.home)}`
      : '  mail        goes out over SMTP_URL',
    ...(config.environment === 'production'
      ? []
      : ['  clock       stands until it is moved: npx perennial clock advance 10d']),
    `  data        ${installation.embedded ? `embedded PostgreSQL in ${config.home}` : 'the database of DATABASE_URL'}`,
    '',
    '  Ctrl-C stops it.',
    '',
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** One person for each role: those with a granted role, the manager with most people, and somebody who manages nobody. */
const whoSql = `
  with person as (
    select e.id, e.external_id, e.given_name || ' ' || e.family_name as name, e.title, g.role,
      (select count(*) from person_role r where r.organisation_id = e.organisation_id and r.holder_id = e.id and r.role = 'manager' and r.valid_to is null) as reports
    from employee e left join role_grant g on g.organisation_id = e.organisation_id and g.employee_id = e.id
    where e.organisation_id = $1 and e.active
  )
  (select 'HR partner' as what, name, external_id as number, title from person where role = 'hr-partner' order by external_id limit 1)
  union all
  (select 'manager', name, external_id, title from person where role is null order by reports desc, external_id limit 1)
  union all
  (select 'employee', name, external_id, title from person where role is null and reports = 0 order by external_id limit 1)
  union all
  (select 'administrator', name, external_id, title from person where role = 'hr-admin' order by external_id limit 1)
  union all
  (select 'auditor', name, external_id, title from person where role = 'auditor' order by external_id limit 1)`;
