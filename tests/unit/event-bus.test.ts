import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TransientError } from '../../functions/core/errors.ts';
import type { ChangeEvent } from '../../functions/core/events.ts';
import { announceOn, ENTRIES_AT_ONCE } from '../../functions/runtime/event-bus.ts';
import { type JsonAnswer, startJsonService } from '../json-service.ts';

type Entry = Record<'EventBusName' | 'Source' | 'DetailType' | 'Detail', string>;

/** A bus, and what it was asked to take. */
async function open(answer: (entries: Entry[]) => JsonAnswer) {
  const requests: Entry[][] = [];
  const service = await startJsonService((_, { Entries }) => {
    requests.push(Entries as Entry[]);
    return answer(Entries as Entry[]);
  });
  const client = new EventBridgeClient({ ...service.config, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    return service.close();
  });
  return { requests, announce: announceOn({ client, bus: 'precis-test', source: 'precis.test' }) };
}

const taken = (entries: Entry[]): JsonAnswer => ({
  output: { FailedEntryCount: 0, Entries: entries.map((_, index) => ({ EventId: `e${index}` })) },
});

const retraction = (number: number): ChangeEvent => ({
  type: 'BriefRetracted',
  detail: {
    schemaVersion: 1,
    id: `${number}.v.BriefRetracted`,
    uploadId: 'u',
    articleId: String(number),
    version: 'v',
    retractedVersion: 'u',
    cause: 'removed',
    links: { upload: '/v1/uploads/u' },
  },
});
const idsOf = (entries: readonly Entry[]): number[] =>
  entries.map(({ Detail }) => Number(JSON.parse(Detail).id.split('.')[0]));
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe('Events on a bus', () => {
  it('go as many at once as a request may hold, each with its source, type and detail', async () => {
    const { announce, requests } = await open(taken);

    await Promise.all(numbers(0, 23).map((number) => announce(retraction(number))));
    await announce(retraction(23));

    expect(requests.map(({ length }) => length).sort()).toEqual([1, 10, 10, 3].sort());
    expect(requests.flatMap(idsOf).sort((a, b) => a - b)).toEqual(numbers(0, 24));
    expect(requests.flat().find(({ Detail }) => idsOf([{ Detail } as Entry])[0] === 7)).toEqual({
      EventBusName: 'precis-test',
      Source: 'precis.test',
      DetailType: 'BriefRetracted',
      Detail: JSON.stringify(retraction(7).detail),
    });
    expect(ENTRIES_AT_ONCE).toBe(10);
  });

  it('fail alone where the bus does not take one of them', async () => {
    const { announce } = await open((entries) => ({
      output: {
        FailedEntryCount: 1,
        Entries: entries.map((entry) =>
          idsOf([entry])[0] === 1 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'no' } : { EventId: 'e' },
        ),
      },
    }));

    const told = await Promise.allSettled(numbers(0, 3).map((number) => announce(retraction(number))));

    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(told[1]).toMatchObject({ reason: new TransientError('The event bus took no event: ThrottlingException.') });
  });

  it('fail all where the request does, or is answered with less', async () => {
    const denied = await open(() => ({ exception: 'AccessDeniedException' }));
    const short = await open(() => ({ output: { Entries: [{ EventId: 'e' }] } }));
    const tell = ({ announce }: typeof denied) =>
      Promise.allSettled([announce(retraction(0)), announce(retraction(1))]);

    const told = [...(await tell(denied)), ...(await tell(short))];

    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
    for (const one of told) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(TransientError);
  });
});
