import { PRECIS_VERSION } from '../core/generations.ts';
import { OBJECT_TRACE } from './object-trace.ts';
import { errorAnswers } from './openapi/answers.ts';
import { componentSchemas, type Json, reference } from './openapi/component-schemas.ts';
import { OPERATIONS, type Operation } from './openapi/operations.ts';

/** Builds the OpenAPI 3.1 document from the schemas that validate requests and shape answers. */

const ETAG: Json = { description: 'Strong validator of these bytes.', schema: { type: 'string' } };
const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'ETags of answers that are known: to one that is unchanged since, the answer is 304.',
  schema: { type: 'string' },
};
const LINK: Json = {
  description: 'The address of the next page, `rel="next"` (RFC 8288); none at the end.',
  schema: { type: 'string' },
};
const TRACE: Json = {
  description: 'The version of the article, or of the file, that the answer is about, as the logs call it.',
  schema: { type: 'string', pattern: '^[0-9a-f]{32}\\.[0-9A-F]{64}$' },
};
/** What makes a request conditional, wherever an answer has an ETag. */
const CONDITION: Json = { $ref: '#/components/parameters/IfNoneMatch' };
const LOCATION: Json = { description: 'Its address, or where to ask what became of it.', schema: { type: 'string' } };

function successAnswers({ does, content, paged, traced }: Operation): Json {
  const made = { 201: { description: 'Made.', headers: { Location: LOCATION }, content } };
  if (does === 'make') return made;
  if (does === 'put') return { 200: { description: 'Replaced.', content }, ...made };
  if (does === 'remove') return { 204: { description: 'Removed.' } };
  return {
    200: {
      description: 'As asked for.',
      headers: { ETag: ETAG, ...(paged ? { Link: LINK } : {}), ...(traced ? { [OBJECT_TRACE]: TRACE } : {}) },
      content,
    },
    304: { description: 'Unchanged since the ETag in If-None-Match.' },
  };
}

function operation(definition: Operation): Json {
  const { id, summary, requestBody, problems } = definition;
  const parameters = [...(definition.parameters ?? []), ...(definition.does === undefined ? [CONDITION] : [])];
  return {
    operationId: id,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: reference(requestBody) } } } }),
    responses: {
      ...successAnswers(definition),
      ...errorAnswers(['invalid-request', 'not-acceptable', 'too-large', ...problems, 'try-again', 'internal']),
    },
  };
}

/** The OpenAPI 3.1 document of the API. */
export function buildOpenApi(): Json {
  const paths: Record<string, Json> = {};
  for (const [key, definition] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(definition) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Precis',
      version: PRECIS_VERSION,
      description:
        'Structured, cited briefs from news articles. HEAD is answered wherever GET is. The kinds of problem are explained in docs/api.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ sigv4: [] }, { bearer: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      parameters: { IfNoneMatch: IF_NONE_MATCH },
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'AWS Signature Version 4, service execute-api (settings with auth `iam`).',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token (settings with auth `users` or `jwt`), or a token that `precis token` made.',
        },
      },
    },
  };
}
