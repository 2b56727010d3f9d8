import { pathReference } from './path-reference.ts';
import type { FieldError, Problem } from './responses.ts';

/** The kinds of problem, each documented in `docs/api.md` under its name. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  forbidden: { status: 403, title: 'You may not do this' },
  'text-not-served': { status: 403, title: 'The text of articles is not served here' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'not-acceptable': { status: 406, title: 'It is not served in any of the media types asked for' },
  conflict: { status: 409, title: 'It is not any more as the request takes it to be' },
  removed: { status: 410, title: 'It was removed' },
  rejected: { status: 410, title: 'The article was rejected' },
  changed: { status: 412, title: 'It is not as you saw it any more' },
  'too-large': { status: 413, title: 'The answer is too large' },
  'request-too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'A request is read in another media type alone' },
  'unsupported-claim': { status: 422, title: 'The article does not carry what the note says' },
  'try-again': { status: 503, title: 'It cannot be answered just now' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** Ends a request with a problem. */
export class ProblemError extends Error {
  static override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly errors: FieldError[];
  /** Of the answer, beside those that every problem has. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    errors: FieldError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = ProblemError.name;
    this.kind = kind;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The type of a problem, a URN that `docs/api.md` explains. */
export function problemType(kind: ProblemKind): string {
  return `urn:precis:problem:${kind}`;
}

/** @param instance the path that was asked for, decoded. */
export function problemOf(error: ProblemError, instance: string): Problem {
  const { status, title } = PROBLEMS[error.kind];
  return {
    type: problemType(error.kind),
    title,
    status,
    detail: error.message,
    instance: pathReference(instance),
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
  };
}
