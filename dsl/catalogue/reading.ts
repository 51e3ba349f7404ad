import { error, note, type Entry } from './entry.js';

/** CY10..: the text itself: bytes, signs, names, numbers, dates. */
export const reading = {
  CY1001: error(
    'The name {start} has no closing quote',
    'A name begins and ends with a quote on the same line; without the second one the rest of the line would belong to the name.',
    'Add the closing quote.',
  ),
  CY1002: error(
    ['Dates are written year-month-day: {text} is {suggestion}', 'Dates are written year-month-day: {text}'],
    'Day and month change places from country to country; year-month-day is read the same everywhere.',
    ['Write {suggestion}.', 'Write a date like 2026-12-31.'],
  ),
  CY1003: error(
    'There is no {date}',
    '{why}',
    'Choose a day that exists. For the last day of a month write it, or "1 calendar day before" the first of the next.',
  ),
  CY1004: error(
    'The sign {sign} has no meaning here',
    'Cycle uses letters, digits, quotes, commas, %, | and #.',
    ['Write {instead} instead.', 'Remove it.'],
  ),
  CY1005: error(
    [
      'Numbers use a point and no thousands signs: {text} is {suggestion}',
      'Numbers use a point and no thousands signs: {text}',
      'A number has at most 12 digits and 6 decimals: {digits}',
    ],
    'A comma separates the items of a list, and longer numbers are slips of the hand.',
    ['Write {suggestion}.', 'Write a number like 3.5 or 3500, with at most 12 digits and 6 decimals.'],
  ),
  CY1006: error(
    'The file is too large: {size}, at most {limit}',
    'A cycle of this size cannot be reviewed by people.',
    'Split it and join the files with "use".',
  ),
  CY1007: error(
    'The line is longer than {limit} characters: {n}',
    'The end of a long line is out of sight of whoever reviews it.',
    'Shorten the list, or define a segment or a set and name it here.',
  ),
  CY1008: error(
    'The name {name} contains signs that look alike or cannot be seen',
    'Letters of two alphabets that look the same, or signs that cannot be seen, make two different names look equal.',
    'Type the name again. The hidden signs are shown in brackets: {shown}.',
  ),
  CY1009: error(
    'A name has 1 to {limit} characters; this one has {n}',
    'Names appear in lists, mails and messages.',
    'Write a short name; longer text belongs in a comment or in "because".',
  ),
  CY1010: error('There is no time {time}', 'A day runs from 00:00 to 23:59.', 'Write a time like 09:00.'),
  CY1011: error(
    'The file is not plain text in UTF-8',
    'Letters outside A to Z would be lost. The first byte that cannot be read stands in line {line}.',
    'Save the file as UTF-8.',
  ),
  CY1012: note(
    'Curly quotes were read as straight quotes',
    'Word processors replace quotes; the meaning is clear.',
    'Nothing to do; the formatter writes straight quotes.',
  ),
} as const satisfies Record<string, Entry>;
