import type { UploadReport, UploadTicket } from '../../responses.ts';

/** A file on its way to its brief. */
export interface Sending {
  readonly key: number;
  readonly name: string;
  readonly state: SendingState;
}

export type SendingState =
  | { readonly is: 'waiting' }
  /** `part` is how much of it is sent, from 0 to 1. */
  | { readonly is: 'sending'; readonly part: number }
  | { readonly is: 'reading'; readonly overdue: boolean }
  | { readonly is: 'briefed'; readonly briefIds: readonly string[]; readonly refused: number }
  | { readonly is: 'refused'; readonly reason: string }
  /** `arrived` where it is in the inbox, and only what became of it could not be asked. */
  | { readonly is: 'failed'; readonly arrived: boolean; readonly error: unknown };

/** What the queue does its work with. */
export interface UploadPorts {
  requestUpload(filename: string): Promise<UploadTicket>;
  /** Posts the ticket's form with the file. @param onPart is told how much is sent, from 0 to 1. */
  postForm(ticket: UploadTicket, file: Blob, onPart: (part: number) => void): Promise<void>;
  /** Undefined where nothing is known of it yet. */
  getUpload(uploadId: string): Promise<UploadReport | undefined>;
  wait(milliseconds: number): Promise<void>;
}

/** How many files are in work at a time. */
export const IN_FLIGHT = 4;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;
/** How often in a row the question what became of a file may fail before the file is given up. */
const MOST_FAILURES = 6;

/** A file is larger than the inbox takes. */
export class TooLargeError extends Error {
  constructor(maxBytes: number) {
    super(`It is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`);
    this.name = 'TooLargeError';
  }
}

/** Sends files to the inbox, a few at a time, and follows each until its brief is there or it is refused. */
export class UploadQueue {
  readonly #ports: UploadPorts;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: { key: number; file: Blob }[] = [];
  readonly #files = new Map<number, Blob>();
  /** The ids of those that have arrived in the inbox. */
  readonly #uploadIds = new Map<number, string>();
  #sendings: readonly Sending[] = [];
  #inFlight = 0;
  #settlings = 0;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** @param listener is called whenever `sendings` has changed. @returns what ends the listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How often all that were added had come to an end, so that lists of briefs were to be read anew. */
  get settlings(): number {
    return this.#settlings;
  }

  /** All that were ever added, in that order. A new array whenever something has changed. */
  get sendings(): readonly Sending[] {
    return this.#sendings;
  }

  /** @returns the key of the file in the queue. */
  add(name: string, file: Blob): number {
    const key = this.#sendings.length;
    this.#sendings = [...this.#sendings, { key, name, state: { is: 'waiting' } }];
    this.#files.set(key, file);
    this.#waiting.push({ key, file });
    this.#changed();
    this.#next();
    return key;
  }

  /** Sends again what failed on its way; of what has arrived, asks again. */
  retry(key: number): void {
    const file = this.#files.get(key);
    if (file === undefined || this.#sendings[key]?.state.is !== 'failed') return;
    this.#set(key, { is: 'waiting' });
    this.#waiting.push({ key, file });
    this.#next();
  }

  #next(): void {
    while (this.#inFlight < IN_FLIGHT) {
      const entry = this.#waiting.shift();
      if (entry === undefined) return;
      this.#inFlight += 1;
      void this.#send(entry.key, entry.file).finally(() => {
        this.#inFlight -= 1;
        this.#next();
      });
    }
  }

  async #send(key: number, file: Blob): Promise<void> {
    try {
      this.#set(key, await this.#outcome(key, this.#uploadIds.get(key) ?? (await this.#arrival(key, file))));
    } catch (error) {
      this.#set(
        key,
        error instanceof TooLargeError
          ? { is: 'refused', reason: error.message }
          : { is: 'failed', arrived: this.#uploadIds.has(key), error },
      );
    }
    if (this.#sendings[key]?.state.is !== 'failed') this.#files.delete(key);
  }

  /** Sends a file to the inbox. @returns the id to ask by. */
  async #arrival(key: number, file: Blob): Promise<string> {
    this.#set(key, { is: 'sending', part: 0 });
    const ticket = await this.#ports.requestUpload(this.#sendings[key]?.name ?? '');
    if (file.size > ticket.maxBytes) throw new TooLargeError(ticket.maxBytes);
    await this.#ports.postForm(ticket, file, (part) => this.#set(key, { is: 'sending', part }));
    this.#uploadIds.set(key, ticket.uploadId);
    return ticket.uploadId;
  }

  /** Asks again and again, ever more rarely, until the file has come to its end. */
  async #outcome(key: number, uploadId: string): Promise<SendingState> {
    this.#set(key, { is: 'reading', overdue: false });
    let failures = 0;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.4)) {
      try {
        const report = await this.#ports.getUpload(uploadId);
        const outcome = report && outcomeOf(report);
        if (outcome !== undefined) return outcome;
        if (report?.overdue) this.#set(key, { is: 'reading', overdue: true });
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === MOST_FAILURES) throw error;
      }
      await this.#ports.wait(wait);
    }
  }

  #set(key: number, state: SendingState): void {
    this.#sendings = this.#sendings.map((sending) => (sending.key === key ? { ...sending, state } : sending));
    const { all, done } = accountOf(this.#sendings);
    if (done === all) this.#settlings += 1;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Where a file ended; undefined while it is on its way. */
function outcomeOf({ status, parts, rejections }: UploadReport): SendingState | undefined {
  switch (status) {
    case 'received':
    case 'parsed':
      return undefined;
    case 'briefed':
      return {
        is: 'briefed',
        briefIds: parts.filter(({ state }) => state === 'live').map(({ articleId }) => articleId),
        refused: rejections.length,
      };
    case 'rejected':
      return { is: 'refused', reason: rejections[0]?.reason ?? 'It could not be read.' };
    case 'removed':
    case 'superseded':
      return { is: 'refused', reason: 'It was removed before it was read.' };
  }
}

/** How a batch stands: how many have come to an end, and how. */
export interface Account {
  readonly all: number;
  readonly done: number;
  readonly refused: number;
  /** Did not arrive in the inbox. */
  readonly failed: number;
  /** Arrived, and it could not be asked what became of them. */
  readonly lost: number;
}

export function accountOf(sendings: readonly Sending[]): Account {
  const count = (...states: SendingState['is'][]) => sendings.filter(({ state }) => states.includes(state.is)).length;
  const lost = sendings.filter(({ state }) => state.is === 'failed' && state.arrived).length;
  return {
    all: sendings.length,
    done: count('briefed', 'refused', 'failed'),
    refused: count('refused'),
    failed: count('failed') - lost,
    lost,
  };
}

/** The account in one sentence: "All 31 accounted for, 2 could not be read." */
export function accountInWords({ all, done, refused, failed, lost }: Account): string {
  if (all === 0) return '';
  if (done < all) return `${done} of ${all} accounted for.`;
  const bad = [
    refused > 0 ? `${refused} could not be read` : '',
    failed > 0 ? `${failed} did not arrive` : '',
    lost > 0 ? `${lost} arrived without news since` : '',
  ].filter((words) => words !== '');
  const whole = all === 1 ? 'Accounted for' : `All ${all} accounted for`;
  return `${[whole, ...bad].join(', ')}.`;
}
