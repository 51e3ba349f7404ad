/** The answer to `why` as text for a terminal. */
import type { Sentence, StageWhy, Upcoming } from '../why/answer.js';
import { stateWords } from '../why/state-words.js';

type Who = { number: string; name: string; cycle: string };

/** Everything about the stages asked for, one after the other. `at`: ISO instant the answer is about. */
export function whyText({ number, name, cycle }: Who, stages: readonly StageWhy[], at: string): string {
  const head = `${name} (${number}) in "${cycle}", at ${at.slice(0, 16).replace('T', ' ')} UTC`;
  return [head, ...stages.map(stageText)].join('\n\n');
}

function stageText(stage: StageWhy): string {
  const late =
    stage.lateDays === null ? null : `${stage.lateDays} day${stage.lateDays === 1 ? '' : 's'} late`;
  const state = stage.state === 'late' && late !== null ? null : stateWords[stage.state];
  const holders = stage.with.map(
    ({ name, days }) => `${name}, ${days === 0 ? 'since today' : `for ${days} day${days === 1 ? '' : 's'}`}`,
  );
  return [
    `${stage.name}: ${[state, late].filter((word) => word !== null).join(', ')}`,
    ...(holders.length > 0 ? [`  with ${holders.join('; ')}`] : []),
    ...stage.sentences.map(sentenceText),
    ...(stage.ifNobodyActs.length > 0 ? ['  If nobody acts:', ...stage.ifNobodyActs.map(upcomingText)] : []),
  ].join('\n');
}

function sentenceText({ text, place }: Sentence): string {
  return place === null
    ? `  ${text}`
    : `  ${text}\n      ${place.path}:${place.line}  ${firstLine(place.text)}`;
}

function upcomingText({ on, text, place }: Upcoming): string {
  return `    ${on}  ${text}${place === null ? '' : `  (${place.path}:${place.line})`}`;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim();
}
