/** The distribution of a group in people: bars on their side, one for each level, with what the guide asks to add or remove. Pure. */
import type { Id, Level } from '../../../dsl/index.js';
import type { GuideView } from '../../../workflows/index.js';
import { type Html, markup } from '../../html.js';

export type Bar = {
  name: string;
  /** People now, and when the session opened. */
  now: number;
  before: number;
  /** Whole people the guide has in mind; null without a guide. */
  guide: number | null;
  /** "2 under", "on the guide", "3 over"; null without a guide. */
  words: string | null;
  kept: boolean;
};

/** One bar for each level, best first. */
export function barsOf(
  levels: readonly Level[],
  cards: readonly { level: Id | null; proposed: Id | null }[],
  guide: GuideView | null,
): Bar[] {
  return levels.map(({ id, name }) => {
    const line = guide?.applies
      ? guide.lines.find((one) => one.levels.length === 1 && one.levels[0] === id)
      : undefined;
    const count = (key: 'level' | 'proposed') => cards.filter((card) => card[key] === id).length;
    return {
      name,
      now: count('level'),
      before: count('proposed'),
      guide: line ? (line.ideal ?? (line.limit === 'atMost' ? line.most : line.least)) : null,
      words: line ? lineWords(line) : null,
      kept: line?.kept ?? true,
    };
  });
}

function lineWords({ add, remove }: { add: number; remove: number }): string {
  if (add > 0) return `${add} to add`;
  return remove > 0 ? `${remove} to remove` : 'as guided';
}

const width = 100;

/** The bars, with the numbers beside them: the picture says nothing the words do not. */
export function showBars(bars: readonly Bar[]): Html {
  const most = Math.max(1, ...bars.map(({ now, before, guide }) => Math.max(now, before, guide ?? 0)));
  const at = (people: number) => (people / most) * width;
  const rows = bars.map((bar) => {
    const cap = Math.max(0, at(bar.now) - 1.2);
    const marker =
      bar.guide === null
        ? null
        : markup`<rect class="mark" x="${Math.max(0, at(bar.guide) - 0.8)}" y="1" width="1.6" height="18" />`;
    const words = bar.guide === null ? `${bar.now}` : `${bar.now} of ${bar.guide}, ${bar.words}`;
    return markup`<li><span>${bar.name}</span>
<svg viewBox="0 0 ${width} 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="body" x="0" y="4" width="${at(bar.now)}" height="12" />${bar.now > 0 && markup`<rect class="cap" x="${cap}" y="4" width="1.2" height="12" />`}${marker}</svg>
<span${bar.kept ? null : markup` class="off-guide"`}>${words}</span></li>`;
  });
  return markup`<ul class="plain bars" aria-label="People by rating">${rows}</ul>`;
}
