import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { type Counts, type CycleDetail, get } from '../api.js';
import { Failed, Loading } from '../shell/states.js';
import { civilDay, exactly, timeOf } from '../words.js';
import { filterOf } from './filter.js';
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
  if (detail.isError) return <Failed error={detail.error} retry={() => void detail.refetch()} />;
  return (
    <main className="page">
      <Head detail={detail.data} counts={counts.data} liveness={liveness} />
      {counts.isError ? <Failed error={counts.error} retry={() => void counts.refetch()} /> : null}
      {counts.data ? (
        <PhaseStrip counts={counts.data} filter={filter} />
      ) : (
        <div className="strip" aria-hidden="true" />
      )}
      <div className="columns">
        <section className="panel" aria-label="Where everybody is">
          {counts.data ? <StageTable counts={counts.data} filter={filter} /> : <Loading />}
        </section>
        <section className="panel" aria-label="People">
          <PeopleList cycle={cycle} filter={filter} detail={detail.data} counts={counts.data} />
        </section>
      </div>
      {detail.data && detail.data.leftOut.length > 0 ? <LeftOut people={detail.data.leftOut} /> : null}
    </main>
  );
}

type HeadProps = { detail: CycleDetail | undefined; counts: Counts | undefined; liveness: Liveness };
function Head({ detail, counts, liveness }: HeadProps) {
  return (
    <div className="head">
      <h1>{detail?.name ?? ' '}</h1>
      {detail ? <span className="pill">{detail.status}</span> : null}
      {detail ? (
        <span className="quiet">
          {detail.version.definition}, version {detail.version.number}, starts {civilDay(detail.startsOn)}
        </span>
      ) : null}
      {counts ? (
        <span className="quiet as-of" title={exactly(counts.asOf)}>
          as of {timeOf(counts.asOf)} <LivePill liveness={liveness} asOf={counts.asOf} />
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
