/**
 * What others wrote, as far as the reader may see it: only stages the rules let the doer see, only what was handed in, and
 * anonymous answers only together, only once the stage is closed, and only from the number the cycle names. Pure.
 */
import { createHash } from 'node:crypto';
import type { Id, Part, Scale } from '../../../dsl/index.js';
import type { Answer, Submission } from '../../../workflows/index.js';
import type { Case } from '../../participants/contract.js';
import { rulesOf } from '../../tasks/rules.js';
import { goalsInForce, itemsOf, type PartContext } from '../form/parts.js';
import { competenciesFor } from './load.js';

export type Shown = { label: string; value: string; text: boolean };
export type EvidenceBlock = {
  title: string;
  /** Who wrote it, or why there is nothing to see. */
  note: string;
  answers: Shown[];
};

/** One block for each stage that may be seen, in the order of the text. `readerId` shuffles anonymous texts. */
export function evidenceOf(kase: Case, sees: readonly Id[], readerId: string): EvidenceBlock[] {
  return sees.map((stage) => blockOf(kase, stage, readerId)).filter((block) => block !== null);
}

function blockOf(kase: Case, stageId: Id, readerId: string): EvidenceBlock | null {
  const { definition, file } = kase;
  const summary = file.stages[stageId];
  const rules = rulesOf(definition.model, definition.cycle, stageId, summary?.variant ?? []);
  if (!rules) return null;
  const title = rules.stage.name;
  const closed = summary !== undefined && ['done', 'skipped', 'missing'].includes(summary.state);
  const written = file.submissions.filter(
    (one) => one.stage === stageId && one.state === 'submitted' && one.round === summary?.round,
  );
  if (rules.anonymous !== null) {
    if (!closed) return { title, note: 'Answers are still being collected.', answers: [] };
    const note = `Shown only together, from ${rules.anonymous} answers on, without names.`;
    // INVARIANT: below the number nothing is said, not even how many there are
    if (written.length < rules.anonymous)
      return { title, note: `${note} There is nothing to show.`, answers: [] };
    return { title, note, answers: together(kase, written, rules.anonymous, readerId) };
  }
  if (summary?.state === 'skipped') return { title, note: 'This step was skipped.', answers: [] };
  const [first] = written;
  if (!first) return { title, note: closed ? 'Nothing was handed in.' : 'Not handed in yet.', answers: [] };
  const author = kase.world.person(first.author)?.name ?? '';
  return { title, note: `Written by ${author}.`, answers: written.flatMap((one) => shownAnswers(kase, one)) };
}

/** The answers of one submission in words, in the order of the form. */
export function shownAnswers(kase: Case, { answers, note }: Pick<Submission, 'answers' | 'note'>): Shown[] {
  const context = contextOf(kase);
  const list = kase.definition.cycle.parts.flatMap((part) => shownPart(part, answers[part.id], context));
  return note ? [...list, { label: 'Note', value: note, text: true }] : list;
}

/** What parts need of a case to be drawn or shown. */
export function contextOf(kase: Case): PartContext {
  return {
    model: kase.definition.model,
    cycle: kase.definition.cycle,
    goals: goalsInForce(kase.file),
    competencies: competenciesFor(kase),
    audience: () => null,
  };
}

function shownPart(part: Part, answer: Answer | undefined, context: PartContext): Shown[] {
  if (!answer) return [];
  const scale = scaleOf(part, context);
  const one = (value: string, text = false): Shown[] => [{ label: part.name, value, text }];
  switch (answer.kind) {
    case 'text':
      return one(answer.text, true);
    case 'choice':
      return one(answer.choice);
    case 'yesNo':
      return one(answer.yes ? 'Yes' : 'No');
    case 'level':
      return one(levelName(scale, answer.level));
    case 'mark':
      return one(markWords(scale, answer.value));
    case 'notApplicable':
      return one('Does not apply');
    case 'missing':
      return one('No answer');
    case 'items':
      return itemsOf(part, context).flatMap(({ key, name }) => {
        const item = answer.items[key];
        if (!item) return [];
        const value =
          'level' in item
            ? levelName(scale, item.level)
            : 'mark' in item
              ? markWords(scale, item.mark)
              : 'Does not apply';
        return [{ label: name, value, text: false }];
      });
  }
}

const scaleOf = ({ answer }: Part, { model }: PartContext): Scale | undefined =>
  'scale' in answer ? model.scales.find(({ id }) => id === answer.scale) : undefined;
/** A mark that a level is worth is called by that level. */
const markWords = (scale: Scale | undefined, mark: string) =>
  scale?.levels.find(({ worth }) => worth !== null && Number(worth) === Number(mark))?.name ?? mark;
const levelName = (scale: Scale | undefined, id: Id) =>
  scale?.levels.find((level) => level.id === id)?.name ?? id;

/** Several answers as one: figures in half steps, so that agreement of all does not show; texts in an order of the reader's own. */
function together(kase: Case, written: readonly Submission[], least: number, readerId: string): Shown[] {
  const context = contextOf(kase);
  return kase.definition.cycle.parts.flatMap((part): Shown[] => {
    const given = written.flatMap((one) => one.answers[part.id] ?? []);
    if (part.answer.type === 'write') return textsOf(part, given, least, readerId);
    const scale = scaleOf(part, context);
    const mean = (name: string, values: (number | null)[]) => average(name, values, least, scale);
    if (part.answer.type === 'rate')
      return mean(
        part.name,
        given.map((answer) => worth(scale, answer)),
      );
    return itemsOf(part, context).flatMap(({ key, name }) => {
      const values = given.map((answer) =>
        answer.kind === 'items' ? worth(scale, answer.items[key]) : null,
      );
      return mean(name, values);
    });
  });
}

function textsOf(part: Part, given: readonly Answer[], least: number, readerId: string): Shown[] {
  const texts = given.flatMap((answer) => (answer.kind === 'text' ? [answer.text] : []));
  if (texts.length < least) return [];
  const place = (text: string) => createHash('sha256').update(`${readerId} ${text}`).digest('hex');
  return [...texts]
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    .map((value) => ({ label: part.name, value, text: true }));
}

type Rated = Answer | { mark: string } | { level: Id } | { notApplicable: true } | undefined;
function worth(scale: Scale | undefined, answer: Rated): number | null {
  if (!answer) return null;
  if ('mark' in answer) return Number(answer.mark);
  if ('level' in answer) {
    const value = scale?.levels.find(({ id }) => id === answer.level)?.worth;
    return value === null || value === undefined ? null : Number(value);
  }
  return 'kind' in answer && answer.kind === 'mark' ? Number(answer.value) : null;
}

/** A figure counts those who answered it, and there must be enough of them. */
function average(
  label: string,
  values: readonly (number | null)[],
  least: number,
  scale: Scale | undefined,
): Shown[] {
  const present = values.filter((value) => value !== null);
  if (present.length < least || present.length === 0) return [];
  const halves = Math.round((present.reduce((sum, value) => sum + value, 0) / present.length) * 2) / 2;
  const best = Math.max(...(scale?.levels ?? []).map((level) => Number(level.worth ?? 0)), 0);
  return [{ label, value: best > 0 ? `about ${halves} of ${best}` : `about ${halves}`, text: false }];
}
