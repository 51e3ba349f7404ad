/** The pictures of a report, as SVG text. Colours come from the style sheet, so they follow light and dark. */
import type { Instant } from '../../engine/contract.js';
import { addDays, addMonths, daysBetween, firstOfMonth } from '../../../dsl/index.js';
import { dateAt } from '../../rules/zone.js';
import type { ReportData, StageLine } from './data.js';
import { civil, count, day, escaped, monthOf } from './words.js';

const WIDTH = 960;
const NAMES = 150;
const ROW = 34;
const TOP = 26;

type Axis = { from: string; days: number; x: (date: string) => number };

function axisOf(from: string, to: string): Axis {
  const days = Math.max(1, daysBetween(from, to));
  return { from, days, x: (date) => NAMES + (daysBetween(from, date) / days) * (WIDTH - NAMES - 10) };
}

/** The months of an axis as lines with a label on as many of them as there is room for. */
function months(axis: Axis, height: number): string {
  const list: string[] = [];
  const last = addDays(axis.from, axis.days);
  for (let month = firstOfMonth(axis.from); month <= last; month = addMonths(month, 1))
    if (month >= axis.from) list.push(month);
  const every = Math.ceil(list.length / 9);
  return list
    .map((month, i) => {
      const x = axis.x(month).toFixed(1);
      const fits = axis.x(month) < WIDTH - 60;
      const label = i % every === 0 && fits ? `<text x="${x}" y="14">${monthOf(month)}</text>` : '';
      return `<line class="rule" x1="${x}" x2="${x}" y1="${TOP - 4}" y2="${height}"/>${label}`;
    })
    .join('');
}

/** When each stage was open: the pale bar from first opening to last closing, the dark part until nine of ten were done. */
export function timelineChart(stages: readonly StageLine[]): string {
  const shown = stages.filter((stage) => stage.firstOpened !== null);
  const starts = shown.flatMap((stage) => stage.firstOpened ?? []);
  const ends = shown.flatMap((stage) => stage.lastClosed ?? stage.firstOpened ?? []);
  if (starts.length === 0) return '';
  const axis = axisOf(dateAt('UTC', least(starts)), dateAt('UTC', most(ends)));
  const height = TOP + shown.length * ROW;
  const rows = shown.map((stage, i) => timelineRow(axis, stage, TOP + i * ROW)).join('');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="When each stage was open">${months(axis, height)}${rows}</svg>`;
}

const least = (list: readonly Instant[]): Instant => list.reduce((a, b) => Math.min(a, b));
const most = (list: readonly Instant[]): Instant => list.reduce((a, b) => Math.max(a, b));

function timelineRow(axis: Axis, stage: StageLine, y: number): string {
  const x = (at: Instant | null) => (at === null ? null : axis.x(dateAt('UTC', at)));
  const from = x(stage.firstOpened) ?? NAMES;
  const bar = (to: number | null, kind: string) =>
    to === null
      ? ''
      : `<rect class="bar ${kind}" x="${from.toFixed(1)}" y="${y + 6}" width="${Math.max(3, to - from).toFixed(1)}" height="16" rx="4"/>`;
  const half = x(stage.half);
  const mark =
    half === null ? '' : `<rect class="mark" x="${half.toFixed(1)}" y="${y + 3}" width="2.5" height="22"/>`;
  const title = `${stage.name}: opened ${day(stage.firstOpened)}, half done ${day(stage.half)}, nine of ten ${day(stage.most)}, last ${day(stage.lastClosed)}`;
  return `<g><title>${escaped(title)}</title><text class="name" x="0" y="${y + 19}">${escaped(stage.name)}</text>${bar(x(stage.lastClosed), 'soft')}${bar(x(stage.most), '')}${mark}</g>`;
}

/** Mails by week, as bars. */
export function mailChart(days: ReportData['mailsPerDay']): string {
  const [first, last] = [days[0]?.on, days.at(-1)?.on];
  if (first === undefined || last === undefined) return '';
  const weeks = byWeek(days, first);
  const highest = Math.max(1, ...weeks.map(({ mails }) => mails));
  const [height, base] = [180, 170];
  const axis = axisOf(first, addDays(last, 7));
  const width = Math.max(2, ((WIDTH - NAMES) / axis.days) * 7 - 1.5);
  const bars = weeks
    .map(({ on, mails }) => {
      const tall = (mails / highest) * (base - TOP);
      return `<g><title>Week of ${civil(on)}: ${count(mails)} mails</title><rect class="bar" x="${axis.x(on).toFixed(1)}" y="${(base - tall).toFixed(1)}" width="${width.toFixed(1)}" height="${tall.toFixed(1)}" rx="1.5"/></g>`;
    })
    .join('');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Mails by week">${months(axis, base)}<text class="name" x="0" y="${TOP + 8}">${count(highest)}</text><text x="0" y="${TOP + 24}">in the fullest week</text>${bars}</svg>`;
}

function byWeek(days: ReportData['mailsPerDay'], first: string): { on: string; mails: number }[] {
  const weeks = new Map<string, number>();
  for (const { on, mails } of days) {
    const week = addDays(first, Math.floor(daysBetween(first, on) / 7) * 7);
    weeks.set(week, (weeks.get(week) ?? 0) + mails);
  }
  return [...weeks].map(([on, mails]) => ({ on, mails }));
}
