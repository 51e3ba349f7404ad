import { error, warning, type Entry } from './entry.js';

/** CY46..: rewards. */
export const rewards = {
  CY4601: error(
    ['The table has no row for {level}', 'The table has no column for {value}'],
    'People with it would fall through.',
    [
      'Add a row for {level}; "none" is a cell like any other.',
      'Add a column for {value}; "none" is a cell like any other.',
    ],
  ),
  CY4602: warning(
    'A better rating pays less: {a} for {level1}, {b} for {level2}',
    'In the column {column}.',
    'Correct the cell, or allow it with the reason on the line above.',
  ),
  CY4603: error('The range {a} to {b} runs backwards', 'The first figure is the lower one.', 'Swap them.'),
  CY4604: error('{reward} is never decided', 'No stage awards it.', 'Add "awards {reward}" to a stage.'),
  CY4605: error(
    '{cell} is a range, and nobody chooses within it',
    'The system never picks a figure.',
    'Add: chosen by, with a role.',
  ),
  CY4606: error('The budget of {group} mixes {currencies}', 'Sums over currencies need rates.', [
    'Write the budget "in each" country or entity.',
  ]),
  CY4607: error(
    '{reward} does not say what happens over budget',
    'The awards can add up to more than {budget}.',
    'Add: over budget is refused, reduced in proportion, or decided by a role.',
  ),
  CY4608: error(
    [
      'The columns are not in order: {a} after {b}',
      'The first column is {first}, and nothing is said for less',
      'Two rows hold for the same results: {row} and {other}',
    ],
    'Figures go upwards without a hole: the first is under a bound, the next from that bound.',
    'Correct the bounds, or their order.',
  ),
  CY4609: error(
    '{reward} is decided twice, in {a} and in {b}',
    'One figure is paid, and nobody could say which.',
    'Award it in one stage; or let each be "only for" people who are not in the other.',
  ),
  CY4610: warning(
    '{cell} is more than the whole of {field}',
    'Shares of pay are mostly a few per cent; one of more than 100% is often a slip.',
    'Correct the cell, or allow it with the reason on the line above.',
  ),
} as const satisfies Record<string, Entry>;
