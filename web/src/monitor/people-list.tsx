import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { type Counts, type CycleDetail, get, type People } from '../api.js';
import { Empty, Failed, Loading } from '../shell/states.js';
import { people, stateWords } from '../words.js';
import { FilterBar } from './filter-bar.js';
import { type Filter, queryOf } from './filter.js';
import { PersonRow } from './person-row.js';

type Props = { cycle: string; filter: Filter; detail: CycleDetail | undefined; counts: Counts | undefined };

/** The people behind the number that was pressed: fifty at a time, only the visible rows are drawn. */
export function PeopleList({ cycle, filter, detail, counts }: Props) {
  const [search, setSearch] = useSearchParams();
  const sort = search.get('sort') === 'due' ? 'due' : 'name';
  const list = useInfiniteQuery({
    queryKey: ['people', cycle, queryOf(filter), sort],
    queryFn: ({ pageParam, signal }) =>
      get<People>(`/cycles/${cycle}/people${pageQuery(filter, sort, pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const first = list.data?.pages[0];
  return (
    <>
      <header>
        <h2>{titleOf(filter, detail)}</h2>
        <span className="quiet num">{first ? people(first.total) : ''}</span>
        <label className="sort">
          <span className="sr">Order</span>
          <select
            className="field"
            value={sort}
            onChange={(event) => {
              const next = new URLSearchParams(search);
              next.set('sort', event.target.value);
              setSearch(next, { replace: true });
            }}
          >
            <option value="name">by name</option>
            <option value="due">by due date</option>
          </select>
        </label>
      </header>
      <FilterBar filter={filter} detail={detail} />
      {list.isError ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {first?.total === 0 ? <Empty>{whyEmpty(filter, counts)}</Empty> : null}
      {first && first.total > 0 ? <Rows cycle={cycle} pages={list.data?.pages ?? []} more={list} /> : null}
    </>
  );
}

type More = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
function Rows({ cycle, pages, more }: { cycle: string; pages: People[]; more: More }) {
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
    if (last >= items.length - 20 && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div className="scroller" ref={scroller} tabIndex={0} role="region" aria-label="List of people">
      <ul className="people" style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => {
          const person = items[row.index];
          if (!person) return null;
          return (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
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

function pageQuery(filter: Filter, sort: string, cursor: string | null): string {
  const search = new URLSearchParams(queryOf(filter));
  search.set('sort', sort);
  search.set('limit', '50');
  if (cursor) search.set('cursor', cursor);
  return `?${search}`;
}

function titleOf(filter: Filter, detail: CycleDetail | undefined): string {
  const stage = detail?.stages.find((one) => one.id === filter.stage)?.name;
  const phase = detail?.phases.find((one) => one.id === filter.phase)?.name;
  const what = [stage ?? phase ?? 'Everybody', filter.state ? stateWords[filter.state] : null];
  return [...what, filter.late ? 'late' : null, filter.held ? 'held' : null].filter(Boolean).join(', ');
}

function whyEmpty(filter: Filter, counts: Counts | undefined): string {
  if (filter.q || filter.department || filter.manager)
    return 'Nobody matches. Take a filter away to see more.';
  const stage = counts?.stages.find((one) => one.id === filter.stage);
  if (stage && stage.states.waiting) return 'No one is here yet: the stage has not opened.';
  return 'No one is here now.';
}
