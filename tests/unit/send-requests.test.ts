import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TransientError } from '../../functions/core/errors.ts';
import { readObjectEvents, type StageRequest } from '../../functions/runtime/s3-events.ts';
import { RefusedMessageError, sendRequests } from '../../operations/send-requests.ts';
import { LOWEST_REVISION } from '../../operations/versions.ts';
import { startJsonService } from '../json-service.ts';

interface Entry {
  Id: string;
  MessageBody: string;
}

/** A queue that takes what `takes` says of a key and of how often it came, and notes it. */
async function aQueue(fails: (key: string, times: number) => { SenderFault: boolean } | undefined) {
  const taken: string[] = [];
  const batches: number[] = [];
  const times = new Map<string, number>();
  const service = await startJsonService((_, input) => {
    const entries = input['Entries'] as Entry[];
    batches.push(entries.length);
    const answers = entries.map(({ Id, MessageBody }) => {
      const key = readObjectEvents(MessageBody)[0]?.key ?? '';
      times.set(key, (times.get(key) ?? 0) + 1);
      return { Id, key, failure: fails(key, times.get(key) ?? 0) };
    });
    const done = answers.filter(({ failure }) => failure === undefined);
    taken.push(...done.map(({ key }) => key));
    const Successful = done.map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: '' }));
    const Failed = answers.flatMap(({ Id, failure }) => (failure ? [{ Id, Code: 'InternalError', ...failure }] : []));
    return { output: { Successful, Failed } };
  });
  const sqs = new SQSClient({ ...service.config, md5: false });
  onTestFinished(async () => {
    sqs.destroy();
    await service.close();
  });
  return { sqs, taken, batches };
}

const requests = (count: number): StageRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'created',
    bucket: 'inbox',
    key: `in/${index}`,
    versionId: null,
    revision: LOWEST_REVISION,
    time: '2026-03-04T05:06:07.000Z',
  }));
const keys = (count: number) => requests(count).map(({ key }) => key);
const URL = 'http://127.0.0.1/000000000000/parse';

describe('Sending requests to a stage', () => {
  it('takes ten a call, and tells how many were sent', async () => {
    const { sqs, taken, batches } = await aQueue(() => undefined);
    let told = 0;
    const sent = await sendRequests(sqs, URL, requests(23), (count) => {
      told += count;
    });
    expect([sent, told, batches.toSorted()]).toEqual([23, 23, [10, 10, 3].toSorted()]);
    expect(taken.toSorted()).toEqual(keys(23).toSorted());
    expect(await sendRequests(sqs, URL, [])).toBe(0);
  });

  it('sends those again that the queue could not take, and no others', async () => {
    const { sqs, taken } = await aQueue((key, times) =>
      key === 'in/3' && times < 3 ? { SenderFault: false } : undefined,
    );
    expect(await sendRequests(sqs, URL, requests(5))).toBe(5);
    expect(taken.toSorted()).toEqual(keys(5));
  });

  it('gives up on what the queue refuses, or never takes', async () => {
    const refusing = await aQueue((key) => (key === 'in/1' ? { SenderFault: true } : undefined));
    await expect(sendRequests(refusing.sqs, URL, requests(3))).rejects.toThrow(RefusedMessageError);
    const busy = await aQueue(() => ({ SenderFault: false }));
    await expect(sendRequests(busy.sqs, URL, requests(1))).rejects.toThrow(TransientError);
  });
});
