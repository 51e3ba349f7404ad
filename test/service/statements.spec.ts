/** Row-level security is the second wall; the first is that every statement says whose rows it means. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { organisationTables } from '../../migrations/first-schema.js';

/** Statements that name no organisation in our words, by file and a piece of the text, with the reason. */
const exceptions: readonly { file: string; text: string; because: string }[] = [
  {
    file: 'src/participants/people-changes.ts',
    text: 'where o.id = $1',
    because: 'the organisation is the row it starts from: its id is the value, and incidents are bound to it',
  },
];

const root = join(import.meta.dirname, '..', '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));

const names = organisationTables.join('|');
const touched = new RegExp(
  `\\b(?:from|join|update|into)\\s+(?:only\\s+)?(?:${names})\\b(?!\\s*as\\s*materialized)`,
  'gi',
);
const inserted = new RegExp(`\\binto\\s+(?:${names})(?:\\s+as\\s+\\w+)?\\s*\\(\\s*organisation_id\\b`, 'gi');
const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** What a statement lacks, or null. Every table is bound by an `organisation_id = …`: to another table of the statement, or to the value. */
function lacking(text: string): string | null {
  const tables = count(text, touched);
  if (tables === 0) return null;
  const inserts = count(text, inserted);
  const bound = inserts + count(text, /\borganisation_id\s*=/gi);
  if (bound < tables) return `touches ${tables} tables, and binds ${bound}`;
  const pinned = inserts + count(text, /\borganisation_id\s*=\s*(any\()?\$/gi);
  return pinned === 0 ? 'names no value of organisation_id' : null;
}

type Text = { file: string; line: number; text: string };

/** Statements of the files: pieces that are constants stand in the places where they are used. */
function statementsOf(sources: readonly { file: string; text: string }[]): Text[] {
  const parsed = sources.map(({ file, text }) =>
    ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
  );
  const exported = new Map<string, ts.Expression>();
  for (const source of parsed) each(source, (node) => remember(node, exported, true));
  return parsed.flatMap((source) => {
    const known = new Map(exported);
    each(source, (node) => remember(node, known, false));
    const used = new Set<ts.Node>();
    each(source, (node) => {
      if (ts.isTemplateSpan(node)) used.add(known.get(rootOf(node.expression) ?? '') ?? node);
    });
    const found: Text[] = [];
    each(source, (node) => {
      if (!isText(node) || used.has(node) || exportedPiece(node)) return;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      found.push({ file: source.fileName, line, text: written(node, known, 0) });
    });
    return found;
  });
}

function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

function remember(node: ts.Node, known: Map<string, ts.Expression>, exportedOnly: boolean): void {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return;
  if (!isText(node.initializer) || (exportedOnly && !exportedPiece(node.initializer))) return;
  known.set(node.name.text, node.initializer);
}

/** The text of an exported constant: it is checked where it is used. */
function exportedPiece(node: ts.Node): boolean {
  const statement = node.parent.parent?.parent;
  return (
    ts.isVariableDeclaration(node.parent) &&
    ts.isVariableStatement(statement) &&
    statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

/** The name an expression begins with: `select` of `select.replace(…)`. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
  return undefined;
}

function written(node: ts.Expression, known: ReadonlyMap<string, ts.Expression>, depth: number): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return '';
  const spans = node.templateSpans.map(({ expression, literal }) => {
    const piece = known.get(rootOf(expression) ?? '');
    const inside = piece && depth < 5 ? written(piece, known, depth + 1) : '$';
    return `${inside}${literal.text}`;
  });
  return node.head.text + spans.join('');
}

describe('statements', () => {
  it('name the organisation of every table they touch', () => {
    const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    const wrong = statementsOf(sources).flatMap(({ file, line, text }) => {
      const lacks = lacking(text);
      const excused = exceptions.some((one) => one.file === file && text.includes(one.text));
      return lacks === null || excused ? [] : [`${file}:${line} ${lacks}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['select from task where organisation_id = $1 and id = $2', null],
    ['select from task where id = $1', 'touches 1 tables, and binds 0'],
    [
      'select from task t join cycle c on c.organisation_id = t.organisation_id where t.id = $1',
      'touches 2 tables, and binds 1',
    ],
    [
      'select from task t, cycle where t.organisation_id = c.organisation_id',
      'names no value of organisation_id',
    ],
    ['insert into task (organisation_id, id) values ($1, $2)', null],
    ['insert into task (id) values ($2)', 'touches 1 tables, and binds 0'],
    ['update task set status = $2', 'touches 1 tables, and binds 0'],
    ['delete from task', 'touches 1 tables, and binds 0'],
  ])('are told from one another: %s', (text, lacks) => {
    expect(lacking(text)).toBe(lacks);
  });

  it('are read with the pieces they are made of', () => {
    const text =
      'const of = `task t where t.organisation_id = $1`; const all = `select from ${of} and t.id = $2`;';
    expect(statementsOf([{ file: 'one.ts', text }]).map((one) => one.text)).toEqual([
      'select from task t where t.organisation_id = $1 and t.id = $2',
    ]);
  });
});
