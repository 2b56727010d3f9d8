import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { plainFetch } from '../../bin/precis/api-transport.ts';
import { apiAddress } from '../../bin/precis/signed-fetch.ts';
import { PrecisClient } from '../../client/client.ts';
import type { Endpoint } from '../../local/runtime/endpoint-file.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
export const PRECIS = join(PROJECT, 'bin', 'precis.mjs');

/** A runtime that is up, and who talks to it as its owner. */
export interface Site {
  readonly endpoint: Endpoint;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly client: PrecisClient;
}

const LOOK_MS = 50;
/** The first start synthesizes the app. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 20_000;
/** Of a client whose runtime injects faults into its requests, too. */
const ATTEMPTS = 8;

/**
 * The whole runtime in processes of its own, as `precis local` starts it: started, killed and started again over one
 * state.
 */
export class RuntimeProcess {
  readonly state: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #site: Promise<Site>;
  #announce: (site: Site) => void = () => undefined;
  #giveUp: (error: unknown) => void = () => undefined;

  /** @param folder for its state, its empty inbox folder and what it prints. */
  constructor(folder: string) {
    this.#folder = folder;
    this.state = join(folder, 'state');
    this.#site = this.#nextSite();
    process.once('exit', () => {
      if (this.#child !== undefined) killGroup(this.#child);
    });
  }

  /** The runtime that is up; while there is none, the next one. */
  site(): Promise<Site> {
    return this.#site;
  }

  /**
   * Starts it.
   * @param options of `precis local`, beside those that every start has.
   * @throws Error where it ends instead, or is not up in time.
   */
  async start(options: readonly string[]): Promise<Site> {
    const own = ['--state', this.state, '--inbox', join(this.#folder, 'inbox'), '--free-ports', '--no-examples'];
    const child = spawn(process.execPath, [PRECIS, 'local', ...own, ...options], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, which is killed as one.
      detached: true,
    });
    this.#child = child;
    const printed = createWriteStream(join(this.#folder, 'runtime.log'), { flags: 'a' });
    child.stdout.pipe(printed, { end: false });
    child.stderr.pipe(printed, { end: false });
    child.once('close', () => printed.end());
    // Whoever ends it has forgotten it before.
    child.once('exit', (status, signal) => {
      if (this.#child === child) this.#fail(new Error(`The runtime has ended by itself (${signal ?? status}).`));
    });
    try {
      const site = siteOf(await this.#endpointOf(child));
      this.#announce(site);
      return site;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** Nobody may wait for it any more. */
  #fail(error: unknown): void {
    this.#giveUp(error);
    this.#site = Promise.reject(error);
    this.#site.catch(() => undefined);
  }

  /** `kill -9` of the runtime and of every process that it has started, at once. */
  async kill(): Promise<void> {
    await this.#end((child) => killGroup(child));
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await this.#end((child) => {
      child.kill('SIGINT');
      const late = setTimeout(() => killGroup(child), STOP_LIMIT_MS);
      child.once('exit', () => clearTimeout(late));
    });
  }

  async #end(end: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const site = this.#site;
    this.#site = this.#nextSite();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    end(child);
    if (child.exitCode === null && child.signalCode === null) await ended;
    // One that never came up has no clients.
    const up = await site.catch(() => undefined);
    up?.s3.destroy();
    up?.sqs.destroy();
  }

  #nextSite(): Promise<Site> {
    const site = new Promise<Site>((resolve, reject) => {
      this.#announce = resolve;
      this.#giveUp = reject;
    });
    site.catch(() => undefined);
    return site;
  }

  async #endpointOf(child: ChildProcess): Promise<Endpoint> {
    const deadline = performance.now() + START_LIMIT_MS;
    for (;;) {
      const text = await readFile(join(this.state, 'endpoint.json'), 'utf8').catch(() => 'null');
      const endpoint: Endpoint | null = JSON.parse(text);
      if (endpoint !== null && endpoint.pid === child.pid) return endpoint;
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
        const log = await readFile(join(this.#folder, 'runtime.log'), 'utf8').catch(() => '');
        throw new Error(`The runtime is not up. It printed:\n${log.slice(-2000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

/** Kills a process and all that it has started, unless it has ended. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function siteOf(endpoint: Endpoint): Site {
  const { region, credentials, s3Url, sqsUrl, apiUrl } = endpoint;
  const shared = { region, maxAttempts: ATTEMPTS };
  return {
    endpoint,
    s3: new S3Client({ ...shared, endpoint: s3Url, credentials: { ...credentials } }),
    sqs: new SQSClient({ ...shared, endpoint: sqsUrl, credentials: { ...credentials } }),
    client: new PrecisClient(plainFetch(apiAddress(apiUrl))),
  };
}
