import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../local/clock.ts';
import { startCloudFormation } from '../../local/cloudformation/start-cloudformation.ts';
import { ownerPrincipal, principalsOf } from '../../local/iam/principals.ts';
import { serveLoopback } from '../../local/loopback-server.ts';
import { collectFacts } from '../../operations/doctor/collect-facts.ts';
import { ACCOUNT, OWNER } from './local-principals.ts';
import { arnOf, queueSpec, startQueues } from './local-sqs-service.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const RELEASE = { version: '0.1.0', parserGeneration: 2, analyzerGeneration: 6 };
const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:alarms';

/** What a service answers, by operation; an answer that is missing is a refusal. */
type Answers = Record<string, string | object>;

/** What the local runtime does not play: STS and SNS (query protocol), CloudWatch and DynamoDB (JSON), Lambda (REST). */
async function startServices(answers: Answers) {
  const requests: string[] = [];
  const server = await serveLoopback(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const form = new URLSearchParams(body);
    const path = request.method === 'GET' ? 'ListEventSourceMappings' : undefined;
    const operation = target ?? path ?? form.get('Action') ?? '';
    requests.push(`${operation} ${request.method === 'GET' ? decodeURIComponent(request.url ?? '') : body}`);
    const key = `${operation} ${form.get('NextToken') ?? ''}`.trim();
    const answer = answers[key];
    const message = `User: desk is not authorized to perform: ${operation}`;
    if (answer === undefined && form.has('Action')) {
      const error = `<Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>${message}</Message></Error>`;
      response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
    } else if (answer === undefined) {
      response
        .writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' })
        .end(JSON.stringify({ __type: 'AccessDeniedException', Message: message, message }));
    } else {
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    }
  });
  onTestFinished(() => server.close());
  return { endpoint: server.url, requests };
}

/** A deployment of queues and stacks, beside services that answer so. */
async function deployment(answers: Answers, outputs: Record<string, string> = {}) {
  const { url, sqs } = await startQueues(systemClock(), [
    ...['parse', 'brief'].map((name) =>
      queueSpec(name, { redrive: { deadLetterQueueArn: arnOf(`${name}-dead`), maxReceiveCount: 5 } }),
    ),
    queueSpec('parse-dead'),
    queueSpec('brief-dead'),
  ]);
  const cloudformation = await startCloudFormation({
    principals: principalsOf([ownerPrincipal(OWNER)]),
    account: ACCOUNT,
    stacks: [
      {
        name: 'Desk-Data',
        outputs: {
          ParseQueueUrl: url('parse'),
          ParseDeadLetterQueueUrl: url('parse-dead'),
          BriefQueueUrl: url('brief'),
          BriefDeadLetterQueueUrl: url('brief-dead'),
          TableName: 'table',
        },
      },
      { name: 'Desk-App', outputs: { AlarmTopicArn: TOPIC, ApiUrl: 'https://api.example.org', ...outputs } },
    ],
    startedAt: NOW,
  });
  onTestFinished(() => cloudformation.close());
  const { endpoint, requests } = await startServices(answers);
  const at = (where: string) => ({
    endpoint: where,
    region: ACCOUNT.region,
    credentials: { ...OWNER },
    maxAttempts: 1,
  });
  const clients = {
    cloudformation: new CloudFormationClient(at(cloudformation.url)),
    sqs: new SQSClient(at(sqs.url)),
    dynamodb: new DynamoDBClient(at(endpoint)),
    sts: new STSClient(at(endpoint)),
    sns: new SNSClient(at(endpoint)),
    cloudwatch: new CloudWatchClient(at(endpoint)),
    lambda: new LambdaClient(at(endpoint)),
  };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  const askApi = async (address: string) => (address === 'https://api.example.org' ? 200 : 404);
  const collect = (stackNames = ['Desk-Data', 'Desk-App']) =>
    collectFacts(clients, { stage: 'desk', stackNames, checkout: RELEASE, askApi, now: NOW });
  return { collect, clients, requests, url };
}

const subscriptions = (arns: string[], next: string) =>
  `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>${arns
    .map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn><Protocol>email</Protocol></member>`)
    .join('')}</Subscriptions>${next}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;

