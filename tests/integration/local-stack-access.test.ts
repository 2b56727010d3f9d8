import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../local/clock.ts';
import { startCloudFormation } from '../../local/cloudformation/start-cloudformation.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { DeploymentError, explained } from '../../operations/errors.ts';
import { openStackAccess, type StackAccess } from '../../operations/stack-access.ts';
import { ACCOUNT, OWNER, ROLE } from './local-principals.ts';
import { arnOf, queueSpec, startQueues } from './local-sqs-service.ts';

/** What the stacks tell beside their queues. */
const OUTPUTS = {
  InboxBucketName: 'inbox',
  StagedBucketName: 'staged',
  TableName: 'table',
  ParseLogGroupName: 'parse-logs',
  BriefLogGroupName: 'brief-logs',
};

/** Starts the two queues with their dead letters, and CloudFormation with stacks that name them. */
async function start() {
  const { url, sqs } = await startQueues(systemClock(), [
    ...['parse', 'brief'].map((name) =>
      queueSpec(name, {
        visibilityTimeoutSeconds: name === 'parse' ? 60 : 90,
        redrive: { deadLetterQueueArn: arnOf(`${name}-dead`), maxReceiveCount: 5 },
      }),
    ),
    queueSpec('parse-dead'),
    queueSpec('brief-dead'),
  ]);
  const queues = {
    ParseQueueUrl: url('parse'),
    ParseDeadLetterQueueUrl: url('parse-dead'),
    BriefQueueUrl: url('brief'),
    BriefDeadLetterQueueUrl: url('brief-dead'),
  };
  const { ParseLogGroupName, BriefLogGroupName, ...stored } = OUTPUTS;
  const cloudformation = await startCloudFormation({
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, [], ACCOUNT)]),
    account: ACCOUNT,
    stacks: [
      { name: 'Desk-Data', outputs: { ...stored, ...queues } },
      { name: 'Desk-App', outputs: { ParseLogGroupName, BriefLogGroupName } },
      { name: 'Kept-Data', outputs: { ...stored, ...queues, RetentionDays: '30' } },
    ],
    startedAt: Date.now(),
  });
  onTestFinished(() => cloudformation.close());
  const urls = { cloudformation: cloudformation.url, sqs: sqs.url, s3: 'http://127.0.0.1:1', dynamodb: '', logs: '' };
  /** What becomes of the way to a deployment. */
  const open = (stackNames: string[], credentials = OWNER, more: Partial<typeof urls> = {}) =>
    openStackAccess({ stackNames, local: { region: ACCOUNT.region, credentials, urls: { ...urls, ...more } } }).then(
      (access) => {
        onTestFinished(() => access.close());
        return access;
      },
      (error) => {
        throw explained(error);
      },
    );
  return { open, queues };
}

const DAY_MS = 86_400_000;
const isPastAMonth = ({ store }: StackAccess) => store.isPastRetention(0, 31 * DAY_MS);

describe('The way to a deployment', () => {
  it('is told by the outputs of its stacks and by its queues', async () => {
    const { open, queues } = await start();

    const access = await open(['Desk-Data', 'Desk-App']);

    expect(access).toMatchObject({
      inboxBucket: 'inbox',
      stagedBucket: 'staged',
      tableName: 'table',
      queues: {
        parse: { url: queues.ParseQueueUrl, deadLettersUrl: queues.ParseDeadLetterQueueUrl },
        brief: { url: queues.BriefQueueUrl, deadLettersUrl: queues.BriefDeadLetterQueueUrl },
      },
      logGroups: { parse: 'parse-logs', brief: 'brief-logs' },
      // The longer of both: five receives, each hidden for 90 s.
      overdueAfterMs: 450_000,
    });
    expect(isPastAMonth(access)).toBe(false);
    expect(isPastAMonth(await open(['Kept-Data', 'Desk-App']))).toBe(true);
  });

  it('is not there without a stack, an output or leave, and each is told with what to do', async () => {
    const { open } = await start();

    const noStack = open(['Desk-Data', 'Nobody-App']);
    await expect(noStack).rejects.toThrow(DeploymentError);
    await expect(noStack).rejects.toThrow('There is no stack Nobody-App in eu-central-1.');
    await expect(open(['Desk-Data'])).rejects.toMatchObject({
      message: 'The stacks have no output ParseLogGroupName.',
      remedy: 'They are of an older version: deploy this one (locally: start it again).',
    });
    await expect(open(['Desk-Data', 'Desk-App'], ROLE)).rejects.toMatchObject({
      message: expect.stringMatching(/^AWS refuses this: User: .* cloudformation:DescribeStacks .*[^.]\.$/),
      remedy: expect.stringContaining('docs/operating.md'),
    });
    await expect(open(['Desk-Data'], { ...OWNER, secretAccessKey: 'x' })).rejects.toThrow(
      'These AWS credentials are not accepted.',
    );
    await expect(open(['Desk-Data'], OWNER, { cloudformation: 'http://127.0.0.1:1' })).rejects.toThrow(
      'The deployment cannot be reached (ECONNREFUSED).',
    );
  });
});
