/** What can only be seen when all rows lie side by side: numbers and addresses given twice, unknown people, loops. Pure. */
import { cellProblem, type Problem } from './problem.js';
import type { Draft } from './rows.js';

/** Problems between rows. `known`: employee numbers whose row has a problem of its own; who names them is not told as well. */
export function compareRows(drafts: readonly Draft[], known: ReadonlySet<string>): Problem[] {
  const numbers = new Set([...known, ...drafts.map(({ number }) => number)]);
  return [
    ...twice(drafts, 'employee_id', (draft) => draft.number),
    ...twice(drafts, 'email', (draft) => draft.email),
    ...drafts.flatMap((draft) => unknownHolders(draft, numbers)),
    ...loops(drafts),
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
function loops(drafts: readonly Draft[]): Problem[] {
  const above = new Map<string, string | undefined>();
  // A number that is given twice is told as that; here its first row counts.
  for (const { number, holders } of drafts) if (!above.has(number)) above.set(number, holders['manager']);
  const settled = new Set<string>();
  const problems: Problem[] = [];
  for (const draft of drafts) {
    const path: string[] = [];
    const seen = new Map<string, number>();
    let at: string | undefined = draft.number;
    while (at !== undefined && !settled.has(at) && !seen.has(at)) {
      seen.set(at, path.length);
      path.push(at);
      at = above.get(at);
    }
    const from = at === undefined ? undefined : seen.get(at);
    if (from !== undefined) problems.push(loopProblem(path.slice(from), drafts));
    for (const number of path) settled.add(number);
  }
  return problems;
}

function loopProblem(members: readonly string[], drafts: readonly Draft[]): Problem {
  const draft = drafts.find(({ number }) => members.includes(number));
  const start = members.indexOf(draft?.number ?? '');
  const round = [...members.slice(start), ...members.slice(0, start), draft?.number].join(' → ');
  const expected =
    members.length === 1
      ? 'another person, or nothing for whoever has no manager'
      : `a reporting line without a loop; here it is ${shortened(round)}`;
  return cellProblem(draft?.line ?? 1, 'manager_id', draft?.holders['manager'] ?? '', expected);
}

function shortened(round: string): string {
  const steps = round.split(' → ');
  return steps.length <= 12 ? round : [...steps.slice(0, 8), '…', ...steps.slice(-3)].join(' → ');
}
