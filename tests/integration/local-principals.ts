import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whom the tests of the local services sign as. */
export const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };
export const OWNER = {
  accessKeyId: 'AKIDOWNER',
  secretAccessKey: 'owner-secret',
  arn: 'arn:aws:iam::000000000000:root',
};
export const ROLE = {
  accessKeyId: 'AKIDROLE',
  secretAccessKey: 'role-secret',
  arn: 'arn:aws:iam::000000000000:role/parse',
};

/** A directory that the test's end removes. */
export async function temporaryDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'precis-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
