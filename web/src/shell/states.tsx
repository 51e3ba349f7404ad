import { type ReactNode, useEffect, useState } from 'react';
import { Link, useRouteError } from 'react-router';
import { ServiceProblem } from '../api.js';

/** Nothing for 150 ms, then a quiet word: most answers come before anybody sees it. */
export function Loading() {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="note" role="status">
      {shown ? 'Loading…' : ''}
    </p>
  );
}

/** What went wrong, what to do, and the number that support asks for. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const problem = error instanceof ServiceProblem ? error : null;
  return (
    <div className="note failed" role="alert">
      <p>{error instanceof Error ? error.message : 'Something went wrong.'}</p>
      {problem?.requestId ? <p className="quiet">Request {problem.requestId}</p> : null}
      <p>
        <button className="button" onClick={retry}>
          Try again
        </button>
      </p>
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="note">{children}</p>;
}

export function NotFound() {
  return (
    <>
      <title>No such page · Perennial</title>
      <h1>There is no such page</h1>
      <p className="quiet">It may have moved, or it is not open to you.</p>
      <p>
        <Link to="/cycles">Go to the cycles</Link>
      </p>
    </>
  );
}

/** A screen that broke; the frame around it stays. */
export function Broken() {
  return <Failed error={useRouteError()} retry={() => location.reload()} />;
}
