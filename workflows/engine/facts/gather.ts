/** From a command to the event a machine takes: gathers what its guards may know. Nothing is changed. */
import type { Id } from '../../../dsl/index.js';
import type { Facts } from '../../machine/vocabulary.js';
import type { CommandBody, Refusal } from '../contract.js';
import { actorFacts } from './actor.js';
import { endRule } from '../case/end.js';
import { approvesOf, nextOf, quorumOf } from '../case/approval.js';
import { gapsOf, levelGaps } from './complete.js';
import { actorOf, rulesNow, summaryOf, tasksOf, type Draft } from '../case/draft.js';
import { openFactsOf } from '../case/openings.js';
import { submissionOf } from '../case/handed-in.js';
import { skippedForLackOf } from '../case/holders.js';
import { awaitsPeers, declineFacts, peerFacts, type Found } from './peers.js';
import { closing, opening } from './closing.js';
import { afterClosing, withApproval, withWork } from './preview.js';
import { reopenFacts, reassignFacts, extendFacts, tooEarly } from './owner.js';
import { timerFacts } from './timers.js';
import { isSaid } from './said.js';

export type Problem = { code: Refusal['code']; details: Readonly<Record<string, string>> };
/** The event's type, what its guards may know, and what is wrong with the command, if anything. */
export type Gathered = { type: string; facts: Facts; problem: Problem | null };

const nothing: Omit<Facts, 'actor' | 'reason'> = {
  timer: null,
  complete: true,
  allReady: true,
  answered: false,
  quorum: false,
  approves: [],
  confirms: false,
  next: { step: 0, asks: false },
  passedOver: [],
  returns: { to: '', atMost: 0 },
  holdsTask: false,
  change: 'none',
  gone: [],
  leaves: 'ask',
  unfinished: 'wait',
  reopen: false,
  resultWaits: false,
  opens: {},
};

/** Gathers the facts of a command. The draft stands as before the event. */
export function gather(draft: Draft): Gathered {
  const { command } = draft;
  const stage = 'stage' in command ? command.stage : null;
  // a type from outside the vocabulary has no facts; no state knows it, so it is refused
  const { problem = null, ...found }: Found = factsFor(draft, command) ?? {};
  const facts = {
    ...nothing,
    actor: actorFacts(draft, stage),
    reason: isSaid(command.reason),
    ...found,
  };
  return { type: typeOf(command), facts, problem };
}

/** `KIND.stage`, or `KIND` about the participant. The timer of the end of the cycle is the END it stands for. */
function typeOf(command: CommandBody): string {
  if (!('stage' in command)) return command.type;
  return command.stage === null ? 'END' : `${command.type}.${command.stage}`;
}

function factsFor(draft: Draft, command: CommandBody): Found {
  switch (command.type) {
    case 'START':
      return {
        opens: opensOf(
          draft,
          draft.definition.cycle.stages.map(({ id }) => id),
        ),
      };
    case 'TIMER':
      return command.stage === null ? endFacts(draft, false) : timerFacts(draft, command.stage, command);
    case 'JOIN_REACHED':
      return opening(draft, command.stage);
    case 'CHOOSE_PEERS':
    case 'CONFIRM_PEERS':
      return peerFacts(draft, command);
    case 'DECLINE':
      return declineFacts(draft, command);
    case 'SAVE':
      return {};
    case 'SUBMIT':
      return submitFacts(draft, command);
    case 'APPROVE':
    case 'ADVISE':
      return approveFacts(draft, command.stage);
    case 'REFUSE':
      return { returns: rulesNow(draft, command.stage).refused };
    case 'ACKNOWLEDGE':
    case 'OBJECT':
    case 'OVERRIDE':
      return closing(draft, command.stage, 'done');
    case 'CALIBRATE':
      return calibrateFacts(draft, command);
    case 'GROUP_CLOSED':
      return onwardFacts(draft, command.stage, draft);
    case 'ROLE_CHANGED':
      return goneFacts(draft, command);
    case 'LEFT':
      return { leaves: draft.definition.cycle.leaves.then };
    case 'REASSIGN':
      return reassignFacts(draft, command);
    case 'EXTEND':
      return extendFacts(draft, command);
    case 'SKIP':
      return closing(draft, command.stage, 'skipped');
    case 'CLOSE_AS_MISSING':
      return closing(draft, command.stage, 'missing');
    case 'REOPEN':
      return reopenFacts(draft, command.stage);
    case 'END':
      return endFacts(draft, true);
  }
}

