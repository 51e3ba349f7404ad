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

/** What went wrong, what to do, and the number that support asks for. What was refused is no fault and is not tried again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const problem = error instanceof ServiceProblem ? error : null;
  if (problem && (problem.status === 403 || problem.status === 404)) return <Refused problem={problem} />;
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

/** The same whether there is none or it is not open, so that nobody learns which. */
const notHere = 'It may have moved, or it is not open to you.';

function Refused({ problem }: { problem: ServiceProblem }) {
  return (
    <div className="note" role="alert">
      <h1>{problem.status === 403 ? 'This is not open to you' : 'There is nothing here'}</h1>
      <p>{problem.status === 403 ? problem.message : notHere}</p>
      <p>
        <a href="/tasks">My tasks</a> · <a href="/me">My page</a>
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
      <p className="quiet">{notHere}</p>
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
