/** A small organisation in the first weeks of a real cycle, with the pages in front of it: what page and mail tests start from. */
import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { formTokenOf, type SessionKey, setCookie } from '../../src/auth/cookies.js';
import { formField } from '../../src/auth/csrf.js';
import { Sessions } from '../../src/auth/sessions.js';
import { readConfig } from '../../src/config.js';
import { Launch } from '../../src/cycles/launch.js';
import { publishCycle } from '../../src/cycles/publish.js';
import type { Ground } from '../../src/database/installation.module.js';
import { createApp } from '../../src/main.js';
import { closeGround, openGround } from '../../src/start/ground.js';
import { Directory } from '../../src/people/directory.js';
import { CatchUp } from '../../src/runner/catch-up.js';
import { complaints } from './markup.js';
import { openService, type ServiceHarness, type TestPerson } from '../service-harness.js';

export const publicUrl = 'http://cycle.example';
const root = join(import.meta.dirname, '../..');
const firstYear = readFileSync(join(root, 'workflows/library/first-year/first-year.cycle'), 'utf8');

const text = (value: string) => ({ kind: 'text', value });
const fields = {
  employment: text('permanent'),
  department: text('Platform'),
  'job-family': text('Engineering'),
  'hire-date': { kind: 'date', value: '2019-03-01' },
  grade: { kind: 'number', value: '7' },
  'leave-days': { kind: 'number', value: '0' },
  'base-pay': { kind: 'money', value: { amount: '68000', currency: 'EUR' } },
  'range-position': { kind: 'percent', value: '92' },
};
/** 1 leads everybody, 2 is the HR partner, 3 manages 4 to 9. Amara is 4. */
const people: TestPerson[] = [
  { number: '1', name: 'Ida Top', hrPartner: '2' },
  { number: '2', name: 'Hal Vega', manager: '1', hrPartner: '1' },
  { number: '3', name: 'Priya Lind', manager: '1', hrPartner: '2' },
  { number: '4', name: 'Amara Okafor', manager: '3', hrPartner: '2' },
  ...['Jonas Byrne', 'Kwame Aziz', 'Elif Haugen', 'Noor Said', 'Mei Chen'].map((name, i) => ({
    number: String(5 + i),
    name,
    manager: '3',
    hrPartner: '2',
  })),
].map((person) => ({ ...person, fields }));

export type World = {
  service: ServiceHarness;
  app: NestFastifyApplication;
  /** Folder of the installation; captured mail lies under it. */
  home: string;
  id(number: string): string;
  /** A browser in which that person is signed in. */
  as(number: string): Promise<Browser>;
  /** A browser with that session; without one nobody is signed in. */
  browser(key: SessionKey | undefined): Browser;
  /** Moves the clock and fires what falls due on the way, in order. No mail goes out: a test runs the post office by hand. */
  runTo(at: string): Promise<void>;
  participantOf(number: string): Promise<string>;
  /** The open task of a person in a stage about somebody. */
  taskOf(holder: string, stage: string, about?: string, kind?: string): Promise<string>;
  close(): Promise<void>;
};
export type Answer = {
  status: number;
  body: string;
  location: string | undefined;
  headers: Record<string, unknown>;
};
export type Browser = {
  key: SessionKey;
  get(path: string, method?: 'GET' | 'HEAD'): Promise<Answer>;
  /** Posts a form as a browser does; `headers` replace those of a browser. */
  post(path: string, form: Form, headers?: Record<string, string | undefined>): Promise<Answer>;
  /** Opens a task and answers its hidden fields, ready to be posted with the rest. */
  hidden(path: string): Promise<Record<string, string>>;
};
export type Form = Record<string, string | string[]>;

