/** Dates as people read them: "Fri 20 Nov", "in 4 days". Pure; no locale, no zone but the one that is given. */
import type { LocalDate } from '../../dsl/index.js';
import { dateAt, dayNumber, type Instant, timeAt, weekday } from '../../workflows/index.js';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** "Fri 20 Nov"; with the year when it is another one than that of `today` (null: always with it). */
export function dayWords(date: LocalDate, today: LocalDate | null): string {
  const [year, month, day] = date.split('-');
  const words = `${weekdays[weekday(date) - 1]} ${Number(day)} ${months[Number(month) - 1]}`;
  return today?.startsWith(`${year}-`) ? words : `${words} ${year}`;
}

/** "in 4 days", "today", "tomorrow", "yesterday", "12 days ago". */
export function distance(date: LocalDate, today: LocalDate): string {
  const days = dayNumber(date) - dayNumber(today);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** "Fri 20 Nov 14:02", in the zone. */
export function instantWords(at: Instant, zone: string, now: Instant): string {
  return `${dayWords(dateAt(zone, at), dateAt(zone, now))} ${timeAt(zone, at)}`;
}

export type Due = {
  on: LocalDate;
  /** "Fri 20 Nov" */
  day: string;
  /** "in 4 days", "today", "2 days late" */
  away: string;
  /** Amber from three days before on. */
  tone: 'calm' | 'soon' | 'late';
  /** "Fri 20 Nov 2026, 24:00, Europe/Madrid" */
  exact: string;
};

/** The due date of a task in words. `zone` is that of the person who does it: the day ends at midnight there. */
export function dueWords(on: LocalDate, at: Instant | null, zone: string, now: Instant): Due {
  const today = dateAt(zone, now);
  const days = dayNumber(on) - dayNumber(today);
  const late = at === null ? days < 0 : now >= at;
  const overdue = Math.max(1, -days);
  return {
    on,
    day: dayWords(on, today),
    away: late ? `${overdue} ${overdue === 1 ? 'day' : 'days'} late` : distance(on, today),
    tone: late ? 'late' : days <= 3 ? 'soon' : 'calm',
    exact: `${dayWords(on, null)}, 24:00, ${zone}`,
  };
}
