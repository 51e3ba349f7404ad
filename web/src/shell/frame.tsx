import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation, useNavigationType } from 'react-router';
import { get, type Me, signOut } from '../api.js';
import { DevelopmentBar } from './development-bar.js';

/** The bar every screen has, and the screen below it. Task pages are pages of the service, so they are plain links. */
export function Frame() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', signal) });
  useFreshStart();
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        <a className="brand" href="/app/">
          <Ring />
          <span className="word">Perennial</span>
        </a>
        <nav aria-label="Main">
          <a href="/tasks">My tasks</a>
          <a href="/me">My page</a>
          {me.data?.mayReadCycles ? <NavLink to="/cycles">Cycles</NavLink> : null}
        </nav>
        <SignOut name={me.data?.name} />
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      {me.data?.development ? <DevelopmentBar development={me.data.development} /> : null}
    </div>
  );
}

function SignOut({ name }: { name: string | undefined }) {
  const leave = useMutation({ mutationFn: signOut });
  return (
    <span className="who">
      {leave.isError ? <span role="alert">{leave.error.message}</span> : <span className="name">{name}</span>}
      <button className="link" onClick={() => leave.mutate()}>
        Sign out
      </button>
    </span>
  );
}

/** Another screen begins at its top, and with the focus there; a filter of the same screen moves neither. */
function useFreshStart(): void {
  const { pathname } = useLocation();
  const type = useNavigationType();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (type !== 'PUSH') return;
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname, type]);
}

function Ring() {
  return (
    <svg className="ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" />
    </svg>
  );
}
