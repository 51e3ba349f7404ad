import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, type Participant } from '../api.js';
import { Failed, Loading } from '../shell/states.js';
import { capital, isOpen } from '../words.js';
import { Mails } from './mails.js';
import { NowCard } from './now-card.js';
import { StagePath } from './stage-path.js';
import { Tasks } from './tasks.js';
import { Timeline } from './timeline.js';

/** One person in one cycle: where they are, why, what moves them on, and everything that happened. */
export function Person() {
  const { cycle = '', participant = '' } = useParams();
  const answer = useQuery({
    queryKey: ['participant', participant],
    queryFn: ({ signal }) => get<Participant>(`/participants/${participant}`, signal),
  });
  if (answer.isPending) return <Loading />;
  if (answer.isError) return <Failed error={answer.error} retry={() => void answer.refetch()} />;
  const person = answer.data;
  const open = person.stages.filter((stage) => isOpen(stage.state));
  return (
    <>
      <title>{`${person.person.name} · ${person.cycle.name} · Perennial`}</title>
      <nav aria-label="Where this is">
        <Link to={`/cycles/${cycle}`}>{person.cycle.name}</Link>
      </nav>
      <Head person={person} />
      {person.incident ? <Incident incident={person.incident} /> : null}
      <div className="person-columns">
        <div className="stack">
          {open.length === 0 ? <Quiet person={person} /> : null}
          {open.map((stage) => (
            <NowCard key={`${stage.stage}/${stage.round}`} stage={stage} asOf={person.asOf} />
          ))}
          <Timeline
            participant={person.id}
            upcoming={person.upcoming}
            asOf={person.asOf}
            zone={person.person.timeZone}
          />
        </div>
        <div className="stack">
          <StagePath stages={person.stages} asOf={person.asOf} />
          <Tasks tasks={person.tasks} asOf={person.asOf} zone={person.person.timeZone} />
          <Mails
            participant={person.id}
            count={person.mails}
            asOf={person.asOf}
            zone={person.person.timeZone}
          />
        </div>
      </div>
    </>
  );
}

function Head({ person: { person, status, phaseName, cycle, outcome } }: { person: Participant }) {
  return (
    <div className="head">
      <h1>{person.name}</h1>
      <span className={status === 'held' ? 'pill failed' : 'pill'}>
        {status === 'running' ? phaseName : capital(status)}
      </span>
      {outcome ? <span className="pill">{capital(outcome)}</span> : null}
      <span className="quiet">
        {[person.title, person.department, person.country].filter(Boolean).join(', ')} · number{' '}
        {person.number}
        {person.manager ? ` · manager ${person.manager.name}` : ''} · {person.timeZone}
      </span>
      <span className="quiet version" title={cycle.hash}>
        version {cycle.versionNumber}
      </span>
    </div>
  );
}

function Incident({ incident }: { incident: NonNullable<Participant['incident']> }) {
  return (
    <section className="panel incident" role="alert">
      <div className="body">
        <h2>Held: {incident.error}</h2>
        <p>{incident.message}</p>
        <p className="quiet">
          Tried {incident.attempts} {incident.attempts === 1 ? 'time' : 'times'}. Nothing was lost: the person
          stands where they stood before it.
        </p>
      </div>
    </section>
  );
}

function Quiet({ person }: { person: Participant }) {
  const next = person.upcoming[0];
  const words =
    person.status === 'closed'
      ? 'The cycle is closed for this person.'
      : next
        ? `Nothing is owed now. Next: ${next.text}.`
        : 'Nothing is owed now.';
  return (
    <section className="panel">
      <p className="body">{words}</p>
    </section>
  );
}
