/** What happens if somebody does nothing: read from the rules of the stage and the deadlines that are set. Pure. */
import type { LocalDate, OverdueStep, Role } from '../../dsl/index.js';
import { dayWords } from '../tasks/dates.js';
import type { StageRules } from '../tasks/rules.js';
import { inSentence } from '../tasks/words.js';
import type { TaskRow } from '../tasks/rows.js';
import { type Around, wouldGet } from '../tasks/stand-in.js';

/** A deadline of the stage that is still to come: its timer, such as `overdue.2`, and its civil day. */
export type Pending = { timer: string; on: LocalDate };
export type Silence = {
  task: Pick<TaskRow, 'kind' | 'step' | 'assigneeId'>;
  rules: StageRules;
  /** Soonest first. */
  pending: readonly Pending[];
  around: Around;
  today: LocalDate;
};

/** One sentence, or null when nothing happens by itself. */
export function otherwiseOf(silence: Silence): string | null {
  switch (silence.task.kind) {
    case 'work':
    case 'choosePeers':
      return workSilence(silence);
    case 'confirmPeers': {
      const half = find(silence, 'half');
      return half ? `Without an answer by ${day(half, silence)} they are asked as chosen.` : null;
    }
    case 'approve':
      return approvalSilence(silence);
    case 'acknowledge':
      return acknowledgementSilence(silence);
    case 'override':
    case 'ownerAsk':
      return 'Nothing goes on until you decide.';
  }
}

const find = ({ pending }: Silence, name: string) =>
  pending.find(({ timer }) => timer === name || timer.startsWith(`${name}.`));
const day = ({ on }: Pending, { today }: Silence) => dayWords(on, today);

function workSilence(silence: Silence): string | null {
  const { rules, pending } = silence;
  const steps = rules.of(rules.stage.overdue) ?? [];
  for (const one of pending) {
    const [kind, number] = one.timer.split('.');
    const step = kind === 'overdue' ? steps[Number(number) - 1] : undefined;
    if (step && step.deed !== 'stayOpen') return deedWords(step, day(one, silence), silence);
  }
  return steps.length > 0 ? 'It stays open until it is done.' : null;
}

function deedWords(step: OverdueStep, when: string, silence: Silence): string {
  const stage = inSentence(silence.rules.stage.name);
  switch (step.deed) {
    case 'escalate':
      return `If nothing comes by ${when}, ${askedInstead(step.to, silence)}.`;
    case 'lock':
      return `From ${when} on it is locked, and the owner of the cycle decides.`;
    case 'continue':
      return `If nothing comes by ${when}, the cycle goes on without the ${stage}.`;
    case 'forward':
      return `On ${when} your draft is handed in as it is.`;
    case 'forwardIfComplete':
      return `On ${when} your draft is handed in if it is complete.`;
    case 'skip':
      return `If nothing comes by ${when}, the ${stage} is skipped.`;
    case 'stayOpen':
      return 'It stays open until it is done.';
  }
}

/** "Sofia Wei is asked instead"; with a reason when that is not the holder of the role, and no promise when it is whoever has it. */
function askedInstead(to: Role | null, silence: Silence): string {
  const { name, because, same } = next(to, silence);
  if (same) return 'it stays with you';
  return `${name} is asked instead${because === null ? '' : `, because ${because}`}`;
}

function next(to: Role | null, { around, rules, task }: Silence) {
  const unknown = { name: 'the next person up', because: null, same: false };
  if (to === null) return unknown;
  const { person, because } = wouldGet(around, to, rules.of(rules.stage.noRole) ?? []);
  return person
    ? { name: person.name, because, same: person.id === task.assigneeId }
    : { ...unknown, because };
}

function approvalSilence(silence: Silence): string | null {
  const { rules, task } = silence;
  const step = rules.of(rules.stage.approvals)?.steps[Math.max(0, task.step - 1)];
  const deadline = find(silence, `step`);
  if (!deadline) return null;
  const when = day(deadline, silence);
  return step?.escalateTo
    ? `If you do not decide by ${when}, ${askedInstead(step.escalateTo, silence)}.`
    : `If you do not decide by ${when}, the owner of the cycle is told.`;
}

function acknowledgementSilence(silence: Silence): string | null {
  const { rules } = silence;
  const rule = rules.of(rules.stage.acknowledged);
  const deadline = find(silence, 'acknowledge');
  if (!rule || !deadline) return null;
  const when = day(deadline, silence);
  return 'recordedAs' in rule.otherwise
    ? `If you do not answer by ${when}, it is recorded as "${rule.otherwise.recordedAs}".`
    : `If you do not answer by ${when}, ${next(rule.otherwise.overriddenBy, silence).name} records it with a reason.`;
}
