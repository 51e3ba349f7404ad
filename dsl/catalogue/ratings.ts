import { error, warning, type Entry } from './entry.js';

/** CY40..: scales, forms, goals and ratings. */
export const ratings = {
  CY4001: error(
    'The weights of {rating} add up to {sum}, not 100%',
    'A rating is a weighted average; with {sum} every result would be too {high}.',
    'Change one weight, for example {fixes}.',
  ),
  CY4002: error(
    '{part} can be missing, and no line says what happens then',
    '{reason}.',
    'Add: when {part} is missing, … with wait for, spread over the rest, count as, no rating, or rate provisionally.',
  ),
  CY4003: error(
    '{part} is filled in by {a} and {b}; the line does not say which counts',
    'Self and manager marks must not be mixed by accident.',
    'Add: , from "{stage}". For both: , from both, and then equally or in proportion to days.',
  ),
  CY4004: error(
    [
      'Nobody fills in {part}, but it counts {percent}',
      'Nobody fills in {part}, but {use}',
      '{stage} needs {needed}, but does not fill it in',
      '{chooser} does not choose {rating}',
      'Nobody plans {goals}, but {rated} rates them',
    ],
    '{reason}.',
    ['Let a stage do it, or take it from another one.'],
  ),
  CY4005: error(
    ['{a} is on {scale1}, {b} on {scale2}; they cannot be added', '{part} has {trouble} and cannot be added'],
    'A weighted average needs numbers that mean the same everywhere.',
    ['Rate both {a} and {b} on one scale.', 'Rate {part} on a scale with numbers.'],
  ),
  CY4006: error(
    'The levels of {scale} are not in order: {a} before {b}',
    '{reason}.',
    'Write the levels from best to worst, each with a number of its own.',
  ),
  CY4007: error(
    [
      'A result of {value} would have no level: the last begins at {bound}',
      'A result would have no level: the levels of {scale} have no lower bounds',
    ],
    'Every calculated result needs a level.',
    [
      'Let the last level begin at {value}.',
      'Write after each level "from" and the lowest result that reaches it.',
    ],
  ),
  CY4008: error(
    '{rating} does not say how it is rounded',
    '4.495 could be 4.50 or 4.49, and with it another level.',
    'Add: round half up to 2 decimals.',
  ),
  CY4010: warning('No result can reach {level}', '{reason}.', [
    'Correct the condition, or delete the line: {condition}.',
    'Lower the bound, or correct the cap.',
  ]),
  CY4011: error(
    '{rating} is both {a} and {b}',
    'A rating is weighted, chosen or looked up.',
    'Keep one; use a second rating for the other.',
  ),
  CY4014: error(
    'No plan can keep these limits together: {reason}',
    '{why}.',
    'Change the number or the limits.',
  ),
  CY4019: warning(
    'An override never applies: {reason}',
    'Its condition cannot hold together with the others.',
    'Remove it, or correct the condition.',
  ),
} as const satisfies Record<string, Entry>;
