import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { revisionOf } from '../../functions/core/identity.ts';
import { observe } from '../../functions/runtime/observability.ts';
import { queueHandler } from '../../functions/runtime/queue-handler.ts';
import { writeStageRequest } from '../../functions/runtime/s3-events.ts';

const request = (bucket: string, key: string): string =>
  writeStageRequest({
    kind: 'delete-marker',
    bucket,
    key,
    versionId: null,
    revision: revisionOf('0A'),
    time: '2026-03-04T05:06:07.000Z',
  });

describe('A function behind a queue', () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  afterAll(() => vi.unstubAllEnvs());

  it('does nothing that a message about another bucket asks for, and fails that message alone', async () => {
    const handled: string[] = [];
    const handler = queueHandler(observe(), 'inbox', async ({ key }) => void handled.push(key));
    const bodies = [request('inbox', 'in/a'), request('elsewhere', 'in/b'), request('inbox', 'in/c'), 'no JSON'];
    const event = { Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) };
    const context = { getRemainingTimeInMillis: () => 1000 } as Context;

    const outcome = await handler(event as SQSEvent, context);

    expect(handled).toEqual(['in/a', 'in/c']);
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
  });
});
