/** A place in a list, as opaque text. What a caller sends back is checked like any other input. */
import { z } from 'zod';
import { ServiceProblem } from './problem.js';

/** Any JSON value as base64url. */
export const cursorOf = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position in a cursor; null without one. Throws a problem when it is not one of ours. */
export function positionIn<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const read = shape.safeParse(parsed(cursor));
  if (read.success) return read.data;
  throw new ServiceProblem(
    400,
    'badCursor',
    'The cursor is not one that this list gave out. Start again without it.',
  );
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
