import { Link } from 'react-router';
import type { Counts } from '../api.js';
import { Share } from '../shell/share.js';
import { count } from '../words.js';
import { type Filter, queryOf, same } from './filter.js';

type Tally = { people: number; late: number; held: number };

/** One box for everybody and one for each phase. A person in two stages of a phase counts once in it. */
export function PhaseStrip({ counts, filter }: { counts: Counts; filter: Filter }) {
  const { all, phases } = counts;
  return (
    <ul className="strip" aria-label="Phases">
      <Box name="Everybody" tally={all} of={all.people} to={{}} filter={filter} />
      {phases.map((phase) => (
        <Box
          key={phase.id}
          name={phase.name}
          tally={phase}
          of={all.people}
          to={{ phase: phase.id }}
          filter={filter}
        />
      ))}
    </ul>
  );
}

type BoxProps = { name: string; tally: Tally; of: number; to: Filter; filter: Filter };
function Box({ name, tally, of, to, filter }: BoxProps) {
  const current = same(to, filter);
  return (
    <li className="box" data-current={current || undefined} data-empty={tally.people === 0 || undefined}>
      <Link className="total" to={queryOf(to) || '?'} aria-current={current ? 'true' : undefined}>
        <span>{name}</span> <span className="num big">{count(tally.people)}</span>
      </Link>
      <Share
        of={of}
        parts={[
          { n: tally.people - tally.late, kind: 'open' },
          { n: tally.late, kind: 'late' },
        ]}
      />
      <span className="flags num">
        {tally.late > 0 ? (
          <Link className="pill late" to={queryOf({ ...to, late: '1' })}>
            {count(tally.late)} late<span className="sr"> in {name}</span>
          </Link>
        ) : null}
        {tally.held > 0 ? (
          <Link className="pill failed" to={queryOf({ ...to, held: '1' })}>
            {count(tally.held)} held<span className="sr"> in {name}</span>
          </Link>
        ) : null}
      </span>
    </li>
  );
}
