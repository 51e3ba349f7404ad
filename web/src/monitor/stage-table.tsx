import { Link } from 'react-router';
import type { Counts, PhaseCount, StageCount } from '../api.js';
import { closedStates, count, stateOrder, stateWords } from '../words.js';
import { type Filter, queryOf, same } from './filter.js';

/** Every stage with the people in each of its states. Each number is a link to exactly those people. */
export function StageTable({ counts, filter }: { counts: Counts; filter: Filter }) {
  const most = Math.max(1, ...counts.stages.map((stage) => stage.people));
  return (
    <>
      <header>
        <h2>Where everybody is</h2>
        <span className="quiet">open stages, then what is done</span>
      </header>
      <table className="stages">
        <thead className="sr">
          <tr>
            <th>Stage</th>
            <th>People in it</th>
            <th>States</th>
          </tr>
        </thead>
        {counts.phases.map((phase) => (
          <PhaseRows key={phase.id} phase={phase} counts={counts} filter={filter} most={most} />
        ))}
      </table>
    </>
  );
}

type RowsProps = { phase: PhaseCount; counts: Counts; filter: Filter; most: number };
function PhaseRows({ phase, counts, filter, most }: RowsProps) {
  const stages = counts.stages.filter((stage) => stage.phase === phase.id);
  if (stages.length === 0) return null;
  return (
    <tbody>
      <tr className="phase-name">
        <th colSpan={3} scope="rowgroup">
          {phase.name}
        </th>
      </tr>
      {stages.map((stage) => (
        <StageRow key={stage.id} stage={stage} filter={filter} most={most} />
      ))}
    </tbody>
  );
}

function StageRow({ stage, filter, most }: { stage: StageCount; filter: Filter; most: number }) {
  const heat = Math.round(45 * Math.sqrt(stage.people / most));
  const all: Filter = { stage: stage.id };
  return (
    <tr>
      <th scope="row">
        {stage.name}
        <span className="quiet doer">{stage.doer}</span>
      </th>
      <td
        className="heat num"
        style={{ background: `color-mix(in oklab, var(--heat) ${heat}%, var(--surface))` }}
      >
        <Link to={queryOf(all)} aria-current={same(all, filter) ? 'true' : undefined}>
          {count(stage.people)}
          <span className="sr"> people in {stage.name}</span>
        </Link>
      </td>
      <td>
        <ul className="states num">
          {stage.late > 0 ? (
            <li>
              <Link className="pill late" to={queryOf({ stage: stage.id, late: '1' })}>
                {count(stage.late)} late
              </Link>
            </li>
          ) : null}
          {stateOrder.map((state) => (
            <StateCount key={state} stage={stage} state={state} filter={filter} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

function StateCount({ stage, state, filter }: { stage: StageCount; state: string; filter: Filter }) {
  const n = (stage.states as Record<string, number | undefined>)[state] ?? 0;
  if (n === 0) return null;
  const to: Filter = { stage: stage.id, state };
  const kind = state === 'done' ? 'done' : state === 'late' || state === 'locked' ? 'late' : '';
  return (
    <li>
      <Link
        className={`pill ${kind}`}
        to={queryOf(to)}
        aria-current={same(to, filter) ? 'true' : undefined}
        data-closed={closedStates.includes(state) || undefined}
      >
        {count(n)} {stateWords[state]}
      </Link>
    </li>
  );
}
