/** Sharing a result: what the employee will read from then on, and the question whether it is time. Pure. */
import { activity } from '../../tasks/rules.js';
import { firstName } from '../../tasks/words.js';
import { choose, type FieldContext, textArea } from '../form/fields.js';
import { type Html, markup } from '../../html.js';
import type { TaskCase } from './load.js';
import { type ResultView, wouldShow } from './result.js';
import { showAnswers } from './show.js';

export function releaseFields(task: TaskCase, field: FieldContext): Html {
  const release = activity(task.rules, 'releases');
  const name = firstName(task.employee.name);
  const shown = wouldShow(task.kase, release?.ratings ?? [], release?.parts ?? [], task.reader.id);
  const choices = [
    {
      value: 'yes',
      label: `Yes, share it with ${name} now`,
      note: `${name} can read it at once and is told by mail, without the result in the mail.`,
    },
    { value: 'no', label: 'Not yet' },
  ];
  return markup`<section>
      <h2>What ${name} will read</h2>
      ${showResult(shown)}
    </section>
    ${textArea({ name: 'note', label: 'A word from you', hint: 'You may leave this out.', short: true, who: null }, field)}
    ${choose({ name: 'decision', legend: `Have you told ${name} yourself, and is it time to share it?`, choices }, field)}`;
}

/** The result as a card. */
export function showResult({ ratings, parts }: ResultView): Html {
  const cards = ratings.map(
    ({ name, level, score, how }) =>
      markup`<div class="card result">
        <span>${name}</span><b>${level}</b
        ><small>${[score && score !== level && `Score ${score}`, how].filter(Boolean).join(', ')}</small>
      </div>`,
  );
  const texts = parts.map(
    ({ title, answers }) =>
      markup`<section class="card">
        <h3>${title}</h3>
        ${showAnswers(answers)}
      </section>`,
  );
  return ratings.length + parts.length === 0
    ? markup`<p>There is nothing to share yet.</p>`
    : markup`${cards}${texts}`;
}
