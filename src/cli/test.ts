/** `perennial test`: runs the scenarios of cycle files. */
import type { Command } from 'commander';
import { renderAll, type Compiled, type Source } from '../../dsl/index.js';
import { runScenarios, type ScenarioFailure, type ScenarioResult } from '../../workflows/index.js';
import { compileFile } from './cycle-files.js';
import { exit } from './exit.js';
import { print, printJson, say, stylerFor } from './output.js';

/** `scenarios` is null for a text with errors. */
type FileResult = { file: string; compiled: Compiled; scenarios: ScenarioResult[] | null };

/** Adds the command. Exit: 0 all hold, 1 some do not or a file has errors, 64 wrong use. */
export function addTestCommand(program: Command): void {
  program
    .command('test')
    .argument('<files...>', 'cycle files')
    .option('--json', 'print the results as one line of JSON')
    .description('run the scenarios of cycle files')
    .action(async (files: string[], { json = false }: { json?: boolean }) => {
      const results: FileResult[] = [];
      for (const file of files) results.push(await runFile(file));
      if (json) printJson('perennial.test/1', asData(results));
      else results.forEach(printFile);
      process.exitCode = results.every(allHold) ? exit.ok : exit.problems;
    });
}

async function runFile(file: string): Promise<FileResult> {
  const compiled = compileFile(file);
  return { file, compiled, scenarios: compiled.model && (await runScenarios(compiled.model)) };
}

const allHold = ({ scenarios }: FileResult): boolean => scenarios?.every(({ passed }) => passed) ?? false;

function asData(results: readonly FileResult[]) {
  const all = results.flatMap(({ scenarios }) => scenarios ?? []);
  const passed = all.filter((one) => one.passed).length;
  return {
    passed,
    failed: all.length - passed,
    files: results.map(({ file, scenarios, compiled }) => ({
      file,
      ok: scenarios !== null,
      scenarios: scenarios?.map((one) => withPaths(one, compiled.sources)) ?? [],
      diagnostics: scenarios === null ? compiled.diagnostics : [],
    })),
  };
}

/** Places with the path of their file, as `check --json` has them. */
function withPaths({ src, failures, ...rest }: ScenarioResult, sources: readonly Source[]) {
  const place = (at: ScenarioResult['src']) => ({
    path: sources[at.file]?.path ?? '',
    from: at.from,
    to: at.to,
  });
  return {
    ...rest,
    at: place(src),
    failures: failures.map(({ src: where, ...failure }) => ({ ...failure, at: place(where) })),
  };
}

function printFile({ file, compiled, scenarios }: FileResult): void {
  if (scenarios === null) {
    say(renderAll(compiled.diagnostics, compiled.sources, stylerFor(process.stderr)));
    return print(`${file}: has errors, so no scenario can run.`);
  }
  const passed = scenarios.filter((one) => one.passed).length;
  print(
    `${file}: ${passed} of ${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'} hold${passed === 1 ? 's' : ''}`,
  );
  for (const scenario of scenarios) {
    print(`  ${scenario.passed ? '✓' : '✗'} ${scenario.name}`);
    for (const failure of scenario.failures) printFailure(failure, compiled.sources);
  }
}

function printFailure({ code, message, src, timeline }: ScenarioFailure, sources: readonly Source[]): void {
  print(`    ${code} ${sources[src.file]?.path ?? ''}:${src.from.line}  ${message}`);
  if (timeline.length > 0) print('    What happened until then:');
  for (const line of timeline) print(`      ${line}`);
}
