import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Served by the service under `/app/`; in development the API is the one of a service on port 3000. */
export default defineConfig(({ command }) => {
  // whoever builds, a test or a developer, builds what people get
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    base: '/app/',
    plugins: [react()],
    build: { outDir: 'dist', emptyOutDir: true, target: 'es2023' },
    server: { proxy: { '/api': 'http://localhost:3000' } },
  };
});
