import { PrecisError } from '../../functions/core/errors.ts';

/** Where a command writes: its payload to standard output, its progress to standard error. */
export interface Terminal {
  out(text: string): void;
  progress(text: string): void;
  /** Whether a person reads standard output. */
  readonly interactive: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  progress: (text) => void process.stderr.write(`${printable(text)}\n`),
  interactive: process.stdout.isTTY === true,
};

/** A text without the control characters that a hostile file name could move the cursor with. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\t' ? character : '�'));
}

/** What a user reads of an error: what happened and what to do; never a stack trace. */
export function describe(error: unknown): string {
  if (error instanceof PrecisError) return [error.message, error.remedy].filter(Boolean).join(' ');
  return error instanceof Error ? error.message : String(error);
}
