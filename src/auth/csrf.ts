/**
 * No state-changing request comes from another site. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`);
 * a request with a session cookie that says neither is refused too, and a form must carry the token of its session.
 */
import { timingSafeEqual } from 'node:crypto';
import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
} from '@nestjs/common';
import { formTokenOf, sessionFrom } from './cookies.js';
import { AuthSettings } from './settings.js';

/** The name of the hidden field. */
export const formField = 'form-token';

export type Sent = {
  method: string;
  headers: Record<string, string | undefined>;
  body?: unknown;
};
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const form = 'application/x-www-form-urlencoded';

/** Why a request is refused, in words for the person, or null when it may pass. Pure. */
export function crossSite(sent: Sent, settings: AuthSettings): string | null {
  if (safe.has(sent.method)) return null;
  const { headers } = sent;
  const site = headers['sec-fetch-site'];
  const session = sessionFrom(headers.cookie, settings.secure);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const isForm = type === form;
  if (type && !isForm && type !== 'application/json') return 'Only forms and JSON are taken here.';
  if (trusted(headers.origin, settings)) return tokenProblem(sent, settings, isForm);
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'The request came from another site.';
  if (site === undefined) {
    if (headers.origin !== undefined) {
      if (!sameHost(headers.origin, headers.host)) return 'The request came from another site.';
    } else if (session !== null || isForm) {
      return 'The browser did not say where the request came from.';
    }
  }
  return tokenProblem(sent, settings, isForm);
}

function tokenProblem(sent: Sent, settings: AuthSettings, isForm: boolean): string | null {
  const session = sessionFrom(sent.headers.cookie, settings.secure);
  if (!isForm || session === null) return null;
  const given = (sent.body as Record<string, unknown> | null | undefined)?.[formField];
  return typeof given === 'string' && equal(given, formTokenOf(session))
    ? null
    : 'The form belongs to another session.';
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const trusted = (origin: string | undefined, settings: AuthSettings) =>
  origin !== undefined && settings.trustedOrigins.includes(origin);

function sameHost(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host?.toLowerCase();
}

/** The first guard of every request. */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(@Inject(AuthSettings) private readonly settings: AuthSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const reason = crossSite(context.switchToHttp().getRequest<Sent>(), this.settings);
    if (reason !== null) throw new ForbiddenException(`${reason} Nothing was changed.`);
    return true;
  }
}
