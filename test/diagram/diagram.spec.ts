import { describe, expect, it } from '@jest/globals';
import { diagram } from '../../workflows/index.js';
import { layout, wrapped, type Box } from '../../workflows/diagram/layout.js';
import { routes } from '../../workflows/diagram/routes.js';
import { cycle, everything, review } from '../engine/cycles.js';
import { compiled } from '../engine/play.js';

const definition = compiled(everything);
const picture = layout(definition);
const inside = (box: Box, x: number, y: number): boolean =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;

describe('the picture of a cycle', () => {
  it('is the same bytes each time, in every format', () => {
    for (const format of ['svg', 'mermaid', 'json'] as const)
      expect(diagram(compiled(everything), format)).toBe(diagram(definition, format));
  });

  it('has a box for every stage, none over another, all inside the page and their phase', () => {
    expect(picture.boxes.map(({ id }) => id).sort()).toEqual(
      definition.cycle.stages.map(({ id }) => id).sort(),
    );
    for (const box of picture.boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(picture.width);
      const band = picture.bands.find(({ phase }) => phase === box.phase);
      expect(box.y).toBeGreaterThan(band?.y ?? Infinity);
      expect(box.y + box.height).toBeLessThan((band?.y ?? 0) + (band?.height ?? 0));
      for (const other of picture.boxes.filter(({ id }) => id !== box.id)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect([box.id, other.id, apart]).toEqual([box.id, other.id, true]);
      }
    }
  });

  it('draws an arrow from every stage to those that wait for it, and none across a box', () => {
    const ways = routes(definition, picture);
    expect(ways.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
      'waits self review',
      'waits peers review',
      'returns review self',
      'waits review board',
      'waits review calibration',
      'waits calibration release',
      'waits board release',
      'waits release pay',
    ]);
    for (const { from, to, points } of ways)
      points.slice(1).forEach(([x, y], i) => {
        const [a = 0, b = 0] = points[i] ?? [];
        for (let step = 0; step <= 40; step += 1) {
          const [px, py] = [a + ((x - a) * step) / 40, b + ((y - b) * step) / 40];
          const hit = picture.boxes.find((box) => inside(box, px, py));
          expect([from, to, hit?.id]).toEqual([from, to, undefined]);
        }
      });
  });

  it('shows no text below 11 px, and says in words what it shows', () => {
    const text = diagram(definition, 'svg');
    const sizes = [...text.matchAll(/font-size: (\d+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    expect(text).toContain('<desc id="description">');
    expect(text).toContain('&quot;Review&quot; waits for &quot;Self&quot;');
    expect(text).toContain('prefers-color-scheme: dark');
  });

  it('is well-formed when names hold signs of markup', () => {
    const hostile = compiled(cycle({ stages: review() }).replaceAll('"Review"', '"R & <b>D</b>"'));
    const text = diagram(hostile, 'svg');
    expect(text).toContain('R &amp; &lt;b&gt;D&lt;/b&gt;');
    expect(text).not.toContain('<b>');
    expect(text.match(/<g /g)?.length).toBe(text.match(/<\/g>/g)?.length);
    expect(diagram(hostile, 'mermaid')).not.toContain('"R & <b>"D');
  });

  it('wraps at words, and leaves a long word whole', () => {
    expect(wrapped('one two three', 50)).toEqual(['one two', 'three']);
    expect(wrapped('incomprehensibilities are long', 30)).toEqual(['incomprehensibilities', 'are', 'long']);
  });
});

describe('Mermaid', () => {
  const text = diagram(definition, 'mermaid');
  it('has a composite state for every stage and an arrow for every wait', () => {
    expect(text).toContain('state "Review" as s5 {');
    expect(text).toContain('s3 --> s5 : opens when');
    expect(text).toContain('s5 --> s3 : when refused');
    expect(text).toContain('[*] --> s1 : opens at start');
  });
  it('names a state once, and only states it has named', () => {
    const named = [...text.matchAll(/as (s\d+_\w+)/g)].map(([, id]) => id);
    expect(new Set(named).size).toBe(named.length);
    const used = [...text.matchAll(/(s\d+_\w+) -->|--> (s\d+_\w+)/g)].map(([, from, to]) => from ?? to);
    for (const id of used) expect(named).toContain(id);
  });
});

describe('JSON', () => {
  it('holds the machine as it runs', () => {
    const data = JSON.parse(diagram(definition, 'json')) as { machine: unknown; hash: string };
    expect(data.machine).toEqual(definition.machine);
    expect(data.hash).toBe(definition.hash);
  });
});
