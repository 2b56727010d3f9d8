import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request to its end, and keeps no more of it than allowed.
 * @returns undefined for a body over the limit.
 */
export async function readBoundedBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  return bytes > mostBytes ? undefined : Buffer.concat(chunks);
}
