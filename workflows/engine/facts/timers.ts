/** A timer that fired: what it stands for, and what the guards must know about it. */
import type { Id } from '../../../dsl/index.js';
import { nextOf, quorumOf } from '../case/approval.js';
import { gapsOf, type Gaps } from './complete.js';
import type { CommandBody } from '../contract.js';
import { rulesNow, tasksOf, type Draft } from '../case/draft.js';
import { submissionOf } from '../case/handed-in.js';
import type { Found } from './peers.js';
import { closing, opening } from './closing.js';
import { withWork } from './preview.js';
import { parseTimer } from '../case/timer-names.js';

type Fired = Extract<CommandBody, { type: 'TIMER' }>;

/** Facts for a timer of a stage. */
export function timerFacts(draft: Draft, stage: Id, { timer, generation }: Fired): Found {
  const { kind, n } = parseTimer(timer);
  const fired = (deed = ''): Pick<Found, 'timer'> => ({ timer: { kind, generation, deed } });
  if (draft.context.stages[stage] !== undefined && draft.context.stages[stage].g !== generation)
    return fired();
  switch (kind) {
    case 'open':
    case 'repeat':
      return { ...fired(), ...opening(draft, stage) };
    case 'overdue': {
      const deed = rulesNow(draft, stage).overdue[n - 1]?.deed ?? '';
      return { ...fired(deed), ...overdueFacts(draft, stage, deed) };
    }
    case 'step':
      return stepFacts(draft, stage, n, fired);
    case 'acknowledge': {
      const ack = rulesNow(draft, stage).acknowledged?.value.otherwise;
      const record = ack !== undefined && 'recordedAs' in ack;
      return { ...fired(record ? 'record' : 'override'), ...(record ? closing(draft, stage, 'done') : {}) };
    }
    default:
      return fired();
  }
}

function overdueFacts(draft: Draft, stage: Id, deed: string): Found {
  const rules = rulesNow(draft, stage);
  switch (deed) {
    case 'skip':
      return closing(draft, stage, 'skipped');
    case 'continue': {
      const answered = answersIn(draft, stage);
      const next = answered ? nextOf(draft, rules, 0) : {};
      return { answered, ...next, ...closing(draft, stage, answered ? 'done' : 'missing') };
    }
    case 'forward':
    case 'forwardIfComplete': {
      const after = forwarded(draft, stage);
      const complete = Object.keys(after.gaps).length === 0;
      return { complete, ...nextOf(after.draft, rules, 0), ...closing(after.draft, stage, 'done') };
    }
    default:
      return {};
  }
}

const answersIn = (draft: Draft, stage: Id): boolean => {
  const round = draft.context.stages[stage]?.r ?? 0;
  return draft.file.submissions.some(
    (one) => one.stage === stage && one.round === round && one.state === 'submitted',
  );
};

/** The case with every draft handed in, and the gaps there would be. A level in a draft decides nothing. */
function forwarded(draft: Draft, stage: Id): { draft: Draft; gaps: Gaps } {
  const rules = rulesNow(draft, stage);
  return tasksOf(draft, stage, 'work').reduce(
    (so, { person }) => {
      const given = submissionOf(so.draft, stage, person, {}, 'submitted');
      const after = withWork(so.draft, rules, person, {});
      return {
        draft: { ...after, file: { ...after.file, ratings: draft.file.ratings } },
        gaps: { ...so.gaps, ...gapsOf(after, rules, given, {}) },
      };
    },
    { draft, gaps: {} as Gaps },
  );
}

function stepFacts(draft: Draft, stage: Id, n: number, fired: (deed: string) => Pick<Found, 'timer'>): Found {
  const rules = rulesNow(draft, stage);
  const step = rules.approvals?.value.steps[n - 1];
  if (step?.escalateTo) return fired('escalate');
  if (!step?.adviceOnly) return fired('remind');
  const quorum = quorumOf(draft, stage, null, n);
  const after = rules.approvals?.value.inOrder === false ? rules.approvals.value.steps.length : n;
  if (!quorum) return { ...fired('pass'), quorum };
  return { ...fired('pass'), quorum, ...nextOf(draft, rules, after), ...closing(draft, stage, 'done') };
}
