import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Violation = { rule: string; help: string; where: string[] };

/** What axe finds wrong with the page as it is, by WCAG 2.2 AA and best practice. */
export async function accessibilityOf(page: Page): Promise<Violation[]> {
  await page.evaluate(source);
  return page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
      rule: id, help, where: nodes.slice(0, 5).map((node) => node.target.join(' ') + ': ' + (node.any[0]?.message ?? '')) })))`,
  );
}
