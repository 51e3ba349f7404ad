/** What can only be seen when all rows lie side by side: numbers and addresses given twice, unknown people, loops. Pure. */
import { cellProblem, type Problem } from './problem.js';
import type { Draft, Line } from './rows.js';

/**
 * Problems between rows. `lines`: all rows, so that a loop is told beside whatever else is wrong with one of them. `known`: employee
 * numbers whose row has a problem of its own; who names them is not told as well.
 */
export function compareRows(
  drafts: readonly Draft[],
  lines: readonly Line[],
  known: ReadonlySet<string>,
): Problem[] {
  const numbers = new Set([...known, ...drafts.map(({ number }) => number)]);
  return [
    ...twice(drafts, 'employee_id', (draft) => draft.number),
    ...twice(drafts, 'email', (draft) => draft.email),
    ...drafts.flatMap((draft) => unknownHolders(draft, numbers)),
    ...loops(lines.filter(({ number }) => number !== '')),
  ];
}

function twice(drafts: readonly Draft[], column: string, of: (draft: Draft) => string): Problem[] {
  const first = new Map<string, number>();
  return drafts.flatMap((draft) => {
    const key = of(draft).toLowerCase();
    const line = first.get(key);
    if (line === undefined) first.set(key, draft.line);
    return line === undefined
      ? []
      : [cellProblem(draft.line, column, of(draft), `one that nobody else has; line ${line} has it`)];
  });
}

function unknownHolders(draft: Draft, numbers: ReadonlySet<string>): Problem[] {
  return Object.entries(draft.holders)
    .filter(([, number]) => !numbers.has(number))
    .map(([role, number]) =>
      cellProblem(draft.line, columnOf(role), number, 'the employee_id of somebody in this file'),
    );
}

const columnOf = (role: string) => `${role.replaceAll('-', '_')}_id`;

/** Rows that name somebody whose row is left out and who is not known from before; to be left out themselves. */
export function dependents(drafts: readonly Draft[], leftOut: ReadonlySet<string>): Problem[] {
  return drafts.flatMap((draft) =>
    Object.entries(draft.holders)
      .filter(([, number]) => leftOut.has(number))
      .map(([role, number]) =>
        cellProblem(
          draft.line,
          columnOf(role),
          number,
          `somebody whose own row is good; the row of ${number} is left out`,
        ),
      ),
  );
}

/** Each loop once, at its first row in the file, with the way round. */
function loops(lines: readonly Line[]): Problem[] {
  const above = new Map<string, string | undefined>();
  // A number that is given twice is told as that; here its first row counts.
  for (const { number, manager } of lines) if (!above.has(number)) above.set(number, manager ?? undefined);
  const settled = new Set<string>();
  const problems: Problem[] = [];
  for (const one of lines) {
    const path: string[] = [];
    const seen = new Map<string, number>();
    let at: string | undefined = one.number;
    while (at !== undefined && !settled.has(at) && !seen.has(at)) {
      seen.set(at, path.length);
      path.push(at);
      at = above.get(at);
    }
    const from = at === undefined ? undefined : seen.get(at);
    if (from !== undefined) problems.push(loopProblem(path.slice(from), lines));
    for (const number of path) settled.add(number);
  }
  return problems;
}

function loopProblem(members: readonly string[], lines: readonly Line[]): Problem {
  const first = lines.find(({ number }) => members.includes(number));
  const start = members.indexOf(first?.number ?? '');
  const round = [...members.slice(start), ...members.slice(0, start), first?.number].join(' → ');
  const expected =
    members.length === 1
      ? 'another person, or nothing for whoever has no manager'
      : `a reporting line without a loop; here it is ${shortened(round)}`;
  return cellProblem(first?.line ?? 1, 'manager_id', first?.manager ?? '', expected);
}

function shortened(round: string): string {
  const steps = round.split(' → ');
  return steps.length <= 12 ? round : [...steps.slice(0, 8), '…', ...steps.slice(-3)].join(' → ');
}
