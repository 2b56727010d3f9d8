import { S3Client } from '@aws-sdk/client-s3';
import { PrecisClient } from '../../client/client.ts';
import { bearerFetch, plainFetch } from './api-transport.ts';
import { requireAccess } from './aws-access.ts';
import { UsageError } from './errors.ts';
import { bucketUpload, formUpload, type Upload } from './inbox-upload.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import { apiAddress, signedFetch } from './signed-fetch.ts';
import { TOKEN_VARIABLE } from './token-variable.ts';

/** A pipeline that the command line talks to: the local runtime, or a deployed stack. */
export interface Deployment {
  apiUrl: string;
  inboxBucket: string;
  s3: S3Client;
  /** Its API. Rejects with PipelineError where it cannot be reached. */
  client: PrecisClient;
  /** By leave of the API where requests carry a token, else with AWS credentials. */
  upload: Upload;
}

export interface DeploymentOptions {
  /** The stage that is deployed, whose stacks tell the rest; without it and `api`, the local runtime. */
  deployment?: string;
  /** Of a deployed stack (output `ApiUrl`); without it, the local runtime. */
  api?: string;
  /** Of a deployed stack (output `InboxBucketName`). */
  bucket?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

/**
 * Finds the pipeline: a deployed stage by its stacks, the stack named by its API address (and bucket), both with the AWS
 * credentials of the environment, or the local runtime by the file that it writes while it runs. With a token in the environment, requests to the API carry
 * it; without one, those that have to be are signed.
 * @throws UsageError where neither is there, or the environment lacks what a stack asks for.
 */
export async function findDeployment(options: DeploymentOptions): Promise<Deployment> {
  const token = process.env[TOKEN_VARIABLE];
  if (options.deployment !== undefined) return findDeployment(await addressesOf(options.deployment, options));
  if (options.api !== undefined) {
    const api = apiAddress(options.api);
    const s3 = new S3Client({});
    if (!token) await requireAccess(s3.config);
    const client = new PrecisClient(token ? bearerFetch(api, token) : signedFetch(api, s3.config));
    const inboxBucket = options.bucket ?? '';
    const upload = token ? formUpload(client) : bucketUpload(s3, inboxBucket);
    return { apiUrl: options.api, inboxBucket, s3, client, upload };
  }
  const { apiUrl, s3Url, inboxBucket, region, signed, credentials } = await readLocalEndpoint(
    options.state,
    'Start it with `npm start`, or name a deployed stage with --deployment NAME.',
  );
  const api = apiAddress(apiUrl);
  const s3 = new S3Client({ endpoint: s3Url, region, credentials });
  const unsigned = token ? bearerFetch(api, token) : plainFetch(api);
  const client = new PrecisClient(signed && !token ? signedFetch(api, s3.config) : unsigned);
  const upload = token ? formUpload(client) : bucketUpload(s3, inboxBucket);
  return { apiUrl, inboxBucket, s3, client, upload };
}

/** The options that name a deployed stage by its API and bucket, as its stacks tell them. */
async function addressesOf(deployment: string, { api, bucket, state }: DeploymentOptions): Promise<DeploymentOptions> {
  if (api !== undefined || bucket !== undefined) {
    throw new UsageError('--deployment says where all is: give no --api and no --bucket.');
  }
  const [{ deployedOutputs }, { requiredOutput }] = await Promise.all([
    import('./deployed-outputs.ts'),
    import('../../operations/stack-outputs.ts'),
  ]);
  const outputs = await deployedOutputs(deployment);
  return { api: requiredOutput(outputs, 'ApiUrl'), bucket: requiredOutput(outputs, 'InboxBucketName'), state };
}
