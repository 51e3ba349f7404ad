import { Link } from 'react-router';
import type { PersonLine } from '../api.js';
import { civilDay, days, stateWords } from '../words.js';

/** One person: where they are, whom it waits for, and how late it is. */
export function PersonRow({ cycle, person, asOf }: { cycle: string; person: PersonLine; asOf: string }) {
  const stage = person.stages[0];
  return (
    <Link className="person" to={`/cycles/${cycle}/people/${person.id}`} data-as-of={asOf}>
      <span className="name">
        {person.name}
        <span className="quiet"> {[person.title, person.department].filter(Boolean).join(', ')}</span>
      </span>
      <span className="where">
        {stage ? `${stage.name}: ${stateWords[stage.state] ?? stage.state}` : place(person)}
        {person.stages.length > 1 ? (
          <span className="quiet"> and {person.stages.length - 1} more</span>
        ) : null}
        {person.waitsFor ? (
          <span className="quiet">
            {' '}
            · waits for {person.waitsFor.name}{' '}
            {person.waitsFor.days > 0 ? `for ${days(person.waitsFor.days)}` : 'since today'}
          </span>
        ) : null}
      </span>
      <span className="flags num">
        {person.status === 'held' ? <span className="pill failed">held</span> : null}
        {person.lateDays !== null ? <span className="pill late">{days(person.lateDays)} late</span> : null}
        {person.lateDays === null && person.dueOn ? (
          <span className="quiet">due {civilDay(person.dueOn)}</span>
        ) : null}
      </span>
    </Link>
  );
}

function place(person: PersonLine): string {
  if (person.status === 'closed') return 'Closed';
  if (person.status === 'invited') return 'Not started';
  return 'Between stages, nothing is owed';
}
