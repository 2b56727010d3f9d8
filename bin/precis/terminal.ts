import { ApiError } from '../../client/client.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { TaskFailedError } from '../../functions/runtime/isolated-worker.ts';

/** Where a command writes: its payload to standard output, its progress to standard error. */
export interface Terminal {
  out(text: string): void;
  progress(text: string): void;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  progress: (text) => void process.stderr.write(`${printable(text)}\n`),
};

/** What could move the cursor or turn the direction of a line; the joiners that several scripts need are spared. */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text of several lines, without what could move the cursor. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'));
}

/** A name that somebody else chose (of a file, of an outlet), as part of one line. */
export function printableLine(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** A number with what it counts: `1 version`, `2 versions`. */
export function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

function escaped(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((digits) => `\\u${digits}`).join('');
}

/** A value as one line of JSON, in which what a terminal could act on is escaped: texts of others go as they are. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(UNPRINTABLE, escaped)}\n`;
}

/** What a user reads of an error: what happened and what to do; never a stack trace. */
export function describe(error: unknown): string {
  if (error instanceof PrecisError) {
    const fault = error instanceof TaskFailedError && error.cause instanceof Error ? `(${error.cause.message})` : '';
    return [error.message, fault, error.remedy].filter(Boolean).join(' ');
  }
  if (error instanceof ApiError) return `The API answers ${error.status}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
