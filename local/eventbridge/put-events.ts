import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock, LocalAccount } from '../contracts.ts';
import { type Caller, defineOperation, type Permission } from '../json-protocol/operation.ts';
import { ServiceError } from '../service-error.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';

/** What PutEvents works with. */
export interface PutEventsContext extends Caller {
  account: LocalAccount;
  clock: Clock;
  /** Writes an event down and brings it to the targets of the rules that match it. */
  publish(busArn: string, event: JsonObject): Promise<void>;
}

/** Amazon EventBridge API Reference, PutEvents and PutEventsRequestEntry. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1_000_000;
const LONGEST_DETAIL_TYPE = 128;

const Entry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;

type Result = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

export const PUT_EVENTS = defineOperation(
  { Entries: z.array(Entry) },
  ({ Entries: entries }, { account }: PutEventsContext): Permission[] => {
    const buses = new Set(entries.map((entry) => busArnOf(entry.EventBusName, account)));
    return [...buses].map((resource) => ({ action: 'events:PutEvents', resource }));
  },
  async ({ Entries: entries }, context: PutEventsContext) => {
    checkRequest(entries);
    const results: Result[] = [];
    for (const entry of entries) results.push(await putEntry(entry, context));
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  },
);

/** The ARN of a bus that is named, or is given by its ARN; the account's default one where it is neither. */
export function busArnOf(bus: string | undefined, { accountId, region }: LocalAccount): string {
  if (bus?.startsWith('arn:')) return bus;
  return `arn:aws:events:${region}:${accountId}:event-bus/${bus ?? 'default'}`;
}

/** What makes the whole request fail. */
function checkRequest(entries: readonly Entry[]): void {
  if (entries.length < 1 || entries.length > MOST_ENTRIES) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MOST_ENTRIES}`,
    );
  }
  if (entries.every((entry) => !isWhole(entry))) {
    throw new ServiceError('ValidationException', 'Parameter Detail, DetailType or Source is missing in every entry.');
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) >= MOST_BYTES) {
    throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
}

const isWhole = ({ Source, DetailType, Detail }: Entry): boolean =>
  Boolean(Source) && Boolean(DetailType) && Detail !== undefined;

/** Amazon EventBridge User Guide, "Calculating PutEvents event entry size". */
function sizeOf({ Time: time, Source, DetailType, Detail, Resources = [] }: Entry): number {
  const texts = [Source ?? '', DetailType ?? '', Detail ?? '', ...Resources];
  return (time === undefined ? 0 : 14) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

async function putEntry(entry: Entry, { account, clock, publish }: PutEventsContext): Promise<Result> {
  const { Source: source, DetailType: type, Detail: text, Time: time, Resources: resources = [] } = entry;
  if (!source || !type || text === undefined || type.length > LONGEST_DETAIL_TYPE) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source, DetailType or Detail is not valid.' };
  }
  if (source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: `Not authorized for the source ${source}.`,
    };
  }
  const detail = objectOf(text);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const id = randomUUID();
  await publish(busArnOf(entry.EventBusName, account), {
    version: '0',
    id,
    'detail-type': type,
    source,
    account: account.accountId,
    time: new Date(time === undefined ? clock.now() : time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: account.region,
    resources: [...resources],
    detail,
  });
  return { EventId: id };
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
