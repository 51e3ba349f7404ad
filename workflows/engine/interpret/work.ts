/** What people hand in: answers, plans, progress, peers. */
import type { Id } from '../../../dsl/index.js';
import { dateAt } from '../../rules/zone.js';
import type { Answers, PeerChoice, PersonId, Plan, Submission, Work } from '../contract.js';
import { actorOf, clockOf, rulesNow, tasksOf, type Draft } from '../case/draft.js';
import {
  goalsOf,
  planIn,
  savedBy,
  submissionOf,
  withPeer,
  withPlan,
  withSubmission,
} from '../case/handed-in.js';
import type { Params } from './tasks.js';
import type { StageRules } from '../case/rulings.js';

export const storeSubmission = (draft: Draft, submission: Submission): void => {
  draft.file.submissions = withSubmission(draft.file.submissions, submission);
  draft.changes.push({ do: 'submission.store', submission });
};
const storePlan = (draft: Draft, plan: Plan): void => {
  draft.file.plans = withPlan(draft.file.plans, plan);
  draft.changes.push({ do: 'plan.store', plan });
};

/** `answers.store`. */
export function storeAnswers(draft: Draft, params: Params): void {
  const { stage, as } = params as { stage: Id; as: string };
  const { command } = draft;
  if (as === 'forward') return forwardDrafts(draft, stage);
  if (as === 'acknowledged' || as === 'objected') return storeComment(draft, stage);
  const actor = actorOf(draft);
  if ((command.type !== 'SAVE' && command.type !== 'SUBMIT') || actor === null) return;
  const state = as === 'draft' ? 'draft' : 'submitted';
  const author = authorOf(draft, stage, actor);
  storeSubmission(draft, submissionOf(draft, stage, author, command.work, state));
  storePlans(draft, rulesNow(draft, stage), command.work, state);
  storeProgress(draft, command.work);
  if (state === 'submitted') peerAnswered(draft, stage, actor);
}

/** A helper edits the work of the doer; everybody else writes their own. */
function authorOf(draft: Draft, stage: Id, actor: PersonId): PersonId {
  const doers = tasksOf(draft, stage, 'work').map(({ person }) => person);
  return doers.includes(actor) ? actor : (doers[0] ?? actor);
}

function storePlans(draft: Draft, rules: StageRules, work: Work, state: 'draft' | 'submitted'): void {
  const plans = rules.activities.flatMap((one) => (one.do === 'plans' ? one.goals : []));
  for (const goals of plans) {
    if (state === 'draft' && planIn(work, goals) === undefined) continue;
    storePlan(draft, { goals, state, list: goalsOf(draft.file, goals, work), agreedOn: null });
  }
}

/** Progress belongs to the plan in force. */
function storeProgress(draft: Draft, { progress }: Work): void {
  if (!progress) return;
  for (const plan of draft.file.plans.filter(({ state }) => state === 'agreed')) {
    if (!plan.list.some(({ id }) => progress[id] !== undefined)) continue;
    const list = plan.list.map((goal) => ({ ...goal, progress: progress[goal.id] ?? goal.progress }));
    storePlan(draft, { ...plan, list });
  }
}

function forwardDrafts(draft: Draft, stage: Id): void {
  for (const { person } of tasksOf(draft, stage, 'work')) {
    const saved = savedBy(draft, stage, person);
    if (saved) storeSubmission(draft, { ...saved, state: 'submitted', at: draft.at });
    peerAnswered(draft, stage, person);
  }
  storePlans(draft, rulesNow(draft, stage), {}, 'submitted');
}

function storeComment(draft: Draft, stage: Id): void {
  const { command } = draft;
  const actor = actorOf(draft);
  const comment = command.type === 'ACKNOWLEDGE' || command.type === 'OBJECT' ? command.comment : null;
  if (comment === null || actor === null) return;
  storeSubmission(draft, {
    ...submissionOf(draft, stage, actor, { note: comment }, 'submitted'),
    level: null,
  });
}

