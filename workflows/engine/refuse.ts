/** Why an event is refused, and what would be possible instead. */
import type { Id } from '../../dsl/index.js';
import { kindOf } from '../machine/states.js';
import { events, type Capacity, type Facts } from '../machine/vocabulary.js';
import type { Command, Refusal } from './contract.js';
import { actorOf, type Draft } from './case/draft.js';
import type { Gathered } from './facts/gather.js';
import type { Live } from './snapshot.js';

const needs: Partial<Record<Command['type'], Capacity>> = {
  CHOOSE_PEERS: 'chooser',
  CONFIRM_PEERS: 'confirmer',
  DECLINE: 'doer',
  SAVE: 'doer',
  SUBMIT: 'doer',
  APPROVE: 'approver',
  ADVISE: 'approver',
  REFUSE: 'approver',
  ACKNOWLEDGE: 'reader',
  OBJECT: 'reader',
  OVERRIDE: 'overrider',
  CALIBRATE: 'calibrator',
};
const ownersActs: readonly Command['type'][] = [
  'REASSIGN',
  'EXTEND',
  'SKIP',
  'CLOSE_AS_MISSING',
  'REOPEN',
  'END',
];
const withReason: readonly Command['type'][] = [...ownersActs, 'REFUSE', 'OVERRIDE', 'CALIBRATE'];
const services: readonly string[] = [
  'START',
  'TIMER',
  'JOIN_REACHED',
  'GROUP_CLOSED',
  'ROLE_CHANGED',
  'LEFT',
  'END',
];

/** A refusal without a look at the machine. */
export const refusal = (
  code: Refusal['code'],
  stage: Id | null,
  details: Refusal['details'] = {},
  possible: readonly string[] = [],
): Refusal => ({ code, stage, possible, details });

/** Kinds of events that the states a machine stands in know, about one stage or (null) about any; in the order of the vocabulary. */
function possibleIn(live: Live, stage: Id | null): string[] {
  const known = new Set<string>();
  for (const node of live._nodes)
    for (const event of node.ownEvents) {
      const [kind, about] = kindOf(event);
      if (about !== null && (stage === null || about === stage)) known.add(kind);
    }
  return events.filter((kind) => known.has(kind) && !services.includes(kind));
}

/** Explains why a machine does not take an event. */
export function explain(draft: Draft, live: Live, { type, facts, problem }: Gathered): Refusal {
  const { command } = draft;
  const stage = 'stage' in command ? command.stage : null;
  const possible = possibleIn(live, stage);
  const no = (code: Refusal['code'], details: Refusal['details'] = {}): Refusal =>
    refusal(code, stage, details, possible);
  if (!live._nodes.some((node) => node.ownEvents.includes(type))) return no('wrongState');
  const person = personalReason(draft, facts);
  if (person !== null) return no(person);
  if (withReason.includes(command.type) && !facts.reason) return no('reasonMissing');
  if (problem !== null) return no(problem.code, problem.details);
  return no('wrongState');
}

function personalReason(draft: Draft, facts: Facts): Refusal['code'] | null {
  const { command, file, context } = draft;
  const actor = actorOf(draft);
  if (ownersActs.includes(command.type)) return facts.actor.owner ? null : 'notYours';
  const capacity = needs[command.type];
  if (capacity === undefined || facts.actor.capacities.includes(capacity)) return null;
  const approvals =
    'stage' in command && command.stage !== null ? context.stages[command.stage]?.approvals : [];
  if (capacity === 'approver' && actor !== null && approvals?.some(({ by }) => by === actor))
    return 'approvedAlready';
  const aboutOther = capacity === 'approver' || capacity === 'calibrator' || capacity === 'overrider';
  return aboutOther && actor === file.person.id ? 'aboutYourself' : 'notYours';
}
