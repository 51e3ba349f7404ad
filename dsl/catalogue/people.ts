import { error, warning, type Entry } from './entry.js';

/** CY41..: who does and who decides. */
export const people = {
  CY4101: error(
    ['{role} would approve {review} about themselves', '{role} would approve their own work'],
    'Nobody decides about themselves, nor about what they did.',
    'Use the next role up.',
  ),
  CY4102: warning(
    '{role} would approve twice',
    '{reason}; the later step moves up one person.',
    'Leave it, or remove one step.',
  ),
  CY4103: error(
    'Escalation goes in a circle: {path}',
    'The task would come back to somebody who let it lie.',
    'Let the last one stay open, or continue without it.',
  ),
  CY4105: error(
    'Employees would decide their own rating',
    '{part}, filled in by the employee, counts {percent} in {rating}.',
    [
      'Take it from another stage: , from "{stage}".',
      'Take it from a stage somebody else does; if it is meant, give it less than half and approve it.',
    ],
  ),
  CY4106: error(
    'A rating or pay would become final by silence in {stage}',
    '"{line}" closes it although nobody decided.',
    'Escalate, or stay open, or let a later stage decide.',
  ),
  CY4107: warning(
    '{reward} is decided by one person alone',
    'Pay decisions usually need a second pair of eyes.',
    'Add an "approved by" block to the stage.',
  ),
  CY4109: error('return to {stage}: it comes later', 'Work can only go back.', [
    'Name this stage or one before it: {known}.',
  ]),
  CY4110: warning(
    'Refusal has no way back in {stage}',
    'An approver who refuses would leave it standing.',
    'Add: when refused, return to "{name}".',
  ),
  CY4111: error(
    'The employee would {deed}',
    'Nobody decides about themselves; the system would pass it to the next person up, and the text would say something else.',
    'Name somebody else.',
  ),
  CY4112: error(
    '{stage} {deed}, and that is not done by {who}',
    'What several people decide at once is decided by nobody.',
    'Name one role, and others with it: done by hr-partner, with manager.',
  ),
} as const satisfies Record<string, Entry>;