const opensOf = (draft: Draft, stages: readonly Id[]): Facts['opens'] =>
  Object.fromEntries(stages.map((id) => [id, openFactsOf(draft, id)]));

/** What follows work that is in, in the case `after` it: the next step, or the stages that may open. */
export function onwardFacts(draft: Draft, stage: Id, after: Draft, step = 0): Found {
  const way = nextOf(after, rulesNow(draft, stage), step);
  const ends = way.next.step === 0 && !way.next.asks;
  return { ...way, ...(ends ? closing(after, stage, 'done') : {}) };
}

function submitFacts(draft: Draft, command: Extract<CommandBody, { type: 'SUBMIT' }>): Found {
  const actor = actorOf(draft);
  if (actor === null) return { complete: false };
  const { stage, work } = command;
  const rules = rulesNow(draft, stage);
  const after = withWork(draft, rules, actor, work);
  const given = submissionOf(draft, stage, actor, work, 'submitted');
  const gaps = gapsOf(after, rules, given, work);
  const early = tooEarly(draft, rules);
  const complete = Object.keys(gaps).length === 0 && early === null;
  const waits = tasksOf(after, stage).some((task) => task.kind === 'work') || awaitsPeers(after, stage);
  return {
    complete,
    allReady: !waits,
    change: changeOf(draft, stage),
    problem: early ?? (complete ? null : { code: 'incomplete', details: gaps }),
    ...(complete && !waits ? onwardFacts(draft, stage, after) : {}),
  };
}

/** What a change of an agreed plan needs. */
function changeOf(draft: Draft, stage: Id): Facts['change'] {
  if (summaryOf(draft, stage).state !== 'done') return 'none';
  const plans = rulesNow(draft, stage).activities.flatMap((activity) =>
    activity.do === 'plans' ? activity.goals : [],
  );
  const rules = draft.definition.cycle.goals.filter(({ id }) => plans.includes(id));
  if (rules.some(({ changes }) => changes === null)) return 'none';
  return rules.every(({ changes }) => changes === 'free') ? 'free' : 'approval';
}

function approveFacts(draft: Draft, stage: Id): Found {
  const actor = actorOf(draft);
  const approves = approvesOf(draft, stage, actor);
  const quorum = quorumOf(draft, stage, actor, null);
  const after = withApproval(draft, stage, approves, actor);
  const chain = rulesNow(draft, stage).approvals?.value;
  const step = chain?.inOrder === false ? chain.steps.length : Math.max(0, ...approves);
  return { approves, quorum, ...(quorum ? onwardFacts(draft, stage, after, step) : {}) };
}

function calibrateFacts(draft: Draft, command: Extract<CommandBody, { type: 'CALIBRATE' }>): Found {
  const rules = rulesNow(draft, command.stage);
  const [rating] = rules.activities.flatMap((one) => (one.do === 'calibrates' ? [one.rating] : []));
  const gaps = rating === undefined ? {} : levelGaps(draft, rating, command.level);
  const complete = Object.keys(gaps).length === 0;
  return { complete, problem: complete ? null : { code: 'notAllowed', details: gaps } };
}

/** Open stages whose work falls away with the role that does it. */
function goneFacts(draft: Draft, command: Extract<CommandBody, { type: 'ROLE_CHANGED' }>): Found {
  if (command.to !== null) return {};
  const open = draft.tasks.filter((task) => task.kind === 'work').map((task) => task.stage);
  const gone = [...new Set(open)].filter((id) => skippedForLackOf(draft, rulesNow(draft, id)));
  return {
    gone,
    opens: Object.assign({}, ...gone.map((id) => afterClosing(draft, id, 'skipped').opens)) as Facts['opens'],
  };
}

/** The end of the cycle; the owner's own END, with a reason, always closes, and nobody else's does anything. */
function endFacts(draft: Draft, byOwner: boolean): Found {
  if (byOwner) {
    const may = actorFacts(draft, null).owner && isSaid(draft.command.reason);
    return { unfinished: may ? 'close' : 'none' };
  }
  const rule = endRule(draft);
  return { unfinished: rule?.then === 'waitFor' ? 'wait' : 'close' };
}
