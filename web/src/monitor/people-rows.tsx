import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { People } from '../api.js';
import { PersonRow } from './person-row.js';

type More = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** `settled`: false while rows of the list before stand in for those that are on their way. */
type Props = { cycle: string; pages: People[]; more: More; settled: boolean };

/** Rows of people; those in view are drawn, and more are fetched before the end comes into view. */
export function PeopleRows({ cycle, pages, more, settled }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const items = pages.flatMap((page) => page.items);
  const asOf = pages[0]?.asOf ?? '';
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 57,
    overscan: 12,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more;
  useEffect(() => {
    if (settled && last >= items.length - 20 && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [settled, last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div
      className="scroller"
      aria-busy={!settled || undefined}
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="List of people"
    >
      <ul className="people" style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => {
          const person = items[row.index];
          if (!person) return null;
          return (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-posinset={row.index + 1}
              aria-setsize={pages[0]?.total}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <PersonRow cycle={cycle} person={person} asOf={asOf} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
