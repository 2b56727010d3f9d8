import * as z from 'zod';
import { Upload } from '../core/article.ts';
import {
  Attribution,
  Brief,
  Evidence,
  Measure,
  MeasureStatus,
  MeasureType,
  Party,
  PartyKind,
  Position,
  Risk,
  Sourcing,
  SummarySentence,
  UnresolvedIssue,
  Voice,
  When,
} from '../core/brief.ts';
import { PRECIS_VERSION } from '../core/generations.ts';
import { ListParameters, UploadParameters } from './parameters.ts';
import { PROBLEMS, Problem, type ProblemKind, problemType } from './problem.ts';
import { ArticleText, BriefPage, UploadReport, VersionList } from './responses.ts';

/** Builds the OpenAPI 3.1 document from the schemas that validate requests and shape answers. */

type Json = { [key: string]: unknown };

const SCHEMAS = {
  ArticleText,
  Attribution,
  Brief,
  BriefPage,
  Evidence,
  Measure,
  MeasureStatus,
  MeasureType,
  Party,
  PartyKind,
  Position,
  Problem,
  Risk,
  Sourcing,
  SummarySentence,
  UnresolvedIssue,
  Upload,
  UploadReport,
  VersionList,
  Voice,
  When,
} as const;
type SchemaName = keyof typeof SCHEMAS;

/** The named schemas, each written once and referred to by the others. */
function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

const inputSchemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return rest;
};

const reference = (name: SchemaName): Json => ({ $ref: `#/components/schemas/${name}` });

const queryParameters = (schema: z.ZodObject): Json[] =>
  Object.entries(schema.shape).map(([name, field]) => {
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

const idParameter = (name: string, description: string): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
});

/** An answer by status; kinds of problem that share a status are told apart by their `type`. */
function problemAnswers(kinds: ProblemKind[]): Json {
  const answers = new Map<string, string[]>();
  for (const kind of kinds) {
    const { status, title } = PROBLEMS[kind];
    answers.set(String(status), [...(answers.get(String(status)) ?? []), `${title} (${problemType(kind)}).`]);
  }
  return Object.fromEntries(
    [...answers].map(([status, titles]) => [
      status,
      { description: titles.join(' '), content: { 'application/problem+json': { schema: reference('Problem') } } },
    ]),
  );
}

const gatewayError = (description: string): Json => ({
  description: `${description} Answered by API Gateway itself.`,
  content: {
    'application/json': {
      schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    },
  },
});

const ETAG: Json = { description: 'Strong validator of these bytes.', schema: { type: 'string' } };

interface Operation {
  id: string;
  summary: string;
  parameters?: Json[];
  content: Json;
  problems: ProblemKind[];
}

function operation({ id, summary, parameters = [], content, problems }: Operation): Json {
  const responses: Json = {
    '200': { description: 'As asked for.', headers: { ETag: ETAG }, content },
    '304': { description: 'Unchanged since the ETag in If-None-Match.' },
    ...problemAnswers(['invalid-request', 'not-acceptable', ...problems, 'try-again', 'internal']),
    '401': gatewayError('Not signed in.'),
    '403': gatewayError('Not signed, or not permitted.'),
    '429': gatewayError('Too many requests.'),
  };
  return { operationId: id, summary, parameters, responses };
}

const json = (name: SchemaName): Json => ({ 'application/json': { schema: reference(name) } });
const text: Json = { schema: { type: 'string' } };

const BRIEF_ID = idParameter('id', 'The brief, by the id of its article.');

/** The paths of the API and what each serves; the routes and this document are compared in a test. */
const PATHS: Record<string, Operation> = {
  '/v1/briefs': {
    id: 'listBriefs',
    summary: 'Briefs, newest first.',
    parameters: queryParameters(ListParameters),
    content: json('BriefPage'),
    problems: [],
  },
  '/v1/briefs/{id}': {
    id: 'getBrief',
    summary: 'One brief.',
    parameters: [BRIEF_ID],
    content: { ...json('Brief'), 'text/markdown': text },
    problems: ['not-found', 'removed', 'rejected'],
  },
  '/v1/briefs/{id}/article': {
    id: 'getArticle',
    summary: 'The text that the offsets of the brief index, in UTF-16 code units.',
    parameters: [BRIEF_ID],
    content: { ...json('ArticleText'), 'text/plain': text },
    problems: ['not-found', 'removed', 'rejected', 'too-large'],
  },
  '/v1/briefs/{id}/versions': {
    id: 'listVersions',
    summary: 'Every stored version of a brief, newest first.',
    parameters: [BRIEF_ID],
    content: json('VersionList'),
    problems: ['not-found'],
  },
  '/v1/uploads': {
    id: 'findUpload',
    summary: 'What became of a file, by its key in the inbox bucket.',
    parameters: queryParameters(UploadParameters),
    content: json('UploadReport'),
    problems: ['not-found'],
  },
  '/v1/uploads/{uploadId}': {
    id: 'getUpload',
    summary: 'What became of a file, by its id.',
    parameters: [idParameter('uploadId', 'The file.')],
    content: json('UploadReport'),
    problems: ['not-found'],
  },
  '/openapi.json': {
    id: 'getOpenApi',
    summary: 'This document.',
    content: { 'application/json': { schema: { type: 'object' } } },
    problems: [],
  },
};

/** The OpenAPI 3.1 document of the API. */
export function buildOpenApi(): Json {
  const paths = Object.fromEntries(
    Object.entries(PATHS).map(([path, definition]) => [path, { get: operation(definition) }]),
  );
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
    security: [{ sigv4: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'AWS Signature Version 4, service execute-api.',
        },
      },
    },
  };
}
