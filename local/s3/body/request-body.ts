import { ChunkSignatures } from '../../sigv4/chunk-signatures.ts';
import { invalidArgument, notImplemented, S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { decodeAwsChunked, incompleteBody } from './aws-chunked.ts';
import { BodyDigests, type BodySummary } from './body-digests.ts';
import type { ChecksumAlgorithm } from './checksums.ts';

/** Largest body of one request: 5 GiB (Amazon S3 quotas). */
export const LARGEST_PUT = 5 * 1024 ** 3;

/** Largest XML of a request: a list of 10,000 parts or 1,000 keys fits well. */
const LARGEST_XML = 8 * 1024 * 1024;

/**
 * Reads the body of a request, takes its framing off and verifies what its headers and signature promise.
 * @param sink is given the content as it comes; what it got is worth nothing until this resolves.
 * @throws S3Error or AuthenticationError if the body is not what was promised.
 */
export async function readBody(
  request: S3Request,
  sink: (bytes: Buffer) => Promise<unknown> | undefined,
  fallback?: ChecksumAlgorithm,
): Promise<BodySummary> {
  const framing = framingOf(request);
  const length = contentLength(request, framing !== 'plain');
  if (length > LARGEST_PUT) throw entityTooLarge(LARGEST_PUT);

  const hash = request.authentication.payloadHash;
  const digests = new BodyDigests(
    request.headers,
    framing === 'plain' && hash !== 'UNSIGNED-PAYLOAD' ? hash : undefined,
    fallback,
  );
  const trailers = new Map<string, string>();
  const signatures = framing === 'signed' ? new ChunkSignatures(request.authentication.seed) : undefined;
  const content = framing === 'plain' ? received(request) : decodeAwsChunked(received(request), signatures, trailers);
  let size = 0;
  for await (const bytes of content) {
    size += bytes.length;
    if (size > length) throw incompleteBody();
    digests.update(bytes);
    await sink(bytes);
  }
  if (size !== length) throw incompleteBody();
  return digests.finish(trailers);
}

/**
 * Reads a small body whole.
 * @param mustPromise whether it must come with a digest of its own.
 */
export async function readXmlBody(request: S3Request, mustPromise: boolean): Promise<string> {
  if (contentLength(request, false) > LARGEST_XML) throw entityTooLarge(LARGEST_XML);
  if (mustPromise && !new BodyDigests(request.headers, undefined).isPromised) {
    throw new S3Error(
      400,
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const pieces: Buffer[] = [];
  await readBody(request, (bytes) => {
    pieces.push(bytes);
    return undefined;
  });
  return Buffer.concat(pieces).toString();
}

export function entityTooLarge(most: number): S3Error {
  return new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    details: { MaxSizeAllowed: String(most) },
  });
}

type Framing = 'plain' | 'unsigned' | 'signed';

function framingOf({ authentication, headers }: S3Request): Framing {
  const { payloadHash } = authentication;
  switch (payloadHash) {
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return 'unsigned';
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return 'signed';
    case 'UNSIGNED-PAYLOAD':
      return hasChunkedEncoding(headers['content-encoding']) ? 'unsigned' : 'plain';
    default:
      if (payloadHash.startsWith('STREAMING-')) throw notImplemented(`The payload ${payloadHash}`);
      if (!/^[0-9a-f]{64}$/.test(payloadHash)) {
        throw invalidArgument(
          'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
        );
      }
      return 'plain';
  }
}

/** @returns the encodings of the content itself, without that of its transport; undefined if there is none. */
export function contentEncoding(header: string | string[] | undefined): string | undefined {
  const encodings = String(header ?? '')
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  return encodings.length > 0 ? encodings.join(',') : undefined;
}

function hasChunkedEncoding(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((encoding) => encoding.trim() === 'aws-chunked');
}

function contentLength({ headers }: S3Request, framed: boolean): number {
  const length = framed ? headers['x-amz-decoded-content-length'] : headers['content-length'];
  if (length === undefined) {
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (!/^\d{1,15}$/.test(String(length))) throw invalidArgument('The content length is not a number.');
  return Number(length);
}

/** The body as it arrives. A connection that breaks is a body that is incomplete. */
async function* received({ message }: S3Request): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of message) yield bytes;
  } catch {
    throw incompleteBody();
  }
}
