import { error, warning, type Entry } from './entry.js';
import { withHolidays, withOthers } from './holidays.js';

/** CY44..: seeing and releasing. */
export const seeing = {
  CY4401: error(
    'Development answers would reach an evaluation: {path}',
    'People speak openly about gaps only if it never counts. This rule has no exception.',
    'Remove {use}. If the part is meant to count, move it from development to form.',
  ),
  CY4402: error(
    [
      '{thing} is released before it is fixed for people in {country}',
      '{thing} is released before it is fixed',
    ],
    withHolidays('{stage} can still change it until {until}.'),
    withOthers('Let the release open when {name} is closed.'),
  ),
  CY4403: error(
    'At most {n} can answer, but {m} answers are needed before anything is shown',
    'Nobody would ever see them.',
    'Ask more people, or lower the number.',
  ),
  CY4404: error(
    '{part} is for {readers} only and would be released to {role}',
    'The line under the part is stricter.',
    'Remove it from releases, or widen "seen only by".',
  ),
  CY4405: error(
    '{stage} may change a released rating that nobody releases again',
    'The employee would keep an outdated rating.',
    'Add "releases {thing} to employee" to this stage or a later one.',
  ),
  CY4406: warning(
    'One answer could be worked out in {stage}',
    '{reason}.',
    'Raise the number of answers from which they are shown.',
  ),
  CY4407: error(
    '{stage} calibrates after the release',
    'Ratings that people know are changed only by a decision they are told about.',
    'Calibrate before, or use decides and releases.',
  ),
} as const satisfies Record<string, Entry>;
