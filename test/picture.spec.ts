/** The picture of the README: no text touches the edge of its card, in whatever font a reader's machine has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const svg = readFileSync(join(import.meta.dirname, '../docs/picture.svg'), 'utf8');
const number = (attributes: string, name: string): number =>
  Number(new RegExp(`\\b${name}="([\\d.]+)"`).exec(attributes)?.[1] ?? NaN);

const [, width = NaN, height = NaN] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
const mono = svg.slice(svg.indexOf('<g class="mono'), svg.indexOf('</g>', svg.indexOf('<g class="mono')));
const boxes = [...svg.matchAll(/<rect ([^>]+)>/g)].map(([, at = '']) => ({
  left: number(at, 'x'),
  top: number(at, 'y'),
  right: number(at, 'x') + number(at, 'width'),
  bottom: number(at, 'y') + number(at, 'height'),
}));
/** Widths as in the widest of the usual fonts. */
const texts = [...svg.matchAll(/<text ([^>]+)>(.*?)<\/text>/g)].map(([whole, at = '', inner = '']) => {
  const text = inner.replace(/<[^>]+>/g, '').trim();
  const size = mono.includes(whole) || at.includes('small') ? 12 : 13;
  const wide = text.length * size * (at.includes('strong') ? 0.66 : mono.includes(whole) ? 0.61 : 0.56);
  const left = at.includes('middle') ? number(at, 'x') - wide / 2 : number(at, 'x');
  return { text, left, right: left + wide, top: number(at, 'y') - size, bottom: number(at, 'y') + 4 };
});

it('has text and boxes', () => {
  expect(texts.length).toBeGreaterThan(15);
  expect(boxes.every(({ left, right }) => left >= 0 && right <= width)).toBe(true);
});

it.each(texts)('$text has room on every side', ({ left, right, top, bottom }) => {
  const [around] = boxes
    .filter((box) => box.left <= left && box.right >= left && box.top <= top && box.bottom >= top)
    .sort((a, b) => a.right - a.left - (b.right - b.left));
  const room = around ?? { left: 0, top: 0, right: width, bottom: height };
  const least = Math.min(left - room.left, room.right - right, top - room.top, room.bottom - bottom);
  expect(least).toBeGreaterThanOrEqual(8);
});
