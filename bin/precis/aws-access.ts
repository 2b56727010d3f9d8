import { UsageError } from './errors.ts';

/** Where the credentials and the region of the environment come from: the configuration of any client of the SDK. */
export interface AwsAccess {
  region(): Promise<string>;
  credentials(): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
}

/** @throws UsageError where the environment names no region or no credentials. */
export async function requireAccess(access: AwsAccess): Promise<void> {
  const because = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
  try {
    await access.region();
  } catch (cause) {
    throw new UsageError(`The region of the stack is not known (${because(cause)}).`, {
      cause,
      remedy: 'Set AWS_REGION.',
    });
  }
  try {
    await access.credentials();
  } catch (cause) {
    throw new UsageError(`There are no AWS credentials (${because(cause)}).`, {
      cause,
      remedy: 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    });
  }
}
