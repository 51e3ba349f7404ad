/** The one way to the service: JSON over the published API, with its problems as errors. */
import type { components } from './api-schema.js';
import { early } from './early.js';

export type Schemas = components['schemas'];
export type Counts = Schemas['Counts'];
export type Facets = Schemas['Facets'];
export type StageCount = Counts['stages'][number];
export type PhaseCount = Counts['phases'][number];
export type CycleLine = Schemas['CycleLine'];
export type CycleDetail = Schemas['CycleDetail'];
export type PersonLine = Schemas['PersonLine'];
export type People = Schemas['PeopleAnswer'];
export type Participant = Schemas['ParticipantAnswer'];
export type StageWhy = Schemas['StageWhy'];
export type Upcoming = Schemas['Upcoming'];
export type History = Schemas['HistoryAnswer'];
export type Mails = Schemas['MailsAnswer'];
export type Me = Schemas['Me'];
type Problem = Schemas['Problem'];

/** What the service answered instead of data. `status` is 0 when it could not be reached. */
export class ServiceProblem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly requestId: string | null,
  ) {
    super(title);
  }
}

/** GET of a path below `/api/v1`. Throws ServiceProblem; sends people without a session to sign in. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await reach(path, { signal: signal ?? null });
  return (await response.json()) as T;
}

/** POST with a fresh idempotency key, so that a repeated click has one effect. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const response = await reach(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}

/** Ends the session, and everything that is open for it. */
export async function signOut(): Promise<void> {
  const response = await fetch('/signout', { method: 'POST', redirect: 'manual' });
  // a form would be answered with a page; here the answer is that there is no session any more
  if (response.type !== 'opaqueredirect' && !response.ok && response.status !== 401)
    throw new ServiceProblem(response.status, 'You could not be signed out. Try again.', null);
  location.assign('/signin');
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const asked = init.method === undefined ? early(path) : undefined;
  const response = await (asked ?? fetch(`/api/v1${path}`, init)).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ServiceProblem(0, 'The service cannot be reached.', null);
  });
  if (response.ok) return response;
  if (response.status === 401)
    location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new ServiceProblem(
    response.status,
    problem?.detail ?? problem?.title ?? response.statusText,
    problem?.requestId ?? null,
  );
}
