/** A run as one HTML page that needs nothing else: readable on a phone, in light and dark, and on paper. Pure. */
import { mailChart, timelineChart } from './charts.js';
import type { Distribution, ReportData, StageLine } from './data.js';
import { style } from './style.js';
import { civil, count, day, escaped, share } from './words.js';

/** The whole page. */
export function reportHtml(data: ReportData): string {
  const body = [
    head(data),
    cards(data),
    timeline(data),
    stages(data),
    mails(data),
    ratings(data),
    budgets(data),
    refusals(data),
    foot(data),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(data.cycle)}: what would happen</title><style>${style}</style></head>
<body><main>
${body.filter((part) => part !== '').join('\n')}
</main></body>
</html>
`;
}

const section = (title: string, note: string, inside: string): string =>
  `<section><h2>${escaped(title)}</h2>${note === '' ? '' : `<p class="note">${escaped(note)}</p>`}${inside}</section>`;

function head({ cycle, ran, participants }: ReportData): string {
  const how = ran.kept === 'memory' ? 'Simulated in memory' : 'Rehearsed on the real engine and database';
  return `<header><p class="soft">${how}, with people who act by a script</p><h1>${escaped(cycle)}</h1>
<p class="soft">${count(participants)} people, until ${day(ran.until)}. People, dates and marks come from seed ${ran.seed}; the same seed gives the same year.</p></header>`;
}

function cards(data: ReportData): string {
  const card = (value: string, label: string, kind = '') =>
    `<div class="card ${kind}"><b>${value}</b><span>${escaped(label)}</span></div>`;
  const all = data.closed === data.participants;
  return `<div class="cards">${[
    card(count(data.participants), 'people took part'),
    card(count(data.closed), all ? 'closed, everybody' : 'closed', all ? 'good' : 'bad'),
    card(count(data.incidents), 'incidents', data.incidents === 0 ? 'good' : 'bad'),
    card(count(data.transitions), 'events'),
    card(count(data.mails), 'mails'),
    card(count(data.stages.reduce((sum, { escalated }) => sum + escalated, 0)), 'escalations'),
  ].join('')}</div>`;
}

const timeline = ({ stages: lines }: ReportData): string =>
  section(
    'When things happened',
    'Pale: from the first opening to the last closing. Dark: until nine of ten were done. The amber mark: half were done.',
    `<div class="scroll">${timelineChart(lines)}</div>`,
  );

function stages({ stages: lines, outcomes }: ReportData): string {
  const cell = (value: number, warn = false) =>
    `<td class="${value === 0 ? 'none' : warn ? 'warn' : ''}">${count(value)}</td>`;
  const row = (line: StageLine) =>
    `<tr><td>${escaped(line.name)}</td>${cell(line.done)}${cell(line.missing)}${cell(line.skipped)}${cell(line.open, true)}${cell(line.late, true)}${cell(line.escalated, true)}${cell(line.returned)}<td>${day(line.half)}</td><td>${day(line.lastClosed)}</td></tr>`;
  const ended = outcomes.map(({ outcome, people }) => `${count(people)} ${outcome}`).join(', ');
  return section(
    'Who was late, and where work came back',
    `People ended as: ${ended}.`,
    `<div class="scroll"><table><thead><tr><th>Stage</th><th>Done</th><th>Missing</th><th>Skipped</th><th>Still open</th><th>Late</th><th>Escalated</th><th>Sent back</th><th>Half done</th><th>Last</th></tr></thead><tbody>${lines.map(row).join('')}</tbody></table></div>`,
  );
}

function mails({ mailsPerDay, receivers, mails: total }: ReportData): string {
  if (mailsPerDay.length === 0) return '';
  const fullest = mailsPerDay.reduce((a, b) => (b.mails > a.mails ? b : a));
  const rows = receivers
    .map(
      ({ number, name, mails: n }) =>
        `<tr><td>${escaped(name)} <span class="soft">${escaped(number)}</span></td><td>${count(n)}</td></tr>`,
    )
    .join('');
  return section(
    'Mails',
    `${count(total)} in all. The fullest day was ${civil(fullest.on)} with ${count(fullest.mails)}.`,
    `<div class="scroll">${mailChart(mailsPerDay)}</div><div class="scroll"><table><thead><tr><th>Who got most</th><th>Mails</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

const ratings = ({ distributions }: ReportData): string => distributions.map(rating).join('');

function rating({ rating: name, people, changed, levels }: Distribution): string {
  const highest = Math.max(1, ...levels.flatMap(({ before, after }) => [before, after]));
  const figure = (n: number) =>
    `<div class="figure"><div style="width:${((n / highest) * 52).toFixed(1)}%"></div>${count(n)} · ${share(n, people)}</div>`;
  const rows = levels
    .map(
      ({ level, before, after }) =>
        `<div class="pair"><span>${escaped(level)}</span><div class="track">${figure(before)}${figure(after)}</div></div>`,
    )
    .join('');
  return section(
    `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    `${count(people)} people are rated; calibration changed ${count(changed)} of them.`,
    `<p class="key soft"><span><i></i>before calibration</span><span><i class="after"></i>after</span></p>${rows}`,
  );
}

function budgets({ budgets: lines }: ReportData): string {
  if (lines.length === 0) return '';
  const money = (amount: string | null, unit: string) =>
    amount === null ? 'unlimited' : `${count(amount)} ${escaped(unit)}`;
  const rows = lines
    .map(
      (line) =>
        `<tr><td>${escaped(line.name)}${line.group === '' ? '' : `, ${escaped(line.group)}`}</td><td>${count(line.people)}</td><td>${money(line.budget, line.unit)}</td><td>${money(line.proposed, line.unit)}</td><td>${money(line.settled, line.unit)}</td></tr>`,
    )
    .join('');
  return section(
    'Budgets',
    'Proposed is the sum of what was chosen; settled is what remains after the budget and rounding.',
    `<div class="scroll"><table><thead><tr><th>Budget</th><th>People</th><th>Budget</th><th>Proposed</th><th>Settled</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

function refusals({ refusals: list }: ReportData): string {
  if (list.length === 0) return '';
  const rows = list
    .map(
      ({ at, deed, why }) => `<tr><td>${day(at)}</td><td>${escaped(deed)}</td><td>${escaped(why)}</td></tr>`,
    )
    .join('');
  return section(
    'Refused',
    'What scripted people tried and the rules did not allow. The first ones are listed.',
    `<div class="scroll"><table><thead><tr><th>When</th><th>What</th><th>Why</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

const foot = ({ ran }: ReportData): string =>
  `<footer><p>Digest of the final state: <code>${escaped(ran.digest)}</code></p><p>Run in ${count(ran.seconds)} seconds. Nobody got a mail, and nothing was changed outside the run.</p></footer>`;
