import { BYTES_PER_GB, PRICES } from '../../lib/prices.ts';
import { computeTimeOf } from './compute-time.ts';
import type { Measured } from './measure.ts';

/** What a million of something costs, in US dollars, by what it is paid for. */
export type Bill = Readonly<Record<string, number>>;

const MILLION = 1e6;

/** A line of the API's access log, of the form in `lib/constructs/brief-api.ts`, and what each entry is billed beside it. */
const ACCESS_LOG_BYTES =
  26 +
  JSON.stringify({
    requestId: 'JKJaXmPLvHcESHA=',
    time: '27/Nov/2026:17:00:00 +0000',
    route: 'GET /v1/briefs/{id}',
    status: '200',
    responseBytes: '4321',
    latencyMs: '42',
    functionMs: '40',
    caller: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Desk_0123456789abcdef/somebody@desk.example',
    error: '-',
  }).length;

function requestsOf({ counts }: Measured, pattern: RegExp): number {
  return Object.entries(counts.requests).reduce((sum, [name, times]) => sum + (pattern.test(name) ? times : 0), 0);
}

function perMillion({ count }: Measured, usd: Bill): Bill {
  return Object.fromEntries(Object.entries(usd).map(([name, value]) => [name, (value / count) * MILLION]));
}

function commonLines(measured: Measured): Bill {
  const { counts } = measured;
  const { s3, sqs, lambda, dynamodb, cloudwatch } = PRICES;
  const { invocations, workGbSeconds, waitGbSeconds } = computeTimeOf(counts);
  return {
    'S3 PUT and LIST': requestsOf(measured, /^s3 (Put|Post|Copy|List|Create|Upload|Complete)/) * s3.usdPerPutRequest,
    'S3 GET and HEAD': requestsOf(measured, /^s3 (Get|Head)/) * s3.usdPerGetRequest,
    // Receives of nothing come by the clock, and are part of what the app costs idle.
    SQS: requestsOf(measured, /^sqs (?!.*\(empty\))/) * sqs.usdPerRequest,
    'Lambda, at work': workGbSeconds * lambda.usdPerArm64GbSecond,
    'Lambda, waiting': waitGbSeconds * lambda.usdPerArm64GbSecond,
    'Lambda, invocations': invocations * lambda.usdPerRequest,
    'DynamoDB writes': counts.writeUnits * dynamodb.usdPerWriteRequestUnit,
    'DynamoDB reads': counts.readUnits * dynamodb.usdPerReadRequestUnit,
    Logs: (counts.logBytes / BYTES_PER_GB) * cloudwatch.usdPerLogGb,
  };
}

/** What a million articles cost that come as these did, without their storage. */
export function articleBill(measured: Measured): Bill {
  return perMillion(measured, commonLines(measured));
}

/** What a million such calls of the API cost. */
export function readBill(measured: Measured): Bill {
  const { httpApi, cloudwatch, dataTransfer } = PRICES;
  const { Logs = 0, ...lines } = commonLines(measured);
  const accessLog = (measured.count * ACCESS_LOG_BYTES * cloudwatch.usdPerLogGb) / BYTES_PER_GB;
  return perMillion(measured, {
    'HTTP API': measured.count * httpApi.usdPerRequest,
    ...lines,
    Logs: Logs + accessLog,
    'Data out': (measured.sentBytes / BYTES_PER_GB) * dataTransfer.usdPerGbOut,
  });
}

export function total(bill: Bill): number {
  return Object.values(bill).reduce((sum, usd) => sum + usd, 0);
}
