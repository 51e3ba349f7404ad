/** The part of Fastify's request and reply that pages use. */
import type { Actor } from '../auth/matrix.js';

export type PageRequest = {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
  body?: unknown;
  actor?: Actor | null;
};
export type Reply = {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  type(type: string): Reply;
  send(body: unknown): Reply;
};

/** Sends a page: never stored by a cache, never in a frame. */
export function sendPage(reply: Reply, status: number, text: string): void {
  void reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);
}

/** Sends the browser to another page of ours, to be fetched with GET. */
export function goTo(reply: Reply, path: string): void {
  void reply.code(303).header('location', path).header('cache-control', 'no-store').send('');
}
