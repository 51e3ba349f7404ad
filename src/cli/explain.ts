/** `perennial explain CODE`: what the catalogue says about a message, and how it looks where it is given. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
        [`${severity} ${code}: ${first(title)}`, '', `  why   ${first(why)}`, `  help  ${first(help)}`]
          .concat(exampleOf(code))
          .join('\n'),
      );
    });
}

const isCode = (text: string): text is Code => Object.hasOwn(catalogue, text);

function unknown(given: string, code: string): string {
  const close = nearest(code, Object.keys(catalogue)).slice(0, 3).join(', ');
  return `There is no message ${given}.${close === '' ? '' : ` Did you mean ${close}?`}`;
}

/** The page of messages, which has an example of each: two or three folders up, in sources and in a build. */
const pages = ['../..', '../../..'].map((up) => join(import.meta.dirname, up, 'docs/diagnostics.md'));

/** The message as it stands in the page; nothing where the page does not come along. */
function exampleOf(code: Code): string[] {
  const page = pages.find(existsSync);
  const section = page === undefined ? '' : (readFileSync(page, 'utf8').split(`\n## ${code}\n`)[1] ?? '');
  const [, example] = /```text\n([^]*?)\n```/.exec(section.split('\n## ')[0] ?? '') ?? [];
  return example === undefined ? [] : ['', 'For example:', '', example];
}

/** Of several wordings the first, which says most; what a case fills in stands as `…`. */
function first(template: string | readonly string[]): string {
  const text = typeof template === 'string' ? template : (template[0] ?? '');
  return text.replace(/\{\w+\}/g, '…');
}
