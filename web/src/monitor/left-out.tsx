import type { CycleDetail } from '../api.js';
import { people } from '../words.js';

/** People who could not be placed at launch, each with the reason. */
export function LeftOut({ people: list }: { people: CycleDetail['leftOut'] }) {
  return (
    <details className="panel left-out">
      <summary className="summary">{people(list.length)} could not be placed at launch</summary>
      <ul className="body">
        {list.map((person) => (
          <li key={person.number}>
            {person.reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
