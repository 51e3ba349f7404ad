/** Gives the lease of this run back; the last run stops the server. */
import { forgetOldTransforms } from './typescript-hooks.mjs';
import { testServer } from './test-server.mjs';

export default async function tearDown() {
  forgetOldTransforms();
  const { leaveEmbeddedServer } = await import('../src/database/embedded/server.ts');
  await leaveEmbeddedServer(testServer.folder);
}
