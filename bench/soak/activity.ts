import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GrowingFiles } from './growing-files.ts';

/** A number for each name. */
export type Tally = Record<string, number>;

function count(tally: Tally, name: string): void {
  tally[name] = (tally[name] ?? 0) + 1;
}

/** What the functions and the injected faults did, as the logs of the runtime tell it while it runs. */
export class Activity {
  /** Messages of the functions' logs: `briefed`, `message failed` … */
  readonly messages: Tally = {};
  /** Invocations of the queue-driven functions, by function. */
  readonly invocations: Tally = {};
  /** Injected faults, by place and kind. */
  readonly faults: Tally = {};
  /** How often each version of an article was analyzed, by trace id. */
  readonly briefed: Tally = {};
  /** Grows with everything that is logged. */
  moves = 0;
  readonly #logs: string;
  readonly #files = new GrowingFiles();
  #reading: Promise<void> = Promise.resolve();

  /** @param state the runtime's. */
  constructor(state: string) {
    this.#logs = join(state, 'logs');
  }

  /** Reads what is new. A log is begun anew at a start where it has grown large: read it before each. */
  read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readNew());
    return this.#reading;
  }

  async #readNew(): Promise<void> {
    const names = await readdir(this.#logs).catch(() => []);
    for (const name of names) {
      const lines = await this.#files.newLines(join(this.#logs, name));
      if (name === 'chaos.jsonl') for (const line of lines) this.#fault(line);
      else if (/(Parse|Brief)[^/]*\.log$/i.test(name)) for (const line of lines) this.#functionLine(name, line);
    }
  }

  #functionLine(name: string, line: string): void {
    this.moves += 1;
    if (line.startsWith('START ')) count(this.invocations, /parse/i.test(name) ? 'parse' : 'brief');
    const { message, traceId } = fieldsOf(line);
    if (typeof message !== 'string') return;
    count(this.messages, message);
    if (message === 'briefed' && typeof traceId === 'string') count(this.briefed, traceId);
  }

  #fault(line: string): void {
    this.moves += 1;
    const { where, what, by } = fieldsOf(line);
    if (typeof where !== 'string' || typeof what !== 'string') return;
    count(this.faults, by === 'poison' ? 'poison' : faultName(where, what));
  }
}

/** A fault by its kind: the service instead of the action, and without its numbers. */
function faultName(where: string, what: string): string {
  const [service = where] = where.split(':');
  return `${service}: ${what.replace(/,? ?after \d+ s( and after \d+ s)?$/, '').replace(/\d+/g, 'n') || 'late'}`;
}

function fieldsOf(line: string): Record<string, unknown> {
  if (!line.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // The last words of a process that was killed.
    return {};
  }
}
