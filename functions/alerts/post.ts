import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from './sweep.ts';

/** How long a receiver may take; Standard Webhooks advises 15 to 30 s, and many are waited for here. */
const TIMEOUT_MS = 8_000;
/** Before the second and the third try; what then is not taken waits for the next sweep. */
const PAUSES_MS = [500, 2_000];
/** The receiver wants no more (Standard Webhooks, "Delivery"). */
const GONE = 410;

/** What came of a request, and for the log a word on why: a status or the name of an error, nothing that was answered. */
export interface Posted {
  readonly delivery: Delivery;
  readonly code: string;
}

/**
 * Posts JSON to a receiver: with a time-out, to no other address than this (a redirection fails), three times where it may
 * help. What it answers is not read. It throws nothing.
 * @param headersOf the headers of one try.
 * @param pausesMs before each further try.
 */
export async function post(
  url: string,
  body: string,
  headersOf: () => Record<string, string>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<Posted> {
  for (let tried = 0; ; tried += 1) {
    const answer = await postOnce(url, body, headersOf());
    const pauseMs = pausesMs[tried];
    if (!answer.isPassing || pauseMs === undefined) return answer;
    await pause(pauseMs);
  }
}

async function postOnce(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<Posted & { isPassing: boolean }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'user-agent': 'Precis', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    const { status, ok } = response;
    const delivery = ok ? 'sent' : status === GONE ? 'refused' : 'failed';
    return { delivery, code: `HTTP ${status}`, isPassing: status >= 500 || [408, 425, 429].includes(status) };
  } catch (error) {
    return { delivery: 'failed', code: codeOf(error), isPassing: true };
  }
}

/** A word on why something failed: the code, else the name, of what caused it. */
export function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
