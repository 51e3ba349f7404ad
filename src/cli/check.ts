/** `perennial check`: says what is wrong with cycle files, and repairs what is certain. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { renderAll, type Compiled, type Diagnostic } from '../../dsl/index.js';
import { compileFile, reason } from './cycle-files.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say, stylerFor } from './output.js';
import { elsewhere, MOST_ROUNDS, repaired, type Repair } from './repairs.js';

/** Adds the command. Exit: 0 no errors, 1 errors, 64 wrong use. Warnings and notes are printed and do no harm. */
export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .argument('<files...>', 'cycle files')
    .option('--json', 'print the messages as one line of JSON')
    .option('--fix', 'apply the repairs that can mean only one thing, and check again')
    .option('--dry-run', 'with --fix: show the repairs, and leave the files as they are')
    .description('check cycle files, and show every problem with its place, reason and repair')
    .action((files: string[], { json = false, fix = false, dryRun = false }: Options) => {
      if (dryRun && !fix)
        throw new CommandFailed(exit.usage, '--dry-run shows what --fix would do; write both.');
      const results = files.map((file) => (fix ? fixedFile(file, dryRun, json) : checked(file)));
      if (json) printJson('perennial.check/1', { files: results.map(asData) });
      else results.forEach(printResult);
      process.exitCode = results.some(({ model }) => model === null) ? exit.problems : exit.ok;
    });
}

type Options = { json?: boolean; fix?: boolean; dryRun?: boolean };
type Result = Compiled & { file: string; repairs?: Repair[] };

const checked = (file: string): Result => ({ file, ...compileFile(file) });

/** Repairs a file round by round, since one repair can show the next; the last check is the result. */
function fixedFile(file: string, dryRun: boolean, quiet: boolean): Result {
  const all: Repair[] = [];
  for (let round = 1; ; round += 1) {
    const result = checked(file);
    const { text, repairs, clash } = repaired(result);
    if (clash !== null)
      say(
        `${file}: two repairs overlap at line ${clash}, so nothing was repaired; make one of them yourself.`,
      );
    if (round === 1)
      for (const [path, count] of elsewhere(result))
        say(`${path}: ${counted(count, 'repair')} too; check it with --fix.`);
    if (repairs.length === 0 || round > MOST_ROUNDS) return { ...result, repairs: all };
    all.push(...repairs);
    if (!quiet) repairs.forEach((repair) => printRepair(file, repair, dryRun));
    if (dryRun) return { ...result, repairs: all };
    write(file, text);
  }
}

/** Writes a text with the byte-order mark it had. */
function write(file: string, text: string): void {
  const marked = readFileSync(file)
    .subarray(0, 3)
    .equals(Buffer.from([0xef, 0xbb, 0xbf]));
  try {
    writeFileSync(file, marked ? `\uFEFF${text}` : text);
  } catch (error) {
    throw new CommandFailed(exit.usage, `${file} cannot be written: ${reason(error)}.`);
  }
}

function printRepair(file: string, { line, title, before, after }: Repair, dryRun: boolean): void {
  const signed = (sign: string, lines: readonly string[]) => lines.map((text) => `  ${sign} ${text}`);
  const head = `${file}:${line}: ${dryRun ? 'would repair' : 'repaired'}: ${title}`;
  print([head, ...signed('-', before), ...signed('+', after)].join('\n'));
}

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
function asData({ file, model, diagnostics, sources, repairs }: Result) {
  return {
    file,
    ok: model !== null,
    hash: model?.hash ?? null,
    ...(repairs && { repairs }),
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
