/** Before the journeys: a browser there must be, and the app as it is now. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import setUpTests from '../global-setup.mjs';
import { browserPath, howToGetOne } from './chromium.mjs';

const root = join(import.meta.dirname, '../..');

export default async function setUp() {
  if (browserPath() === null) {
    if (process.env.REQUIRE_BROWSER === '1') throw new Error(howToGetOne);
    console.error(`\nThe browser journeys are skipped. ${howToGetOne}`);
    return;
  }
  await setUpTests();
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('The browser app could not be built.');
}
