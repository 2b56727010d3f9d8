import { describe, expect, it } from 'vitest';
import { distinctArticles } from '../../bench/cost/articles.ts';
import { articleBill, readBill, total } from '../../bench/cost/bill.ts';
import { ASSUMED, computeTime } from '../../bench/cost/compute-time.ts';
import { Meter } from '../../bench/cost/meter.ts';
import { standingBill, standingResources } from '../../bench/cost/standing.ts';
import { PRICES } from '../../lib/prices.ts';
import { usageOf } from '../../local/dynamodb/consumed-capacity.ts';
import { readTemplate } from '../../local/template/template.ts';

const BRIEF_ROLE = 'arn:aws:iam::000000000000:role/Precis-App-BriefRole1234';
const BY_BRIEF = { operation: 'PutItem', caller: BRIEF_ROLE };
const parsedLine = JSON.stringify({ message: 'briefed' });

function countedArticles() {
  const meter = new Meter();
  for (let n = 0; n < 2; n += 1) {
    meter.onUsage({ service: 's3', operation: 'PutObject', caller: 'arn:aws:iam::000000000000:root' });
    meter.onUsage({ service: 's3', operation: 'GetObject', caller: BRIEF_ROLE });
    meter.onUsage({ service: 'dynamodb', ...BY_BRIEF, readUnits: 0, writeUnits: 8 });
    meter.onUsage({ service: 'dynamodb', operation: 'Query', caller: BRIEF_ROLE, readUnits: 4, writeUnits: 0 });
  }
  meter.onUsage({ service: 'sqs', operation: 'ReceiveMessage', caller: BRIEF_ROLE, messages: 2 });
  meter.onUsage({ service: 'sqs', operation: 'ReceiveMessage', caller: BRIEF_ROLE, messages: 0 });
  meter.onUsage({
    service: 'lambda',
    functionName: 'Precis-App-BriefFunction1234',
    memoryMegabytes: 1024,
    durationMs: 900,
    cpuMs: 100,
    init: undefined,
  });
  meter.onFunctionLog('Precis-App-BriefFunction1234', 'START RequestId: 1 Version: $LATEST');
  meter.onFunctionLog('Precis-App-BriefFunction1234', parsedLine);
  return { name: 'counted', count: 2, counts: meter.take(), sentBytes: 2 ** 30 };
}

describe('What a million articles cost', () => {
  it('is what was counted of one, by the price of each', () => {
    const bill = articleBill(countedArticles());
    const perMillion = (usd: number): number => (usd / 2) * 1e6;
    const { s3, sqs, lambda, dynamodb, cloudwatch } = PRICES;
    // A processor is had by 1,769 MB; two gets and two requests of the table each wait, one after the other.
    const waitSeconds = (2 * ASSUMED.bucketWaitMs + 4 * ASSUMED.tableWaitMs) / 2 / 1000;
    const gbSeconds = (0.1 * ASSUMED.processorRatio * 1769) / 1024;
    const expected = {
      'S3 PUT and LIST': perMillion(2 * s3.usdPerPutRequest),
      'S3 GET and HEAD': perMillion(2 * s3.usdPerGetRequest),
      // The receive that brought nothing is left to what the app costs idle.
      SQS: perMillion(sqs.usdPerRequest),
      'Lambda, at work': perMillion(gbSeconds * lambda.usdPerArm64GbSecond),
      'Lambda, waiting': perMillion(waitSeconds * lambda.usdPerArm64GbSecond),
      'Lambda, invocations': perMillion(lambda.usdPerRequest),
      'DynamoDB writes': perMillion(16 * dynamodb.usdPerWriteRequestUnit),
      'DynamoDB reads': perMillion(8 * dynamodb.usdPerReadRequestUnit),
      Logs: perMillion(((parsedLine.length + 26) / 2 ** 30) * cloudwatch.usdPerLogGb),
    };
    expect(Object.keys(bill)).toEqual(Object.keys(expected));
    for (const [name, usd] of Object.entries(expected)) expect(bill[name]).toBeCloseTo(usd, 6);
    expect(total(bill)).toBeCloseTo(total(expected), 6);
  });

  it('has, for calls of the API, the gateway and what is sent besides', () => {
    const bill = readBill(countedArticles());
    expect(bill['HTTP API']).toBeCloseTo(1, 6);
    expect(bill['Data out']).toBeCloseTo((PRICES.dataTransfer.usdPerGbOut / 2) * 1e6, 6);
    expect(bill['Logs']).toBeGreaterThan(articleBill(countedArticles())['Logs'] ?? 0);
  });
});

