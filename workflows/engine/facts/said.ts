/** Whether a text says anything: characters that nobody sees, such as U+200B or U+2800, are not an answer. */
const seen = /[^\p{C}\p{Z}\s\u115f\u1160\u2800\u3164\uffa0]/u;

export const isSaid = (text: string | null | undefined): boolean =>
  text !== null && text !== undefined && seen.test(text);
