import type * as z from 'zod';
import type { ApiRequest } from './http.ts';
import { ProblemError } from './problem.ts';
import { inWords } from './query.ts';
import type { FieldError } from './responses.ts';

/** What most requests that are not a file need at most. */
const MAX_BODY_CHARACTERS = 10_000;

/** What a problem says that names members of a body. */
export const WRONG_BODY = 'The body of the request is not right.';

/** Whether a media type is JSON (RFC 6839: also `application/problem+json` and the like). */
function isJson(mediaType: string | undefined): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(mediaType ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('invalid-request', 'The body of the request is not JSON.');
  }
}

/**
 * Reads a request's body by a schema. Every member that is unknown, missing or not of its form is named in the problem.
 * @param most the characters that the body may have.
 * @throws ProblemError `unsupported-media-type`, `request-too-large` or `invalid-request`
 */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  request: ApiRequest,
  most = MAX_BODY_CHARACTERS,
): z.infer<Schema> {
  if (!isJson(request.headers['content-type'])) {
    throw new ProblemError('unsupported-media-type', 'Send it as application/json.');
  }
  const text = request.body ?? '';
  if (text.length > most) {
    throw new ProblemError('request-too-large', `A request has at most ${most} characters.`);
  }
  const parsed = schema.safeParse(parseJson(text), { error: inWords });
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-request', WRONG_BODY, parsed.error.issues.flatMap(fieldErrorsOf));
}

function fieldErrorsOf(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.') || 'body', message: issue.message }];
  return issue.keys.map((field) => ({ field, message: 'There is no such member.' }));
}
