import { type FileHandle, open } from 'node:fs/promises';
import * as z from 'zod';
import type { LocalAccount, Principal } from '../contracts.ts';
import { defineOperation, type Operation } from '../json-protocol/operation.ts';
import { regionalArn } from '../regional-arn.ts';
import { ServiceError } from '../service-error.ts';
import { type FilterPattern, readFilterPattern } from './filter-pattern.ts';

/** What the operations work with. */
export interface LogsContext {
  principal: Principal;
  account: LocalAccount;
  /** The file of each log group. */
  groups: ReadonlyMap<string, string>;
}

/** Most events of one answer (API Reference, FilterLogEvents). */
const MOST_EVENTS = 10_000;

/** FilterLogEvents (Amazon CloudWatch Logs API Reference): lines of JSON that match, the oldest first. */
export const FILTER_LOG_EVENTS: Operation<LogsContext> = defineOperation(
  {
    logGroupName: z.string(),
    filterPattern: z.string(),
    /** Milliseconds since the epoch, both inclusive. */
    startTime: z.int().nonnegative().default(0),
    endTime: z.int().nonnegative().default(Number.MAX_SAFE_INTEGER),
    limit: z.int().min(1).max(MOST_EVENTS).default(MOST_EVENTS),
    nextToken: z.string().regex(/^\d+$/).optional(),
  },
  ({ logGroupName }, { account }) => [
    {
      action: 'logs:FilterLogEvents',
      resource: regionalArn('logs', `log-group:${logGroupName}:*`, account),
    },
  ],
  async ({ logGroupName, filterPattern, startTime, endTime, limit, nextToken }, { groups }) => {
    const file = groups.get(logGroupName);
    if (file === undefined) {
      throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    const skipped = Number(nextToken ?? 0);
    const events: { logStreamName: string; timestamp: number; message: string; eventId: string }[] = [];
    let found = 0;
    for await (const { timestamp, message } of matchingLines(file, readFilterPattern(filterPattern))) {
      if (timestamp < startTime || timestamp > endTime) continue;
      found += 1;
      if (found <= skipped) continue;
      if (events.length === limit) return { events, nextToken: String(skipped + limit) };
      events.push({ logStreamName: 'local', timestamp, message, eventId: String(found) });
    }
    return { events };
  },
);

/** Lines that match, of the rotated file and of the present one, with the time that each of them tells. */
async function* matchingLines(file: string, pattern: FilterPattern) {
  for (const each of [`${file}.1`, file]) {
    const handle = await openIfThere(each);
    if (handle === undefined) continue;
    try {
      for await (const message of handle.readLines({ autoClose: false })) {
        if (pattern.matches(message)) yield { message, timestamp: timeOf(message) };
      }
    } finally {
      await handle.close();
    }
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function timeOf(line: string): number {
  const { timestamp }: { timestamp?: unknown } = JSON.parse(line);
  const time = Date.parse(String(timestamp));
  return Number.isNaN(time) ? 0 : time;
}
