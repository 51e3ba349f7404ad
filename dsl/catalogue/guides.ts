import { error, warning, type Entry } from './entry.js';

/** CY45..: guides of a calibration. */
export const guides = {
  CY4501: error(
    ['The guide adds up to {sum}, not 100%', 'No group can keep this guide: {reason}'],
    'Every rated person of a group is at one level, and bare percentages describe the whole group.',
    'Correct one, or write at most or at least.',
  ),
  CY4502: warning(
    '{percent} of {n} people is less than one person',
    'In groups of {n} the guide for {level} cannot be met.',
    'Raise the group size to {size}, allow points beside the target, or join levels.',
  ),
  CY4505: error(
    '{field} cannot make groups: it is {kind}',
    'Groups are made by fields of kind text, one of, or person.',
    ['Use one of: {known}.', 'Use another field.'],
  ),
} as const satisfies Record<string, Entry>;
