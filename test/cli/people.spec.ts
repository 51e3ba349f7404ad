import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openService, type ServiceHarness } from '../service-harness.js';
import { perennial } from './run.js';

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'perennial-people-'));
let service: ServiceHarness;
beforeAll(async () => {
  service = await openService();
});
afterAll(async () => {
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

const importOf = (text: string | Uint8Array) => {
  const file = join(folder, 'people.csv');
  writeFileSync(file, text);
  return perennial(['people', 'import', file], { DATABASE_URL: service.url, PERENNIAL_HOME: folder });
};
const one = 'employee_id,given_name,family_name,email,time_zone\n1,Ana,Ruiz,ana@example.com,Europe/Madrid\n';

it('counts one person as one', async () => {
  const { code, out } = await importOf(one);
  expect({ code, head: out.split('\n')[0] }).toEqual({ code: 0, head: 'people.csv: 1 person' });
});

it('says of a file that cannot be read what is wrong, and nothing of who would leave', async () => {
  expect(await importOf(new Uint8Array([0xff, 0xfe, 0x41]))).toEqual({
    code: 1,
    out: '',
    err: 'Line 1: the file has bytes that are not UTF-8; expected text in UTF-8.\nNothing was imported: 1 problem. Mend the file.\n',
  });
  expect((await importOf('name,boss\nAna,Bruno\n')).out).toContain('leaving      0\n');
});
