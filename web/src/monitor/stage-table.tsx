import { Link } from 'react-router';
import type { Counts, PhaseCount, StageCount } from '../api.js';
import { Share } from '../shell/share.js';
import { capital, closedStates, count, lateStates, stateOrder, stateWords } from '../words.js';
import { type Filter, queryOf, same } from './filter.js';

/** Every stage with the people in each of its states. Each number is a link to exactly those people. */
export function StageTable({ counts, filter }: { counts: Counts; filter: Filter }) {
  const most = Math.max(1, ...counts.stages.map((stage) => stage.people));
  return (
    <>
      <header>
        <h2 id="where">Where everybody is</h2>
        <Legend />
      </header>
      <table className="stages" aria-labelledby="where">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className="here">
              In it now
            </th>
            <th scope="col">How they stand</th>
          </tr>
        </thead>
        {counts.phases.map((phase) => (
          <PhaseRows key={phase.id} phase={phase} counts={counts} filter={filter} most={most} />
        ))}
      </table>
    </>
  );
}

function Legend() {
  return (
    <ul className="legend quiet" aria-label="Colours of the bars">
      <li data-kind="closed">closed</li>
      <li data-kind="open">open</li>
      <li data-kind="late">late</li>
      <li data-kind="waiting">not open yet</li>
    </ul>
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
        <StageRow key={stage.id} stage={stage} all={counts.all.people} filter={filter} most={most} />
      ))}
    </tbody>
  );
}

type StageProps = { stage: StageCount; all: number; filter: Filter; most: number };
function StageRow({ stage, all, filter, most }: StageProps) {
  const heat = Math.round(45 * Math.sqrt(stage.people / most));
  const here: Filter = { stage: stage.id };
  const states = stateOrder.filter((state) => numberIn(stage, state) > 0);
  const closed = closedStates.reduce((sum, state) => sum + numberIn(stage, state), 0);
  const begun = closed + stage.people > 0;
  return (
    <tr data-begun={begun || undefined}>
      <th scope="row">
        {stage.name}
        <span className="quiet doer">{capital(stage.doer)}</span>
      </th>
      <td
        className="heat num"
        style={{ background: `color-mix(in oklab, var(--heat) ${heat}%, var(--surface))` }}
      >
        <Link to={queryOf(here)} aria-current={same(here, filter) ? 'true' : undefined}>
          {count(stage.people)}
          <span className="sr"> in {stage.name} now</span>
        </Link>
      </td>
      <td>
        {begun ? (
          <Share
            of={all}
            parts={[
              { n: closed, kind: 'closed' },
              { n: stage.people - stage.late, kind: 'open' },
              { n: stage.late, kind: 'late' },
            ]}
          />
        ) : null}
        <ul className="states num">
          {stage.late > 0 ? <LateCount stage={stage} filter={filter} /> : null}
          {states.map((state) => (
            <StateCount key={state} stage={stage} state={state} filter={filter} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

const numberIn = (stage: StageCount, state: string): number =>
  (stage.states as Record<string, number | undefined>)[state] ?? 0;

/** Late by whatever makes it late: the stage itself, or an approval in it. */
function LateCount({ stage, filter }: { stage: StageCount; filter: Filter }) {
  const to: Filter = { stage: stage.id, late: '1' };
  return (
    <li>
      <Link
        className="pill late"
        to={queryOf(to)}
        aria-current={same(to, filter) ? 'true' : undefined}
        title={`${count(stage.late)} people are late in ${stage.name}`}
      >
        {count(stage.late)} late<span className="sr"> in {stage.name}</span>
      </Link>
    </li>
  );
}

function StateCount({ stage, state, filter }: { stage: StageCount; state: string; filter: Filter }) {
  const to: Filter = { stage: stage.id, state };
  const kind = state === 'done' ? 'done' : lateStates.includes(state) ? 'late' : '';
  return (
    <li>
      <Link
        className={state === 'waiting' ? 'unopened' : `pill ${kind}`}
        to={queryOf(to)}
        aria-current={same(to, filter) ? 'true' : undefined}
      >
        {count(numberIn(stage, state))} {stateWords[state]}
        <span className="sr"> in {stage.name}</span>
      </Link>
    </li>
  );
}
