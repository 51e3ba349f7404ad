import { describe, expect, it } from '@jest/globals';
import { complaints } from './markup.js';

const frame = (main: string) =>
  `<!doctype html><html lang="en"><head><title>T</title></head><body><main><h1>H</h1>${main}</main></body></html>`;

describe('the check that every drawn page passes', () => {
  it('is content with a good page', () => {
    const form = `<form method="post"><input type="hidden" name="form-token" value="x"><label for="a">A</label><input type="text" id="a" name="a">
      <fieldset><legend>L</legend><label><input type="radio" name="r" value="1"><span>One</span></label></fieldset><button>Go</button></form>`;
    expect(complaints(frame(form))).toEqual([]);
  });

  it.each([
    ['a field without a label', '<input type="text" id="a" name="a">', 'a has no label'],
    [
      'a radio outside a group',
      '<label><input type="radio" name="r" value="1">One</label>',
      'r is in no labelled group',
    ],
    [
      'a group without a legend',
      '<fieldset id="x"><label><input type="radio" name="r">One</label></fieldset>',
      'has no legend',
    ],
    ['an id that is there twice', '<p id="a"></p><p id="a"></p>', 'id a twice'],
    ['a link to nowhere', '<a href="#nothing">There</a>', 'nothing has id nothing'],
    ['a silent button', '<button></button>', 'a button says nothing'],
    ['an inline style', '<p style="color:red">x</p>', 'p has style'],
    ['a form without a token', '<form method="post"><button>Go</button></form>', 'a form has no token'],
  ])('finds %s', (_, main, text) => {
    expect(complaints(frame(main)).join('; ')).toContain(text);
  });

  it('refuses tags that do not close, and text that became a tag', () => {
    expect(() => complaints(frame('<div><p></div>'))).toThrow('closes');
    expect(() => complaints(frame('<p>a < b</p>'))).toThrow();
  });
});
