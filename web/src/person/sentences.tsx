import type { StageWhy } from '../api.js';
import { Place } from './place.js';

/** Why a stage stands where it stands: each sentence with the line of the text behind it. */
export function Sentences({ of }: { of: StageWhy }) {
  return (
    <ul>
      {of.sentences.map((sentence, index) => (
        <li key={index}>
          {sentence.text} <Place place={sentence.place} />
        </li>
      ))}
    </ul>
  );
}
