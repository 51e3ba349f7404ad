/** The OpenAPI document: made from the routes and their schemas, never by hand. */
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { published } from './schemas.js';

type Components = NonNullable<OpenAPIObject['components']>;

/** The document of the running application; equal code gives an equal document. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Perennial')
    .setDescription('Review cycles: where everybody is, why, and what moves them on.')
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('sid')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: (schema, { schemaType }) => ({
      schema: withoutNoise(z.toJSONSchema(schema as z.ZodType, { io: schemaType, unrepresentable: 'any' })),
    }),
  });
  const paths = Object.fromEntries(
    Object.entries(document.paths)
      .filter(([path]) => path.startsWith('/api/v1'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { ...document, paths, components: { ...document.components, schemas: componentSchemas() } };
}

function componentSchemas(): NonNullable<Components['schemas']> {
  const { schemas } = z.toJSONSchema(published, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'output',
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutNoise(schema)]),
  ) as NonNullable<Components['schemas']>;
}

/** Inside a document the dialect is known, and the place of a schema is its name. */
function withoutNoise(schema: object): object {
  const { $schema: _dialect, $id: _place, ...rest } = schema as Record<string, unknown>;
  return rest;
}
