import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Me, post } from '../api.js';
import { exactly } from '../words.js';

type Development = NonNullable<Me['development']>;

/** Only where the clock can be moved: what time it is in this copy, and how to make it later. */
export function DevelopmentBar({ development }: { development: Development }) {
  const [by, setBy] = useState('1d');
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: () => post('/clock', { by }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <footer aria-label="Development">
      <form
        className="development"
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate();
        }}
      >
        <span className="num">
          {development.moved ? 'The clock stands at ' : 'It is '}
          <time dateTime={development.clock}>{exactly(development.clock)}</time>
        </span>
        {development.mayMove ? (
          <span className="together">
            <label>
              <span className="sr">Move the clock by</span>
              <select className="field" value={by} onChange={(event) => setBy(event.target.value)}>
                <option value="1d">1 day</option>
                <option value="10d">10 days</option>
                <option value="30d">30 days</option>
              </select>
            </label>
            <button className="button" aria-disabled={move.isPending || undefined}>
              {move.isPending ? 'Moving…' : 'Move the clock'}
            </button>
          </span>
        ) : null}
        <a href={development.mail}>Captured mail</a>
        {move.isError ? <span role="alert">{move.error.message}</span> : null}
      </form>
    </footer>
  );
}
