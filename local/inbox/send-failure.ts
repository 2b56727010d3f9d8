/** Refusals of Amazon S3 that pass although their status is 4xx: the connection or the file was what failed. */
const PASSING_REFUSALS = new Set(['RequestTimeout', 'RequestTimeTooSkewed', 'IncompleteBody', 'OperationAborted']);
/** Statuses 4xx that ask for another try (RFC 9110, 15.5.9 Request Timeout; RFC 6585, 4 Too Many Requests). */
const PASSING_STATUSES = new Set([408, 429]);
/** What the file system refuses as long as the file is as it is. */
const LASTING_FILE_FAULTS = new Set(['EACCES', 'EPERM', 'EISDIR']);

/** The longest name and reason that are told, in characters. */
const SHOWN_NAME = 80;
const SHOWN_REASON = 200;
/** What could begin a line of its own, move the cursor or turn the direction of a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Whether a file that could not be sent cannot be sent at all as it is now: no other try helps. */
export function isLasting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return LASTING_FILE_FAULTS.has(error.code);
  const status = httpStatus(error);
  return status >= 400 && status < 500 && !PASSING_STATUSES.has(status) && !PASSING_REFUSALS.has(error.name);
}

/**
 * What a person reads of a file that could not be sent, as one line.
 * @param path relative to the inbox; shortened in its middle, so that the file's own name and the reason stay in view.
 */
export function describeFailure(path: string, error: unknown): string {
  const then = isLasting(error) ? 'it is left until it changes' : 'it is tried again';
  return `${shorten(printable(path), SHOWN_NAME)} could not be sent, ${then}: ${reasonOf(error)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return shorten(printable(String(error)), SHOWN_REASON);
  // `EACCES: permission denied, open '/…'`: the path is said already.
  const message = 'syscall' in error ? error.message.replace(/, .*$/s, '') : error.message;
  const name = httpStatus(error) > 0 ? `${error.name}: ` : '';
  return shorten(printable(name + message), SHOWN_REASON);
}

/** The status that a service answered; 0 where none did. */
function httpStatus(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}

function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const tail = Math.floor(longest / 2);
  return [...characters.slice(0, longest - tail - 1), '…', ...characters.slice(-tail)].join('');
}
