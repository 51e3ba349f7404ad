/** Text for a terminal: nothing in it can move the cursor or hide, and its width is known. */

const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Signs that cannot be seen, or that a terminal would obey, become �; a tab becomes a space. */
export const plain = (text: string): string => text.replace(/\t/g, ' ').replace(hidden, '\ufffd');

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const joined = /\p{M}/u;

/** Columns that a text takes: 2 for wide letters, 0 for marks that join the letter before. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += joined.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return width;
}

/** Lines of at most `width` columns, broken between words; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/ +/)) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row !== '' && widthOf(longer) > width) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row];
}
