import { readFile } from 'node:fs/promises';
import { CorruptDataError } from '../../../functions/core/errors.ts';
import type { Clock } from '../../contracts.ts';
import { writeDurably } from '../../durable-file.ts';

/** How many numbers are reserved on the disk at a time. */
const BLOCK = 65_536n;

/** Width of a sequencer in hexadecimal digits: all have the same, so that they compare as they are. */
const WIDTH = 18;

/**
 * Gives every change of every object a number above all before it, also over restarts: a block of numbers is reserved on
 * the disk before the first of it is used. It starts at the time, so that a store begun anew is above the one before.
 */
export class Sequencer {
  readonly #file: string;
  #last: bigint;
  #reserved: bigint;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(file: string, last: bigint) {
    this.#file = file;
    this.#last = last;
    this.#reserved = last;
  }

  /** @throws CorruptDataError if the file holds no number. */
  static async open(file: string, clock: Clock): Promise<Sequencer> {
    const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '0';
      throw error;
    });
    if (!/^[0-9a-f]+$/i.test(stored.trim())) {
      throw new CorruptDataError('The numbering of the local S3 cannot be read.', {
        file,
        remedy: 'Delete the file: the numbers go on from the time of the clock.',
      });
    }
    const reserved = BigInt(`0x${stored.trim()}`);
    const time = BigInt(Math.max(0, Math.floor(clock.now()))) * BLOCK;
    return new Sequencer(file, reserved > time ? reserved : time);
  }

  /** @returns 18 uppercase hexadecimal digits. */
  next(): Promise<string> {
    const next = this.#turn.then(() => this.#take());
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #take(): Promise<string> {
    const value = this.#last + 1n;
    if (value > this.#reserved) {
      const reserved = value + BLOCK;
      await writeDurably(this.#file, reserved.toString(16));
      this.#reserved = reserved;
    }
    this.#last = value;
    return value.toString(16).toUpperCase().padStart(WIDTH, '0');
  }
}
