/** The filter of the list of people, kept in the address: what the page shows is what the link says. */
export type Filter = {
  phase?: string;
  stage?: string;
  state?: string;
  late?: '1';
  held?: '1';
  department?: string;
  manager?: string;
  q?: string;
};
const keys = ['phase', 'stage', 'state', 'late', 'held', 'department', 'manager', 'q'] as const;

/** Reads the filter; unknown parameters are left alone. */
export function filterOf(search: URLSearchParams): Filter {
  return Object.fromEntries(keys.flatMap((key) => (search.get(key) ? [[key, search.get(key)]] : [])));
}

/** The query of a link to exactly these people, `?phase=review&late=1`. */
export function queryOf(filter: Filter): string {
  const search = new URLSearchParams();
  for (const key of keys) {
    const value = filter[key];
    if (value) search.set(key, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** True when both name the same people. */
export const same = (a: Filter, b: Filter): boolean => queryOf(a) === queryOf(b);
