/** Words for the OpenAPI document, beside each route. */
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { published } from './schemas.js';

type ContentObject = Record<string, { schema: { $ref: string } | { type: 'string' } }>;
const refTo = (schema: z.ZodType) => ({ $ref: `#/components/schemas/${published.get(schema)?.id ?? ''}` });

/** What a route does, and the named schema it answers with. Problems are the same everywhere. */
export function Answers(summary: string, schema: z.ZodType, status = 200): MethodDecorator {
  return answers(summary, status, { 'application/json': { schema: refTo(schema) } });
}

/** What a route does that answers with a file of comma-separated values. */
export const AnswersCsv = (summary: string): MethodDecorator =>
  answers(summary, 200, { 'text/csv': { schema: { type: 'string' } } });

function answers(summary: string, status: number, content: ContentObject): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: 'Done', content }),
    ApiResponse({
      status: 'default',
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

/** A state-changing route: a repeated call with the same key has one effect and the same answer. */
export const Idempotent = (): MethodDecorator =>
  ApiHeader({ name: 'Idempotency-Key', required: true, description: '8 to 200 signs, unique for each act' });
/** A route that changes a version the caller has seen. */
export const IfMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag that the caller saw; 412 when it changed',
  });
