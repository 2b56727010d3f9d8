import { createHash } from 'node:crypto';
import type { ChunkSignatures } from '../../sigv4/chunk-signatures.ts';
import { S3Error } from '../s3-error.ts';
import { ByteSource } from './byte-source.ts';

const LINE_END = Buffer.from('\r\n');
const LONGEST_LINE = 4096;
const MOST_TRAILERS = 32;

/**
 * Takes the framing off a body in the encoding `aws-chunked` (Amazon S3 API Reference, "Transferring Payload in Multiple
 * Chunks"): chunks with their length and perhaps a signature, then trailing headers.
 * @param signatures verifies signed chunks; undefined for unsigned ones.
 * @param trailers filled with the trailing headers, by lower-case name, once the body was read to its end.
 * @throws S3Error for a framing that is broken; AuthenticationError for a signature that does not match.
 */
export async function* decodeAwsChunked(
  body: AsyncIterable<Buffer>,
  signatures: ChunkSignatures | undefined,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const source = new ByteSource(body, incompleteBody);
  for (;;) {
    const [sizeText = '', ...extensions] = (await readLine(source)).split(';');
    if (!/^[0-9a-fA-F]{1,12}$/.test(sizeText)) throw incompleteBody();
    const size = Number.parseInt(sizeText, 16);
    const hash = signatures && createHash('sha256');
    for await (const piece of source.exactly(size)) {
      hash?.update(piece);
      yield piece;
    }
    if (size > 0 && (await readLine(source)) !== '') throw incompleteBody();
    if (signatures && hash) signatures.verifyChunk(hash.digest('hex'), valueAfter(extensions, 'chunk-signature='));
    if (size === 0) break;
  }
  await readTrailers(source, signatures, trailers);
}

async function readTrailers(
  source: ByteSource,
  signatures: ChunkSignatures | undefined,
  trailers: Map<string, string>,
): Promise<void> {
  let signed = '';
  for (let count = 0; count <= MOST_TRAILERS; count += 1) {
    const line = await readLine(source);
    if (line === '') return;
    const colon = line.indexOf(':');
    if (colon <= 0) throw malformedTrailer();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      signatures?.verifyTrailer(signed, value);
    } else {
      signed += `${name}:${value}\n`;
      trailers.set(name, value);
    }
  }
  throw malformedTrailer();
}

async function readLine(source: ByteSource): Promise<string> {
  return (await source.until(LINE_END, LONGEST_LINE)).toString('latin1');
}

function valueAfter(extensions: string[], prefix: string): string | undefined {
  return extensions.find((extension) => extension.startsWith(prefix))?.slice(prefix.length);
}

export function incompleteBody(): S3Error {
  return new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
}

export function malformedTrailer(): S3Error {
  return new S3Error(
    400,
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}
