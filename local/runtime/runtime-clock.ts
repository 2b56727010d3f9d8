import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../contracts.ts';
import { writeDurably } from '../durable-file.ts';

/** How often the time is kept, in milliseconds of the machine. */
const KEEP_MS = 1_000;

export interface RuntimeClock {
  clock: Clock;
  close(): Promise<void>;
}

/**
 * The time of the runtime. With a time scale it runs ahead of the machine's, so it is kept in the state: a later start goes
 * on from there, whatever its scale, also after a kill. What the state holds is never in the future.
 * @param scale how many seconds pass in one of the machine.
 * @throws CorruptDataError if what is kept is no time.
 */
export async function openRuntimeClock(stateDir: string, scale: number): Promise<RuntimeClock> {
  const file = join(stateDir, 'clock.json');
  const kept = await readKept(file);
  const machine = Date.now();
  if (scale === 1 && kept <= machine) return { clock: systemClock(), close: async () => undefined };
  const clock = systemClock(scale, Math.max(kept, machine));
  // What is written holds for the time until the next is: a kill comes in between.
  let writing = keep(file, clock.now() + 2 * KEEP_MS * scale);
  await writing;
  const timer = setInterval(() => {
    writing = writing.then(() => keep(file, clock.now() + 2 * KEEP_MS * scale)).catch(() => undefined);
  }, KEEP_MS).unref();
  return {
    clock,
    async close() {
      clearInterval(timer);
      await writing;
      await keep(file, clock.now());
    },
  };
}

function keep(file: string, now: number): Promise<void> {
  return writeDurably(file, JSON.stringify({ now: Math.ceil(now) }));
}

async function readKept(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return 0;
  const now = /^\{"now":(\d{1,16})\}$/.exec(text)?.[1];
  if (now !== undefined) return Number(now);
  throw new CorruptDataError('The time of the local runtime cannot be read.', {
    file,
    remedy: 'Delete the file: the time goes on from the machine’s, and messages that are later than that wait for it.',
  });
}
