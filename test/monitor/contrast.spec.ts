/** Colours of the app and of the task pages: one table, and legible in both themes (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tokens } from '../../src/pages/assets/tokens.js';

const css = readFileSync(join(import.meta.dirname, '../../web/src/tokens.css'), 'utf8');

type Rgb = [number, number, number];
type Theme = 'light' | 'dark';
function coloursIn(text: string): Map<string, Record<Theme, string>> {
  const pairs = text.matchAll(/--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g);
  return new Map([...pairs].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));
}
const colours = coloursIn(css);

function rgb(name: string, theme: Theme): Rgb {
  const hex = colours.get(name)?.[theme];
  if (!hex) throw new Error(`there is no colour ${name}`);
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}
const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const gamma = (part: number) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
function contrast(one: Rgb, other: Rgb): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function oklab([r, g, b]: Rgb): Rgb {
  const [x, y, z] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
  const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
function fromOklab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (part: number) => gamma(Math.min(1, Math.max(0, part)));
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
/** `color-mix(in oklab, one share, other)` */
function mixed(one: Rgb, other: Rgb, share: number): Rgb {
  const [a, b] = [oklab(one), oklab(other)];
  return fromOklab(a.map((part, n) => part * share + (b[n] ?? 0) * (1 - share)) as Rgb);
}

const themes = ['light', 'dark'] as const;
const grounds = ['bg', 'surface', 'surface-2'];
const texts = [
  ...grounds.flatMap((ground) => [
    ['ink', ground],
    ['ink-2', ground],
  ]),
  ...['bg', 'surface', 'accent-soft'].map((ground) => ['accent', ground]),
  ['ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ...['late', 'failed', 'done'].flatMap((meaning) => [
    [meaning, `${meaning}-soft`],
    [meaning, 'surface'],
  ]),
] as [string, string][];
const marks = [
  ...grounds.map((ground) => ['control', ground]),
  ['heat', 'surface'],
  ['late', 'surface'],
  ['accent', 'bg'],
] as [string, string][];

describe.each(themes)('in %s', (theme) => {
  it.each(texts)('%s can be read on %s', (text, ground) => {
    expect(contrast(rgb(text, theme), rgb(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)('%s stands out from %s', (mark, ground) => {
    expect(contrast(rgb(mark, theme), rgb(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it('every step of heat carries its number', () => {
    for (let share = 0; share <= 45; share += 1) {
      const fill = mixed(rgb('heat', theme), rgb('surface', theme), share / 100);
      expect([share, contrast(rgb('ink', theme), fill) >= 4.5]).toEqual([share, true]);
    }
  });
});

it('the task pages have the colours of the app', () => {
  const pages = coloursIn(tokens);
  expect(pages.size).toBeGreaterThan(10);
  for (const [name, values] of pages)
    if (colours.has(name)) expect([name, values]).toEqual([name, colours.get(name)]);
});
