import { error, warning, type Entry } from './entry.js';

/** CY42..: segments, exceptions, precedence. */
export const exceptions = {
  CY4201: error(
    [
      'Nobody can be in {segment}: {a} and {b} exclude each other',
      'Nobody can be in {segment}: {a} never holds',
    ],
    'No person can fulfil the conditions together.',
    'Correct one of them.',
  ),
  CY4202: warning(
    'Nobody in this cycle is in {segment}',
    'The cycle includes only people where {condition}.',
    'Remove the exception, or widen includes.',
  ),
  CY4203: error(
    'Two exceptions set {property} of {block} for the same people, and neither wins',
    'Cycle never picks by order of lines; which one is stronger is a decision.',
    'Say it once under "precedence of segments": {a} wins over {b}, or the other way round.',
  ),
  CY4204: error(
    'The precedence goes in a circle: {path}',
    'Each would win over itself.',
    'Remove one of the lines.',
  ),
  CY4205: warning('The exception for {segment} changes nothing', 'It says what the rule says.', 'Delete it.'),
  CY4206: warning(
    'The exception holds for everybody',
    'All included people are in {segment}; the rule itself is never used.',
    'Make it the rule.',
  ),
  CY4209: error(
    'Segments are within each other in a circle: {path}',
    'Nobody could say who is in them.',
    'Let one of them stand alone.',
  ),
  CY4210: error(
    'The exceptions of this cycle are too many to prove',
    'Their segments ask about so many things that not every combination could be looked at, and what is not proved must not start.',
    'Use fewer exceptions, or segments with fewer conditions.',
  ),
} as const satisfies Record<string, Entry>;
