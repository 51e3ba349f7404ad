import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { lineText, positionOf, readSource } from './source.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  );

describe('a source', () => {
  it('has lines that end with LF, CRLF or CR', () => {
    const source = readSource('a', 'one\r\ntwo\rthree\n\nfive');
    expect([1, 2, 3, 4, 5, 6].map((line) => lineText(source, line))).toEqual([
      'one',
      'two',
      'three',
      '',
      'five',
      '',
    ]);
  });

  it('drops a byte-order mark', () => {
    expect(readSource('a', bytes([0xef, 0xbb, 0xbf], 'language 1')).text).toBe('language 1');
  });

  it.each([
    ['a stray byte', bytes('ok\nok\n', [0xff]), 3],
    ['half a letter at the end of a line', bytes('caf', [0xc3], '\nok'), 1],
    ['a surrogate', bytes('a\n', [0xed, 0xa0, 0x80]), 2],
    ['UTF-16', bytes([0xff, 0xfe, 0x61, 0x00]), 1],
  ])('is no text with %s, and says where', (_, content, line) => {
    expect(readSource('a', content)).toMatchObject({ text: '', trouble: { why: 'notText', line } });
  });

  it('is too large by its bytes, not by its letters', () => {
    expect(readSource('a', 'é'.repeat(500_001)).trouble).toEqual({ why: 'tooLarge', bytes: 1_000_002 });
    expect(readSource('a', 'é'.repeat(500_000)).trouble).toBeNull();
  });

  it('knows the place of every offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 40 }),
        fc.nat(40),
        (text, at) => {
          const source = readSource('a', text);
          const offset = Math.min(at, text.length);
          const { line, col } = positionOf(source, offset);
          expect((source.starts[line - 1] ?? 0) + col - 1).toBe(offset);
          expect(source.starts[line] ?? Infinity).toBeGreaterThan(offset);
        },
      ),
    );
  });
});
