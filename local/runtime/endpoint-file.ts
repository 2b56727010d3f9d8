import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessKey } from './access-keys.ts';

/** What the commands of `precis` need to find a runtime. */
export interface Endpoint {
  apiUrl: string;
  s3Url: string;
  sqsUrl: string;
  dynamodbUrl: string;
  ssmUrl: string;
  /** Absent where the app has no user pool. */
  identityUrl?: string;
  cloudformationUrl: string;
  logsUrl: string;
  eventbridgeUrl: string;
  /** The names of all stacks. */
  stacks: string[];
  inboxBucket: string;
  region: string;
  /** Resolved outputs of all stacks. */
  outputs: Record<string, string>;
  /** Whether routes with `AWS_IAM` ask for a signature. */
  signed: boolean;
  credentials: AccessKey;
  /** Keys of people who may call the API, by the name of their only policy. */
  policyCredentials: Record<string, AccessKey>;
  pid: number;
}

/**
 * Writes `endpoint.json` into the state folder, readable by its owner alone.
 * @returns what takes it away again.
 */
export async function writeEndpoint(stateDir: string, endpoint: Endpoint): Promise<() => Promise<void>> {
  const file = join(stateDir, 'endpoint.json');
  // The AWS SDK adds notes of its own to the credentials that it is given.
  const { accessKeyId, secretAccessKey } = endpoint.credentials;
  const text = JSON.stringify({ ...endpoint, credentials: { accessKeyId, secretAccessKey } }, null, 2);
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return () => rm(file, { force: true });
}
