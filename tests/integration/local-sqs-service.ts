import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished } from 'vitest';
import type { TestClock } from '../../local/clock.ts';
import type { Clock } from '../../local/contracts.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { LocalSqs, QueueSpec, SqsOptions } from '../../local/sqs/specs.ts';
import { startSqs } from '../../local/sqs/start-sqs.ts';
import type { PolicyStatement } from '../../local/template/plan.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

export function arnOf(name: string): string {
  return `arn:aws:sqs:eu-central-1:000000000000:${name}`;
}

/** A queue with SQS's defaults where nothing else is said. */
export function queueSpec(name: string, spec: Partial<QueueSpec> = {}): QueueSpec {
  return {
    name,
    visibilityTimeoutSeconds: 30,
    retentionSeconds: 345_600,
    delaySeconds: 0,
    receiveWaitSeconds: 0,
    maximumMessageBytes: 1_048_576,
    redrive: undefined,
    ...spec,
  };
}

/** Starts a service that the test's end closes, and a client of its owner. */
export async function startQueues(
  clock: Clock,
  queues: QueueSpec[],
  more: Partial<SqsOptions> & { statements?: PolicyStatement[] } = {},
): Promise<{ sqs: LocalSqs; client: SQSClient; role: SQSClient; url: (name: string) => string; dir: string }> {
  const { statements = [], ...options } = more;
  const dir = options.dir ?? (await temporaryDirectory());
  const principals = principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]);
  const sqs = await startSqs({ dir, principals, account: ACCOUNT, clock, queues, ...options });
  onTestFinished(() => sqs.close());
  return {
    sqs,
    client: clientOf(sqs.url, OWNER),
    role: clientOf(sqs.url, ROLE),
    url: (name) => sqs.queueUrl(arnOf(name)),
    dir,
  };
}

/** A client of the real SDK that does not retry. */
export function clientOf(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }): SQSClient {
  const client = new SQSClient({ endpoint, region: ACCOUNT.region, maxAttempts: 1, credentials });
  onTestFinished(() => client.destroy());
  return client;
}

/** Moves the clock on, a second at a time, until a request was answered that waits by it. */
export async function advanceUntil(clock: TestClock, request: Promise<unknown>): Promise<void> {
  let answered = false;
  const note = () => {
    answered = true;
  };
  request.then(note, note);
  await expect
    .poll(
      () => {
        if (!answered) clock.advance(1000);
        return answered;
      },
      { interval: 10, timeout: 10_000 },
    )
    .toBe(true);
}
