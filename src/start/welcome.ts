/** What somebody who just started the service wants to know: where to look, and as whom. */
import { styleText } from 'node:util';
import { capturedMailFolder } from '../config.js';
import type { Ground } from '../database/installation.module.js';
import { listOrganisations } from '../people/organisations.js';

type Somebody = { what: string; name: string; title: string | null; tasks: number };

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
    ...(seeded ? ['  The sample organisation was made. It is in the middle of its first review.'] : []),
    '',
    `  sign in     ${base}/signin, and choose who you are:`,
    ...somebody.map(somebodyLine),
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

function somebodyLine({ what, name, title, tasks }: Somebody): string {
  const open = tasks === 0 ? '' : `, ${tasks} open task${tasks === 1 ? '' : 's'}`;
  return `              ${what.padEnd(14)} ${name}${title === null ? '' : `, ${title}`}${open}`;
}

/** One person for each role: those with a granted role, and of managers and employees whoever has most to do. */
const whoSql = `
  with person as (
    select e.id, e.external_id, e.given_name || ' ' || e.family_name as name, e.title, g.role,
      exists (select from person_role r where r.organisation_id = e.organisation_id and r.holder_id = e.id and r.role = 'manager'
        and r.valid_to is null) as manages,
      (select count(*) from task t where t.organisation_id = e.organisation_id and t.assignee_id = e.id and t.status = 'open') as tasks
    from employee e left join role_grant g on g.organisation_id = e.organisation_id and g.employee_id = e.id
    where e.organisation_id = $1 and e.active
  )
  (select 'HR partner' as what, name, title, tasks from person where role = 'hr-partner' order by external_id limit 1)
  union all
  (select 'manager', name, title, tasks from person where role is null and manages order by tasks desc, external_id limit 1)
  union all
  (select 'employee', name, title, tasks from person where role is null and not manages order by tasks desc, external_id limit 1)
  union all
  (select 'administrator', name, title, tasks from person where role = 'hr-admin' order by external_id limit 1)
  union all
  (select 'auditor', name, title, tasks from person where role = 'auditor' order by external_id limit 1)`;
