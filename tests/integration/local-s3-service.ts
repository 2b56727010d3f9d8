import { Sha256 } from '@aws-crypto/sha256-js';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { onTestFinished } from 'vitest';
import { type TestClock, testClock } from '../../local/clock.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { BucketSpec, LocalS3, S3Options } from '../../local/s3/specs.ts';
import { startS3 } from '../../local/s3/start-s3.ts';
import type { PolicyStatement } from '../../local/template/plan.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

export const NOON = Date.UTC(2026, 4, 4, 12);
/** A bucket without versions or notifications, where nothing else is said. */
export function bucketSpec(name: string, spec: Partial<BucketSpec> = {}): BucketSpec {
  return { name, versioned: false, notifications: [], ...spec };
}

export interface StartedS3 {
  s3: LocalS3;
  client: S3Client;
  role: S3Client;
  clock: TestClock;
  dir: string;
  /** What was put into queues so far. */
  delivered: { queueArn: string; body: string }[];
}

/** Starts a service that the test's end closes, with clients of its owner and of a role. */
export async function startBuckets(
  buckets: BucketSpec[],
  more: Partial<Omit<S3Options, 'clock'>> & { statements?: PolicyStatement[]; clock?: TestClock } = {},
): Promise<StartedS3> {
  const { statements = [], clock = testClock(NOON), ...options } = more;
  const dir = options.dir ?? (await temporaryDirectory());
  const delivered: StartedS3['delivered'] = [];
  const principals = principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]);
  const deliver = async (queueArn: string, body: string) => void delivered.push({ queueArn, body });
  const s3 = await startS3({ dir, principals, account: ACCOUNT, clock, buckets, deliver, ...options });
  onTestFinished(() => s3.close());
  return { s3, clock, dir, delivered, client: clientOf(s3.url, OWNER), role: clientOf(s3.url, ROLE) };
}

/** A client of the real SDK that does not retry. */
export function clientOf(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
  more: S3ClientConfig = {},
): S3Client {
  const client = new S3Client({ endpoint, region: ACCOUNT.region, maxAttempts: 1, credentials, ...more });
  onTestFinished(() => client.destroy());
  return client;
}

/** A URL signed by the owner. @param path undecoded, with its slash. */
export async function presigned(
  s3: LocalS3,
  method: string,
  path: string,
  more: { query?: Record<string, string>; headers?: Record<string, string>; expiresIn?: number; at?: Date } = {},
): Promise<string> {
  const { host, hostname, port } = new URL(s3.url);
  const signer = new SignatureV4({
    service: 's3',
    region: ACCOUNT.region,
    credentials: OWNER,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const request = await signer.presign(
    {
      method,
      protocol: 'http:',
      hostname,
      port: Number(port),
      path,
      query: more.query ?? {},
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...more.headers },
    },
    { expiresIn: more.expiresIn ?? 60, signingDate: more.at ?? new Date() },
  );
  const query = Object.entries(request.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `${s3.url}${path}?${query.join('&')}`;
}
