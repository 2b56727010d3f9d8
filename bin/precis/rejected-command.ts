import { type RejectedFile, rejectedFiles, retryRejected } from '../../operations/rejections.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface RejectedOptions {
  /** Milliseconds since the epoch. */
  since?: number;
  /** Try again: these files, or (true) all. */
  retry?: true | string[];
  json?: boolean;
}

function lines({ key, receivedAt, refusals }: RejectedFile): string {
  return refusals
    .map(({ briefId, part, code, reason }) => {
      const of = part ?? (briefId === null ? '' : `article ${briefId}`);
      return `${receivedAt}\t${printableLine(key)}\t${printableLine(of)}\t${code}\t${printableLine(reason)}\n`;
    })
    .join('');
}

/**
 * `precis rejected`: lists what was refused, a line each: when it was received, the file, the entry or article where not
 * all of it was refused, and why. With `retry`, has those files parsed again.
 * @param now milliseconds since the epoch.
 * @returns the exit status: 1 where a file that was named could not be tried again.
 */
export async function listRejected(
  { since, retry, json }: RejectedOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const named = Array.isArray(retry) ? new Set(retry) : undefined;
  const left = new Set(named);
  let count = 0;
  async function* told(): AsyncGenerator<RejectedFile, void, undefined> {
    for await (const file of rejectedFiles(access, { keys: named && [...named], since, now })) {
      count += file.refusals.length;
      terminal.out(json ? jsonLine(file) : lines(file));
      if (file.isPresent) left.delete(file.key);
      yield file;
    }
  }
  if (retry === undefined) for await (const _ of told());
  else terminal.progress(`${await retryRejected(access, told(), now)} sent to parse again.`);
  for (const key of left)
    terminal.progress(`precis: ${printableLine(key)}: The inbox shows no version that was refused.`);
  if (count === 0) terminal.progress('Nothing is refused.');
  return left.size === 0 ? EXIT.ok : EXIT.failed;
}
