import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type Counts, type CycleDetail, get } from '../api.js';
import { Failed, Loading } from '../shell/states.js';
import { capital, civilDay, exactly, timeOf } from '../words.js';
import { filterOf, queryOf } from './filter.js';
import { LeftOut } from './left-out.js';
import { useLiveCounts, type Liveness } from './live.js';
import { PeopleList } from './people-list.js';
import { PhaseStrip } from './phase-strip.js';
import { StageTable } from './stage-table.js';

/** Where everybody is: phases on top, stages and states on the left, the people behind any number on the right. */
export function Monitor() {
  const { cycle = '' } = useParams();
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const liveness = useLiveCounts(cycle);
  const detail = useQuery({
    queryKey: ['cycle', cycle],
    queryFn: ({ signal }) => get<CycleDetail>(`/cycles/${cycle}`, signal),
    staleTime: 60_000,
  });
  const counts = useQuery({
    queryKey: ['counts', cycle],
    queryFn: ({ signal }) => get<Counts>(`/cycles/${cycle}/counts`, signal),
  });
  const list = useBroughtIntoView(queryOf(filter));
  if (detail.isError) return <Failed error={detail.error} retry={() => void detail.refetch()} />;
  return (
    <>
      <title>{`${detail.data?.name ?? 'Cycle'} · Perennial`}</title>
      <Head detail={detail.data} counts={counts.data} liveness={liveness} />
      {counts.isError ? <Failed error={counts.error} retry={() => void counts.refetch()} /> : null}
      {counts.data ? (
        <PhaseStrip counts={counts.data} filter={filter} />
      ) : (
        <div className="strip" aria-hidden="true" />
      )}
      <div className="columns">
        <section className="panel" aria-label="Stages">
          {counts.data ? <StageTable counts={counts.data} filter={filter} /> : <Loading />}
        </section>
        <section className="panel list" aria-label="People" ref={list}>
          <PeopleList cycle={cycle} filter={filter} detail={detail.data} counts={counts.data} />
        </section>
      </div>
      {detail.data && detail.data.leftOut.length > 0 ? <LeftOut people={detail.data.leftOut} /> : null}
    </>
  );
}

/** Where the list stands below the numbers, a pressed number brings it into view. */
function useBroughtIntoView(query: string) {
  const panel = useRef<HTMLElement>(null);
  const before = useRef(query);
  useEffect(() => {
    if (before.current === query) return;
    before.current = query;
    if (matchMedia('(max-width: 1120px)').matches && !panel.current?.contains(document.activeElement))
      panel.current?.scrollIntoView({ block: 'start' });
  }, [query]);
  return panel;
}

type HeadProps = { detail: CycleDetail | undefined; counts: Counts | undefined; liveness: Liveness };
function Head({ detail, counts, liveness }: HeadProps) {
  return (
    <div className="head">
      <h1>{detail?.name ?? ' '}</h1>
      {detail ? (
        <span className={`pill ${detail.status === 'running' ? 'done' : ''}`}>{capital(detail.status)}</span>
      ) : null}
      {detail ? (
        <span className="quiet num">
          version {detail.version.number}, from {civilDay(detail.startsOn)}
        </span>
      ) : null}
      {counts ? (
        <span className="quiet as-of num">
          <time dateTime={counts.asOf} title={exactly(counts.asOf)}>
            as of {timeOf(counts.asOf)}
          </time>{' '}
          <LivePill liveness={liveness} asOf={counts.asOf} />
        </span>
      ) : null}
    </div>
  );
}

function LivePill({ liveness, asOf }: { liveness: Liveness; asOf: string }) {
  if (liveness === 'live') return <span className="pill live">live</span>;
  if (liveness === 'connecting') return null;
  return (
    <span className="pill late" role="status">
      Connection lost, showing {timeOf(asOf)}. Retrying.
    </span>
  );
}
