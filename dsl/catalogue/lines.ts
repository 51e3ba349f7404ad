import { error, warning, type Entry } from './entry.js';

/** CY20.. and CY21..: lines and blocks. */
export const lines = {
  CY2001: error(
    'The first line must say the language: language 1',
    'Later versions read some words differently; the first line says which reading is meant.',
    'Write "language 1" as the first line.',
  ),
  CY2002: error('No line of {block} starts with {word}', 'The line was left out; everything else was read.', [
    'There is a line with a similar start: {candidate}.',
    'Lines here start with: {starts}.',
  ]),
  CY2003: error(
    '{word} belongs in {where}, not in {block}',
    'The line is known, but it says nothing here. It was left out.',
    'Move the line into {where}.',
  ),
  CY2004: error('The {block} has no end', '{why}', [
    'Add "end" before line {n}, below the first letter of "{start}".',
    'Add "end" at the end of the file, below the first letter of "{start}".',
  ]),
  CY2005: error('This end closes nothing', 'Every block above is closed already.', [
    'Delete it, or look for the block it should close; line {n} lines up with it.',
    'Delete it.',
  ]),
  CY2006: error(
    'The line breaks off after {word}',
    '{word} says something only together with what follows it.',
    'Go on with: {candidates}.',
  ),
  CY2007: error(
    'The line goes on after its end: {rest}',
    'After {word} nothing more can follow.',
    'Remove {rest}, or give it a line of its own.',
  ),
  CY2008: error(
    '{block} needs a name in quotes',
    'The name is how other lines speak of it.',
    'Write {words} "…".',
  ),
  CY2009: error(
    '{word} is a name and needs quotes',
    'Words without quotes belong to the language or are fields of people data.',
    'Write "{word}".',
  ),
  CY2010: error(
    '{name} is a word here and has no quotes',
    'Quotes are for the names that you give to things.',
    'Write {word}.',
  ),
  CY2011: error(
    'Conditions are joined by and; there is no or',
    'With "and" alone the system can prove which people are meant.',
    'Write two segments, or: is one of "A", "B".',
  ),
  CY2012: error(
    'This row has {n}, the heading has {m}',
    'Every column needs a cell, and every cell a column.',
    ['Add "none |" for the {fewer} missing.', 'Remove {more}, or add columns.'],
  ),
  CY2013: error(
    'Blocks are nested more than {limit} deep',
    'Nobody can follow that many conditions.',
    'Define a segment instead of the inner exceptions.',
  ),
  CY2014: warning('The {block} is empty', 'It changes nothing.', 'Fill it or delete it.'),
  CY2015: error(
    '{word} does not fit after {before}',
    'Up to {before} the line is known; then something else must follow. The line was left out.',
    [
      'There is a similar word: {candidate}.',
      'Write the parts in this order: {order}.',
      'Go on with: {candidates}.',
    ],
  ),
  CY2101: error('{word} needs a value: {what}', 'The line says nothing without it.', 'Add {what}.'),
  CY2107: error(
    '{n} days can mean two different dates',
    'Weekends and holidays count as calendar days, but not as business days.',
    'Say which: {n} business days, or {n} calendar days.',
  ),
  CY2108: error(
    'The number {n} has no unit',
    '{n} could be per cent, points or money.',
    'Write {n}%, or an amount of money like {n} EUR.',
  ),
  CY2109: error(
    'An exception must say why',
    'Reviewers and works councils ask for the reason; the log keeps it.',
    'Add: , because "…".',
  ),
  CY2110: error(
    '{line} is written twice in this {block}',
    'Both cannot hold, and the order of lines has no meaning.',
    'Keep one; for some people only, write an exception.',
  ),
  CY2111: error(
    ['The {block} has no {line} line', 'The {block} has no {line}'],
    'There is no default for it: {reason}.',
    ['Add a line like: {usual}.', 'Add the line.'],
  ),
  CY2112: error(
    'This file is written in language {n}; this system knows up to {m}',
    'It may contain lines that would be misread.',
    'Update the system, or write language {m}.',
  ),
  CY2114: error(
    '{count} {things} are more than the {limit} allowed',
    'Limits keep a cycle reviewable.',
    'Split the cycle, or combine segments.',
  ),
  CY2115: error(
    'The {block} mixes two kinds of work: {a} and {b}',
    'One stage, one kind of work: otherwise nobody can say when it is done.',
    'Make two stages.',
  ),
  CY2116: error(
    '"{line}" is part of the language, but this version does not run it yet',
    'Nothing is ignored in silence: a line that has no effect would look as if it had one.',
    ['Remove it for now, or write {instead}.', 'Remove it for now; a later version will run it.'],
  ),
  CY2117: error(
    '{n} is not a whole number from {least} to {most}',
    'Days, people and answers are counted in whole numbers.',
    'Write a whole number.',
  ),
} as const satisfies Record<string, Entry>;
