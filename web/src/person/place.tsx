import type { StageWhy } from '../api.js';

type TextPlace = StageWhy['sentences'][number]['place'];

/** The line of the cycle's text behind a sentence; the line itself is the title. */
export function Place({ place }: { place: TextPlace }) {
  if (!place) return null;
  return (
    <code className="place" title={`${place.path}: ${place.text.trim()}`}>
      l. {place.line}
    </code>
  );
}
