import { error, warning, type Entry } from './entry.js';

/** CY30..: names and kinds of values. */
export const names = {
  CY3001: error('There is no {kind} {name}', 'Nothing in this file or in the files it uses defines it.', [
    'There is a {kind} with a similar name: {candidate}.',
    'There are: {known}.',
    'Define the {kind}, or correct the name.',
  ]),
  CY3002: error(
    'The {kind} {name} is defined twice',
    'Line {n} defines it too; a use of the name could mean either.',
    'Rename one or delete one.',
  ),
  CY3003: error(
    '{a} and {b} differ only in capitals or spaces',
    'People would take them for the same.',
    'Use one spelling.',
  ),
  CY3004: error(
    'People data has no field {field}',
    'Conditions, roles and moments use fields of people data.',
    [
      'There is a field with a similar name: {candidate}.',
      'The fields are: {known}.',
      'Add {field} to people data.',
    ],
  ),
  CY3005: error('{value} is not one of the values of {field}', 'The values are {values}.', [
    'There is a similar value: {candidate}.',
    'Choose one of them, or add it to people data.',
  ]),
  CY3006: error(
    ['{field} is {kind} and cannot be tested with "{test}"', '{field} is {kind}, not a date'],
    'A date is before or after, a number at least or at most, a text is or is not.',
    [
      'Use: {tests}.',
      'Fields that are dates: {dates}.',
      'Write a date, or count from the start of the cycle.',
    ],
  ),
  CY3007: error(
    [
      '{field} is {kind} and cannot do work',
      '{chosen} are chosen anew for a stage they do; no other line can name them',
    ],
    'Only people can have a task, own a cycle or decide.',
    [
      'Everybody in it can: write all {people}.',
      'Use one of: {known}, or employee.',
      'Add a field of kind person to people data.',
    ],
  ),
  CY3008: error('The file {path} cannot be found', 'The path is read from the folder of this file.', [
    'There is a file with a similar name: {candidate}.',
    'There are: {files}.',
    'Correct the path.',
  ]),
  CY3009: error(
    'The files use each other in a circle: {path}',
    'There would be no first one.',
    'Move the shared part into a file of its own.',
  ),
  CY3010: error('Two files bring the {kind} {name}', '{a} and {b} both define it.', [
    'Keep one, or rename one.',
  ]),
  CY3011: error(
    '{value} is outside the range of {field}: {from} to {to}',
    'Nobody could have it.',
    'Correct the number or the range.',
  ),
  CY3012: error(
    ['The scale {scale} has no level {name}', 'The scale {scale} has no result {beside} outside it'],
    'Its levels are {levels}.',
    [
      'There is a level with a similar name: {candidate}.',
      'Add to the scale: outside the scale {beside}.',
      'Choose one of them.',
    ],
  ),
  CY3013: error(
    '{a} and {b} are different currencies',
    'They cannot be added or compared.',
    'Use one currency, or write "of the currency".',
  ),
  CY3014: error(
    ['The goals {name} have no weights to use', 'The competencies {competencies} have no agreed weights'],
    'Agreed weights are those of a plan whose goals have weights.',
    [
      'Write equally, or let the goals {name} say: weights add up to 100%.',
      'Write equally, or using listed weights.',
    ],
  ),
  CY3015: error(
    ['The competencies {name} list no weights', 'The goals {goals} list no weights'],
    '"using listed weights" needs a weighing on each line of the competencies.',
    ['Add weighing to each of {name}, or write equally.', 'Write using agreed weights, or equally.'],
  ),
  CY3018: error(
    '{field} is a word of the language and cannot be a field',
    'Lines with it could be read in two ways.',
    'Add a part with a hyphen, such as {field}-of-person.',
  ),
  CY3019: warning('There is nothing called {name} to label', 'The label is never shown.', [
    'There is a similar name: {candidate}.',
    'Correct the name.',
  ]),
  CY3020: error(
    '{role} cannot choose or confirm here: the work is not done by peers',
    'Only peers are chosen.',
    'Remove "chosen by" and "confirmed by", or let peers do it.',
  ),
  CY3021: error(
    '{field} is derived from {step}, which is derived itself',
    'A derived person is found by following two fields of the people file.',
    'Use two person fields that are not derived.',
  ),
  CY3022: error('There is no currency {code}', 'Money is written with the three letters of ISO 4217.', [
    'There is a similar one: {candidate}.',
    'Write the code of a currency, such as EUR or JPY.',
  ]),
  CY3023: error(
    'There is no time zone {zone}',
    'Zones have the names of the time zone database: a region and a city. Summer time comes with them.',
    [
      'There is a zone with a similar name: {candidate}.',
      'Write a zone such as "Europe/Madrid", or: time zone of each person.',
    ],
  ),
} as const satisfies Record<string, Entry>;
