/** `perennial role list | grant | revoke`: roles beyond those that follow from relations, given by whoever runs the installation. */
import { Argument, type Command } from 'commander';
import { Grants, listGrants, type GrantChange, type GrantLine } from '../auth/grants.js';
import { grantedRoles, type Grant, type GrantedRole } from '../auth/matrix.js';
import { CommandFailed, exit } from './exit.js';
import { employeeNamed, reasonIn } from './named.js';
import { print, printJson, say, table } from './output.js';
import { organisationOf, organisationOption, withService } from './service.js';

type Common = { json?: boolean; organisation?: string };
type ChangeWords = { organisation?: string; reason: string; country?: string; department?: string };

/** Adds the commands. Exit: 0 done, 64 wrong use. */
export function addRoleCommands(program: Command): void {
  const role = program.command('role').description('roles given to people; each change is kept in the audit');
  organisationOption(role.command('list'))
    .option('--json', 'print the answer as one line of JSON')
    .description('list who holds which role')
    .action(list);
  change(role.command('grant'))
    .option('--country <codes>', 'only for people of these countries, such as ES,PT')
    .option('--department <names>', 'only for people of these departments, such as Sales,Tools')
    .description('give a role, or change its scope; it holds from the next request on')
    .action((employee: string, name: GrantedRole, words: ChangeWords) =>
      apply('grant', employee, name, words),
    );
  change(role.command('revoke'))
    .description('take a role away; it holds from the next request on')
    .action((employee: string, name: GrantedRole, words: ChangeWords) =>
      apply('revoke', employee, name, words),
    );
}

const change = (command: Command): Command =>
  organisationOption(command)
    .argument('<employee>', 'employee number or address')
    .addArgument(new Argument('<role>', 'the role').choices([...grantedRoles]))
    .requiredOption('--reason <text>', 'why; it is kept in the audit');

async function list(words: Common): Promise<void> {
  const grants = await withService(async (service) => {
    const { id } = await organisationOf(service, words.organisation);
    return service.database.transaction(id, (tx) => listGrants(tx, id));
  });
  if (words.json) return printJson('perennial.role-list/1', { grants: grants.map(asData) });
  if (grants.length === 0) return say('Nobody was given a role.');
  print(table([['number', 'name', 'role', 'for', 'since'], ...grants.map(asRow)]));
}

const asRow = ({ number, name, role, scope, at }: GrantLine) => [
  ...[number, name, role, scopeWords(scope), new Date(at).toISOString().slice(0, 10)],
];
const asData = ({ at, ...rest }: GrantLine) => ({ ...rest, at: new Date(at).toISOString() });

const scopeWords = ({ country, department }: Grant['scope']): string =>
  [country, department].flatMap((list) => (list ? [list.join(', ')] : [])).join(' in ') || 'everybody';

async function apply(
  how: 'grant' | 'revoke',
  wanted: string,
  role: GrantedRole,
  words: ChangeWords,
): Promise<void> {
  const reason = reasonIn(words);
  const scope = scopeIn(role, words);
  const name = await withService(async (service) => {
    const { id: organisationId } = await organisationOf(service, words.organisation);
    const employee = await service.database.transaction(organisationId, (tx) =>
      employeeNamed(tx, organisationId, wanted),
    );
    const asked: GrantChange = { employeeId: employee.id, role, scope, reason };
    const result = await new Grants(service.database)[how]({ organisationId, personId: null }, asked);
    if (!result.ok) throw new CommandFailed(exit.problems, `Nobody who works here is ${wanted}.`);
    return `${employee.name} (${employee.number})`;
  });
  say(how === 'grant' ? `${name} is ${role} for ${scopeWords(scope)}.` : `${name} is not ${role} now.`);
}

/** Only these two roles have a scope at all; the others are for the whole organisation. */
const scoped: readonly GrantedRole[] = ['hr-partner', 'facilitator'];

function scopeIn(role: GrantedRole, { country, department }: ChangeWords): Grant['scope'] {
  if (!scoped.includes(role) && (country ?? department) !== undefined)
    throw new CommandFailed(
      exit.usage,
      `${role} is a role for everybody; it takes no country or department.`,
    );
  return {
    ...(country === undefined ? {} : { country: listIn(country) }),
    ...(department === undefined ? {} : { department: listIn(department) }),
  };
}

function listIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new CommandFailed(
    exit.usage,
    `"${text}" is no list; expected names with a comma between, such as ES,PT.`,
  );
}
