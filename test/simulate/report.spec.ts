import { expect, it } from '@jest/globals';
import { digestOf, drive, reportData, reportHtml, type ReportData } from '../../workflows/index.js';
import { peopleOf, runOf, smallYear } from './small.js';

async function report(): Promise<ReportData> {
  const run = runOf(smallYear, 34, 3);
  const end = await drive({ ...run, until: null, onProgress: () => undefined });
  const [states, figures] = [await run.keeper.outcome(), await run.keeper.figures()];
  const people = peopleOf(run.definition.model, 34).map((one) => ({ ...one, name: `<b>${one.name}</b>` }));
  const ran = { kept: 'memory', seed: 3, seconds: 1.5, digest: digestOf(states), until: end.at } as const;
  return reportData({ definition: run.definition, people, states, figures, refusals: end.refusals, ran });
}

it('adds up: every stage has everybody, every rating is one before and one after', async () => {
  const data = await report();
  for (const { done, missing, skipped, open } of data.stages)
    expect(done + missing + skipped + open).toBe(data.participants);
  for (const { people, levels } of data.distributions) {
    expect(levels.reduce((sum, { before }) => sum + before, 0)).toBe(people);
    expect(levels.reduce((sum, { after }) => sum + after, 0)).toBe(people);
  }
  expect(data.mailsPerDay.reduce((sum, { mails }) => sum + mails, 0)).toBe(data.mails);
  expect(data.outcomes.reduce((sum, { people }) => sum + people, 0)).toBe(data.participants);
});

it('is one page that loads nothing, and takes names for what they are', async () => {
  const html = reportHtml(await report());
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).not.toMatch(/<script|<link|src=|url\(|https?:/);
  expect(html).not.toContain('<b>Person');
  expect(html).toContain('&lt;b&gt;Person');
  expect(html).toContain('prefers-color-scheme:dark');
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
});

it('is the same for the same run', async () => {
  expect(reportHtml(await report())).toBe(reportHtml(await report()));
});
