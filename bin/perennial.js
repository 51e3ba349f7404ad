#!/usr/bin/env node
/**
 * Starts the command from a checkout: on a Node that is new enough (one comes with the packages), with a build that is not older
 * than its sources. Plain JavaScript that runs on Node 20.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const needed = [22, 17];
const main = join(root, 'dist/src/cli/main.js');
const page = join(root, 'web/dist/index.html');
const packaged = join(root, 'node_modules/.bin/node');

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

/** The Node that runs the command: this one, or the one among the packages. */
function suitableNode() {
  if (isNewEnough(process.version)) return process.execPath;
  if (existsSync(packaged)) return packaged;
  console.error(
    `Perennial needs Node ${needed.join('.')} or later; this is ${process.version}, and the packages hold none for ` +
      `${process.platform} ${process.arch}. Run npm ci without --omit=optional, or use a newer Node.`,
  );
  process.exit(70);
}

/** Time of the newest source below a folder; 0 when there is none. */
function newestIn(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return /\.(spec\.ts|md)$/.test(path) ? 0 : stat.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== 'node_modules' && name !== 'dist')
      .map((name) => newestIn(join(path, name))),
  );
}

function isStale(built, sources) {
  if (!existsSync(built)) return sources.some((source) => existsSync(join(root, source)));
  const at = statSync(built).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > at);
}

function build(node, what, built, words) {
  console.error(`Building ${what} …`);
  const done = spawnSync(node, words, { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status === 0) return;
  // What was written in spite of errors must not pass for a build the next time.
  rmSync(built, { force: true });
  console.error(`Building ${what} failed.`);
  process.exit(70);
}

const server = [
  'dsl',
  'workflows',
  'src',
  'migrations',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
];
const app = ['web/src', 'web/index.html', 'web/vite.config.ts', 'src/why/state-words.ts', 'package.json'];

/** A package that was installed without its sources comes built; a checkout builds what is missing or old. */
function buildWhatIsMissing(node, wantsApp) {
  const old = () => isStale(main, server);
  const oldApp = () => wantsApp && isStale(page, app);
  if (!old() && !oldApp()) return;
  alone(() => {
    if (old()) build(node, 'the service', main, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
    const vite = ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'];
    if (oldApp()) build(node, 'the browser app', page, vite);
  });
}

/** Two commands that start at once do not build over each other: the second waits, and finds the work done. */
function alone(work) {
  const lock = join(root, '.perennial', 'building');
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = 0; !take(lock); waited += 200) {
    if (waited === 0) console.error('Waiting for another command that is building …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  work();
  rmSync(lock, { force: true });
}

/** Takes the lock; one that a killed command left behind counts for nothing. */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid === 0 || (process.kill(pid, 0), true);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const words = process.argv.slice(2);
const node = suitableNode();
buildWhatIsMissing(node, words[0] === 'serve');
// Code that was compiled once need not be again: a third of the time of a short command.
const compiled = join(root, '.perennial', 'compiled');
if (node === process.execPath) {
  module.enableCompileCache(compiled);
  await import(main);
} else {
  // Through the fourth channel the child sees when this process is killed, and goes too.
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const child = spawn(node, [main, ...words], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  // A terminal sends Ctrl-C to both; whoever sends a signal to us alone means the child.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
