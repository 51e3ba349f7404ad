/** `perennial diagram`: the machine of a cycle as a picture or as data. */
import { type Command, Option } from 'commander';
import { define, diagram, type DiagramFormat } from '../../workflows/index.js';
import { checkedFile, cycleOf } from './cycle-files.js';
import { print, say } from './output.js';
import { writeWhole } from './write-file.js';

type Words = { format: DiagramFormat; output?: string; cycle?: string };

/** Adds the command. */
export function addDiagramCommand(program: Command): void {
  program
    .command('diagram')
    .argument('<file>', 'cycle file')
    .addOption(
      new Option('--format <format>', 'Mermaid text, XState JSON, or an SVG picture')
        .choices(['mermaid', 'json', 'svg'])
        .default('mermaid'),
    )
    .option('-o, --output <file>', 'write to a file instead of the terminal')
    .option('--cycle <name>', 'which cycle, when the file has several')
    .description('draw the machine of a cycle')
    .action((file: string, { format, output, cycle: name }: Words) => {
      const { model } = checkedFile(file);
      const text = diagram(define(model, cycleOf(model, name)), format);
      if (output === undefined) return print(text);
      writeWhole(output, text);
      say(`Written to ${output}.`);
    });
}
