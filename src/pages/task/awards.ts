/** Pay: what the table offers for this person, what is picked inside it, and what is left of the budget. Pure. */
import type { Id } from '../../../dsl/index.js';
import type { Award, Work } from '../../../workflows/index.js';
import { activity } from '../../tasks/rules.js';
import { type FieldContext, line } from '../form/fields.js';
import { decimal } from '../form/plan.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import type { TaskCase } from './load.js';

/** One reward as its proposer sees it. Figures are exact decimals, in the unit of the reward. */
export type PayView = {
  reward: Id;
  name: string;
  /** Why nothing is offered, or cannot be said yet; null when there is a range. */
  nothing: string | null;
  from: string | null;
  to: string | null;
  /** "%", a currency, or a named unit. */
  unit: string;
  currency: string | null;
  /** The facts the table was read with: rating, position in range, base pay. */
  facts: { label: string; value: string }[];
  /** What is left of the budget of the group: "15600 EUR left of 412000 EUR in ES". */
  budget: string | null;
};

const awardField = (reward: Id) => `award:${reward}`;

export function awardFields(task: TaskCase, field: FieldContext): Html {
  return markup`${task.pay.map((pay) => payField(pay, field))}`;
}

function payField(pay: PayView, field: FieldContext): Html {
  const facts = markup`<dl class="facts">
    ${pay.facts.map(
      ({ label, value }) =>
        markup`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
  if (pay.nothing !== null)
    return markup`<section class="card">
      <h2>${pay.name}</h2>
      ${facts}
      <p>${pay.nothing}</p>
    </section>`;
  const fixed = pay.from === pay.to;
  const hint = fixed
    ? `The table gives exactly ${pay.from} ${pay.unit}.`
    : `The table allows ${pay.from} to ${pay.to} ${pay.unit}.`;
  return markup`<section>
    <h2>${pay.name}</h2>
    <div class="card">${facts}</div>
    ${pay.budget && markup`<p class="small">Budget: ${pay.budget}.</p>`}
    ${line({ name: awardField(pay.reward), label: 'Your proposal', hint, unit: pay.unit, numeric: true }, field)}
  </section>`;
}

/** Proposals as typed. */
export function readAwards(task: TaskCase, values: FormValues): NonNullable<Work['awards']> {
  const rewards = activity(task.rules, 'awards')?.rewards ?? [];
  return rewards.flatMap((reward) => {
    const amount = decimal(values.one(awardField(reward)));
    const pay = task.pay.find((one) => one.reward === reward);
    return amount === null ? [] : [{ reward, amount, currency: pay?.currency ?? null }];
  });
}

/** The fields of what the reader proposed before. */
export function awardEntries({ kase, actor, rules }: TaskCase): [string, string][] {
  const rewards = activity(rules, 'awards')?.rewards ?? [];
  return rewards.flatMap((reward) => {
    const last = kase.file.awards.findLast(
      (award: Award) => award.reward === reward && award.by === actor.personId,
    );
    return last ? [[awardField(reward), last.amount]] : [];
  });
}
