import { S3Client } from '@aws-sdk/client-s3';
import { requireAccess } from './aws-access.ts';
import { PipelineError } from './errors.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import { apiAddress, signedFetch } from './signed-fetch.ts';

/** A pipeline that the command line talks to: the local runtime, or a deployed stack. */
export interface Deployment {
  apiUrl: string;
  inboxBucket: string;
  s3: S3Client;
  /** GETs a path of the API. @throws PipelineError where the API cannot be reached. */
  get(path: string, accept?: string): Promise<Response>;
}

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
    const api = apiAddress(options.api);
    const s3 = new S3Client({});
    await requireAccess(s3.config);
    const send = signedFetch(api, s3.config);
    return {
      apiUrl: options.api,
      inboxBucket: options.bucket ?? '',
      s3,
      get: (path, accept) => send({ method: 'GET', path, headers: accept ? { accept } : {} }),
    };
  }
  const { apiUrl, s3Url, inboxBucket, region, credentials } = await readLocalEndpoint(
    options.state,
    'Start it with `npm start`, or name a deployed stack with --api URL and --bucket NAME.',
  );
  const s3 = new S3Client({ endpoint: s3Url, region, credentials });
  return { apiUrl, inboxBucket, s3, get: (path, accept) => reach(`${apiUrl}${path}`, accept ? { accept } : {}) };
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
