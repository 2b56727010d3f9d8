import { PrecisError } from '../../functions/core/errors.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder, not a file.',
  ENOTFILE: 'It is no regular file.',
  EACCES: 'It may not be read: permission denied.',
};

/** A file named on the command line that cannot be read. */
export class UnreadableFileError extends PrecisError {
  constructor(file: string, cause: unknown) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    super(REASONS[code] ?? `It cannot be read (${code || 'unknown error'}).`, { file, cause });
  }
}

/** The command line was used wrongly: exit status 2. */
export class UsageError extends PrecisError {}

/** The pipeline answered something that it should not, or did not answer. */
export class PipelineError extends PrecisError {}