const ANSWERS: Answers = {
  GetCallerIdentity:
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/desk</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
  ListSubscriptionsByTopic: subscriptions(['PendingConfirmation'], '<NextToken>more</NextToken>'),
  'ListSubscriptionsByTopic more': subscriptions([`${TOPIC}:1`, 'Deleted', `${TOPIC}:2`], ''),
  DescribeAlarms: {
    MetricAlarms: [
      { AlarmName: 'Desk-App-A', StateValue: 'ALARM', AlarmDescription: 'Look.', ActionsEnabled: true },
      { AlarmName: 'Desk-App-B', StateValue: 'OK', ActionsEnabled: false },
    ],
  },
  GetMetricStatistics: {
    Datapoints: [
      { Timestamp: NOW / 1000 - 120, Maximum: 900 },
      { Timestamp: NOW / 1000 - 60, Maximum: 30 },
    ],
  },
  ListEventSourceMappings: { EventSourceMappings: [{ UUID: 'u-1', State: 'Disabled' }] },
  GetItem: {},
  Query: { Items: [] },
};

describe('The facts of a deployment', () => {
  it('are asked of AWS in its own words, page by page', async () => {
    const { collect, clients, requests, url } = await deployment(ANSWERS, {
      Version: '0.1.0',
      ParserGeneration: '2',
      AnalyzerGeneration: '4',
    });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: url('brief-dead'), MessageBody: 'x' }));

    const facts = await collect();

    const queue = (name: string) => ({
      is: { depth: { visible: 0, inFlight: 0, delayed: 0 }, redrive: { target: `${name}-dead`, receives: 5 } },
    });
    expect(facts).toMatchObject({
      caller: { is: 'arn:aws:iam::000000000000:user/desk' },
      queues: { parse: queue('parse'), brief: queue('brief') },
      deadLetterQueues: { parse: 'parse-dead', brief: 'brief-dead' },
      oldestSeconds: { parse: { is: 30 }, brief: { is: 30 } },
      deadLetters: { parse: { is: 0 }, brief: { is: 1 } },
      eventSources: { parse: { is: [{ id: 'u-1', state: 'Disabled' }] } },
      subscriptions: { is: { confirmed: 2, pending: 1 } },
      deployed: { is: { ...RELEASE, analyzerGeneration: 4 } },
      briefs: { is: { lookedAt: 0, more: false } },
      apiStatus: { is: 200 },
    });
    const { alarms } = facts;
    expect(typeof alarms === 'object' && 'is' in alarms ? alarms.is : []).toEqual(
      // Of both stacks, which have the same in this test.
      [0, 1].flatMap(() => [
        { name: 'Desk-App-A', state: 'ALARM', description: 'Look.', isActing: true },
        { name: 'Desk-App-B', state: 'OK', description: '', isActing: false },
      ]),
    );
    const asked = (operation: string) => requests.filter((line) => line.startsWith(operation)).sort();
    expect(asked('ListEventSourceMappings')[0]).toContain(`EventSourceArn=${arnOf('brief')}`);
    expect(asked('DescribeAlarms').map((line) => /"AlarmNamePrefix":"([^"]+)"/.exec(line)?.[1])).toEqual([
      'Desk-App-',
      'Desk-Data-',
    ]);
    expect(asked('GetMetricStatistics')[0]).toContain('"Value":"brief"');
    expect(asked('ListSubscriptionsByTopic')[0]).toContain(encodeURIComponent(TOPIC));
  });

  it('are told as far as one may ask: a refusal says which action, and stops nothing else', async () => {
    const { collect } = await deployment({ GetCallerIdentity: ANSWERS['GetCallerIdentity'] ?? '' });

    const facts = await collect();

    const refused = (action: string) => ({
      untold: expect.stringMatching(new RegExp(`^${action}: AWS refuses this: `)),
    });
    expect(facts).toMatchObject({
      caller: { is: 'arn:aws:iam::000000000000:user/desk' },
      oldestSeconds: { parse: refused('cloudwatch:GetMetricStatistics') },
      eventSources: { brief: refused('lambda:ListEventSourceMappings') },
      subscriptions: refused('sns:ListSubscriptionsByTopic'),
      alarms: refused('cloudwatch:DescribeAlarms'),
      deployed: { is: undefined },
      briefs: refused('dynamodb:Query'),
      deadLetters: { parse: { is: 0 } },
      apiStatus: { is: 200 },
    });
  });

  it('are told where a stack is not there', async () => {
    const { collect } = await deployment(ANSWERS);

    const { stacks, queues, subscriptions: told, deployed, briefs } = await collect(['Desk-Data', 'Other-App']);

    expect(stacks.map(({ stack }) => stack)).toMatchObject([{ is: { status: 'CREATE_COMPLETE' } }, { is: undefined }]);
    expect(queues.parse).toHaveProperty('is');
    expect(told).toEqual({ untold: 'The stacks have no output AlarmTopicArn.' });
    expect(deployed).toEqual({ untold: 'Both stacks have to be there, and to be seen.' });
    expect(briefs).toHaveProperty('is');
  });
});
