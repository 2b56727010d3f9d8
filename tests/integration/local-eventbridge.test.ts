import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import { testClock } from '../../local/clock.ts';
import type { EventRuleSpec } from '../../local/eventbridge/specs.ts';
import { startEventBridge } from '../../local/eventbridge/start-eventbridge.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const busArn = (name: string): string => `arn:aws:events:eu-central-1:000000000000:event-bus/${name}`;
const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:desk';

const rule = (pattern: EventRuleSpec['pattern'], bus = 'desk', name = 'ready'): EventRuleSpec => ({
  name,
  busArn: busArn(bus),
  pattern,
  queueArns: [QUEUE],
});

/** Starts an EventBridge that the test's end closes, with clients of its owner and of a role that may use one bus. */
async function start({ rules = [], chaos = [] }: { rules?: EventRuleSpec[]; chaos?: ChaosRule[] } = {}) {
  const logFile = join(await temporaryDirectory(), 'logs', 'events.jsonl');
  const delivered: [string, string][] = [];
  const statements = [{ Effect: 'Allow' as const, Action: 'events:PutEvents', Resource: busArn('desk') }];
  const bridge = await startEventBridge({
    logFile,
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]),
    account: ACCOUNT,
    clock: testClock(NOON),
    rules,
    deliver: async (queueArn, body) => void delivered.push([queueArn, JSON.parse(body).detail.id]),
    chaos: new Chaos({ rules: chaos }),
  });
  onTestFinished(() => bridge.close());
  const putAs = (credentials: { accessKeyId: string; secretAccessKey: string }, maxAttempts = 1) => {
    const client = new EventBridgeClient({ endpoint: bridge.url, region: ACCOUNT.region, maxAttempts, credentials });
    onTestFinished(() => client.destroy());
    return (...entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries: entries }));
  };
  const written = async (): Promise<Record<string, unknown>[]> =>
    (await readFile(logFile, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { delivered, written, putAs, put: putAs(OWNER) };
}

const entry = (id: string, more: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  EventBusName: 'desk',
  Source: 'precis.dev',
  DetailType: 'BriefReady',
  Detail: JSON.stringify({ id }),
  ...more,
});

describe('EventBridge', () => {
  it('writes each event down as a target gets it, and tells its id', async () => {
    const { put, written } = await start();

    const { FailedEntryCount, Entries } = await put(
      entry('a'),
      entry('b', { Time: new Date('2026-05-03T10:00:00.500Z'), Resources: ['arn:x'], EventBusName: busArn('desk') }),
    );

    const [first, second] = await written();
    expect(FailedEntryCount).toBe(0);
    expect(first).toEqual({
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'BriefReady',
      source: 'precis.dev',
      account: '000000000000',
      time: '2026-05-04T12:00:00Z',
      region: 'eu-central-1',
      resources: [],
      detail: { id: 'a' },
    });
    expect(second).toMatchObject({ time: '2026-05-03T10:00:00Z', resources: ['arn:x'], detail: { id: 'b' } });
  });

  it('brings it to the queues of the rules of its bus that match it', async () => {
    const pattern = { 'detail-type': ['BriefReady'], detail: { id: [{ prefix: 'a' }] } };
    const rules = [
      rule(pattern),
      rule(pattern, 'default', 'elsewhere'),
      rule({ source: [{ prefix: 'precis.' }] }, 'other'),
    ];
    const { put, delivered } = await start({ rules });

    await put(entry('a1'), entry('b1'), entry('a2', { DetailType: 'BriefRevised' }));
    const { EventBusName: _, ...onDefault } = entry('a3');
    await put(onDefault, entry('b2', { EventBusName: 'other' }));

    expect(delivered).toEqual([
      [QUEUE, 'a1'],
      [QUEUE, 'a3'],
      [QUEUE, 'b2'],
    ]);
  });

  it('takes events on no other bus than the role may use', async () => {
    const { putAs, written } = await start();
    const put = putAs(ROLE);

    await put(entry('a'));
    const denied = put(entry('b'), entry('c', { EventBusName: 'other' }));

    await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(denied).rejects.toThrow(`perform: events:PutEvents on resource: "${busArn('other')}"`);
    expect(await written()).toHaveLength(1);
  });

  it('fails an entry alone that is no event', async () => {
    const { put, written } = await start();

    const { FailedEntryCount, Entries = [] } = await put(
      entry('a'),
      entry('b', { Detail: '[1]' }),
      entry('c', { Detail: '{' }),
      entry('d', { Source: '' }),
      entry('e', { Source: 'aws.s3' }),
      entry('f', { DetailType: 'x'.repeat(129) }),
    );

    expect([FailedEntryCount, Entries.map(({ ErrorCode }) => ErrorCode)]).toEqual([
      5,
      [
        undefined,
        'MalformedDetail',
        'MalformedDetail',
        'InvalidArgument',
        'NotAuthorizedForSourceException',
        'InvalidArgument',
      ],
    ]);
    expect((await written()).map(({ detail }) => detail)).toEqual([{ id: 'a' }]);
  });

  it('refuses a request of none, of too many, of nothing but what is none, and of 1 MB', async () => {
    const { put, putAs } = await start();
    const eleven = Array.from({ length: 11 }, (_, index) => entry(String(index)));
    const detailOf = (bytes: number) => JSON.stringify({ id: 'x'.repeat(bytes - 9) });
    const rest = 'precis.devBriefReady'.length;

    const refused = await Promise.allSettled([
      put(),
      put(...eleven),
      put({ EventBusName: 'desk', Source: 'precis.dev' }),
      put(entry('a', { Detail: detailOf(1_000_000 - rest) })),
      putAs({ ...OWNER, secretAccessKey: 'wrong' })(entry('a')),
    ]);
    const largest = await put(entry('a', { Detail: detailOf(999_999 - rest) }));

    expect(refused.map((one) => one.status === 'rejected' && one.reason.name)).toEqual([
      'ValidationException',
      'ValidationException',
      'ValidationException',
      'ValidationException',
      'InvalidSignatureException',
    ]);
    expect(largest.FailedEntryCount).toBe(0);
  });

  it('lets things go wrong by rule, so that an event comes twice or not at all', async () => {
    const chaos: ChaosRule[] = [
      { at: 'events:PutEvents', nth: 1, do: 'ThrottlingException' },
      { at: 'events:PutEvents', nth: 1, do: 'lose-answer' },
      { at: 'events:PutEvents', nth: 1, do: 'lose-request' },
    ];
    const { putAs, written } = await start({ chaos });

    await putAs(OWNER, 4)(entry('a'));

    expect((await written()).map(({ detail }) => detail)).toEqual([{ id: 'a' }, { id: 'a' }]);
  });

  it('does not start with a rule that it does not understand, which it names', async () => {
    const starting = start({ rules: [rule({ detail: { id: [{ wildcard: '*' }] } })] });

    await expect(starting).rejects.toBeInstanceOf(ConfigurationError);
    await expect(starting).rejects.toThrow('The operator "wildcard" of the pattern of the rule ready.detail.id');
  });
});
