import { createHash } from 'node:crypto';
import { equalSignatures, type SignatureSeed, sign } from './authenticate.ts';
import { AuthenticationError } from './authentication-error.ts';

const EMPTY_HASH = createHash('sha256').digest('hex');

/**
 * The chain of signatures of a streamed body, each over its chunk and the signature before it (Amazon S3 API Reference,
 * "Transferring Payload in Multiple Chunks").
 */
export class ChunkSignatures {
  readonly #seed: SignatureSeed;
  #previous: string;

  constructor(seed: SignatureSeed) {
    this.#seed = seed;
    this.#previous = seed.signature;
  }

  /** @param hash hex SHA-256 of the chunk. @throws AuthenticationError if the signature is not the chunk's. */
  verifyChunk(hash: string, signature: string | undefined): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY_HASH}\n${hash}`, signature);
  }

  /** @param trailer the trailing headers as `name:value\n` each. @throws AuthenticationError as above. */
  verifyTrailer(trailer: string, signature: string | undefined): void {
    const hash = createHash('sha256').update(trailer).digest('hex');
    this.#verify('AWS4-HMAC-SHA256-TRAILER', hash, signature);
  }

  #verify(algorithm: string, content: string, signature: string | undefined): void {
    const { signingKey, date, scope } = this.#seed;
    const expected = sign(signingKey, `${algorithm}\n${date}\n${scope}\n${this.#previous}\n${content}`);
    if (signature === undefined || !equalSignatures(expected, signature)) {
      throw new AuthenticationError('mismatch', 'The signature of a chunk of the body does not match its content.');
    }
    this.#previous = expected;
  }
}
