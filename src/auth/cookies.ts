/** The session cookie: its name, its value, and how it is read back. Pure but for the random value. */
import { createHash, randomBytes } from 'node:crypto';

/** `__Host-` cookies need https; on a loopback address over http the plain name is used instead. */
export const cookieName = (secure: boolean) => (secure ? '__Host-sid' : 'sid');

/** A new opaque session value of 256 bits, base64url. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is kept at rest: a dump of the database holds nothing that opens a session. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** The value of the session cookie in a `Cookie` header, or null. A value of the wrong shape is no value. */
export function tokenFrom(header: string | undefined, secure: boolean): string | null {
  const name = `${cookieName(secure)}=`;
  for (const part of (header ?? '').split(';')) {
    const pair = part.trim();
    if (!pair.startsWith(name)) continue;
    const value = pair.slice(name.length);
    return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
  }
  return null;
}

/** The `Set-Cookie` header that starts (or with `token: null` ends) a session. */
export function setCookie(token: string | null, secure: boolean): string {
  const parts = [`${cookieName(secure)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (token === null) parts.push('Max-Age=0');
  return parts.join('; ');
}
