/** How the state of a stage is said to people, in a terminal and on every page. What is open comes first, then what is closed. */
export const stateWords = {
  late: 'overdue',
  locked: 'locked',
  choosing: 'choosing peers',
  confirming: 'peers to confirm',
  working: 'in work',
  approving: 'in approval',
  acknowledging: 'to acknowledge',
  overriding: 'to override',
  done: 'done',
  skipped: 'skipped',
  missing: 'closed without it',
  waiting: 'not open yet',
} as const;
