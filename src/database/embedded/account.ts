/** PostgreSQL refuses to run as root; this says as whom it runs instead. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';

/** How a program of the server is started: words put before its command line, and the uid it takes. */
export type Account = { prefix: readonly string[]; uid?: number; gid?: number };

const nobody = 65534;
/** Inside its own user namespace the server is `nobody`; outside, its files stay root's. Works in folders only root can enter. */
const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

/** The account for a data folder: ourselves, or as root a user namespace where the kernel has them, or else `nobody`. */
export function accountFor(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = existsSync(dataFolder) ? statSync(dataFolder).uid : 0;
  if (owner === 0 && namespacesWork()) return { prefix: namespace };
  const uid = owner === 0 ? nobody : owner;
  return { prefix: [], uid, gid: uid };
}

/** Gives a folder to the account, where that is not ourselves. */
export function giveTo(account: Account, folder: string): void {
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid);
}

function namespacesWork(): boolean {
  const [command = '', ...words] = [...namespace, 'true'];
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
