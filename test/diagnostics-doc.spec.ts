/** docs/diagnostics.md is made from the catalogue and from the cases that prove each message. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { catalogue, compileCycle, entryOf, renderAll } from '../dsl/index.js';
import { allCases, type Case } from './check/cases.js';

const file = join(import.meta.dirname, '../docs/diagnostics.md');
type Code = keyof typeof catalogue;

const first = (template: string | readonly string[]): string =>
  typeof template === 'string' ? template : (template[0] ?? '');

function page(code: Code, example: Case | undefined): string {
  const entry = entryOf(code);
  const parts = [
    `## ${code}`,
    `**${entry.severity}** · ${first(entry.title)}`,
    first(entry.why),
    `**Help.** ${first(entry.help)}`,
  ];
  return [...parts, ...(example ? [`\`\`\`text\n${shown(example)}\n\`\`\``] : [])]
    .filter(Boolean)
    .join('\n\n');
}

/** The message as a terminal shows it, for the smallest text that gets it. */
function shown({ code, wrong }: Case): string {
  const { diagnostics, sources } = compileCycle([{ path: 'cycle.cycle', text: wrong }], 'cycle.cycle');
  return renderAll(diagnostics.filter((one) => one.code === code).slice(0, 1), sources).trimEnd();
}

it('docs/diagnostics.md shows every message, and the smallest text that gets it', () => {
  const cases = allCases();
  const codes = (Object.keys(catalogue) as Code[]).sort();
  const text = [
    '# Messages',
    'Every message of the language, by code. Made from the catalogue: `UPDATE_GOLDEN=1 npm test -- diagnostics-doc` writes it. Braces mark values that are filled in. An **error** keeps a version from starting, a **warning** does not; `# allow CY5006 because …` on the line above accepts a warning, with its reason.',
    ...codes.map((code) =>
      page(
        code,
        cases.find((one) => one.code === code),
      ),
    ),
  ].join('\n\n');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${text}\n`);
  expect(readFileSync(file, 'utf8')).toBe(`${text}\n`);
});
