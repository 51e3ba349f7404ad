/** The rows of the authorisation matrix. One line, one permission; order has no meaning. */
import type { Row } from './matrix.js';

const row = (
  resource: string,
  role: Row['role'],
  actions: string,
  scope: Row['scope'],
  more: Pick<Row, 'never' | 'after'> = {},
): Row => ({ resource, role, actions: actions.split(' '), scope, ...more });

const notSelf = { never: ['self'] } as const;
const notOwn = { never: ['self', 'ownWork'] } as const;

export const rows: readonly Row[] = [
  row('door', 'anonymous', 'read signIn', 'any'),
  row('health', 'anonymous', 'read', 'any'),
  row('metrics', 'anonymous', 'read', 'any'),
  row('docs', 'anonymous', 'read', 'any'),
  row('session', 'employee', 'read end', 'any'),
  row('app', 'employee', 'read', 'any'),

  // A task is read and done by whoever holds it; `decide` is approving, returning, rating and awarding.
  row('inbox', 'employee', 'read', 'any'),
  row('task', 'assignee', 'read act', 'held'),
  row('task', 'approver', 'decide', 'held', notOwn),
  // `with ROLE`: writes along, but does not send it
  row('task', 'helper', 'read act', 'line'),
  row('task', 'hr-partner', 'read', 'scope'),
  row('task', 'hr-partner', 'reassign', 'scope', notSelf),
  row('task', 'hr-admin', 'read', 'organisation'),
  row('task', 'hr-admin', 'reassign', 'organisation', notSelf),
  row('task', 'auditor', 'read', 'organisation'),

  row('selfReview', 'employee', 'read write', 'own'),
  row('selfReview', 'manager', 'read', 'line', { after: 'submitted' }),
  row('selfReview', 'hr-partner', 'read', 'scope', { after: 'submitted' }),
  row('selfReview', 'auditor', 'read', 'organisation', { after: 'submitted' }),

  row('review', 'assignee', 'read write', 'held', notSelf),
  row('review', 'employee', 'read', 'own', { after: 'released' }),
  row('review', 'skip-level-manager', 'read', 'line', { after: 'submitted', ...notSelf }),
  row('review', 'hr-partner', 'read', 'scope', { after: 'submitted', ...notSelf }),
  row('review', 'hr-admin', 'read', 'organisation', { after: 'submitted', ...notSelf }),
  row('review', 'auditor', 'read', 'organisation', { after: 'submitted', ...notSelf }),

  // Nobody rates themselves, approves their own rating or pay, or calibrates their own case: in no role.
  row('rating', 'employee', 'read', 'own', { after: 'released' }),
  row('rating', 'assignee', 'propose', 'held', notSelf),
  row('rating', 'approver', 'approve', 'held', notOwn),
  row('rating', 'manager', 'read', 'line', notSelf),
  row('rating', 'skip-level-manager', 'read', 'line', notSelf),
  row('rating', 'hr-partner', 'read', 'scope', notSelf),
  row('rating', 'hr-admin', 'read reopen', 'organisation', notSelf),
  row('rating', 'facilitator', 'read adjust', 'scope', notSelf),
  row('rating', 'hr-partner', 'adjust', 'scope', notSelf),
  row('rating', 'auditor', 'read', 'organisation', notSelf),

  row('pay', 'employee', 'read', 'own', { after: 'released' }),
  row('pay', 'assignee', 'propose', 'held', notSelf),
  row('pay', 'approver', 'approve', 'held', notOwn),
  row('pay', 'manager', 'read', 'line', notSelf),
  row('pay', 'skip-level-manager', 'read', 'line', notSelf),
  row('pay', 'hr-partner', 'read export settle', 'scope', notSelf),
  row('pay', 'hr-admin', 'read export settle', 'organisation', notSelf),
  row('pay', 'auditor', 'read', 'organisation', notSelf),

  row('peers', 'employee', 'choose', 'own'),
  row('peers', 'assignee', 'confirm decline', 'held'),
  row('peers', 'hr-partner', 'read', 'scope'),
  // A raw answer has one reader, the writer; everybody else gets the aggregate, and only from the threshold on.
  row('peerAnswer', 'assignee', 'read write', 'held', notSelf),
  row('peerAggregate', 'employee', 'read', 'own', { after: 'released' }),
  row('peerAggregate', 'manager', 'read', 'line', { after: 'submitted', ...notSelf }),
  row('peerAggregate', 'skip-level-manager', 'read', 'line', { after: 'submitted', ...notSelf }),
  row('peerAggregate', 'hr-partner', 'read', 'scope', { after: 'submitted', ...notSelf }),

  row('result', 'employee', 'read', 'own'),

  row('definition', 'hr-partner', 'read', 'organisation'),
  row('definition', 'hr-admin', 'read write publish', 'organisation'),
  row('definition', 'auditor', 'read', 'organisation'),

  row('cycle', 'hr-partner', 'read', 'organisation'),
  row('cycle', 'hr-admin', 'read launch close remind', 'organisation'),
  row('cycle', 'auditor', 'read', 'organisation'),

  row('participant', 'employee', 'read', 'own'),
  row('participant', 'manager', 'read', 'line'),
  row('participant', 'skip-level-manager', 'read', 'line'),
  // Behind one's own case stands who wrote what, and when: that is for others to look at.
  row('participant', 'hr-partner', 'read', 'scope'),
  row('participant', 'hr-partner', 'why', 'scope', notSelf),
  row('participant', 'hr-admin', 'read', 'organisation'),
  row('participant', 'hr-admin', 'why retry', 'organisation', notSelf),
  // Skipping, closing, reopening and extending are the owner's of the cycle, as its text says; HR hands tasks on in the owner's name.
  row('participant', 'owner', 'read move', 'line', notSelf),
  row('participant', 'auditor', 'read', 'organisation'),
  row('participant', 'auditor', 'why', 'organisation', notSelf),

  row('incident', 'hr-partner', 'read', 'scope'),
  row('incident', 'hr-admin', 'read retry', 'organisation'),
  row('incident', 'auditor', 'read', 'organisation'),

  row('calibration', 'facilitator', 'read adjust close', 'scope'),
  row('calibration', 'hr-partner', 'read adjust close', 'scope'),
  row('calibration', 'assignee', 'read adjust close', 'held'),
  row('calibration', 'hr-admin', 'read', 'organisation'),
  row('calibration', 'auditor', 'read', 'organisation'),

  row('person', 'employee', 'read', 'own'),
  row('person', 'manager', 'read', 'line'),
  row('person', 'hr-partner', 'read', 'scope'),
  row('person', 'hr-admin', 'read import', 'organisation'),
  row('person', 'auditor', 'read', 'organisation'),

  row('role', 'hr-admin', 'read', 'organisation'),
  row('role', 'hr-admin', 'grant', 'organisation', notSelf),
  row('audit', 'auditor', 'read', 'organisation'),
  row('audit', 'hr-admin', 'read', 'organisation'),

  // Only where captured mail and a clock that can be moved exist at all: development and rehearsal.
  row('capturedMail', 'anonymous', 'read', 'any'),
  row('clock', 'anonymous', 'read', 'any'),
  row('clock', 'hr-admin', 'move', 'organisation'),
];
