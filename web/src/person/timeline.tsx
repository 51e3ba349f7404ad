import { useInfiniteQuery } from '@tanstack/react-query';
import { get, type History, type Upcoming } from '../api.js';
import { Failed, Loading } from '../shell/states.js';
import { civilDay, count, dayOf, exactly, timeOf } from '../words.js';
import { Place } from './place.js';

/** `zone`: of the person, whose days the stages keep to. */
type Props = { participant: string; upcoming: Upcoming[]; asOf: string; zone: string };

/** What will happen by itself, then what happened, newest first, fifty entries at a time. */
export function Timeline({ participant, upcoming, asOf, zone }: Props) {
  const history = useInfiniteQuery({
    queryKey: ['history', participant],
    queryFn: ({ pageParam, signal }) =>
      get<History>(
        `/participants/${participant}/history?limit=50${pageParam ? `&cursor=${pageParam}` : ''}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  const total = history.data?.pages[0]?.total;
  return (
    <section className="panel" aria-labelledby="timeline">
      <header>
        <h2 id="timeline">Timeline</h2>
        <span className="quiet num">
          {total === undefined ? '' : `${count(total)} events so far, times of ${zone}`}
        </span>
      </header>
      <ol className="timeline">
        <Future upcoming={upcoming} asOf={asOf} />
        <li className="today">
          <When at={asOf} asOf={asOf} zone={zone} />
          <span className="quiet">now</span>
        </li>
        <Past entries={entries} asOf={asOf} zone={zone} />
      </ol>
      {history.isPending ? <Loading /> : null}
      {history.isError ? <Failed error={history.error} retry={() => void history.refetch()} /> : null}
      {history.hasNextPage ? (
        <p className="note">
          <button
            className="button"
            aria-disabled={history.isFetchingNextPage || undefined}
            onClick={() => void (history.isFetchingNextPage || history.fetchNextPage())}
          >
            Show earlier
          </button>
        </p>
      ) : null}
    </section>
  );
}

/** What happens if nobody acts, latest first, so that the soonest stands next to now. */
function Future({ upcoming, asOf }: Pick<Props, 'upcoming' | 'asOf'>) {
  return (
    <>
      {[...upcoming].reverse().map((next) => (
        <li key={`${next.at}${next.stage}${next.text}`} className="future">
          <time dateTime={next.at} title={exactly(next.at)} className="num when">
            {civilDay(next.on, asOf)}
          </time>
          <span>
            {next.text} <Place place={next.place} />
          </span>
        </li>
      ))}
    </>
  );
}

function Past({ entries, asOf, zone }: { entries: History['items']; asOf: string; zone: string }) {
  return (
    <>
      {entries.map((entry) => (
        <li key={entry.seq}>
          <When at={entry.at} asOf={asOf} zone={zone} />
          <span>
            {entry.text}
            {entry.actingFor ? <span className="quiet"> on behalf of {entry.actingFor.name}</span> : null}
            {entry.reason ? <q className="quiet reason">{entry.reason}</q> : null}
          </span>
        </li>
      ))}
    </>
  );
}

function When({ at, asOf, zone }: { at: string; asOf: string; zone: string }) {
  return (
    <time dateTime={at} title={exactly(at)} className="num when">
      {dayOf(at, asOf, zone)} <span className="quiet">{timeOf(at, zone)}</span>
    </time>
  );
}
