/** A program that uses the API of a test's service, with the session of one person. */
import { formTokenOf, type SessionKey, setCookie } from '../../src/auth/cookies.js';
import { Sessions } from '../../src/auth/sessions.js';
import type { World } from '../pages/world.js';

export type Reply = { status: number; headers: Record<string, unknown>; body: never };
export type Client = {
  key: SessionKey;
  cookie: string;
  get<T = Record<string, unknown>>(path: string, headers?: Headers): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, headers?: Headers): Promise<Answer<T>>;
};
type Headers = Record<string, string>;
export type Answer<T> = { status: number; type: string; headers: Record<string, unknown>; body: T };

/** Paths are below `/api/v1`; others begin with `//`. */
export async function clientOf(world: World, number: string, organisationId?: string): Promise<Client> {
  const organisation = organisationId ?? world.service.organisationId;
  const key = await world.app.get(Sessions).start(organisation, world.id(number) || number);
  if (!key) throw new Error(`nobody has number ${number}`);
  const cookie = setCookie(key, false).split(';')[0] ?? '';
  return { key, cookie, ...callsOf(world, { cookie }) };
}

/** Somebody who is not signed in. */
export const stranger = (world: World) => callsOf(world, {});

function callsOf(world: World, own: Headers): Pick<Client, 'get' | 'post'> {
  const call = async <T>(method: 'GET' | 'POST', path: string, headers: Headers, payload?: string) => {
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const host = { host: 'cycle.example', 'sec-fetch-site': 'same-origin' };
    const reply = await world.app.inject({
      method,
      url,
      headers: { ...host, ...own, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const type = String(reply.headers['content-type'] ?? '');
    const body = (type.includes('json') ? reply.json() : reply.body) as T;
    return { status: reply.statusCode, type, headers: reply.headers, body };
  };
  return {
    get: (path, headers = {}) => call('GET', path, headers),
    post: (path, body, headers = {}) =>
      call('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body)),
  };
}

export { formTokenOf };
