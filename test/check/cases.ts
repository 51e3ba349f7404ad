/** Reads the cases of `codes/`: patches to one sound text, with the line where a message is expected. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
export const base = readFileSync(join(here, 'base.cycle'), 'utf8');

export type Expected = { code: string; line: number };
export type Case = {
  file: string;
  title: string;
  code: string;
  wrong: string;
  right: string;
  expected: Expected[];
};

type Hunk = { goTo: string | null; out: string[]; wrong: string[]; right: string[] | null };

/** All cases of all files. */
export function allCases(): Case[] {
  const folder = join(here, 'codes');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => casesIn(file, readFileSync(join(folder, file), 'utf8')));
}

function casesIn(file: string, text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((section) => caseOf(file, section));
}

function caseOf(file: string, section: string): Case {
  const [head = '', ...lines] = section.split('\n');
  const [code = '', title = ''] = head.split(/: (.*)/);
  const hunks = hunksOf(lines);
  const wrong = patched(hunks, (hunk) => hunk.wrong);
  const right = patched(hunks, (hunk) => hunk.right ?? hunk.out);
  const expected = wrong.split('\n').flatMap((line, i) => {
    const mark = /# <<\s*(.*)$/.exec(line);
    if (!mark) return [];
    const codes = mark[1] ? mark[1].split(', ') : [code];
    return codes.map((one) => ({ code: one, line: i + 1 }));
  });
  return { file, title, code, wrong, right, expected };
}

function hunksOf(lines: readonly string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let goTo: string | null = null;
  let before = '';
  for (const line of lines) {
    const sign = line.charAt(0);
    const text = line.slice(1).trim();
    if (sign === '@') goTo = text;
    if (sign === '-' && before !== '-') {
      hunks.push({ goTo, out: [], wrong: [], right: null });
      goTo = null;
    }
    const hunk = hunks[hunks.length - 1];
    if (sign === '-') hunk?.out.push(text);
    if (sign === '+') hunk?.wrong.push(line.slice(2));
    if (sign === '>' && hunk) hunk.right = [...(hunk.right ?? []), line.slice(2)];
    before = sign;
  }
  return hunks;
}

/** Replaces lines of the base one hunk after the other; a hunk is looked for from its `@` line, or from the top. */
function patched(hunks: readonly Hunk[], put: (hunk: Hunk) => string[]): string {
  const lines = base.split('\n');
  for (const hunk of hunks) {
    const from = hunk.goTo === null ? 0 : find(lines, hunk.goTo, 0);
    const [first, ...others] = hunk.out;
    if (first === undefined) continue;
    const places = [find(lines, first, from)];
    for (const out of others) places.push(find(lines, out, (places[places.length - 1] ?? 0) + 1));
    for (const at of places.slice(1).reverse()) lines.splice(at, 1);
    lines.splice(places[0] ?? 0, 1, ...put(hunk));
  }
  return lines.join('\n');
}

const plain = (line: string): string => line.trim().replace(/\s+/g, ' ');

/** The first line from a place that begins with these words. */
function find(lines: readonly string[], wanted: string, from: number): number {
  const at = lines.findIndex((line, i) => i >= from && plain(line).startsWith(plain(wanted)));
  if (at < 0) throw new Error(`The base has no line: ${wanted}`);
  return at;
}
