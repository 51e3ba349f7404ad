import { error, type Entry } from './entry.js';

/** CY60..: scenarios. */
export const scenarios = {
  CY6001: error(
    'Expected {expected}, got {actual}',
    'The timeline of {person} follows; the first difference is marked.',
    'Correct the rule or the scenario.',
  ),
  CY6002: error('The scenario {name} expects nothing', 'It would always pass.', 'Add an expect line.'),
  CY6003: error(
    '{person} has no {field}, and the answer depends on it',
    '{line} asks for it.',
    'Add it to given.',
  ),
  CY6004: error(
    '{date} is outside the cycle: {start} to {end}',
    'Nothing happens then.',
    'Correct the date.',
  ),
  CY6005: error('{person} cannot {verb} {stage} on {date}', '{reason}.', [
    'Possible now: {events}.',
    'Correct the step, or the person who does it.',
  ]),
  CY6006: error(
    ['Several cycles could be meant: {cycles}', 'There is no cycle for the scenario {name}'],
    'People and dates differ from cycle to cycle.',
    'Write: scenario {name} in "…".',
  ),
  CY6007: error('The steps are not in order of date: {a} after {b}', 'Time only runs forward.', 'Sort them.'),
} as const satisfies Record<string, Entry>;
