/** The two headers of every change: which act it is, and which version the caller has seen. */
import { ServiceProblem } from './problem.js';

/**
 * The idempotency key of an act: 8 to 200 visible signs, under the name of the person. INVARIANT: a key that somebody chose is never
 * that of another person, nor one by which the service makes an event happen once.
 */
export function keyIn(header: string | undefined, personId: string): string {
  if (header !== undefined && /^[\x21-\x7e]{8,200}$/.test(header)) return `api:${personId}:${header}`;
  throw new ServiceProblem(
    400,
    'idempotencyKeyMissing',
    'Send an Idempotency-Key of 8 to 200 signs, so that a repeated request has one effect.',
  );
}

/** The version in `If-Match: "12"`. */
export function versionIn(header: string | undefined): number {
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header?.trim() ?? '') ?? [];
  if (version !== undefined) return Number(version);
  throw new ServiceProblem(428, 'preconditionRequired', 'Send If-Match with the ETag you saw, such as "12".');
}
