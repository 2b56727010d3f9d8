import { readFile, stat } from 'node:fs/promises';
import { BrokenLimitError, IsolatedWorker } from '../../functions/runtime/isolated-worker.ts';
import { UnreadableFileError } from './errors.ts';
import { NoProofError } from './proof.ts';
import type { ProofReport } from './verify-proof.ts';

/** The largest proof that is read: the largest original, in base64, with a text and a brief. */
const MAX_BYTES = 64_000_000;

/** A proof may come from anybody: whatever it holds takes no more than this. */
const LIMITS = { heapMegabytes: 600, processMegabytes: 1_000, deadlineMs: 60_000 };

/** What the isolated worker answers. */
export type ProofAnswer = { report: ProofReport } | { refusal: { message: string; remedy?: string } };

/**
 * Reads a file that may be a proof.
 * @throws UnreadableFileError where it is missing, a folder or not permitted; NoProofError where it is too large for one.
 */
export async function readProofFile(path: string): Promise<Uint8Array> {
  try {
    const file = await stat(path);
    if (!file.isFile() && !file.isDirectory()) throw new UnreadableFileError(path, { code: 'ENOTFILE' });
    if (file.size > MAX_BYTES) throw new NoProofError(`It is larger than ${MAX_BYTES / 1e6} MB.`, { file: path });
    return await readFile(path);
  } catch (error) {
    if (error instanceof NoProofError || error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError(path, error);
  }
}

/**
 * Checks the bytes of a proof in a thread of their own.
 * @throws NoProofError where they are none, or take more than any proof.
 */
export async function checkProof(bytes: Uint8Array): Promise<ProofReport> {
  const worker = new IsolatedWorker<Uint8Array, ProofAnswer>(new URL('./proof-worker.mjs', import.meta.url), LIMITS);
  try {
    const answer = await worker.run(bytes);
    if ('report' in answer) return answer.report;
    const { message, ...context } = answer.refusal;
    throw new NoProofError(message, context);
  } catch (error) {
    if (!(error instanceof BrokenLimitError)) throw error;
    throw new NoProofError('It takes more time or memory than a proof does.', { cause: error });
  } finally {
    await worker.close();
  }
}
