import { Link } from 'react-router';
import type { Counts } from '../api.js';
import { count } from '../words.js';
import { type Filter, queryOf, same } from './filter.js';

type Tally = { people: number; late: number; held: number };

/** One box for everybody and one for each phase. A person in two stages of a phase counts once in it. */
export function PhaseStrip({ counts, filter }: { counts: Counts; filter: Filter }) {
  return (
    <ul className="strip">
      <Box name="All" tally={counts.all} of={counts.all.people} to={{}} filter={filter} />
      {counts.phases.map((phase) => (
        <Box
          key={phase.id}
          name={phase.name}
          tally={phase}
          of={counts.all.people}
          to={{ phase: phase.id }}
          filter={filter}
        />
      ))}
    </ul>
  );
}

type BoxProps = { name: string; tally: Tally; of: number; to: Filter; filter: Filter };
function Box({ name, tally, of, to, filter }: BoxProps) {
  const share = of === 0 ? 0 : (100 * tally.people) / of;
  const lateShare = of === 0 ? 0 : (100 * tally.late) / of;
  return (
    <li className="box" data-current={same(to, filter) || undefined}>
      <Link className="total" to={queryOf(to) || '?'} aria-current={same(to, filter) ? 'true' : undefined}>
        <span>{name}</span> <span className="num big">{count(tally.people)}</span>
      </Link>
      <svg className="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={share} height="4" className="share-all" />
        <rect width={lateShare} height="4" className="share-late" />
      </svg>
      <span className="flags num">
        {tally.late > 0 ? (
          <Link className="pill late" to={queryOf({ ...to, late: '1' })}>
            {count(tally.late)} late
          </Link>
        ) : (
          <span className="quiet">{tally.people > 0 ? 'none late' : 'nobody'}</span>
        )}
        {tally.held > 0 ? (
          <Link className="pill failed" to={queryOf({ ...to, held: '1' })}>
            {count(tally.held)} held
          </Link>
        ) : null}
      </span>
    </li>
  );
}
