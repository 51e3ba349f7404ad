/** Deciding about what others did: approve or return, acknowledge, record, settle. One question, nothing chosen beforehand. Pure. */
import type { Rating } from '../../../dsl/index.js';
import { type CommandBody, computeRating, cycleDates, memberOf } from '../../../workflows/index.js';
import { activity } from '../../tasks/rules.js';
import { firstName, inSentence } from '../../tasks/words.js';
import { choose, type Choice, type FieldContext, type Problems, textArea } from '../form/fields.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import type { TaskCase } from './load.js';
import { capital, entryAt, handedIn, releasedTo } from './result.js';
import { showResult } from './release.js';
import { showAnswers, showGoals } from './show.js';

export type Reading =
  { ok: true; command: CommandBody; reason: string | null } | { ok: false; problems: Problems };

const wrong = (problems: Record<string, string>): Reading => ({ ok: false, problems });

/** What is to be approved, and the question. */
export function approveFields(task: TaskCase, field: FieldContext): Html {
  const { kase, rules, summary } = task;
  const chain = rules.of(rules.stage.approvals);
  const back = rules.of(rules.stage.refused);
  const returnTo = kase.definition.cycle.stages.find(({ id }) => id === (back?.to ?? rules.stage.id));
  const adviceOnly = chain?.steps[(summary.step ?? 1) - 1]?.adviceOnly ?? false;
  const choices: Choice[] = [
    { value: 'approve', label: adviceOnly ? 'I support it' : 'Approve' },
    ...(adviceOnly
      ? []
      : [
          {
            value: 'return',
            label: 'Return it',
            note: `It goes back to "${returnTo?.name ?? rules.stage.name}" with your reason.`,
          },
        ]),
  ];
  return markup`${approvedContent(task)}
  ${choose({ name: 'decision', legend: `What do you decide on the ${inSentence(rules.stage.name)} of ${task.employee.name}?`, choices }, field)}
  ${textArea({ name: 'reason', label: 'Reason', hint: 'Needed when you return it. Whoever wrote it reads this.', short: true }, field)}`;
}

function approvedContent(task: TaskCase): Html {
  const { kase, rules, task: row } = task;
  const plan = activity(rules, 'plans')?.goals ?? [];
  const goals = kase.file.plans
    .filter((one) => plan.includes(one.goals) && one.state === 'submitted')
    .flatMap((one) => one.list);
  const works = handedIn(kase, row.stage);
  const rating = proposed(task);
  const awards = kase.file.awards.filter((award) =>
    activity(rules, 'awards')?.rewards.includes(award.reward),
  );
  const nothing = goals.length + works.length + awards.length === 0;
  return markup`${
    goals.length > 0 &&
    markup`<section class="card">
      <h2>Goals</h2>
      ${showGoals(goals)}
    </section>`
  }
  ${rating && markup`<div class="card result"><span>${rating.name}</span><b>${rating.level}</b>${rating.score && markup`<small>Score ${rating.score}</small>`}</div>`}
  ${works.map(
    ({ author, answers }) =>
      answers.length > 0 &&
      markup`<section class="card">
        <h2>Written by ${author}</h2>
        ${showAnswers(answers)}
      </section>`,
  )}
  ${awards.slice(-1).map(
    (award) =>
      markup`<section class="card">
        <h2>Proposal</h2>
        <p>${award.amount} ${award.currency ?? '%'}</p>
      </section>`,
  )}
  ${nothing && markup`<p>Nothing was handed in.</p>`}`;
}

/** The rating this review leads to, for whoever approves it: worked out from what is handed in, unless somebody has decided. */
function proposed(task: TaskCase): { name: string; level: string; score: string | null } | null {
  const { kase, rules, employee, actor } = task;
  if (rules.stage.phase !== 'review' || employee.id === actor.personId) return null;
  const [rating] = kase.definition.cycle.ratings;
  if (!rating) return null;
  const entry = entryAt(kase.file.ratings, rating.id, kase.now);
  const worked = entry && entry.source !== 'calculated' ? null : worksOut(kase, rating);
  const scale = kase.definition.model.scales.find(({ id }) => id === rating.scale);
  const level =
    scale?.levels.find(({ id }) => id === (worked?.level ?? entry?.level))?.name ?? entry?.outside;
  return level ? { name: capital(rating.name), level, score: worked?.score ?? entry?.score ?? null } : null;
}

