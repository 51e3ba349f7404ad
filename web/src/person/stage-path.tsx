import type { StageWhy } from '../api.js';
import { civilDay, isOpen, stateWords } from '../words.js';
import { Sentences } from './sentences.js';

/** All stages in the order of the text, with where this person is in each; each opens to say why. */
export function StagePath({ stages, asOf }: { stages: StageWhy[]; asOf: string }) {
  return (
    <section className="panel" aria-labelledby="path">
      <header>
        <h2 id="path">Path</h2>
        <span className="quiet">open one to see why</span>
      </header>
      <ol className="path">
        {stages.map((stage) => (
          <li key={stage.stage} data-state={stage.state} data-open={isOpen(stage.state) || undefined}>
            <details>
              <summary>
                <span className="mark" aria-hidden="true" />
                <span className="stage">{stage.name}</span>{' '}
                <span className="quiet">
                  {stateWords[stage.state]}
                  {stage.dueOn && isOpen(stage.state) ? `, due ${civilDay(stage.dueOn, asOf)}` : ''}
                  {stage.round > 1 ? `, round ${stage.round}` : ''}
                </span>
              </summary>
              <div className="why">
                <Sentences of={stage} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
