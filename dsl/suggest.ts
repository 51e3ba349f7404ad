/** Similar names: who was probably meant. */

/**
 * Candidates near `word`, nearest first: at most 2 changed, swapped, added or missing letters, or a third of the word.
 * Capitals do not count. Several at the same distance are all returned; a safe fix needs exactly one.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const wanted = word.toLowerCase();
  const limit = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const found: { text: string; distance: number }[] = [];
  for (const text of new Set(candidates)) {
    if (Math.abs(text.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, text.toLowerCase(), limit);
    if (distance <= limit) found.push({ text, distance });
  }
  const best = Math.min(...found.map((f) => f.distance));
  return found.filter((f) => f.distance === best).map((f) => f.text);
}

/** Damerau–Levenshtein distance of adjacent swaps; more than `limit` is reported as `limit + 1`. */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, last, before));
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: number[],
  last: number[],
  before: number[],
): number {
  const same = a[i - 1] === b[j - 1];
  let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
  return best;
}
