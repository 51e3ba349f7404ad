import type { StageWhy } from '../api.js';
import { civilDay, stateWords } from '../words.js';

/** All stages in the order of the text, with where this person is in each. */
export function StagePath({ stages }: { stages: StageWhy[] }) {
  return (
    <section className="panel" aria-labelledby="path">
      <header>
        <h2 id="path">Path</h2>
      </header>
      <ol className="path">
        {stages.map((stage) => (
          <li key={stage.stage} data-state={stage.state}>
            <span className="mark" aria-hidden="true" />
            <span>
              {stage.name}
              <span className="quiet"> {stateWords[stage.state]}</span>
              {stage.dueOn && !stage.closedAt ? (
                <span className="quiet"> · due {civilDay(stage.dueOn)}</span>
              ) : null}
              {stage.round > 1 ? <span className="quiet"> · round {stage.round}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
