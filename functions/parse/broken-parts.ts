import type { Rejection } from '../core/manifest.ts';
import { BrokenLimitError } from '../runtime/isolated-worker.ts';

/** Parts of one file that may end the worker before the whole file is refused. */
const MAX_BROKEN = 3;

/**
 * Works on a file in an isolated worker; a part that breaks a limit of time or memory is refused, and the file is worked
 * on again without it, so that it costs its neighbours nothing.
 * @param attempt works on the file; refuses the parts that are given, and names each part as the step that it begins.
 * @returns what the last attempt returned.
 * @throws BrokenLimitError where the file itself breaks a limit, or too many of its parts; whatever else is thrown.
 */
export async function withoutBrokenParts<Output>(
  attempt: (broken: ReadonlyMap<string, Rejection>) => Promise<Output>,
): Promise<Output> {
  const broken = new Map<string, Rejection>();
  for (;;) {
    try {
      return await attempt(broken);
    } catch (error) {
      if (!(error instanceof BrokenLimitError) || error.step === '' || broken.size === MAX_BROKEN) throw error;
      if (broken.has(error.step)) throw error;
      broken.set(error.step, { code: error.code, reason: error.message });
    }
  }
}
