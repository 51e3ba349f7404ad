/** The session cookie: its name, its value, and how it is read back. Pure but for the random value. */
import { createHash, randomBytes } from 'node:crypto';

/** What the cookie carries: whose rows to look in, and the secret. The organisation is no secret, the token is. */
export type SessionKey = { organisationId: string; token: string };

/** `__Host-` cookies need https; on a loopback address over http the plain name is used instead. */
export const cookieName = (secure: boolean) => (secure ? '__Host-sid' : 'sid');

/** A new opaque session value of 256 bits, base64url. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is kept at rest: a dump of the database holds nothing that opens a session. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();

/**
 * The token a form of this session carries in its hidden field. It is made from the session token, so nothing is stored, and
 * it cannot be turned back into it.
 */
export const formTokenOf = (key: SessionKey) =>
  createHash('sha256').update(`form of session ${key.token}`).digest('base64url');

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** The session named in a `Cookie` header, or null. A value of the wrong shape is no value. */
export function sessionFrom(header: string | undefined, secure: boolean): SessionKey | null {
  const name = `${cookieName(secure)}=`;
  for (const part of (header ?? '').split(';')) {
    const pair = part.trim();
    if (!pair.startsWith(name)) continue;
    const match = shape.exec(pair.slice(name.length));
    return match?.[1] && match[2] ? { organisationId: match[1], token: match[2] } : null;
  }
  return null;
}

/** The `Set-Cookie` header that starts (or with `null` ends) a session. */
export function setCookie(key: SessionKey | null, secure: boolean): string {
  const value = key ? `${key.organisationId}.${key.token}` : '';
  const parts = [`${cookieName(secure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (key === null) parts.push('Max-Age=0');
  return parts.join('; ');
}
