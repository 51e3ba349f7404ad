/**
 * Takes the lease of this run on the test server, so that no other run stops it in between. It starts with the first test
 * that needs it: a run of pure tests starts none.
 */
import './typescript-hooks.mjs';
import { join } from 'node:path';
import { testServer } from './test-server.mjs';

export default async function setUp() {
  const { takeLease } = await import('../src/database/embedded/leases.ts');
  takeLease(join(testServer.folder, 'leases'));
}
