/** My page: where I am, what is next, my result. Pure. */
import { type Html, markup } from '../../html.js';
import { icons } from '../icons.js';
import { page, type Reader } from '../layout.js';
import { showResult } from '../task/release.js';
import { showGoals } from '../task/show.js';
import type { OwnCycle } from './me.js';

export function mePage(cycles: readonly OwnCycle[], reader: Reader): string {
  const none = markup`<p class="lead">No cycle includes you now. You get a mail when one begins.</p>`;
  return page({
    title: 'My page',
    where: 'Perennial',
    reader,
    body: markup`<h1>${reader.name}</h1>
      ${cycles.length === 0 ? none : cycles.map(cycleSection)}`,
  });
}

function cycleSection(cycle: OwnCycle): Html {
  const now = cycle.steps.findIndex(({ place }) => place === 'now');
  const where =
    now >= 0 ? `Step ${now + 1} of ${cycle.steps.length}: ${cycle.steps[now]?.name}` : stepWords(cycle);
  return markup`<section aria-label="${cycle.name}">
    <h2>${cycle.name}</h2>
    <ol class="steps" aria-hidden="true">
      ${cycle.steps.map(({ place, name }) => markup`<li class="${place}" title="${name}"></li>`)}
    </ol>
    <p class="small">${where}</p>
    <div class="card">
      <dl class="facts">
        <dt>Now</dt>
        <dd>${cycle.now.length > 0 ? cycle.now.map(nowLine) : 'Nothing is open.'}</dd>
        ${
          cycle.next &&
          markup`<dt>Next</dt>
          <dd>${cycle.next}</dd>`
        }
      </dl>
    </div>
    ${resultSection(cycle)} ${cycle.goals.length > 0 && goalsSection(cycle)}
  </section>`;
}

const nowLine = ({ text, taskId }: OwnCycle['now'][number]) =>
  markup`<p>${taskId ? markup`<a href="/t/${taskId}">${text}</a>` : text}</p>`;

const stepWords = ({ steps }: OwnCycle) =>
  steps.every(({ place }) => place === 'past')
    ? 'This cycle is complete for you.'
    : 'It has not begun for you yet.';

function resultSection({ result, acknowledgedOn }: OwnCycle): Html | null {
  if (result.releasedAt === null) return null;
  const read =
    acknowledgedOn && markup`<p class="pill done">${icons.done}<span>Read on ${acknowledgedOn}</span></p>`;
  return markup`<h3>Your result</h3>
    ${showResult(result)}${read}`;
}

const goalsSection = ({ goals }: OwnCycle) =>
  markup`<details class="card">
    <summary>My goals <small>(${goals.length})</small></summary>
    <div>${showGoals(goals)}</div>
  </details>`;
