import { PrecisError } from '../../functions/core/errors.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder, not a file.',
  ENOTFILE: 'It is no regular file.',
  EACCES: 'It may not be read: permission denied.',
};

const WRITE_REASONS: Record<string, string> = {
  ENOENT: 'There is no such folder.',
  ENOTDIR: 'There is no such folder.',
  EISDIR: 'It is a folder, not a file.',
  EACCES: 'It may not be written: permission denied.',
  ENOSPC: 'There is no space left for it.',
};

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

/** A file named on the command line that cannot be read. */
export class UnreadableFileError extends PrecisError {
  constructor(file: string, cause: unknown) {
    const code = codeOf(cause);
    super(REASONS[code] ?? `It cannot be read (${code || 'unknown error'}).`, { file, cause });
  }
}

/** A file named on the command line that cannot be written. */
export class UnwritableFileError extends PrecisError {
  constructor(file: string, cause: unknown) {
    const code = codeOf(cause);
    super(WRITE_REASONS[code] ?? `It cannot be written (${code || 'unknown error'}).`, { file, cause });
  }
}

/** The command line was used wrongly: exit status 2. */
export class UsageError extends PrecisError {}

/** The pipeline answered something that it should not, or did not answer. */
export class PipelineError extends PrecisError {}
