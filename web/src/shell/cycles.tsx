import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type CycleLine, get, type Schemas } from '../api.js';
import { capital, civilDay, count, people } from '../words.js';
import { Share } from './share.js';
import { Empty, Failed, Loading } from './states.js';

/** Running, planned and closed cycles; each opens its monitor. */
export function Cycles() {
  const list = useQuery({
    queryKey: ['cycles'],
    queryFn: ({ signal }) => get<Schemas['CycleList']>('/cycles', signal),
  });
  return (
    <>
      <title>Cycles · Perennial</title>
      <div className="head">
        <h1>Cycles</h1>
      </div>
      <div className="panel">
        {list.isPending ? <Loading /> : null}
        {list.isError ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.data?.items.length === 0 ? (
          <Empty>No cycle has been launched yet. Publish a text and launch it: perennial cycle launch.</Empty>
        ) : null}
        <ul className="cycles">
          {list.data?.items.map((cycle) => (
            <Line key={cycle.id} cycle={cycle} />
          ))}
        </ul>
      </div>
    </>
  );
}

function Line({ cycle }: { cycle: CycleLine }) {
  return (
    <li>
      <Link to={`/cycles/${cycle.slug}`}>
        <strong>{cycle.name}</strong>
        <span className={`pill ${cycle.status === 'running' ? 'done' : ''}`}>{capital(cycle.status)}</span>
        <span className="quiet num">
          from {civilDay(cycle.startsOn)} · version {cycle.version.number} · {people(cycle.people)},{' '}
          {count(cycle.closed)} closed
        </span>
        <Share of={cycle.people} parts={[{ n: cycle.closed, kind: 'closed' }]} />
      </Link>
    </li>
  );
}
