import * as z from 'zod';
import type { Json } from './component-schemas.ts';

function inputSchemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return rest;
}

/** The query parameters that a schema reads. */
export function queryParameters(schema: z.ZodObject): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, default: fallback, ...rest } = inputSchemaOf(field as z.ZodType);
    const optional = (field as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: 'query',
      required: !optional,
      description,
      schema: fallback === undefined ? rest : { ...rest, default: fallback },
    };
  });
}

/** A parameter in the path that is one of our 128-bit ids. */
export function idParameter(name: string, description: string): Json {
  return pathParameter(name, description, { type: 'string', pattern: '^[0-9a-f]{32}$' });
}

export function pathParameter(name: string, description: string, schema: Json): Json {
  return { name, in: 'path', required: true, description, schema };
}
