import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest, S3Error } from '../s3-error.ts';
import { malformedTrailer } from './aws-chunked.ts';
import {
  algorithmNamed,
  algorithmOfHeader,
  type ChecksumAlgorithm,
  checksumHeader,
  isChecksum,
  type RunningChecksum,
  startChecksum,
} from './checksums.ts';

/** What a body turned out to be. */
export interface BodySummary {
  /** Bytes. */
  size: number;
  /** In hex. */
  md5: string;
  checksum: { algorithm: ChecksumAlgorithm /** Base64. */; value: string };
}

/** The digests that a request promises of its body; they run along as it is read, and are compared at its end. */
export class BodyDigests {
  readonly #contentMd5: string | undefined;
  readonly #payloadHash: string | undefined;
  readonly #algorithm: ChecksumAlgorithm;
  readonly #promised: string | undefined;
  readonly #inTrailer: boolean;
  readonly #md5 = createHash('md5');
  readonly #sha256 = createHash('sha256');
  readonly #checksum: RunningChecksum;
  #size = 0;

  /**
   * @param headers of the request, or the fields of a form.
   * @param payloadHash hex SHA-256 that the signature covers; undefined if it covers none.
   * @param fallback the checksum to compute where none is promised.
   * @throws S3Error for promises that are malformed or contradict each other.
   */
  constructor(
    headers: IncomingHttpHeaders,
    payloadHash: string | undefined,
    fallback: ChecksumAlgorithm = 'CRC64NVME',
  ) {
    this.#contentMd5 = readContentMd5(headers['content-md5']);
    this.#payloadHash = payloadHash;
    const promise = readPromise(headers);
    this.#algorithm = promise?.algorithm ?? fallback;
    this.#promised = promise?.value;
    this.#inTrailer = promise !== undefined && promise.value === undefined;
    this.#checksum = startChecksum(this.#algorithm);
  }

  /** Whether the request promised a digest of its own, beside its signature. */
  get isPromised(): boolean {
    return this.#contentMd5 !== undefined || this.#promised !== undefined || this.#inTrailer;
  }

  update(bytes: Buffer): void {
    this.#size += bytes.length;
    this.#md5.update(bytes);
    this.#checksum.update(bytes);
    if (this.#payloadHash !== undefined) this.#sha256.update(bytes);
  }

  /** @throws S3Error if the body is not what was promised. */
  finish(trailers: ReadonlyMap<string, string>): BodySummary {
    const md5 = this.#md5.digest();
    if (this.#contentMd5 !== undefined && this.#contentMd5 !== md5.toString('base64')) {
      throw badDigest('The Content-MD5 you specified did not match what we received.');
    }
    if (this.#payloadHash !== undefined && this.#payloadHash !== this.#sha256.digest('hex')) {
      throw new S3Error(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const value = this.#checksum.digest().toString('base64');
    const promised = this.#inTrailer ? trailers.get(checksumHeader(this.#algorithm)) : this.#promised;
    if (this.#inTrailer && (promised === undefined || !isChecksum(this.#algorithm, promised))) throw malformedTrailer();
    if (promised !== undefined && promised !== value) {
      throw badDigest(`The ${this.#algorithm} you specified did not match the calculated checksum.`);
    }
    return { size: this.#size, md5: md5.toString('hex'), checksum: { algorithm: this.#algorithm, value } };
  }
}

export function badDigest(message: string): S3Error {
  return new S3Error(400, 'BadDigest', message);
}

/** @returns the checksum that headers promise: at once, or (without value) in a trailer. */
function readPromise(
  headers: IncomingHttpHeaders,
): { algorithm: ChecksumAlgorithm; value: string | undefined } | undefined {
  const stated = Object.entries(headers).flatMap(([name, value]) => {
    const algorithm = algorithmOfHeader(name);
    return algorithm === undefined ? [] : [{ algorithm, value: String(value) }];
  });
  const trailing = String(headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
    .map((name) => {
      const algorithm = algorithmOfHeader(name);
      if (algorithm === undefined)
        throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
      return { algorithm, value: undefined };
    });
  const [promise, ...more] = [...stated, ...trailing];
  if (more.length > 0) {
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const named = headers['x-amz-sdk-checksum-algorithm'];
  if (named !== undefined) {
    const algorithm = algorithmNamed(String(named));
    if (algorithm === undefined) throw invalidRequest('Checksum algorithm provided is unsupported.');
    if (!promise) {
      throw invalidRequest(
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      );
    }
    if (algorithm !== promise.algorithm) {
      throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
    }
  }
  if (promise?.value !== undefined && !isChecksum(promise.algorithm, promise.value)) {
    throw invalidRequest(`Value for ${checksumHeader(promise.algorithm)} header is invalid.`);
  }
  return promise;
}

function readContentMd5(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const value = String(header);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) {
    throw new S3Error(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  return value;
}
