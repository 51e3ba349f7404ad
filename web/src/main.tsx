import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ServiceProblem } from './api.js';
import { router } from './routes.js';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // a browser that says it is offline may be wrong, and silence helps nobody
      networkMode: 'always',
      refetchOnReconnect: true,
      // what the service refused stays refused; what it could not answer is asked again
      retry: (failures, error) =>
        failures < 3 && !(error instanceof ServiceProblem && error.status >= 400 && error.status < 500),
    },
  },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
