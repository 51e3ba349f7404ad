import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type Counts, type CycleDetail, get, type People } from '../api.js';
import { Empty, Failed, Loading } from '../shell/states.js';
import { people, stateWords } from '../words.js';
import { FilterBar } from './filter-bar.js';
import { type Filter, queryOf } from './filter.js';
import { livePages } from './live.js';
import { PeopleRows } from './people-rows.js';

type Props = { cycle: string; filter: Filter; detail: CycleDetail | undefined; counts: Counts | undefined };

/** The people behind the number that was pressed: fifty at a time, only the visible rows are drawn. */
export function PeopleList({ cycle, filter, detail, counts }: Props) {
  const [search] = useSearchParams();
  const sort = search.get('sort') === 'due' ? 'due' : 'name';
  const queries = useQueryClient();
  const queryKey = ['people', cycle, queryOf(filter), sort];
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      get<People>(`/cycles/${cycle}/people${pageQuery(filter, sort, pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const first = list.data?.pages[0];
  const outdated = useOutdated(counts?.rev, list.dataUpdatedAt) && (list.data?.pages.length ?? 0) > livePages;
  return (
    <>
      <header>
        <h2>{titleOf(filter, detail)}</h2>
        <span className="quiet num" role="status">
          {first && !list.isPlaceholderData ? people(first.total) : ''}
        </span>
        {queryOf(filter) === '' ? null : (
          <Link className="all" to={sort === 'due' ? '?sort=due' : '?'}>
            Show everybody
          </Link>
        )}
        <Sort value={sort} />
      </header>
      <FilterBar cycle={cycle} filter={filter} wanted={list.data !== undefined} />
      {outdated ? (
        <p className="changed">
          Somebody has moved since.{' '}
          <button className="link" onClick={() => void queries.resetQueries({ queryKey })}>
            Show the list as it is now
          </button>
        </p>
      ) : null}
      {list.isError ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending || (list.isPlaceholderData && first?.total === 0) ? <Loading /> : null}
      {first?.total === 0 && !list.isPlaceholderData ? <Empty>{whyEmpty(filter, counts)}</Empty> : null}
      {first && first.total > 0 ? (
        <PeopleRows
          key={queryOf(filter) + sort}
          cycle={cycle}
          pages={list.data?.pages ?? []}
          more={list}
          settled={!list.isPlaceholderData}
        />
      ) : null}
    </>
  );
}

/** True when counts have changed since the list was read. */
function useOutdated(rev: string | undefined, readAt: number): boolean {
  const [seen, see] = useState(rev);
  const latest = useRef(rev);
  latest.current = rev;
  useEffect(() => see(latest.current), [readAt]);
  return seen !== undefined && rev !== undefined && seen !== rev;
}

function Sort({ value }: { value: 'name' | 'due' }) {
  const [search, setSearch] = useSearchParams();
  return (
    <label className="sort">
      <span className="sr">Order</span>
      <select
        className="field"
        value={value}
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
