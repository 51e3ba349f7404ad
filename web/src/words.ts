/** Dates and states in words for the screen. Dates are shown in the reader's own zone, with the exact instant as a title. */
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const dayWithYear = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const civil = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** "Fri 20 Nov", with the year when it differs from that of `asOf`. */
export function dayOf(instant: string, asOf: string): string {
  const date = new Date(instant);
  return (date.getFullYear() === new Date(asOf).getFullYear() ? day : dayWithYear).format(date);
}
/** "Fri 20 Nov 2026" of a civil date, which is in no zone. */
export const civilDay = (date: string): string => civil.format(new Date(`${date}T00:00:00Z`));
/** "14:02" */
export const timeOf = (instant: string): string => time.format(new Date(instant));
/** The full instant with its zone, for titles. */
export const exactly = (instant: string): string => exact.format(new Date(instant));
/** "1 person", "2 people" */
export const people = (n: number): string => (n === 1 ? '1 person' : `${count(n)} people`);
/** "1,417" */
export const count = (n: number): string => n.toLocaleString('en-GB');
/** "today", "1 day", "12 days" */
export const days = (n: number): string => (n === 0 ? 'today' : n === 1 ? '1 day' : `${n} days`);

export const stateWords: Readonly<Record<string, string>> = {
  waiting: 'not open yet',
  choosing: 'choosing peers',
  confirming: 'confirming peers',
  working: 'in work',
  late: 'overdue',
  locked: 'locked',
  approving: 'in approval',
  acknowledging: 'to be acknowledged',
  overriding: 'to be overridden',
  done: 'done',
  skipped: 'skipped',
  missing: 'closed without it',
};
/** Closed states come last in every list of states. */
export const stateOrder = Object.keys(stateWords);
export const closedStates = ['done', 'skipped', 'missing'];
