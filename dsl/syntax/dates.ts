/** Dates as people write them elsewhere. */

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Number of days of a month, counted from 1; 0 when there is no such month. */
export function lastDayOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? 0);
}

/** All dates that 31.12.2026, 12/31/2026 or 2026-1-5 can mean, as year-month-day; none, one or two. */
export function readingsOfDate(text: string): string[] {
  const [a = '', b = '', c = ''] = text.split(/[./-]/);
  const readings =
    a.length === 4
      ? [date(a, b, c)]
      : text.includes('.')
        ? [date(fullYear(c), b, a)]
        : [date(fullYear(c), b, a), date(fullYear(c), a, b)];
  return [...new Set(readings.filter((reading) => reading !== null))];
}

const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);

function date(year: string, month: string, day: string): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const exists = y >= 1990 && y <= 2199 && d >= 1 && d <= lastDayOf(y, m);
  return exists ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}
