/** What somebody hands in or keeps as a draft, put together with what they saved before. */
import type { Id } from '../../../dsl/index.js';
import type { Answers, CaseFile, Goal, PeerChoice, PersonId, Plan, Submission, Work } from '../contract.js';
import type { Draft } from './draft.js';

const sameAuthor = (a: Pick<Submission, 'stage' | 'round' | 'author'>) => (b: Submission) =>
  a.stage === b.stage && a.round === b.round && a.author === b.author;

/** Submissions with one entry stored: one for each stage, round and author. */
export function withSubmission(list: readonly Submission[], entry: Submission): Submission[] {
  const same = sameAuthor(entry);
  const at = list.findIndex(same);
  return at < 0 ? [...list, entry] : list.map((one, i) => (i === at ? entry : one));
}

/** Plans with one stored. A submitted plan takes the place of its draft, an agreed one of both, a draft of what was submitted. */
export function withPlan(list: readonly Plan[], plan: Plan): Plan[] {
  const replaced: Record<Plan['state'], Plan['state'][]> = {
    draft: ['draft', 'submitted'],
    submitted: ['draft', 'submitted'],
    agreed: ['draft', 'submitted', 'agreed'],
  };
  const gone = replaced[plan.state];
  return [...list.filter((one) => one.goals !== plan.goals || !gone.includes(one.state)), plan];
}

/** Peers with one stored: one for each stage, round and person. */
export function withPeer(list: readonly PeerChoice[], peer: PeerChoice): PeerChoice[] {
  const same = (one: PeerChoice): boolean =>
    one.stage === peer.stage && one.round === peer.round && one.person === peer.person;
  return list.some(same) ? list.map((one) => (same(one) ? peer : one)) : [...list, peer];
}

/** What the author saved or handed in before in the present round of a stage. */
export function savedBy(draft: Draft, stage: Id, author: PersonId): Submission | undefined {
  const round = draft.context.stages[stage]?.r ?? 0;
  return draft.file.submissions.find(sameAuthor({ stage, round, author }));
}

/** The submission of an author as it stands with new work: answers given now win over those saved before. */
export function submissionOf(
  draft: Draft,
  stage: Id,
  author: PersonId,
  work: Work,
  state: Submission['state'],
): Submission {
  const saved = savedBy(draft, stage, author);
  const answers: Answers = { ...saved?.answers, ...work.answers };
  return {
    stage,
    round: draft.context.stages[stage]?.r ?? 0,
    author,
    state,
    answers,
    level: work.level ?? saved?.level ?? null,
    note: work.note ?? saved?.note ?? null,
    at: draft.at,
  };
}

/** The plan of a goals block in what is handed in now. */
export const planIn = ({ plan, plans = [] }: Work, goals: Id): readonly Goal[] | undefined =>
  [...(plan ? [plan] : []), ...plans].find((one) => one.goals === goals)?.list;

/** The goals as they stand with new work: handed in now, else the draft, else what was submitted, else what is agreed. */
export function goalsOf(file: CaseFile, goals: Id, work: Work): readonly Goal[] {
  const given = planIn(work, goals);
  if (given) return given;
  const inState = (state: Plan['state']) =>
    file.plans.find((plan) => plan.goals === goals && plan.state === state)?.list;
  return inState('draft') ?? inState('submitted') ?? inState('agreed') ?? [];
}
