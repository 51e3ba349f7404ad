import type { Participant } from '../api.js';
import { civilDay, dayOf, exactly } from '../words.js';

type Props = { tasks: Participant['tasks']; asOf: string; zone: string };

/** Open tasks about this person, and who has them. */
export function Tasks({ tasks, asOf, zone }: Props) {
  return (
    <section className="panel" aria-labelledby="tasks">
      <header>
        <h2 id="tasks">Open tasks</h2>
        <span className="quiet num">{tasks.length}</span>
      </header>
      {tasks.length === 0 ? <p className="note">Nobody owes anything now.</p> : null}
      <ul className="lines">
        {tasks.map((task) => (
          <li key={task.id}>
            <span>
              {task.what}
              <span className="quiet">
                {' '}
                · {task.assignee.name} since{' '}
                <time title={exactly(task.openedAt)}>{dayOf(task.openedAt, asOf, zone)}</time>
              </span>
            </span>
            <span className={task.late ? 'pill late' : 'quiet'}>
              {task.late ? 'late, ' : ''}
              {task.dueOn ? `due ${civilDay(task.dueOn, asOf)}` : 'no due date'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
