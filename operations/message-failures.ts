import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';
import { inGroups } from './in-groups.ts';

/** What the log of a function says last of a message. */
export interface MessageFailure {
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** Null where the last line tells of no error: the function was ended before it could say of one. */
  readonly error: { readonly name: string; readonly message: string | null; readonly place: string | null } | null;
}

export interface FailureQuery {
  readonly logGroup: string;
  readonly messageIds: readonly string[];
  /** Before it, nothing is looked for: when the oldest of the messages was sent, in milliseconds since the epoch. */
  readonly since: number;
}

/** As SQS makes them; anything else has no place in a pattern. */
const MESSAGE_ID = /^[0-9A-Za-z-]{1,100}$/;
/** A filter pattern has at most 1,024 characters (Amazon CloudWatch Logs User Guide, "Filter pattern syntax"). */
const IDS_IN_PATTERN = 14;
/** Pages of one pattern: CloudWatch Logs also answers with empty ones while it searches. */
const MOST_PAGES = 100;

/** A line about a message, as the functions write it (`functions/runtime/observability.ts`). */
const Line = z.object({
  messageId: z.string(),
  errorName: z.string().optional(),
  errorMessage: z.string().optional(),
  errorAt: z.array(z.string()).optional(),
});

/**
 * Finds what the log of a function says last of each of some messages.
 * @returns what was found, by message id; nothing of a message that the log does not know.
 * @throws what the client throws.
 */
export async function messageFailures(
  logs: CloudWatchLogsClient,
  { logGroup, messageIds, since }: FailureQuery,
): Promise<Map<string, MessageFailure>> {
  const failures = new Map<string, MessageFailure>();
  const ids = messageIds.filter((id) => MESSAGE_ID.test(id));
  for await (const some of inGroups(ids, IDS_IN_PATTERN)) {
    const filterPattern = `{ ${some.map((id) => `($.messageId = "${id}")`).join(' || ')} }`;
    let nextToken: string | undefined;
    for (let page = 0; page === 0 || (nextToken !== undefined && page < MOST_PAGES); page += 1) {
      const answer = await logs.send(
        new FilterLogEventsCommand({ logGroupName: logGroup, filterPattern, startTime: since, nextToken }),
      );
      for (const { message = '', timestamp = 0 } of answer.events ?? []) note(failures, message, timestamp);
      nextToken = answer.nextToken;
    }
  }
  return failures;
}

/** Events of several log streams come mixed, so the latest is not always the last. */
function note(failures: Map<string, MessageFailure>, line: string, at: number): void {
  const read = Line.safeParse(jsonIn(line));
  if (!read.success) return;
  const { messageId, errorName: name, errorMessage: message = null, errorAt: [place = null] = [] } = read.data;
  if ((failures.get(messageId)?.at ?? 0) > at) return;
  failures.set(messageId, { at, error: name === undefined ? null : { name, message, place } });
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // CloudWatch Logs cuts a line of over 256 KB.
    return undefined;
  }
}
