import { note, warning, type Entry } from './entry.js';

/** CY50..: advice. */
export const advice = {
  CY5001: warning('The {kind} {name} is never used', 'It may be left over.', 'Delete it, or use it.'),
  CY5005: warning(
    'With {n} peers answering, nobody would see anything',
    'As few as {n} may answer, {m} are needed.',
    'Ask for at least {m}; one more leaves room for somebody who does not answer.',
  ),
  CY5006: warning('{stage} has no reminder', 'People hear of it once.', 'Add: remind {usual} before due.'),
  CY5008: note(
    'The exception holds for {percent} of people',
    'The rule has become the exception.',
    'Consider turning them round.',
  ),
  CY5010: warning('This allowance of {code} {what}', '{reason}.', 'Write: # allow {code} because …'),
  CY5011: warning(
    'No list of holidays {list} is known',
    'Nothing is closed by it: deadlines fall on those days as on any other.',
    'Write the code of a country that has a list, such as "PT", or the days themselves: closed 2027-05-01 "Labour Day".',
  ),
} as const satisfies Record<string, Entry>;
