import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The app comes beside `early.ts`, which asks for it, and not after it. */
const appAlong: Plugin = {
  name: 'app-along',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const app = Object.values(bundle).find(({ type, name }) => type === 'chunk' && name === 'main');
      const attrs = { rel: 'modulepreload', crossorigin: true, href: `/app/${app?.fileName}` };
      return app ? [{ tag: 'link', attrs, injectTo: 'head' }] : [];
    },
  },
};

/** Served by the service under `/app/`; in development the API is the one of a service on port 3000. */
export default defineConfig(({ command }) => {
  // whoever builds, a test or a developer, builds what people get
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    base: '/app/',
    plugins: [react(), appAlong],
    build: { outDir: 'dist', emptyOutDir: true, target: 'es2023' },
    server: { proxy: { '/api': 'http://localhost:3000' } },
  };
});
