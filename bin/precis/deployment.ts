import { S3Client } from '@aws-sdk/client-s3';
import { PrecisClient, type Transport } from '../../client/client.ts';
import { requireAccess } from './aws-access.ts';
import { PipelineError } from './errors.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import { apiAddress, signedFetch } from './signed-fetch.ts';

/** A pipeline that the command line talks to: the local runtime, or a deployed stack. */
export interface Deployment {
  apiUrl: string;
  inboxBucket: string;
  s3: S3Client;
  /** Its API. Rejects with PipelineError where it cannot be reached. */
  client: PrecisClient;
}

export interface DeploymentOptions {
  /** Of a deployed stack (output `ApiUrl`); without it, the local runtime. */
  api?: string;
  /** Of a deployed stack (output `InboxBucketName`). */
  bucket?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

/** The variable that holds a token for the API, where it asks for one: an access token, or one of `precis token`. */
export const TOKEN_VARIABLE = 'PRECIS_TOKEN';

/**
 * Finds the pipeline: the stack named by its API address (and bucket, with the AWS credentials of the environment), or
 * the local runtime by the file that it writes while it runs. With a token in the environment, requests to the API carry
 * it; without one, those to a stack are signed.
 * @throws UsageError where neither is there, or the environment lacks what a stack asks for.
 */
export async function findDeployment(options: DeploymentOptions): Promise<Deployment> {
  const token = process.env[TOKEN_VARIABLE];
  if (options.api !== undefined) {
    const api = apiAddress(options.api);
    const s3 = new S3Client({});
    if (!token) await requireAccess(s3.config);
    const send = token ? tokenFetch(api, token) : signedFetch(api, s3.config);
    return { apiUrl: options.api, inboxBucket: options.bucket ?? '', s3, client: new PrecisClient(send) };
  }
  const { apiUrl, s3Url, inboxBucket, region, credentials } = await readLocalEndpoint(
    options.state,
    'Start it with `npm start`, or name a deployed stack with --api URL and --bucket NAME.',
  );
  const s3 = new S3Client({ endpoint: s3Url, region, credentials });
  return { apiUrl, inboxBucket, s3, client: new PrecisClient(tokenFetch(new URL(apiUrl), token)) };
}

/** Sends requests with a token, or with nothing where there is none: the local runtime may ask for neither. */
function tokenFetch(api: URL, token: string | undefined): Transport {
  return async ({ method, path, headers, body }) => {
    const authorized = token ? { ...headers, authorization: `Bearer ${token}` } : headers;
    try {
      return await fetch(new URL(path, api), {
        method,
        headers: authorized,
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      throw new PipelineError(`The API at ${api.origin} does not answer.`, {
        cause,
        remedy: 'Is it running? Start it with `npm start`.',
      });
    }
  };
}
