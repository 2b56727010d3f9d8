import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { startLogs } from '../../local/logs/start-logs.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const line = (seconds: number, fields: object) =>
  JSON.stringify({ timestamp: new Date(NOON + seconds * 1000).toISOString(), ...fields });
/** The lines of a function's log, the older ones in the file that was rotated. */
const ROTATED = ['START RequestId: a', line(1, { messageId: 'one', message: 'rotated' }), '{"messageId":"one"'];
const PRESENT = [
  line(2, { messageId: 'two', message: 'second' }),
  line(3, { messageId: 'one', message: 'of "two"' }),
  line(4, { other: 'one' }),
];

/** Starts CloudWatch Logs with one group, which the test's end closes. */
async function start() {
  const file = join(await temporaryDirectory(), 'parse.log');
  await writeFile(`${file}.1`, ROTATED.map((each) => `${each}\n`).join(''));
  await writeFile(file, PRESENT.map((each) => `${each}\n`).join(''));
  const principals = principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, [], ACCOUNT)]);
  const groups = new Map([
    ['parse-logs', file],
    ['silent', `${file}.none`],
  ]);
  const service = await startLogs({ principals, account: ACCOUNT, groups });
  onTestFinished(() => service.close());
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const config = { endpoint: service.url, region: ACCOUNT.region, maxAttempts: 1, credentials: { ...credentials } };
    const client = new CloudWatchLogsClient(config);
    onTestFinished(() => client.destroy());
    return client;
  };
  const owner = clientOf(OWNER);
  const filter = (input: Partial<FilterLogEventsCommandInput>) =>
    owner.send(
      new FilterLogEventsCommand({ logGroupName: 'parse-logs', filterPattern: '{ $.messageId = "one" }', ...input }),
    );
  return { owner, filter, role: clientOf(ROLE) };
}

describe('CloudWatch Logs: FilterLogEvents', () => {
  it('finds lines of JSON by a property, of the rotated file too, the oldest first', async () => {
    const { filter } = await start();

    const one = await filter({});
    const both = await filter({ filterPattern: '{ ($.messageId = "one") || ($.messageId = "two") }' });

    expect(one.events).toMatchObject([
      { message: ROTATED[1], timestamp: NOON + 1000 },
      { message: PRESENT[1], timestamp: NOON + 3000 },
    ]);
    expect(both.events?.map(({ message }) => message)).toEqual([ROTATED[1], PRESENT[0], PRESENT[1]]);
  });

  it('keeps to the times asked for, both inclusive, and to pages', async () => {
    const { filter } = await start();
    const seconds = async (input: Partial<FilterLogEventsCommandInput>) => {
      const { events = [], nextToken } = await filter({ filterPattern: '{ $.messageId = "one" }', ...input });
      return [events.map(({ timestamp = 0 }) => (timestamp - NOON) / 1000), nextToken];
    };

    expect(await seconds({ startTime: NOON + 1000, endTime: NOON + 2999 })).toEqual([[1], undefined]);
    expect(await seconds({ startTime: NOON + 1001 })).toEqual([[3], undefined]);
    expect(await seconds({ limit: 1 })).toEqual([[1], '1']);
    expect(await seconds({ limit: 1, nextToken: '1' })).toEqual([[3], undefined]);
  });

  it('has no events of a function that has written none', async () => {
    const { filter } = await start();

    expect((await filter({ logGroupName: 'silent' })).events).toEqual([]);
  });

  it('refuses what is not there, not modelled or not allowed', async () => {
    const { owner, filter, role } = await start();
    const denied = new FilterLogEventsCommand({ logGroupName: 'parse-logs', filterPattern: '{ $.a = "b" }' });

    await expect(filter({ logGroupName: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    for (const filterPattern of ['ERROR', '{ $.a = b }', '{ $.a.b = "c" }', '{ ($.a = "b") && ($.c = "d") }']) {
      await expect(filter({ filterPattern })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }
    await expect(filter({ interleaved: true })).rejects.toMatchObject({ name: 'SerializationException' });
    await expect(role.send(denied)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(owner.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});
