/** `perennial explain CODE`: what the catalogue says about a message. */
import type { Command } from 'commander';
import { catalogue, entryOf, nearest, type Code } from '../../dsl/index.js';
import { CommandFailed, exit } from './exit.js';
import { print } from './output.js';

/** Adds the command. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<code>', 'code of a message, such as CY4001')
    .description('say what a message means, why it matters and what to do')
    .action((given: string) => {
      const code = given.toUpperCase();
      if (!isCode(code)) throw new CommandFailed(exit.problems, unknown(given, code));
      const { severity, title, why, help } = entryOf(code);
      print(
        [`${severity} ${code}: ${first(title)}`, '', `  why   ${first(why)}`, `  help  ${first(help)}`].join(
          '\n',
        ),
      );
    });
}

const isCode = (text: string): text is Code => Object.hasOwn(catalogue, text);

function unknown(given: string, code: string): string {
  const close = nearest(code, Object.keys(catalogue)).slice(0, 3).join(', ');
  return `There is no message ${given}.${close === '' ? '' : ` Did you mean ${close}?`}`;
}

/** Of several wordings the first, which says most; what a case fills in stands as `…`. */
function first(template: string | readonly string[]): string {
  const text = typeof template === 'string' ? template : (template[0] ?? '');
  return text.replace(/\{\w+\}/g, '…');
}
