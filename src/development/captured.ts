/** Captured mails as files: listed newest first, and read one by one. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Eml, readEml } from '../notifications/eml.js';

export type CapturedLine = { id: string; to: string; subject: string; date: string; reason: string };
export type CapturedList = { lines: CapturedLine[]; total: number; more: boolean };

const shape = /^[0-9TZ-]{20,40}-[0-9a-f]{8}$/;

/** The newest `limit` mails, for a receiver whose address holds `to` when that is given. */
export async function listCaptured(folder: string, limit: number, to = ''): Promise<CapturedList> {
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .reverse();
  const lines: CapturedLine[] = [];
  for (const name of names) {
    if (lines.length === limit) break;
    const id = name.slice(0, -'.eml'.length);
    const eml = await readCaptured(folder, id);
    const line = eml && lineOf(id, eml);
    if (line && line.to.toLowerCase().includes(to.toLowerCase())) lines.push(line);
  }
  return { lines, total: names.length, more: lines.length === limit && names.length > limit };
}

/** One mail, or undefined: an id of no file, or no id at all. */
export async function readCaptured(folder: string, id: string): Promise<Eml | undefined> {
  if (!shape.test(id)) return undefined;
  const bytes = await readFile(join(folder, `${id}.eml`)).catch(() => undefined);
  return bytes && readEml(bytes);
}

function lineOf(id: string, { headers }: Eml): CapturedLine {
  const header = (name: string) => headers.get(name) ?? '';
  return {
    id,
    to: header('to'),
    subject: header('subject'),
    date: header('date'),
    reason: header('x-perennial-reason'),
  };
}
