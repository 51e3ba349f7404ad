import { useQuery } from '@tanstack/react-query';
import { NavLink, Outlet } from 'react-router';
import { get, type Me } from '../api.js';
import { DevelopmentBar } from './development-bar.js';

/** The bar every screen has, and the screen below it. Task pages are pages of the service, so they are plain links. */
export function Frame() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', signal) });
  return (
    <div className="frame">
      <div>
        {me.data?.development ? <DevelopmentBar development={me.data.development} /> : null}
        <header className="bar">
          <a className="brand" href="/app/">
            Perennial
          </a>
          <nav aria-label="Main">
            <a href="/tasks">My tasks</a>
            <a href="/me">My page</a>
            <NavLink to="/cycles">Cycles</NavLink>
          </nav>
          <span className="who">{me.data ? me.data.name : ''}</span>
        </header>
      </div>
      <Outlet />
    </div>
  );
}
