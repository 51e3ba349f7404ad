/** Ids: stable slugs of names, unique within a kind. */
import type { Id } from '../values.js';

/**
 * The slug of a name: lower case, accents dropped, everything but letters and digits of any script made one hyphen.
 * "Self review" → `self-review`, "Gehälter & Boni" → `gehalter-boni`. A name without letters or digits becomes `x`.
 */
export function slugOf(name: string): Id {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'x';
}

/** A slug that is not among `taken`: the second "A b" after "A-b" becomes `a-b-2`. */
export function freeSlug(name: string, taken: ReadonlySet<Id>): Id {
  const slug = slugOf(name);
  if (!taken.has(slug)) return slug;
  let n = 2;
  while (taken.has(`${slug}-${n}`)) n += 1;
  return `${slug}-${n}`;
}