/** The service with the shipped first year (after `edit`) launched, at an instant of its first day, 11 January 2027. */
export async function openWorld(
  edit = (text: string) => text,
  until = '2027-01-11T08:00:00Z',
): Promise<World> {
  const service = await openService();
  const { organisationId } = service;
  const ids = await service.addPeople(people);
  await service.run((tx) =>
    publishCycle(tx, organisationId, {
      entry: 'first-year.cycle',
      files: [{ path: 'first-year.cycle', text: edit(firstYear) }],
      at: Date.parse('2027-01-04T08:00:00Z'),
      by: null,
    }),
  );
  const launch = new Launch(service.database, service.clock, new Directory());
  await launch.launch(organisationId, 'First year 2027', { withoutUnplaced: true });
  const home = mkdtempSync(join(tmpdir(), 'perennial-pages-'));
  const { app, ground } = await openApp(service, home);
  const id = (number: string) => ids.get(number) ?? '';

  const world: World = {
    service,
    app,
    home,
    id,
    async as(number) {
      const key = await app.get(Sessions).start(organisationId, id(number));
      if (!key) throw new Error(`nobody has number ${number}`);
      return browser(app, key);
    },
    browser: (key) => browser(app, key),
    async runTo(at) {
      await app.get(CatchUp).fireUntil(organisationId, Date.parse(at));
    },
    async participantOf(number) {
      const [row] = await service.run((tx) =>
        tx.query<{ id: string }>('select id from participant where employee_id = $1', [id(number)]),
      );
      return row?.id ?? '';
    },
    async taskOf(holder, stage, about = holder, kind = 'work') {
      const [row] = await service.run((tx) =>
        tx.query<{ id: string }>(
          `select t.id from task t join participant p on p.organisation_id = t.organisation_id and p.id = t.participant_id
           where t.assignee_id = $1 and t.stage = $2 and p.employee_id = $3 and t.kind = $4 and t.status = 'open'`,
          [id(holder), stage, id(about), kind],
        ),
      );
      if (!row) throw new Error(`${holder} has no open ${kind} task in ${stage} about ${about}`);
      return row.id;
    },
    async close() {
      await app.close();
      await closeGround(ground);
      await service.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  await world.runTo(until);
  return world;
}

async function openApp(
  service: ServiceHarness,
  home: string,
): Promise<{ app: NestFastifyApplication; ground: Ground }> {
  const settings = {
    NODE_ENV: 'test',
    DATABASE_URL: service.url,
    PERENNIAL_HOME: home,
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'error',
  };
  const ground = await openGround(
    readConfig({ ...settings, MAIL_FROM: 'Acme reviews <reviews@acme.example>' }, home),
  );
  const app = await createApp(ground);
  await app.getHttpAdapter().getInstance().ready();
  return { app, ground };
}

/** Every page any test draws is held to what readers of the page need. */
function refuseBadMarkup(method: string, url: string, type: unknown, body: string): void {
  if (method === 'HEAD' || url.endsWith('/html') || !String(type).startsWith('text/html')) return;
  const wrong = complaints(body);
  if (wrong.length > 0) throw new Error(`${method} ${url}: ${wrong.join('; ')}`);
}

function browser(app: NestFastifyApplication, session: SessionKey | undefined): Browser {
  const key = session ?? { organisationId: '', token: '' };
  const cookie = session ? setCookie(session, false).split(';')[0] : undefined;
  const host = new URL(publicUrl).host;
  const send = async (
    method: 'GET' | 'HEAD' | 'POST',
    url: string,
    headers: Record<string, string | undefined>,
    payload?: string,
  ) => {
    const given = Object.fromEntries(
      Object.entries({ host, cookie, ...headers }).filter(([, value]) => value !== undefined),
    );
    const reply = await app.inject({
      method,
      url,
      headers: given,
      ...(payload === undefined ? {} : { payload }),
    });
    refuseBadMarkup(method, url, reply.headers['content-type'], reply.body);
    return {
      status: reply.statusCode,
      body: reply.body,
      location: reply.headers.location,
      headers: reply.headers,
    };
  };
  const self: Browser = {
    key,
    get: (path, method = 'GET') => send(method, path, { 'sec-fetch-site': 'none' }),
    post(path, form, headers = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ [formField]: formTokenOf(key), ...form }))
        for (const one of [value].flat()) body.append(name, one);
      const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
      return send('POST', path, { ...type, ...headers }, body.toString());
    },
    async hidden(path) {
      const { body } = await self.get(path);
      const inputs = [...body.matchAll(/<input\s[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag);
      const value = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
      return Object.fromEntries(inputs.map((tag) => [value(tag, 'name'), value(tag, 'value')]));
    },
  };
  return self;
}