/** `answers.markMissing`: parts left open in work that was forwarded are missing. */
export function markMissing(draft: Draft, params: Params): void {
  const stage = params['stage'] as Id;
  if (draft.command.type !== 'TIMER') return;
  const parts = rulesNow(draft, stage).activities.flatMap((one) => (one.do === 'fillsIn' ? one.parts : []));
  const round = draft.context.stages[stage]?.r ?? 0;
  const handedIn = draft.file.submissions.filter(
    (one) => one.stage === stage && one.round === round && one.at === draft.at && one.state === 'submitted',
  );
  for (const one of handedIn) {
    const gaps = parts.filter((part) => one.answers[part] === undefined);
    if (gaps.length === 0) continue;
    const missing: Answers = Object.fromEntries(gaps.map((part) => [part, { kind: 'missing' }]));
    storeSubmission(draft, { ...one, answers: { ...one.answers, ...missing } });
  }
}

const storePeer = (draft: Draft, peer: PeerChoice): void => {
  draft.file.peers = withPeer(draft.file.peers, peer);
  draft.changes.push({ do: 'peers.store', peer });
};

function peerAnswered(draft: Draft, stage: Id, person: PersonId): void {
  const round = draft.context.stages[stage]?.r ?? 0;
  const asked = draft.file.peers.some(
    (peer) =>
      peer.stage === stage && peer.round === round && peer.person === person && peer.state !== 'declined',
  );
  if (asked) storePeer(draft, { stage, round, person, state: 'answered' });
}

/** `peers.store`. */
export function storePeers(draft: Draft, params: Params): void {
  const { stage, as } = params as {
    stage: Id;
    as: 'chosen' | 'confirmed' | 'silence' | 'declined' | 'added';
  };
  const { command } = draft;
  const round = draft.context.stages[stage]?.r ?? 0;
  const put = (person: PersonId, state: PeerChoice['state']): void =>
    storePeer(draft, { stage, round, person, state });
  const present = draft.file.peers.filter(
    (peer) => peer.stage === stage && peer.round === round && peer.state !== 'declined',
  );
  const named = command.type === 'CHOOSE_PEERS' || command.type === 'CONFIRM_PEERS' ? command.peers : [];
  switch (as) {
    case 'chosen':
      return named.forEach((person) => put(person, 'chosen'));
    case 'silence':
      return present.forEach(({ person }) => put(person, 'confirmed'));
    case 'added':
      return named
        .filter((person) => !present.some((peer) => peer.person === person))
        .forEach((person) => put(person, 'confirmed'));
    case 'confirmed':
      present
        .filter(({ person }) => !named.includes(person))
        .forEach(({ person }) => put(person, 'declined'));
      return named.forEach((person) => put(person, 'confirmed'));
    case 'declined': {
      const actor = actorOf(draft);
      if (actor !== null) put(actor, 'declined');
      if (command.type === 'DECLINE' && command.instead !== null) put(command.instead, 'confirmed');
    }
  }
}

/** `plan.agree`: what was handed in is the plan in force from today on. */
export function agreePlans(draft: Draft, params: Params): void {
  const today = dateAt(clockOf(draft, undefined).zone, draft.at);
  forPlans(draft, params, (plan) => ({ ...plan, state: 'agreed', agreedOn: today }));
}

/** `plan.lapse`: what was handed in is a draft again; the plan in force holds. */
export const lapsePlans = (draft: Draft, params: Params): void =>
  forPlans(draft, params, (plan) => ({ ...plan, state: 'draft', agreedOn: null }));

function forPlans(draft: Draft, params: Params, change: (plan: Plan) => Plan): void {
  const { activities } = rulesNow(draft, params['stage'] as Id);
  const goals = activities.flatMap((one) => (one.do === 'plans' ? one.goals : []));
  const handedIn = draft.file.plans.filter(
    (plan) => plan.state === 'submitted' && goals.includes(plan.goals),
  );
  for (const plan of handedIn) storePlan(draft, change(plan));
}
