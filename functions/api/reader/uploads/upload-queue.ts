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
  | { readonly is: 'failed'; readonly error: unknown };

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
  readonly #onChange: () => void;
  readonly #waiting: { key: number; file: Blob }[] = [];
  readonly #files = new Map<number, Blob>();
  #sendings: readonly Sending[] = [];
  #inFlight = 0;

  /** @param onChange is called whenever `sendings` has changed. */
  constructor(ports: UploadPorts, onChange: () => void) {
    this.#ports = ports;
    this.#onChange = onChange;
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
    this.#onChange();
    this.#next();
    return key;
  }

  /** Sends again what failed on its way. */
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
    const name = this.#sendings[key]?.name ?? '';
    try {
      this.#set(key, { is: 'sending', part: 0 });
      const ticket = await this.#ports.requestUpload(name);
      if (file.size > ticket.maxBytes) throw new TooLargeError(ticket.maxBytes);
      await this.#ports.postForm(ticket, file, (part) => this.#set(key, { is: 'sending', part }));
      this.#set(key, await this.#outcome(key, ticket.uploadId));
    } catch (error) {
      this.#set(
        key,
        error instanceof TooLargeError ? { is: 'refused', reason: error.message } : { is: 'failed', error },
      );
    }
    if (this.#sendings[key]?.state.is !== 'failed') this.#files.delete(key);
  }

  /** Asks again and again, ever more rarely, until the file has come to its end. */
  async #outcome(key: number, uploadId: string): Promise<SendingState> {
    this.#set(key, { is: 'reading', overdue: false });
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.4)) {
      const report = await this.#ports.getUpload(uploadId);
      const outcome = report && outcomeOf(report);
      if (outcome !== undefined) return outcome;
      if (report?.overdue) this.#set(key, { is: 'reading', overdue: true });
      await this.#ports.wait(wait);
    }
  }

  #set(key: number, state: SendingState): void {
    this.#sendings = this.#sendings.map((sending) => (sending.key === key ? { ...sending, state } : sending));
    this.#onChange();
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
  readonly failed: number;
}

export function accountOf(sendings: readonly Sending[]): Account {
  const count = (...states: SendingState['is'][]) => sendings.filter(({ state }) => states.includes(state.is)).length;
  return {
    all: sendings.length,
    done: count('briefed', 'refused', 'failed'),
    refused: count('refused'),
    failed: count('failed'),
  };
}

/** The account in one sentence: "All 31 accounted for, 2 could not be read." */
export function accountInWords({ all, done, refused, failed }: Account): string {
  if (all === 0) return '';
  if (done < all) return `${done} of ${all} accounted for.`;
  const bad = [refused > 0 ? `${refused} could not be read` : '', failed > 0 ? `${failed} did not arrive` : ''].filter(
    (words) => words !== '',
  );
  const whole = all === 1 ? 'Accounted for' : `All ${all} accounted for`;
  return `${[whole, ...bad].join(', ')}.`;
}
