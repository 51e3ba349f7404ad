/** Small drawings, 16 by 16, in the colour of the text beside them. Always beside a word, so hidden from readers of the page. */
import { Html } from '../html.js';

const icon = (paths: string) =>
  new Html(
    `<svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );

export const icons = {
  clock: icon('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
  eye: icon('<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7Z"/><circle cx="12" cy="12" r="3"/>'),
  done: icon('<path d="m5 13 4 4L19 7"/>'),
};
