import { ConfigurationError, RejectedError } from '../core/errors.ts';
import { DEFAULT_LIMITS, type ParseLimits } from '../parse/parse-limits.ts';
import type { IsolationOptions } from './isolated-worker.ts';

const FILE_LIMITS = Object.keys(DEFAULT_LIMITS);
const REQUIRED = ['heapMegabytes', 'deadlineMs'] as const;
const OPTIONAL = ['processMegabytes'] as const;

type Limits = Partial<ParseLimits> & Record<(typeof REQUIRED)[number], number> & { processMegabytes?: number };

/**
 * The limits of one function, from the settings of the stage. They are read as it starts, when the first schema would take as
 * long as all else that `parse` runs; the settings were checked by one.
 * @throws ConfigurationError that names the limit.
 */
function checked(value: unknown): Limits {
  const wrong = (what: string): never => {
    throw new ConfigurationError(`PRECIS_LIMITS is not of its form: ${what}.`);
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('it is no object');
  for (const [name, limit] of Object.entries(value)) {
    if (![...FILE_LIMITS, ...REQUIRED, ...OPTIONAL].includes(name)) wrong(`there is no limit ${JSON.stringify(name)}`);
    if (!Number.isSafeInteger(limit) || limit < 1) wrong(`${name} is no whole number from 1`);
  }
  for (const name of REQUIRED) if (!Object.hasOwn(value, name)) wrong(`${name} is missing`);
  return value as Limits;
}

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
  const { heapMegabytes, processMegabytes, deadlineMs, ...named } = checked(value);
  const file = { ...DEFAULT_LIMITS, ...named };
  return { file, task: { heapMegabytes, deadlineMs, ...(processMegabytes ? { processMegabytes } : {}) } };
}

/** The rejection of a file over the limit on its size. */
export function tooLarge(maxBytes: number): RejectedError {
  const limit = maxBytes % 1_000_000 === 0 ? `${maxBytes / 1_000_000} MB` : `${maxBytes} bytes`;
  return new RejectedError('too-large', `The file is larger than ${limit}, the limit.`);
}
