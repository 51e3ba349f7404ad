/** `perennial check`: says what is wrong with cycle files. */
import type { Command } from 'commander';
import { renderAll, type Compiled, type Diagnostic } from '../../dsl/index.js';
import { compileFile } from './cycle-files.js';
import { exit } from './exit.js';
import { print, printJson, stylerFor } from './output.js';

/** Adds the command. Exit: 0 no errors, 1 errors, 64 wrong use. Warnings and notes are printed and do no harm. */
export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .argument('<files...>', 'cycle files')
    .option('--json', 'print the messages as one line of JSON')
    .description('check cycle files, and show every problem with its place, reason and repair')
    .action((files: string[], { json = false }: { json?: boolean }) => {
      const results = files.map((file) => ({ file, ...compileFile(file) }));
      if (json) printJson('perennial.check/1', { files: results.map(asData) });
      else results.forEach(printResult);
      process.exitCode = results.some(({ model }) => model === null) ? exit.problems : exit.ok;
    });
}

type Result = Compiled & { file: string };

function printResult({ file, model, diagnostics, sources }: Result): void {
  if (diagnostics.length > 0) print(renderAll(diagnostics, sources, stylerFor(process.stdout)));
  print(`${file}: ${model ? goodWords(model, diagnostics) : badWords(diagnostics)}`);
}

function goodWords(model: NonNullable<Compiled['model']>, diagnostics: readonly Diagnostic[]): string {
  const stages = model.cycles.reduce((sum, cycle) => sum + cycle.stages.length, 0);
  const parts = [
    counted(model.cycles.length, 'cycle'),
    counted(stages, 'stage'),
    counted(model.scenarios.length, 'scenario'),
  ];
  const more = diagnostics.length > 0 ? `; ${summary(diagnostics)}` : '';
  return `fine, ${parts.join(', ')}${more}. Version ${model.hash.slice(0, 12)}.`;
}

const badWords = (diagnostics: readonly Diagnostic[]): string => `${summary(diagnostics)}. It cannot start.`;

function summary(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: diagnostics.filter((d) => d.severity === severity).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ severity, count }) => counted(count, severity)).join(', ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Lines and columns count from 1; the end column is past the last character. */
function asData({ file, model, diagnostics, sources }: Result) {
  return {
    file,
    ok: model !== null,
    hash: model?.hash ?? null,
    diagnostics: diagnostics.map(({ at, places, ...rest }) => ({
      ...rest,
      at: { path: sources[at.file]?.path ?? file, from: at.from, to: at.to },
      places: places.map(({ at: place, label }) => ({
        label,
        path: sources[place.file]?.path ?? file,
        from: place.from,
        to: place.to,
      })),
    })),
  };
}
