/** Events as past-tense sentences. Pure. */
export type EventToTell = { event: string; timer: string | null; stage: string | null; by: string | null };

/** "Priya Lind handed in "Manager review""; events without a person tell what the clock or the service did. */
export function eventWords({ event, timer, stage, by }: EventToTell): string {
  const name = stage === null ? 'the cycle' : `"${stage}"`;
  if (event === 'TIMER') return timerWords(timer ?? '', name);
  const words = deeds[event];
  if (words) return `${by ?? 'The service'} ${words.replace('%', name)}`;
  return (facts[event] ?? `${event.toLowerCase().replaceAll('_', ' ')}: %`).replace('%', name);
}

const deeds: Readonly<Record<string, string>> = {
  SAVE: 'kept a draft of %',
  SUBMIT: 'handed in %',
  APPROVE: 'approved %',
  ADVISE: 'gave advice on %',
  REFUSE: 'returned %',
  CHOOSE_PEERS: 'chose peers for %',
  CONFIRM_PEERS: 'confirmed the peers of %',
  DECLINE: 'declined %',
  ACKNOWLEDGE: 'acknowledged %',
  OBJECT: 'objected to %',
  OVERRIDE: 'overrode the acknowledgement of %',
  CALIBRATE: 'changed the rating in %',
  REASSIGN: 'reassigned %',
  EXTEND: 'extended %',
  SKIP: 'skipped %',
  CLOSE_AS_MISSING: 'closed % without an answer',
  REOPEN: 'reopened %',
};
const facts: Readonly<Record<string, string>> = {
  START: 'The cycle started',
  JOIN_REACHED: '% opened for everybody',
  GROUP_CLOSED: 'The session of % was closed',
  ROLE_CHANGED: 'A role changed hands',
  LEFT: 'The person left',
  END: 'The cycle ended',
};

function timerWords(timer: string, name: string): string {
  const kind = timer.split('.')[0] ?? '';
  return (timers[kind] ?? `The timer ${kind} of % ended`).replace('%', name);
}
const timers: Readonly<Record<string, string>> = {
  start: 'The cycle started',
  open: '% opened',
  repeat: 'The next round of % opened',
  window: 'Nobody asked for % in time',
  half: 'The peers of % were confirmed as chosen, nobody having answered',
  remind: 'A reminder about % was sent',
  due: '% became overdue',
  overdue: 'Nobody had acted on %: the next step of the text was taken',
  step: 'An approval of % was not given in time',
  acknowledge: 'Nobody acknowledged %; it was recorded as the text says',
  end: 'The cycle ended',
};
