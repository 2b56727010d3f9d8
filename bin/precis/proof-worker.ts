import { serveTasks } from '../../functions/runtime/worker-task.ts';
import { NoProofError, readProof } from './proof.ts';
import type { ProofAnswer } from './proof-file.ts';
import { verifyProof } from './verify-proof.ts';

serveTasks(async (bytes: Uint8Array, begin): Promise<ProofAnswer> => {
  try {
    return { report: await verifyProof(readProof(bytes), begin) };
  } catch (error) {
    if (!(error instanceof NoProofError)) throw error;
    const { message, remedy } = error;
    return { refusal: { message, ...(remedy === undefined ? {} : { remedy }) } };
  }
});