function worksOut({ definition, file, world }: TaskCase['kase'], rating: Rating) {
  const member = memberOf(definition.model, file.person, world);
  const { from, to } = cycleDates(definition, file.person, member, world);
  const period = from && to ? { from, to } : null;
  const result = computeRating(rating, { definition, evidence: file, world, member, period, final: true });
  return result.outcome === 'rated' ? result : null;
}

export function readApproval({ task, rules, summary }: TaskCase, values: FormValues): Reading {
  const reason = values.one('reason').trim();
  const stage = task.stage;
  const adviceOnly = rules.of(rules.stage.approvals)?.steps[(summary.step ?? 1) - 1]?.adviceOnly ?? false;
  if (values.one('decision') === 'approve')
    return { ok: true, command: { type: adviceOnly ? 'ADVISE' : 'APPROVE', stage }, reason: reason || null };
  if (values.one('decision') !== 'return')
    return wrong({ decision: 'Choose whether you approve it or return it.' });
  if (reason === '') return wrong({ reason: 'Say why you return it, so that it can be worked on.' });
  return { ok: true, command: { type: 'REFUSE', stage }, reason };
}

/** The result, and that it was read. */
export function acknowledgeFields(task: TaskCase, field: FieldContext): Html {
  const choices = [
    { value: 'read', label: 'I have read it' },
    { value: 'object', label: 'I have read it and see it differently', note: 'Say how below.' },
  ];
  return markup`${showResult(releasedTo(task.kase, 'employee', task.reader.id))}
    <p>Reading does not mean agreeing.</p>
    ${choose({ name: 'decision', legend: 'Have you read your result?', choices }, field)}
    ${textArea({ name: 'comment', label: 'Comment', hint: 'You may leave this out.', short: true, who: `Your manager and HR read this.` }, field)}`;
}

export function readAcknowledgement({ task }: TaskCase, values: FormValues): Reading {
  const comment = values.one('comment').trim() || null;
  const decision = values.one('decision');
  if (decision === 'read')
    return { ok: true, command: { type: 'ACKNOWLEDGE', stage: task.stage, comment }, reason: null };
  if (decision !== 'object') return wrong({ decision: 'Choose one of the two answers.' });
  if (comment === null) return wrong({ comment: 'Say in a line what you see differently.' });
  return { ok: true, command: { type: 'OBJECT', stage: task.stage, comment }, reason: comment };
}

/** An acknowledgement that did not come is recorded by a person, with a reason. */
export function overrideFields(task: TaskCase, field: FieldContext): Html {
  const name = firstName(task.employee.name);
  const choices = [
    { value: 'yes', label: `Yes, record it without ${name}'s word` },
    { value: 'no', label: 'Not yet' },
  ];
  return markup`<p>${name} was asked to acknowledge the result and has not answered in time.</p>
    ${choose({ name: 'decision', legend: 'Shall it be recorded?', choices }, field)}
    ${textArea({ name: 'reason', label: 'Reason', hint: `${name} and HR read this.`, short: true }, field)}`;
}

export function readOverride({ task }: TaskCase, values: FormValues): Reading {
  const reason = values.one('reason').trim();
  const problems: Record<string, string> = {};
  if (values.one('decision') !== 'yes')
    problems['decision'] = 'Choose "Yes" to record it, or come back later.';
  if (reason === '') problems['reason'] = 'Give a reason.';
  if (Object.keys(problems).length > 0) return wrong(problems);
  return { ok: true, command: { type: 'OVERRIDE', stage: task.stage }, reason };
}
