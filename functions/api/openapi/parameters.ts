import * as z from 'zod';
import type { Json } from './component-schemas.ts';

/** The schema of a parameter: of a number as a number, although it comes as text, else of the text that is read. */
export function schemaOf(schema: z.ZodType): Json {
  const of = (io: 'input' | 'output'): Json => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
    return rest;
  };
  const read = of('output');
  return read['type'] === 'integer' ? read : of('input');
}

/** The query parameters that a schema reads. */
export function queryParameters(schema: z.ZodObject): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...rest } = schemaOf(field as z.ZodType);
    const optional = (field as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: 'query',
      required: !optional,
      description,
      schema: rest,
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
