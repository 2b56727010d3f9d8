import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { testClock } from '../../local/clock.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { startSsm } from '../../local/ssm/start-ssm.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const TOKENS = { Name: '/precis/dev/tokens', Value: '{"tokens":[]}', Type: 'SecureString' as const };

/** Starts a Parameter Store that the test's end closes, with clients of its owner and of a function's role. */
async function start(given?: string) {
  const dir = given ?? join(await temporaryDirectory(), 'ssm');
  const clock = testClock(NOON);
  const statements = [
    {
      Effect: 'Allow' as const,
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:eu-central-1:000000000000:parameter/precis/dev/tokens',
    },
  ];
  const principals = principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]);
  const ssm = await startSsm({ dir, principals, account: ACCOUNT, clock });
  onTestFinished(() => ssm.close());
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const client = new SSMClient({ endpoint: ssm.url, region: ACCOUNT.region, maxAttempts: 1, credentials });
    onTestFinished(() => client.destroy());
    return client;
  };
  return { ssm, dir, clock, clientOf, owner: clientOf(OWNER), role: clientOf(ROLE) };
}

describe('Parameter Store', () => {
  it('gives back what was put, to whom may read it', async () => {
    const { owner, role } = await start();

    const put = await owner.send(new PutParameterCommand(TOKENS));

    const got = await role.send(new GetParameterCommand({ Name: TOKENS.Name, WithDecryption: true }));
    expect(put).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(got.Parameter).toEqual({
      ...TOKENS,
      Version: 1,
      LastModifiedDate: new Date(NOON),
      ARN: 'arn:aws:ssm:eu-central-1:000000000000:parameter/precis/dev/tokens',
      DataType: 'text',
    });
  });

  it('does not give a secret to whom does not ask for it in clear', async () => {
    const { owner } = await start();
    await owner.send(new PutParameterCommand(TOKENS));
    await owner.send(new PutParameterCommand({ Name: 'plain', Value: 'text', Type: 'String' }));

    const secret = await owner.send(new GetParameterCommand({ Name: TOKENS.Name }));
    const plain = await owner.send(new GetParameterCommand({ Name: 'plain' }));

    expect(secret.Parameter?.Value).toMatch(/^[\w+/]+=$/);
    expect(secret.Parameter?.Value).not.toContain('tokens');
    expect(plain.Parameter).toMatchObject({
      Value: 'text',
      ARN: 'arn:aws:ssm:eu-central-1:000000000000:parameter/plain',
    });
  });

  it('overwrites only if asked to, and counts versions', async () => {
    const { owner, clock } = await start();
    await owner.send(new PutParameterCommand(TOKENS));
    clock.advance(1000);

    await expect(owner.send(new PutParameterCommand(TOKENS))).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });
    const { Name, Value } = { ...TOKENS, Value: '{"tokens":[1]}' };
    const put = await owner.send(new PutParameterCommand({ Name, Value, Overwrite: true }));

    expect(put.Version).toBe(2);
    const got = await owner.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(got.Parameter).toMatchObject({
      Value,
      Type: 'SecureString',
      Version: 2,
      LastModifiedDate: new Date(NOON + 1000),
    });
  });

  it('loses nothing of what is put at once', async () => {
    const { owner } = await start();
    const names = Array.from({ length: 8 }, (_, index) => `/precis/dev/${index}`);

    const puts = [
      ...names.map((Name) => new PutParameterCommand({ Name, Value: Name, Type: 'String' })),
      ...names.map(() => new PutParameterCommand({ ...TOKENS, Overwrite: true })),
    ];
    const versions = await Promise.all(puts.map((put) => owner.send(put).then(({ Version }) => Version)));

    expect(versions.slice(8).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const read = await Promise.all(names.map((Name) => owner.send(new GetParameterCommand({ Name }))));
    expect(read.map(({ Parameter }) => Parameter?.Value)).toEqual(names);
  });

  it('deletes', async () => {
    const { owner } = await start();
    await owner.send(new PutParameterCommand(TOKENS));

    await owner.send(new DeleteParameterCommand({ Name: TOKENS.Name }));

    const notFound = { name: 'ParameterNotFound' };
    await expect(owner.send(new GetParameterCommand({ Name: TOKENS.Name }))).rejects.toMatchObject(notFound);
    await expect(owner.send(new DeleteParameterCommand({ Name: TOKENS.Name }))).rejects.toMatchObject(notFound);
  });

  it.each<[string, object]>([
    ['a value of more than 4,096 characters', { Value: 'x'.repeat(4097) }],
    ['a value of none', { Value: '' }],
    ['a name that AWS keeps for itself', { Name: 'aws-desk' }],
    ['a name with a space', { Name: '/precis/a b' }],
    ['no type for a new one', { Type: undefined }],
  ])('refuses %s', async (_, changes) => {
    const { owner } = await start();

    await expect(owner.send(new PutParameterCommand({ ...TOKENS, ...changes }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('keeps parameters between starts, in a file for its owner alone', async () => {
    const first = await start();
    await first.owner.send(new PutParameterCommand(TOKENS));
    await first.ssm.close();

    const second = await start(first.dir);

    const got = await second.owner.send(new GetParameterCommand({ Name: TOKENS.Name, WithDecryption: true }));
    expect(got.Parameter).toMatchObject({ Value: TOKENS.Value, Version: 1 });
    expect(await readdir(first.dir)).toEqual(['parameters.json']);
    expect((await stat(join(first.dir, 'parameters.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(first.dir)).mode & 0o777).toBe(0o700);
  });

  it('does not start over a file that it cannot read, and leaves it', async () => {
    const first = await start();
    await first.owner.send(new PutParameterCommand(TOKENS));
    await first.ssm.close();
    const file = join(first.dir, 'parameters.json');
    await writeFile(file, '{"a":');

    await expect(start(first.dir)).rejects.toThrow(CorruptDataError);
    expect(await readFile(file, 'utf8')).toBe('{"a":');
  });
});

describe('Parameter Store: what it refuses', () => {
  it('a role without the permission, for the parameter and for the action', async () => {
    const { owner, role } = await start();
    await owner.send(new PutParameterCommand({ ...TOKENS, Name: '/precis/dev/other' }));
    const denied = { name: 'AccessDeniedException' };

    await expect(role.send(new PutParameterCommand({ ...TOKENS, Overwrite: true }))).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('is not authorized to perform: ssm:PutParameter on resource: "arn:aws:ssm:'),
    });
    await expect(role.send(new GetParameterCommand({ Name: '/precis/dev/other' }))).rejects.toMatchObject(denied);
    await expect(role.send(new DeleteParameterCommand({ Name: TOKENS.Name }))).rejects.toMatchObject(denied);
  });

  it('a wrong signature, an unknown key, and a request without any', async () => {
    const { ssm, clientOf } = await start();
    const get = new GetParameterCommand({ Name: TOKENS.Name });

    await expect(clientOf({ ...OWNER, secretAccessKey: 'guessed' }).send(get)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await expect(clientOf({ accessKeyId: 'AKIDNONE', secretAccessKey: 'x' }).send(get)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const unsigned = await fetch(ssm.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' },
      body: '{"Name":"x"}',
    });
    expect([unsigned.status, await unsigned.json()]).toEqual([
      403,
      expect.objectContaining({ __type: 'MissingAuthenticationTokenException' }),
    ]);
  });

  it('operations and members without a local model', async () => {
    const { owner } = await start();

    await expect(owner.send(new GetParametersCommand({ Names: ['a'] }))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: expect.stringContaining('"GetParameters"'),
    });
    await expect(
      owner.send(new PutParameterCommand({ ...TOKENS, Tags: [{ Key: 'a', Value: 'b' }] })),
    ).rejects.toMatchObject({ name: 'SerializationException', message: expect.stringContaining('Tags') });
  });
});
