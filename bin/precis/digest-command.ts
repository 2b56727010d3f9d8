import type { PrecisClient } from '../../client/client.ts';
import { sinceOf } from './changes-command.ts';
import { EXIT } from './exit.ts';
import { deliver } from './export-command.ts';
import { jsonLine, type Terminal } from './terminal.ts';

export interface DigestOptions {
  /** Milliseconds since the epoch; the API's own default where it is absent. */
  since?: number;
  /** A watch's id; else all of them. */
  watch?: string;
  format: 'md' | 'html' | 'json';
  /** The file that it is written to, instead of to standard output. */
  output?: string;
}

const MEDIA_TYPES = { md: 'text/markdown', html: 'text/html' } as const;

/**
 * `precis digest`: the page of the morning, also of one on which nothing is new.
 * @returns the exit status: 0.
 * @throws ApiError as the API refuses; UnwritableFileError.
 */
export async function writeDigest(options: DigestOptions, client: PrecisClient, terminal: Terminal): Promise<number> {
  const { format, output: file, watch } = options;
  const query = { ...sinceOf(options), watch };
  const content =
    format === 'json'
      ? jsonLine(await client.getDigest(query))
      : await client.getText('/v1/digest', query, MEDIA_TYPES[format]);
  await deliver(content, { file, terminal, standardOutput: process.stdout });
  return EXIT.ok;
}
