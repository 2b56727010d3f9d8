import type { Ending, InvocationFault, InvocationPoint, RequestFault } from './faults.ts';

/** One invocation, and what is to go wrong with it. */
export class Trial {
  readonly point: InvocationPoint;
  readonly #fault: InvocationFault | undefined;
  readonly #forget: () => void;
  #requests = 0;
  #endProcess: ((how: Ending) => void) | undefined;

  constructor(point: InvocationPoint, fault: InvocationFault | undefined, forget: () => void) {
    this.point = point;
    this.#fault = fault;
    this.#forget = forget;
  }

  /** Whether the handler's answer is to be lost on its way. */
  get losesAnswer(): boolean {
    return this.#fault?.kind === 'answer-lost';
  }

  /** Says how the process that handles it is ended. */
  attach(endProcess: (how: Ending) => void): void {
    this.#endProcess = endProcess;
  }

  /** Counts a request to a service. @returns what is to happen to it, because the invocation is to end there. */
  nextRequest(): RequestFault | undefined {
    this.#requests += 1;
    const fault = this.#fault;
    if (fault?.kind !== 'ended' || fault.request !== this.#requests) return undefined;
    return { kind: 'ended', how: fault.how, done: fault.done };
  }

  /** Ends the process now. */
  end(how: Ending): void {
    this.#endProcess?.(how);
  }

  /** The handler has answered. @returns how the process ends instead, where it should have ended before. */
  answered(): Ending | undefined {
    return this.#fault?.kind === 'ended' ? this.#fault.how : undefined;
  }

  /** To be called when the invocation is over. */
  close(): void {
    this.#forget();
  }
}
