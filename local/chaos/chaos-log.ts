import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Chaos } from './chaos.ts';

/** The log of faults, in the directory of the logs. */
export const CHAOS_LOG = 'chaos.jsonl';

/**
 * Writes each fault that is made as a line of JSON, at once: a runtime that is killed has told all.
 * @returns the function that ends it.
 */
export function logFaults(chaos: Chaos, logDirectory: string): () => void {
  mkdirSync(logDirectory, { recursive: true });
  const file = openSync(join(logDirectory, CHAOS_LOG), 'a');
  const stop = chaos.onFault((entry) => writeSync(file, `${JSON.stringify(entry)}\n`));
  return () => {
    stop();
    closeSync(file);
  };
}
