/** Things to read on a task page: answers, goals, a plan, the due date. Pure. */
import type { Goal } from '../../../workflows/index.js';
import type { Due } from '../../tasks/dates.js';
import { goalNote } from '../form/parts.js';
import { type Html, markup } from '../../html.js';
import { icons } from '../icons.js';
import type { EvidenceBlock, Shown } from './evidence.js';

/** Short answers as a list of facts, texts as quotes. */
export function showAnswers(answers: readonly Shown[]): Html {
  const facts = answers.filter(({ text }) => !text);
  const texts = answers.filter(({ text }) => text);
  return markup`${
    facts.length > 0 &&
    markup`<dl class="facts">
      ${facts.map(
        ({ label, value }) =>
          markup`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`
  }
  ${texts.map(
    ({ label, value }, i) =>
      markup`${texts[i - 1]?.label !== label && markup`<p class="label">${label}</p>`}
        <p class="quote">${value}</p>`,
  )}`;
}

/** What others wrote, folded. */
export function showEvidence(blocks: readonly EvidenceBlock[], goals: readonly Goal[]): Html | null {
  if (blocks.length === 0 && goals.length === 0) return null;
  const folds = blocks.map(
    ({ title, note, answers }) =>
      markup`<details class="card">
        <summary>${title}</summary>
        <div>
          <p class="small">${note}</p>
          ${showAnswers(answers)}
        </div>
      </details>`,
  );
  return markup`<aside aria-label="What is known so far">
    ${folds}${goals.length > 0 && goalsFold(goals)}
  </aside>`;
}

const goalsFold = (goals: readonly Goal[]) =>
  markup`<details class="card">
    <summary>Goals <small>(${goals.length})</small></summary>
    <div>${showGoals(goals)}</div>
  </details>`;

/** Goals with what was agreed about each. */
export const showGoals = (goals: readonly Goal[]): Html =>
  markup`<ol class="plain">
    ${goals.map(
      (goal) =>
        markup`<li>
          <p class="label">${goal.title}</p>
          <p class="small">${goalNote(goal)}</p>
          ${goal.description && markup`<p class="quote">${goal.description}</p>`}
        </li>`,
    )}
  </ol>`;

/** The due date as the first thing on the page. */
export function duePill(due: Due | null): Html | null {
  if (!due) return null;
  const tone = due.tone === 'calm' ? '' : ` ${due.tone}`;
  const when = due.tone === 'late' ? `Was due ${due.day}, ${due.away}` : `Due ${due.day}, ${due.away}`;
  return markup`<p class="pill${tone}" title="${due.exact}">${icons.clock}<span>${when}</span></p>`;
}
