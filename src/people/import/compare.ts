/** What a file changes against the people as they are. Pure. */

import type { Draft } from './rows.js';
import { canonicalJson, type Value } from '../../../dsl/index.js';

/** An employee as stored, with the employee numbers of whoever holds a role for them now. */
export type Stored = {
  id: string;
  number: string;
  givenName: string;
  familyName: string;
  email: string;
  title: string | null;
  country: string | null;
  zone: string;
  location: string | null;
  attributes: Record<string, Value>;
  active: boolean;
  holders: Record<string, string>;
};
export type RoleChange = { number: string; role: string; from: string | null; to: string | null };
export type Comparison = {
  created: Draft[];
  /** Rows whose own values differ, with the person they are about; somebody who comes back is among them. */
  changed: { draft: Draft; before: Stored }[];
  unchanged: number;
  roles: RoleChange[];
  /** Active people the file no longer has. */
  left: Stored[];
};

/** Compares; `keep`: employee numbers that stay as they are because their row was skipped. */
export function comparePeople(
  drafts: readonly Draft[],
  stored: readonly Stored[],
  keep: ReadonlySet<string>,
): Comparison {
  const before = new Map(stored.map((person) => [person.number, person]));
  const inFile = new Set(drafts.map(({ number }) => number));
  const result: Comparison = { created: [], changed: [], unchanged: 0, roles: [], left: [] };
  for (const draft of drafts) {
    const person = before.get(draft.number);
    const roles = roleChanges(draft, person);
    result.roles.push(...roles);
    if (!person) result.created.push(draft);
    else if (differs(draft, person)) result.changed.push({ draft, before: person });
    else if (roles.length === 0) result.unchanged++;
  }
  result.left = stored.filter(({ number, active }) => active && !inFile.has(number) && !keep.has(number));
  return result;
}

function roleChanges(draft: Draft, person: Stored | undefined): RoleChange[] {
  const roles = new Set([...Object.keys(person?.holders ?? {}), ...Object.keys(draft.holders)]);
  return [...roles].sort().flatMap((role) => {
    const from = person?.holders[role] ?? null;
    const to = draft.holders[role] ?? null;
    return from === to ? [] : [{ number: draft.number, role, from, to }];
  });
}

function differs(draft: Draft, person: Stored): boolean {
  if (!person.active) return true;
  const own = (of: Draft | Stored) =>
    canonicalJson([
      of.givenName,
      of.familyName,
      of.email,
      of.title,
      of.country,
      of.zone,
      of.location,
      of.attributes,
    ]);
  return own(draft) !== own(person);
}
