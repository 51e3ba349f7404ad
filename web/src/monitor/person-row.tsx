import { Link } from 'react-router';
import type { PersonLine } from '../api.js';
import { civilDay, days, lateStates, stateWords } from '../words.js';

/** One person: where they are, whom it waits for, and how late it is. */
export function PersonRow({ cycle, person, asOf }: { cycle: string; person: PersonLine; asOf: string }) {
  return (
    <Link className="person" to={`/cycles/${cycle}/people/${person.id}`}>
      <span className="name">
        {person.name}
        <span className="quiet"> {[person.title, person.department].filter(Boolean).join(', ')}</span>
      </span>
      <span className="where">
        {whereIs(person)}
        {person.waitsFor ? <span className="quiet"> · {waitsFor(person, person.waitsFor)}</span> : null}
      </span>
      <span className="flags num">
        {person.status === 'held' ? <span className="pill failed">held</span> : null}
        {person.lateDays !== null ? <span className="pill late">{days(person.lateDays)} late</span> : null}
        {person.lateDays === null && person.dueOn ? (
          <span className="quiet">due {civilDay(person.dueOn, asOf)}</span>
        ) : null}
      </span>
    </Link>
  );
}

/** The stages somebody is in, by name; the state where it is not plain work. */
function whereIs(person: PersonLine): string {
  if (person.status === 'closed') return 'Closed';
  if (person.status === 'invited') return 'Not started';
  if (person.stages.length === 0) return 'Between stages, nothing is owed';
  const words = person.stages.map(({ name, state }) =>
    state === 'working' || lateStates.includes(state) ? name : `${name}, ${stateWords[state] ?? state}`,
  );
  return words.slice(0, 2).join(' and ') + (words.length > 2 ? ` and ${words.length - 2} more` : '');
}

function waitsFor(person: PersonLine, { id, name, days: since }: NonNullable<PersonLine['waitsFor']>) {
  const whom = id === person.employeeId ? 'theirs to do' : `waits for ${name}`;
  return `${whom} ${since > 0 ? `for ${days(since)}` : 'since today'}`;
}
