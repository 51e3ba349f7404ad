import { createBrowserRouter, Navigate } from 'react-router';
import { Frame } from './shell/frame.js';
import { Cycles } from './shell/cycles.js';
import { Broken, NotFound } from './shell/states.js';
import { Monitor } from './monitor/monitor.js';
import { Person } from './person/person.js';

/** Every screen and its address; filters are in the query, so that a link shows what one saw. */
export const router = createBrowserRouter(
  [
    {
      element: <Frame />,
      children: [
        {
          errorElement: <Broken />,
          children: [
            { index: true, element: <Navigate to="/cycles" replace /> },
            { path: 'cycles', element: <Cycles /> },
            { path: 'cycles/:cycle', element: <Monitor /> },
            { path: 'cycles/:cycle/people/:participant', element: <Person /> },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ],
  { basename: '/app' },
);
