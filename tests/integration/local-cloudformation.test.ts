import { CloudFormationClient, DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCloudFormation } from '../../local/cloudformation/start-cloudformation.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { ACCOUNT, OWNER, ROLE } from './local-principals.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const STACKS = [
  { name: 'Desk-Data', outputs: { InboxBucketName: 'inbox', Note: 'a <b> & "c"' } },
  { name: 'Desk-App', outputs: { ApiUrl: 'http://127.0.0.1:4311' } },
];
const idOf = (name: string) => `arn:aws:cloudformation:eu-central-1:000000000000:stack/${name}/local`;

/** Starts a CloudFormation that the test's end closes, with clients of its owner and of a role that may see one stack. */
async function start() {
  const statements = [
    { Effect: 'Allow' as const, Action: 'cloudformation:DescribeStacks', Resource: idOf('Desk-Data') },
  ];
  const principals = principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]);
  const service = await startCloudFormation({ principals, account: ACCOUNT, stacks: STACKS, startedAt: NOON });
  onTestFinished(() => service.close());
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const config = { endpoint: service.url, region: ACCOUNT.region, maxAttempts: 1, credentials: { ...credentials } };
    const client = new CloudFormationClient(config);
    onTestFinished(() => client.destroy());
    return client;
  };
  return { service, clientOf, owner: clientOf(OWNER), role: clientOf(ROLE) };
}

describe('CloudFormation: DescribeStacks', () => {
  it('tells one stack by its name or its id, with its outputs as they are', async () => {
    const { owner } = await start();

    const byName = await owner.send(new DescribeStacksCommand({ StackName: 'Desk-Data' }));
    const byId = await owner.send(new DescribeStacksCommand({ StackName: idOf('Desk-Data') }));

    expect(byName.Stacks).toEqual([
      {
        StackId: idOf('Desk-Data'),
        StackName: 'Desk-Data',
        CreationTime: new Date(NOON),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [
          { OutputKey: 'InboxBucketName', OutputValue: 'inbox' },
          { OutputKey: 'Note', OutputValue: 'a <b> & "c"' },
        ],
      },
    ]);
    expect(byId.Stacks).toEqual(byName.Stacks);
  });

  it('tells all stacks to whom names none', async () => {
    const { owner } = await start();

    const { Stacks = [] } = await owner.send(new DescribeStacksCommand({}));

    expect(Stacks.map(({ StackName }) => StackName)).toEqual(['Desk-Data', 'Desk-App']);
  });

  it('refuses a stack that is not there, in the words that CloudFormation has for it', async () => {
    const { owner } = await start();

    await expect(owner.send(new DescribeStacksCommand({ StackName: 'Nobody' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id Nobody does not exist',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('shows a role the stacks that it may see', async () => {
    const { role } = await start();
    const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

    expect((await role.send(new DescribeStacksCommand({ StackName: 'Desk-Data' }))).Stacks).toHaveLength(1);
    await expect(role.send(new DescribeStacksCommand({ StackName: 'Desk-App' }))).rejects.toMatchObject(denied);
    await expect(role.send(new DescribeStacksCommand({}))).rejects.toMatchObject(denied);
  });

  it('refuses what it cannot check, and what it does not model', async () => {
    const { owner, clientOf, service } = await start();
    const stranger = clientOf({ accessKeyId: 'NOBODY', secretAccessKey: 'x' });
    const liar = clientOf({ ...OWNER, secretAccessKey: 'x' });

    await expect(stranger.send(new DescribeStacksCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(liar.send(new DescribeStacksCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(owner.send(new ListStacksCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'The operation "ListStacks" of CloudFormation has no local model.',
    });
    await expect(owner.send(new DescribeStacksCommand({ NextToken: 'x' }))).rejects.toThrow(
      'The parameter "NextToken" of DescribeStacks has no local model.',
    );
    const unsigned = await fetch(service.url, { method: 'POST', body: 'Action=DescribeStacks' });
    expect([unsigned.status, await unsigned.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
    expect((await fetch(service.url, { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
