/** One process at a time: a file that holds the id of whoever has it. What a killed process left counts for nothing. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from './leases.js';

const patience = 120_000;

/** Runs `work` while nobody else runs theirs under the same file. Throws when it cannot be had within two minutes. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patience;
  while (!take(file)) {
    if (Date.now() > until)
      throw new Error(`Another process (${holderOf(file)}) has held ${file} for too long.`);
    await new Promise((done) => setTimeout(done, 20 + Math.random() * 30));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file appears whole, with the id in it: written aside and linked, which fails when there is one already. */
function take(file: string): boolean {
  const aside = `${file}.${process.pid}.${nextNumber++}`;
  writeFileSync(aside, String(process.pid));
  try {
    linkSync(aside, file);
    return true;
  } catch {
    if (!isAlive(holderOf(file))) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

let nextNumber = 0;

/** 0 when the file has just gone. */
function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
