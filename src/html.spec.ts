import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attributes, markup } from './html.js';

describe('a template', () => {
  it('escapes text and keeps what is markup already', () => {
    const name = `<b>"O'Neil" & \`co\`</b>`;
    expect(markup`<p title="${name}">${name}${markup`<i>${1}</i>`}</p>`.text).toBe(
      '<p title="&lt;b&gt;&quot;O&#39;Neil&quot; &amp; &#96;co&#96;&lt;/b&gt;">&lt;b&gt;&quot;O&#39;Neil&quot; &amp; &#96;co&#96;&lt;/b&gt;<i>1</i></p>',
    );
  });

  it('writes nothing for null, undefined and false, zero for zero, and lists one after the other', () => {
    expect(markup`${null}${undefined}${false}${0}${['a', markup`<br>`, null]}`.text).toBe('0a<br>');
  });

  it('lets no text open a tag or leave an attribute, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: made } = markup`<a href="${text}">${text}</a>`;
        expect(made.replace(/[^<>"'`]/g, '')).toBe('<""><>');
      }),
    );
  });
});

it('writes attributes, true ones by name, and leaves out those that are false or unknown', () => {
  expect(attributes({ id: 'a"b', checked: true, disabled: false, title: undefined, n: 0 }).text).toBe(
    ' id="a&quot;b" checked n="0"',
  );
});