describe('The time that Lambda bills', () => {
  it('is longer with less memory, and waits side by side for the messages of a batch', () => {
    const time = { memoryMegabytes: 1024, durationMs: 0, cpuMs: 100, invocations: 1, initializations: 0, initCpuMs: 0 };
    const alone = computeTime(time, { 's3 GetObject': 1, 'dynamodb PutItem': 2 });
    const batch = computeTime(time, { 's3 GetObject': 10, 'dynamodb PutItem': 20 });
    const half = computeTime({ ...time, memoryMegabytes: 512 }, { 's3 GetObject': 1, 'dynamodb PutItem': 2 });
    expect(batch.waitGbSeconds).toBeCloseTo(alone.waitGbSeconds, 9);
    // Half of the memory for twice the time; a wait is as long with less.
    expect(half.workGbSeconds).toBeCloseTo(alone.workGbSeconds, 9);
    expect(half.waitGbSeconds).toBeCloseTo(alone.waitGbSeconds / 2, 9);
  });
});

describe('Units of the table', () => {
  it('are those that the engine tells, but for what AWS counts otherwise', () => {
    const told = { ConsumedCapacity: [{ CapacityUnits: 3 }, { CapacityUnits: 2 }] };
    expect(usageOf({ ...BY_BRIEF, operation: 'BatchWriteItem' }, {}, 200, told)).toMatchObject({ writeUnits: 5 });
    expect(usageOf({ ...BY_BRIEF, operation: 'BatchGetItem' }, {}, 200, told)).toMatchObject({ readUnits: 5 });
    const nothing = { ConsumedCapacity: { CapacityUnits: 0 } };
    const query = { ...BY_BRIEF, operation: 'Query' };
    expect(usageOf(query, { ConsistentRead: true }, 200, nothing)).toMatchObject({ readUnits: 1 });
    expect(usageOf(query, {}, 200, nothing)).toMatchObject({ readUnits: 0.5 });
    const refused = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };
    expect(usageOf(BY_BRIEF, {}, 400, refused)).toMatchObject({ writeUnits: 1 });
    expect(usageOf(BY_BRIEF, {}, 400, { __type: 'com.amazon.coral.validate#ValidationException' })).toBeUndefined();
  });
});

describe('What costs by the month', () => {
  it('is by the resources of the template, and what is kept', () => {
    const metric = { MetricStat: { Stat: 'Sum' } };
    const template = readTemplate({
      Resources: {
        Parse: { Type: 'AWS::Lambda::EventSourceMapping' },
        Brief: { Type: 'AWS::Lambda::EventSourceMapping' },
        Simple: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
        Math: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [metric, metric, { Expression: 'a / b' }] } },
        Page: { Type: 'AWS::CloudWatch::Dashboard' },
      },
    });
    const standing = standingResources([
      { name: 'App', template, environment: { account: undefined, region: undefined }, assets: new Map() },
    ]);
    expect(standing).toEqual({ pollers: 2, alarmMetrics: 3, dashboards: 1, keys: 0 });
    const stored = { inbox: 2 ** 30, staged: 2 ** 30, table: 2 ** 30, articles: 1e6 };
    const bill = standingBill({ pipeline: [], reads: [], metrics: 2, stored, standing });
    // Two queues, five pollers each, a receive every 20 s for 730 hours.
    expect(bill.idle).toBeCloseTo(2 * 5 * ((730 * 3600) / 20) * 0.000_000_4, 9);
    expect(bill.idle).toBeLessThanOrEqual(1);
    expect(bill).toMatchObject({ alarms: 3 * 0.1, dashboards: 3, metrics: 0.6 });
    expect(bill.kept).toEqual({ buckets: 2 * 0.023, table: 0.25, recovery: 0.2 });
  });
});

describe('The articles that are counted', () => {
  it('are no two the same', () => {
    const article = { title: 'Quay', source: 'Gazette', day: '2026-01-01', text: 'Norway opened a quay.' };
    const texts = distinctArticles([article, { ...article, day: null }], 50, 'x');
    expect(new Set(texts.map(({ text }) => text)).size).toBe(50);
    expect(texts.filter(({ day }) => day === null)).toHaveLength(25);
  });
});
