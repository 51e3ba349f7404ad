/** The case as it would stand after the event: what conditions of the next steps are asked against. Nothing is changed. */
import type { Id } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import { alternatives } from '../../machine/shape.js';
import type { Closed, OpenFacts } from '../../machine/vocabulary.js';
import type { PersonId, RatingEntry, RatingSource, Submission, Work } from '../contract.js';
import { summaryOf, type Draft } from '../case/draft.js';
import { nextOf } from '../case/flow.js';
import { submissionOf, withSubmission } from '../case/handed-in.js';
import { openFactsOf } from '../case/openings.js';
import { stageIn, type StageRules } from '../case/rulings.js';

/** The rating a stage lets its doer pick, and the source it is added with; null: it picks none. */
function pickedRating(draft: Draft, rules: StageRules): { rating: Id; source: RatingSource } | null {
  for (const activity of rules.activities) {
    if (activity.do === 'chooses') return { rating: activity.rating, source: 'manager' };
    if (activity.do !== 'decides') continue;
    const released = draft.file.released.some((one) => one.kind === 'rating' && one.what === activity.rating);
    return { rating: activity.rating, source: released ? 'appeal' : 'committee' };
  }
  return null;
}

/** The entry that a picked level adds; null: nothing was picked. */
export function pickedEntry(draft: Draft, rules: StageRules, given: Submission): RatingEntry | null {
  const picked = pickedRating(draft, rules);
  if (!picked || given.level === null) return null;
  return {
    ...picked,
    score: null,
    level: given.level,
    outside: null,
    provisional: false,
    by: given.author,
    reason: draft.command.reason,
    stage: rules.stage.id,
    at: draft.at,
  };
}

/** With the work of a doer handed in. */
export function withWork(draft: Draft, rules: StageRules, author: PersonId, work: Work): Draft {
  const { id } = rules.stage;
  const given = submissionOf(draft, id, author, work, 'submitted');
  const entry = pickedEntry(draft, rules, given);
  return {
    ...draft,
    file: {
      ...draft.file,
      submissions: withSubmission(draft.file.submissions, given),
      ratings: entry ? [...draft.file.ratings, entry] : draft.file.ratings,
    },
    tasks: draft.tasks.filter((task) => task.stage !== id || task.person !== author || task.kind !== 'work'),
  };
}

/** With the approval of the actor given. */
export function withApproval(draft: Draft, id: Id, steps: readonly number[], by: PersonId | null): Draft {
  const stage = stageOf(draft.context, id);
  const approvals = [...stage.approvals, ...steps.map((step) => ({ step, by }))];
  const stages = { ...draft.context.stages, [id]: { ...stage, approvals } };
  return { ...draft, context: { ...draft.context, stages } };
}

/** With a stage closed. */
export function withClosed(draft: Draft, id: Id, as: Closed): Draft {
  const stage = stageOf(draft.context, id);
  return {
    ...draft,
    stages: { ...draft.stages, [id]: { ...summaryOf(draft, id), state: as, closedAt: draft.at } },
    context: {
      ...draft.context,
      stages: { ...draft.context.stages, [id]: { ...stage, closed: as } },
    },
  };
}

/**
 * The case once this stage has closed, and what guards must know about the stages that may open then: through stages that are
 * skipped at once, too.
 */
export function afterClosing(
  draft: Draft,
  id: Id,
  as: Closed,
): { closed: Draft; opens: Record<Id, OpenFacts> } {
  const opens: Record<Id, OpenFacts> = {};
  const follow = (closed: Draft, from: Id): Draft =>
    nextOf(closed.definition, from).reduce((so, next) => {
      if (opens[next] || summaryOf(so, next).state !== 'waiting' || !couldOpen(so, next)) return so;
      const facts = openFactsOf(so, next);
      opens[next] = facts;
      return !facts.only && mayFollow(so, facts) ? follow(withClosed(so, next, 'skipped'), next) : so;
    }, closed);
  return { closed: follow(withClosed(draft, id, as), id), opens };
}

/** Cheap: some way of opening the stage does not wait for a stage that is still open. */
const couldOpen = (draft: Draft, id: Id): boolean =>
  alternatives(stageIn(draft.definition, id).opens).some(
    ({ how }) =>
      how.when !== 'closed' || how.stages.every((one) => stageOf(draft.context, one).closed !== null),
  );

const mayFollow = (draft: Draft, facts: OpenFacts): boolean =>
  facts.windowOpen &&
  (facts.momentPassed || (facts.waitsFor ?? []).every((one) => stageOf(draft.context, one).closed !== null));
