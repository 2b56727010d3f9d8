import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageFailures } from '../../operations/message-failures.ts';
import { startJsonService } from '../json-service.ts';

const line = (fields: object) => JSON.stringify({ level: 'ERROR', ...fields });

/** CloudWatch Logs that answers one page after the other, whatever is asked. */
async function startLogs(pages: object[]) {
  const asked: Record<string, unknown>[] = [];
  const left = [...pages];
  const service = await startJsonService((_, input) => {
    asked.push(input);
    return { output: left.shift() ?? { events: [] } };
  });
  onTestFinished(() => service.close());
  const logs = new CloudWatchLogsClient({ ...service.config, maxAttempts: 1 });
  onTestFinished(() => logs.destroy());
  return { logs, asked };
}

describe('What a log says of messages', () => {
  it('is the latest line of each, over empty pages and streams that come mixed', async () => {
    const { logs, asked } = await startLogs([
      { events: [], nextToken: 'a' },
      {
        events: [
          { timestamp: 3, message: line({ messageId: 'm1', errorName: 'TransientError', errorMessage: 'later' }) },
          { timestamp: 1, message: line({ messageId: 'm1', errorName: 'CorruptDataError', errorMessage: 'first' }) },
          { timestamp: 2, message: line({ messageId: 'm2', errorName: 'TypeError', errorAt: ['at x:1:2', 'at y'] }) },
          { timestamp: 4, message: '{"messageId":"m3","cut' },
        ],
        nextToken: 'b',
      },
      { events: [{ timestamp: 9, message: line({ messageId: 'm4', message: 'delivered again' }) }] },
    ]);

    const found = await messageFailures(logs, { logGroup: 'parse', messageIds: ['m1', 'm2', 'm3', 'm4'], since: 7 });

    expect([...found]).toEqual([
      ['m1', { at: 3, error: { name: 'TransientError', message: 'later', place: null } }],
      ['m2', { at: 2, error: { name: 'TypeError', message: null, place: 'at x:1:2' } }],
      ['m4', { at: 9, error: null }],
    ]);
    expect(asked.map(({ nextToken }) => nextToken)).toEqual([undefined, 'a', 'b']);
    expect(asked[0]).toMatchObject({ logGroupName: 'parse', startTime: 7 });
  });

  it('is asked for by patterns of the length that CloudWatch Logs takes, and of ids alone', async () => {
    const { logs, asked } = await startLogs([]);
    const messageIds = Array.from({ length: 30 }, (_, index) => `${'0'.repeat(34)}${String(index).padStart(2, '0')}`);

    await messageFailures(logs, { logGroup: 'parse', messageIds: [...messageIds, 'x") || ($.a = "'], since: 0 });

    const patterns = asked.map(({ filterPattern }) => String(filterPattern));
    expect(patterns.every((pattern) => pattern.length <= 1024)).toBe(true);
    expect(patterns.join('').match(/"[^"]*"/g)).toEqual(messageIds.map((id) => `"${id}"`));
    expect(patterns[0]).toMatch(/^\{ \(\$\.messageId = "0+"\) \|\| \(\$\.messageId = "0+1"\) /);
  });
});
