import * as z from 'zod';
import { lazily } from '../core/lazily.ts';
import { ProblemError } from './problem.ts';
import type { FieldError } from './responses.ts';

/** What a problem says that names parameters. */
export const WRONG_PARAMETERS = 'Some query parameters are not right.';

/** What is wrong with a value, where its schema has no words of its own for that. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'It is required.' : `It must be of the type ${issue.expected}.`;
    case 'too_small':
      return 'It must not be empty.';
    case 'too_big':
      return `It must have at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}.`;
    case 'invalid_value':
      return `It must be one of ${issue.values.join(', ')}.`;
    case 'invalid_union':
      return 'It must be of one of the known types.';
    case 'invalid_format':
      if (issue.format === 'url') return 'It must be a URL.';
      if (issue.format === 'email') return 'It must be an e-mail address.';
      return 'It must be an id, as `united-states`: letters and digits, joined by hyphens.';
    default:
      return undefined;
  }
};

/**
 * Reads query parameters by a schema of texts. Every parameter that is unknown, repeated or not of its form is named in
 * the problem.
 * @throws ProblemError `invalid-request`
 */
export function readQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: URLSearchParams,
): z.infer<z.ZodObject<Shape>> {
  const errors: FieldError[] = [];
  const values: Record<string, string> = {};
  for (const name of new Set(query.keys())) {
    const [value = '', ...more] = query.getAll(name);
    if (!Object.hasOwn(schema.shape, name)) errors.push({ field: name, message: 'There is no such parameter.' });
    else if (more.length > 0) errors.push({ field: name, message: 'It is given more than once.' });
    else values[name] = value;
  }
  const parsed = schema.safeParse(values, { error: inWords });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const field = path.join('.') || 'query';
      if (Object.hasOwn(values, field)) errors.push({ field, message });
      else if (!query.has(field)) errors.push({ field, message: 'It is required.' });
    }
  }
  if (!parsed.success || errors.length > 0) {
    throw new ProblemError('invalid-request', WRONG_PARAMETERS, errors);
  }
  return parsed.data;
}

const NoParameters = lazily(() => z.strictObject({}));

/**
 * For a route without query parameters.
 * @throws ProblemError `invalid-request` that names each that is given.
 */
export function refuseParameters(query: URLSearchParams): void {
  readQuery(NoParameters(), query);
}
