/** Figures and dates in words for a report: no locale, the same everywhere. */
import type { Instant } from '../../engine/contract.js';
import { dateAt } from '../../rules/zone.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `8,064`, also with decimals as text. */
export function count(value: number | string): string {
  const [whole = '', decimals] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** `12 Feb 2028` in UTC; a dash for null. */
export function day(at: Instant | null): string {
  return at === null ? '–' : civil(dateAt('UTC', at));
}

/** `12 Feb 2028` of a civil date. */
export function civil(date: string): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return `${Number(dayOfMonth)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

/** `Feb 2028`. */
export function monthOf(date: string): string {
  return `${months[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
}

/** Share in percent with one decimal; a dash of nobody. */
export function share(part: number, of: number): string {
  return of === 0 ? '–' : `${(Math.round((part / of) * 1000) / 10).toFixed(1)}%`;
}

/** Text that is safe inside HTML, also inside attributes in double quotes. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
