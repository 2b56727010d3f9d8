import * as z from 'zod';
import { ConfigurationError, RejectedError } from '../core/errors.ts';
import { DEFAULT_LIMITS, type ParseLimits } from '../parse/parse-limits.ts';
import type { IsolationOptions } from './isolated-worker.ts';
import { ParseLimitsSchema } from './parse-limits-schema.ts';

/** The limits of one function, from the settings of the stage. */
const Limits = z.strictObject({
  ...ParseLimitsSchema.partial().shape,
  heapMegabytes: z.int().positive(),
  processMegabytes: z.int().positive().optional(),
  deadlineMs: z.int().positive(),
});

export interface FunctionLimits {
  /** Limits on files: the parser's own, but for those that the settings name. */
  file: ParseLimits;
  task: IsolationOptions;
}

/**
 * Reads the limits that the stack sets as JSON in `PRECIS_LIMITS`.
 * @throws ConfigurationError if they are absent or not of that form.
 */
export function readLimits(json: string | undefined): FunctionLimits {
  let value: unknown;
  try {
    value = JSON.parse(json ?? '');
  } catch (cause) {
    throw new ConfigurationError('The environment variable PRECIS_LIMITS is not JSON.', { cause });
  }
  const parsed = Limits.safeParse(value);
  if (!parsed.success) throw new ConfigurationError('PRECIS_LIMITS is not of its form.', { cause: parsed.error });
  const { heapMegabytes, processMegabytes, deadlineMs, ...named } = parsed.data;
  const file = { ...DEFAULT_LIMITS };
  for (const [name, value] of Object.entries(named)) if (value !== undefined) file[name as keyof ParseLimits] = value;
  return { file, task: { heapMegabytes, deadlineMs, ...(processMegabytes ? { processMegabytes } : {}) } };
}

/** The rejection of a file over the limit on its size. */
export function tooLarge(maxBytes: number): RejectedError {
  const limit = maxBytes % 1_000_000 === 0 ? `${maxBytes / 1_000_000} MB` : `${maxBytes} bytes`;
  return new RejectedError('too-large', `The file is larger than ${limit}, the limit.`);
}
