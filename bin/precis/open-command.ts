import { S3Client } from '@aws-sdk/client-s3';
import { type AwsAccess, requireAccess } from './aws-access.ts';
import { EXIT } from './exit.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import { apiAddress } from './signed-fetch.ts';
import { startSigningProxy } from './signing-proxy.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

export interface OpenOptions {
  /** Of a deployed stack (output `ApiUrl`); without it, the local runtime. */
  api?: string;
  /** Where to listen. */
  port: number;
  /** Where the local runtime keeps its state. */
  state: string;
}

/**
 * `precis open`: serves the page of a deployed stack on this machine, every request signed with the caller's AWS
 * credentials, until it is stopped. Prints the address to open.
 * @returns the exit status.
 * @throws UsageError where there are no credentials, the port is taken, or no local runtime.
 */
export async function openReader(options: OpenOptions, terminal: Terminal): Promise<number> {
  if (options.api === undefined) {
    const remedy = 'Start it with `npm start`, or name a deployed stack with --api URL.';
    const { apiUrl, signed, region, credentials } = await readLocalEndpoint(options.state, remedy);
    if (signed) return passOn(apiAddress(apiUrl), new S3Client({ region, credentials }).config, options.port, terminal);
    terminal.progress('The local runtime asks for no signature: open its page.');
    terminal.out(`${apiUrl}/\n`);
    return EXIT.ok;
  }
  // Any client would do: it finds region and credentials as all of AWS's tools do.
  const { config } = new S3Client({});
  await requireAccess(config);
  return passOn(apiAddress(options.api), config, options.port, terminal);
}

async function passOn(api: URL, access: AwsAccess, port: number, terminal: Terminal): Promise<number> {
  const stopped = untilStopped();
  const proxy = await startSigningProxy(api, access, port);
  terminal.out(`${proxy.url}/\n`);
  terminal.progress(`Requests are passed on to ${api.host}, signed as you. Ctrl-C stops it.`);
  await stopped;
  await proxy.close();
  return EXIT.ok;
}
