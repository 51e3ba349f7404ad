import type { StageWhy } from '../api.js';
import { civilDay, days, exactly, stateWords } from '../words.js';
import { Place } from './place.js';
import { Sentences } from './sentences.js';

/** A stage the person is in: whom it waits for, why it is here, and what happens if nobody acts. */
export function NowCard({ stage, asOf }: { stage: StageWhy; asOf: string }) {
  return (
    <section className="panel" aria-labelledby={`now-${stage.stage}`}>
      <header>
        <h2 id={`now-${stage.stage}`}>
          Now: {stage.name}
          {stage.round > 1 ? `, round ${stage.round}` : ''}
        </h2>
        <span className="quiet">{stateWords[stage.state]}</span>
        {stage.lateDays !== null ? <span className="pill late">{days(stage.lateDays)} late</span> : null}
      </header>
      <div className="body why">
        <p>
          {stage.with.length > 0 ? (
            <>
              Waits for{' '}
              {stage.with
                .slice(0, 3)
                .map((one) => `${one.name}${one.days > 0 ? ` for ${days(one.days)}` : ''}`)
                .join(', ')}
              {stage.with.length > 3 ? ` and ${stage.with.length - 3} more` : ''}
            </>
          ) : (
            'Waits for the others in the group'
          )}
          {stage.dueOn ? <>, due {civilDay(stage.dueOn, asOf)}</> : null}.
        </p>
        <h3>Why is it here?</h3>
        <Sentences of={stage} />
        <h3>What happens if nobody acts?</h3>
        {stage.ifNobodyActs.length === 0 ? <p className="quiet">It stays open; the text says so.</p> : null}
        <ol>
          {stage.ifNobodyActs.map((next) => (
            <li key={`${next.at}${next.text}`}>
              <time dateTime={next.at} title={exactly(next.at)} className="num when">
                {civilDay(next.on, asOf)}
              </time>
              <span>
                {next.text} <Place place={next.place} />
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
