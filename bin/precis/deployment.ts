import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { PipelineError, UsageError } from './errors.ts';

/** A pipeline that the command line talks to: the local runtime, or a deployed stack. */
export interface Deployment {
  apiUrl: string;
  inboxBucket: string;
  s3: S3Client;
  /** GETs a path of the API. @throws PipelineError where the API cannot be reached. */
  get(path: string, accept?: string): Promise<Response>;
}

/** What the local runtime writes about itself while it runs. */
const Endpoint = z.object({
  apiUrl: z.string(),
  s3Url: z.string(),
  inboxBucket: z.string(),
  region: z.string(),
  signed: z.boolean().default(false),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});

export interface DeploymentOptions {
  /** Of a deployed stack (output `ApiUrl`); without it, the local runtime. */
  api?: string;
  /** Of a deployed stack (output `InboxBucketName`). */
  bucket?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

/**
 * Finds the pipeline: the stack named by its API address (and bucket, with the AWS credentials of the environment), or
 * the local runtime by the file that it writes while it runs.
 * @throws UsageError where neither is there, or the environment lacks what a stack asks for.
 */
export async function findDeployment(options: DeploymentOptions): Promise<Deployment> {
  if (options.api !== undefined) {
    if (!/^https?:\/\//.test(options.api) || !URL.canParse(options.api)) {
      throw new UsageError(`--api takes the address of the API, not ${JSON.stringify(options.api)}.`);
    }
    const s3 = new S3Client({});
    await requireAccess(s3);
    return { apiUrl: options.api, inboxBucket: options.bucket ?? '', s3, get: signedGet(options.api, s3) };
  }
  let text: string;
  try {
    text = await readFile(join(options.state, 'endpoint.json'), 'utf8');
  } catch (cause) {
    throw new UsageError('Precis is not running on this machine.', {
      cause,
      remedy: 'Start it with `npm start`, or name a deployed stack with --api URL and --bucket NAME.',
    });
  }
  const parsed = Endpoint.safeParse(readJson(text));
  if (!parsed.success) throw new UsageError(`${options.state}/endpoint.json is not what \`npm start\` writes.`);
  const { apiUrl, s3Url, inboxBucket, region, signed, credentials } = parsed.data;
  const s3 = new S3Client({ endpoint: s3Url, region, credentials });
  const unsignedGet: Deployment['get'] = (path, accept) => reach(`${apiUrl}${path}`, accept ? { accept } : {});
  return { apiUrl, inboxBucket, s3, get: signed ? signedGet(apiUrl, s3) : unsignedGet };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function reach(url: string, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers });
  } catch (cause) {
    throw new PipelineError(`The API at ${new URL(url).origin} does not answer.`, {
      cause,
      remedy: 'Is it running? Start it with `npm start`.',
    });
  }
}

/** @throws UsageError where the environment names no region or no credentials. */
async function requireAccess(s3: S3Client): Promise<void> {
  const because = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
  try {
    await s3.config.region();
  } catch (cause) {
    throw new UsageError(`The region of the stack is not known (${because(cause)}).`, {
      cause,
      remedy: 'Set AWS_REGION.',
    });
  }
  try {
    await s3.config.credentials();
  } catch (cause) {
    throw new UsageError(`There are no AWS credentials (${because(cause)}).`, {
      cause,
      remedy: 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    });
  }
}

function signedGet(api: string, s3: S3Client): Deployment['get'] {
  return async (path, accept) => {
    const url = new URL(path, api);
    // What is signed is `%20`; a form's `+` would be another text.
    url.search = url.search.replaceAll('+', '%20');
    const signer = new SignatureV4({
      service: 'execute-api',
      region: await s3.config.region(),
      credentials: await s3.config.credentials(),
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, ...(accept ? { accept } : {}) },
    });
    return reach(url.href, headers);
  };
}
