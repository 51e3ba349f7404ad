import type { CycleDetail } from '../api.js';
import { people } from '../words.js';

/** People who could not be placed at launch, each with the reason. */
export function LeftOut({ people: list }: { people: CycleDetail['leftOut'] }) {
  return (
    <details className="panel left-out">
      <summary>{people(list.length)} could not be placed at launch</summary>
      <ul className="body">
        {list.map((person) => (
          <li key={person.number}>
            {person.name} <span className="quiet num">{person.number}</span>: {person.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
