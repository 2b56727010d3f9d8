import { S3Client } from '@aws-sdk/client-s3';
import type { Transport } from '../../client/client.ts';
import { bearerFetch, plainFetch } from './api-transport.ts';
import { requireAccess } from './aws-access.ts';
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
 * the local runtime by the file that it writes while it runs. Where `PRECIS_TOKEN` is set, the API is sent that token.
 * @throws UsageError where neither is there, or the environment lacks what a stack asks for.
 */
export async function findDeployment(options: DeploymentOptions): Promise<Deployment> {
  const token = process.env['PRECIS_TOKEN'];
  if (options.api !== undefined) {
    const api = apiAddress(options.api);
    const s3 = new S3Client({});
    if (!token) await requireAccess(s3.config);
    const send = token ? bearerFetch(api, token) : signedFetch(api, s3.config);
    return { apiUrl: options.api, inboxBucket: options.bucket ?? '', s3, get: getOver(send) };
  }
  const { apiUrl, s3Url, inboxBucket, region, signed, credentials } = await readLocalEndpoint(
    options.state,
    'Start it with `npm start`, or name a deployed stack with --api URL and --bucket NAME.',
  );
  const api = apiAddress(apiUrl);
  const s3 = new S3Client({ endpoint: s3Url, region, credentials });
  const unsigned = token ? bearerFetch(api, token) : plainFetch(api);
  return { apiUrl, inboxBucket, s3, get: getOver(signed && !token ? signedFetch(api, s3.config) : unsigned) };
}

function getOver(send: Transport): Deployment['get'] {
  return (path, accept) => send({ method: 'GET', path, headers: accept ? { accept } : {} });
}
