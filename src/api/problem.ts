/** Errors as RFC 9457 problems: one place where a failure becomes a status, a title and words that help. */
import { HttpException } from '@nestjs/common';
import type { Refusal } from '../../workflows/index.js';
import { sqlState } from '../database/transaction.js';
import type { ActResult } from '../participants/contract.js';
import type { Problem } from './contract.js';

/** A problem the service states itself. `code` is for programs, `detail` for people. */
export class ServiceProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: Pick<Problem, 'errors' | 'possible' | 'version'> = {},
  ) {
    super(detail);
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Sign in first',
  403: 'This is not open to you',
  404: 'There is nothing here',
  405: 'That is not possible here',
  409: 'Not possible now',
  412: 'It has changed since you saw it',
  413: 'Too large',
  415: 'This kind of content is not taken',
  422: 'Something is missing or wrong',
  428: 'Say which version you saw',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'The service cannot answer now',
};

/** A missing, lost or full database: nothing was written, and the same request may succeed soon. */
const unavailable = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53100',
  '53200',
  '53300',
  '08000',
  '08003',
  '08006',
  '25006',
]);
/** U+0000: PostgreSQL takes it in no text. */
const unstorable = '22021';
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'ENOTFOUND']);

/** The problem behind any error. Messages of unknown errors stay in the log. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof ServiceProblem) {
    return problem(error.status, error.code, requestId, error.detail, error.more);
  }
  if (error instanceof HttpException) return fromHttp(error, requestId);
  if (isUnavailable(error)) {
    return problem(
      503,
      'databaseUnavailable',
      requestId,
      'Saving is paused; nothing was lost. Try again in a moment.',
    );
  }
  if (sqlState(error) === unstorable)
    return problem(400, 'badRequest', requestId, 'It holds a character that no text may hold.');
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return problem(status, 'badRequest', requestId, (error as Error).message);
  }
  return problem(500, 'defect', requestId, 'The fault is recorded. Nothing was changed.');
}

/** True when the database is not there, or takes no writes now. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined && (unavailable.has(state) || network.has(state))) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

function fromHttp(error: HttpException, requestId: string): Problem {
  const status = error.getStatus();
  const body = error.getResponse();
  const message = typeof body === 'string' ? body : (body as { message?: unknown }).message;
  const errors = Array.isArray(message) ? message.map(fieldError) : undefined;
  const detail = typeof message === 'string' ? message : undefined;
  return problem(status, codes[status] ?? 'refused', requestId, detail, errors ? { errors } : {});
}

const codes: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'notSignedIn',
  403: 'notAllowed',
  404: 'notFound',
  412: 'stale',
  428: 'preconditionRequired',
};

/** Nest writes `path: message`. */
function fieldError(text: unknown): { field: string; message: string } {
  const [, field = '', message = String(text)] = /^([\w.[\]]+): (.*)$/.exec(String(text)) ?? [];
  return { field, message };
}

function problem(
  status: number,
  code: string,
  requestId: string,
  detail?: string,
  more: Pick<Problem, 'errors' | 'possible' | 'version'> = {},
): Problem {
  const title = titles[status] ?? 'Refused';
  return { type: 'about:blank', title, status, ...(detail ? { detail } : {}), code, requestId, ...more };
}

/** What became of an act, as data for the caller; throws the problem when it was not done. */
export function doneOrProblem(
  result: ActResult,
  when: (at: number) => string,
): Extract<ActResult, { ok: true }> {
  if (result.ok) return result;
  if (result.why === 'unknown') throw new ServiceProblem(404, 'notFound', 'There is no such participant.');
  if (result.why === 'incident') {
    throw new ServiceProblem(
      500,
      'incident',
      `It is recorded as incident ${result.incidentId}; the person stands where they stood.`,
    );
  }
  if (result.why === 'keyReused') {
    throw new ServiceProblem(
      422,
      'idempotencyKeyReused',
      'This Idempotency-Key was used for another act. Send a fresh one.',
    );
  }
  const decided = result.decided;
  const already = decided ? ` ${decided.byName} was here on ${when(decided.at)} (${decided.event}).` : '';
  if (result.why === 'stale') {
    const detail = `You saw an earlier version; it is at ${result.version} now.${already}`;
    throw new ServiceProblem(412, 'stale', detail, { version: result.version });
  }
  throw refused(result.refusal, already);
}

function refused(refusal: Refusal, already: string): ServiceProblem {
  const errors = Object.entries(refusal.details).map(([field, message]) => ({ field, message }));
  const status = refusal.code === 'incomplete' || refusal.code === 'countOutOfRange' ? 422 : 409;
  return new ServiceProblem(status, refusal.code, `${words[refusal.code]}${already}`, {
    possible: [...refusal.possible],
    ...(errors.length > 0 ? { errors } : {}),
  });
}

const words: Readonly<Record<Refusal['code'], string>> = {
  wrongState: 'The stage is not at a point where this can be done.',
  notYours: 'The task is with somebody else.',
  aboutYourself: 'Nobody decides about themselves.',
  incomplete: 'Something required is missing.',
  notAllowed: 'The text of the cycle does not allow it.',
  tooEarly: 'It is too early.',
  reasonMissing: 'A reason is required.',
  staleTimer: 'The deadline has been replaced.',
  closed: 'The cycle is closed for this person.',
  unknownStage: 'The cycle has no such stage.',
  approvedAlready: 'You have approved an earlier step; nobody approves twice.',
  countOutOfRange: 'The number is outside what the text allows.',
  overBudget: 'It would exceed the budget.',
};
