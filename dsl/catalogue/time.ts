import { error, warning, type Entry } from './entry.js';
import { withHolidays, withOthers } from './holidays.js';

const NOBODY_THERE =
  'If nobody in this cycle works there, say where they do: includes everyone where country is one of "DE", "FR".';

/** CY43..: opening, deadlines, ending. */
export const time = {
  CY4301: error(
    [
      '{stage} is due on {due} for people in {country}, before it opens on {opens}',
      '{stage} is due on {due}, before it opens on {opens}',
    ],
    withHolidays('Nobody could be on time.'),
    withOthers('Move the due date, or count it from opening.'),
  ),
  CY4302: error(
    [
      '{stage} can end on {date} for people in {country}, after the cycle ends on {end}',
      '{stage} can end on {date}, after the cycle ends on {end}',
    ],
    withHolidays('The longest path: {path}.'),
    withOthers('Shorten a step, or move ends by.'),
  ),
  CY4303: error(['{stage} never opens', 'This step of {step} is never asked'], '{reason}.', [
    'Ask about something that is known by then, or let {later} come first.',
    'Correct opens, or remove the stage.',
  ]),
  CY4304: error(
    ['These stages wait for each other: {path}', '{one} waits for itself'],
    'None of them could open.',
    'Let one open at start or on a date.',
  ),
  CY4305: error(
    'If nobody acts, {stage} never ends',
    'No line says what happens in the end.',
    'Add as last line "when overdue …": continue without it, forward as it is, skip, or stay open.',
  ),
  CY4306: warning(
    'This reminder can never be sent',
    'It would fall on {date}, {reason}.',
    'Remove it or move it.',
  ),
  CY4307: error(
    'This line comes after {stage} has already ended',
    '"{line}" has ended the wait by then.',
    'Move it before, or remove it.',
  ),
  CY4308: error(
    [
      '{stage} may not be submitted before {a} for people in {country}, but is due on {b}',
      '{stage} may not be submitted before {a}, but is due on {b}',
    ],
    withHolidays('Nobody could be on time.'),
    withOthers('Move one of the dates.'),
  ),
  CY4309: error(
    '{stage} repeats without end',
    'The cycle has no fixed end for it.',
    'Add until, for example: until period end.',
  ),
  CY4310: warning(
    [
      'A round of {stage} may still be open for people in {country} when the next begins',
      'A round of {stage} may still be open when the next begins',
    ],
    withHolidays(
      'It opens every {a}; a round that opens on {opens} can last until {lasts}, and the next opens on {next}.',
    ),
    withOthers('Shorten the due date; the earlier round is otherwise skipped when the next opens.'),
  ),
  CY4311: error('{moment} may never come', '{reason}.', 'Count from another moment.'),
  CY4316: error(
    [
      'The period ends on {a} for people in {country}, before it begins on {b}',
      'The period ends on {a}, before it begins on {b}',
      'The cycle ends on {ends} for people in {country}, before it starts on {starts}',
      'The cycle ends on {ends}, before it starts on {starts}',
    ],
    'Nothing lies between the two.',
    ['Correct starts or ends by, so that {starts} comes before {ends}.', 'Correct reviews.'],
  ),
  CY4317: warning(
    [
      'The dates were worked out for {mixes}, and there are more',
      'The dates were worked out for all {countries}, but not for each of them in every country',
    ],
    [
      'An exception that holds for nobody in {mixes} could still be late.',
      'Some of {countries} could still be late by the holidays of a country that was left out.',
    ],
    'Use fewer exceptions that set dates, or look at the dates of a rehearsal.',
  ),
  CY4318: warning(
    [
      '{stage} can end on {date} for people in {country}, after the cycle ends on {end}',
      '{stage} is due on {due} for people in {country}, before it opens on {opens}',
      '{stage} may not be submitted before {a} for people in {country}, but is due on {b}',
      'The period ends on {a} for people in {country}, before it begins on {b}',
      'The cycle ends on {ends} for people in {country}, before it starts on {starts}',
      '{thing} is released before it is fixed for people in {country}',
    ],
    [
      ...withHolidays('{stage} can still change it until {until}.'),
      ...withHolidays('The longest path: {path}.'),
      'Public holidays in {land} on the way: {holidays}.',
      'Public holidays there make it so.',
    ],
    [`Leave more time; it is so in {others} too. ${NOBODY_THERE}`, `Leave more time. ${NOBODY_THERE}`],
  ),
} as const satisfies Record<string, Entry>;
