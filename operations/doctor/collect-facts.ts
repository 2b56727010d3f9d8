import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type CloudWatchClient, GetMetricStatisticsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PrecisError } from '../../functions/core/errors.ts';
import { generationNamed, generationOf } from '../../functions/core/generations.ts';
import { DynamoDbTable } from '../../functions/core/store/dynamodb-table.ts';
import { parsePosition, postingPartition } from '../../functions/core/store/keys.ts';
import { readLexiconPointer } from '../../functions/core/store/lexicon-pointer.ts';
import { readShardCount } from '../../functions/core/store/shards.ts';
import { PARTITION_KEY, SORT_KEY } from '../../functions/core/store/table.ts';
import { explained } from '../errors.ts';
import { messagesIn, queueDepth } from '../queue-depth.ts';
import { QUEUE_STAGES, type QueueStage, STAGE_OUTPUTS } from '../queue-stages.ts';
import { redrivePolicyIn } from '../redrive-policy.ts';
import { describeStack, type StackOutputs } from '../stack-outputs.ts';
import { generationIn, parserGenerationIn } from '../versions.ts';
import {
  type AlarmFacts,
  type Asked,
  type BriefGenerations,
  type DeploymentFacts,
  type QueueFacts,
  type Release,
  toldIn,
} from './facts.ts';

/** What the facts are asked of. Those that are undefined are not in the local runtime. */
export interface DoctorClients {
  readonly cloudformation: CloudFormationClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly sts?: STSClient | undefined;
  readonly sns?: SNSClient | undefined;
  readonly cloudwatch?: CloudWatchClient | undefined;
  readonly lambda?: LambdaClient | undefined;
}

export interface FactsQuery {
  /** The stage that is deployed; undefined for the local runtime. */
  readonly stage: string | undefined;
  /** The two stacks, the one of what is stored first. */
  readonly stackNames: readonly string[];
  /** What this command is of. */
  readonly checkout: Release;
  /**
   * Asks the API for one brief of a list, at the address that the stacks tell; resolves with the status of its answer,
   * undefined where it does not answer.
   */
  askApi(address: string): Promise<number | undefined>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Briefs that are looked at from each end of a shard: of all of them, too many would have to be read. */
const BRIEFS_FROM_EACH_END = 500;
/** SQS tells its metrics once a minute. */
const METRIC_WINDOW_MS = 10 * 60_000;

/**
 * Asks all that a diagnosis needs. A question that is refused or fails is told so, and stops no other.
 * @param query what is asked about.
 */
export async function collectFacts(clients: DoctorClients, query: FactsQuery): Promise<DeploymentFacts> {
  const { cloudformation, sqs, dynamodb, sts, sns, cloudwatch, lambda } = clients;
  const { stage, stackNames, checkout, now } = query;
  const stacks = await Promise.all(
    stackNames.map(async (name) => ({
      name,
      stack: await ask('cloudformation:DescribeStacks', () => describeStack(cloudformation, name)),
    })),
  );
  const outputs: StackOutputs = new Map(stacks.flatMap(({ stack }) => [...(toldIn(stack)?.outputs ?? [])]));
  /** Asks about something that an output names. */
  const askOf = <T>(output: string, action: string, question: (value: string) => Promise<T>): Promise<Asked<T>> => {
    const value = outputs.get(output);
    if (value === undefined) return Promise.resolve({ untold: `The stacks have no output ${output}.` });
    return ask(action, () => question(value));
  };
  const deployed = releaseIn(stacks, outputs);
  const [caller, queues, oldestSeconds, deadLetters, eventSources, subscriptions, alarms, briefs, apiStatus] =
    await Promise.all([
      sts === undefined
        ? Promise.resolve<Asked<string>>({ is: "the local runtime's own key" })
        : ask('sts:GetCallerIdentity', () => callerOf(sts)),
      eachStage((each) => askOf(STAGE_OUTPUTS[each].queue, 'sqs:GetQueueAttributes', (url) => queueFacts(sqs, url))),
      eachStage((each) =>
        orNotHere(cloudwatch, (client) =>
          askOf(STAGE_OUTPUTS[each].queue, 'cloudwatch:GetMetricStatistics', (url) => oldestMessage(client, url, now)),
        ),
      ),
      eachStage((each) =>
        askOf(STAGE_OUTPUTS[each].deadLetters, 'sqs:GetQueueAttributes', async (url) =>
          messagesIn(await queueDepth(sqs, url)),
        ),
      ),
      eachStage((each) =>
        orNotHere(lambda, (client) =>
          askOf(STAGE_OUTPUTS[each].queue, 'lambda:ListEventSourceMappings', (url) => sourcesOf(client, sqs, url)),
        ),
      ),
      orNotHere(sns, (client) =>
        askOf('AlarmTopicArn', 'sns:ListSubscriptionsByTopic', (topic) => subscriptionsOf(client, topic)),
      ),
      orNotHere(cloudwatch, (client) => ask('cloudwatch:DescribeAlarms', () => alarmsOf(client, stackNames))),
      askOf('TableName', 'dynamodb:Query', (tableName) =>
        generationsOf(dynamodb, tableName, toldIn(deployed) ?? checkout),
      ),
      askOf('ApiUrl', 'execute-api:Invoke', (address) => query.askApi(address)),
    ]);
  return {
    stage,
    caller,
    stacks,
    queues,
    deadLetterQueues: {
      parse: queueName(outputs.get(STAGE_OUTPUTS.parse.deadLetters)),
      brief: queueName(outputs.get(STAGE_OUTPUTS.brief.deadLetters)),
    },
    oldestSeconds,
    deadLetters,
    eventSources,
    subscriptions,
    alarms,
    deployed,
    checkout,
    briefs,
    apiStatus,
  };
}

/** @param action what a refusal is about, as IAM names it. */
async function ask<T>(action: string, question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { is: await question() };
  } catch (error) {
    const told = explained(error);
    const remedy = told instanceof PrecisError ? (told.remedy ?? '') : '';
    return { untold: `${action}: ${told instanceof Error ? told.message : String(told)} ${remedy}`.trim() };
  }
}

function orNotHere<C, T>(client: C | undefined, question: (client: C) => Promise<Asked<T>>): Promise<Asked<T>> {
  return client === undefined ? Promise.resolve('not-here') : question(client);
}

async function eachStage<T>(question: (stage: QueueStage) => Promise<T>): Promise<Record<QueueStage, T>> {
  const answers = await Promise.all(QUEUE_STAGES.map(async (stage) => [stage, await question(stage)] as const));
  return Object.fromEntries(answers) as Record<QueueStage, T>;
}

async function callerOf(sts: STSClient): Promise<string> {
  const { Arn = 'unknown' } = await sts.send(new GetCallerIdentityCommand({}));
  return Arn;
}

/** The last part of a queue's address or ARN. */
function queueName(address: string | undefined): string | undefined {
  return address === undefined ? undefined : (/[^/:]+$/.exec(address) ?? [])[0];
}

async function queueFacts(sqs: SQSClient, QueueUrl: string): Promise<QueueFacts> {
  const [depth, { Attributes = {} }] = await Promise.all([
    queueDepth(sqs, QueueUrl),
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] })),
  ]);
  const policy = redrivePolicyIn(Attributes);
  if (policy === undefined) return { depth, redrive: undefined };
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  return { depth, redrive: { target: queueName(deadLetterTargetArn) ?? '', receives: maxReceiveCount } };
}

async function oldestMessage(cloudwatch: CloudWatchClient, url: string, now: number): Promise<number | undefined> {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: queueName(url) }],
      StartTime: new Date(now - METRIC_WINDOW_MS),
      EndTime: new Date(now),
      Period: 60,
      Statistics: ['Maximum'],
    }),
  );
  const [latest] = Datapoints.sort((a, b) => Number(b.Timestamp) - Number(a.Timestamp));
  return latest?.Maximum;
}

async function sourcesOf(lambda: LambdaClient, sqs: SQSClient, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: Attributes.QueueArn }),
  );
  return EventSourceMappings.map(({ UUID = '', State = '' }) => ({ id: UUID, state: State }));
}

/** Amazon SNS API Reference, ListSubscriptionsByTopic: what is not confirmed has this in place of an ARN. */
const PENDING = 'PendingConfirmation';
/** Who has unsubscribed is listed as well, for three days, with `Deleted` in that place. */
const CONFIRMED = /^arn:/;

async function subscriptionsOf(client: SNSClient, TopicArn: string) {
  const counts = { confirmed: 0, pending: 0 };
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { SubscriptionArn = '' } of Subscriptions) {
      if (CONFIRMED.test(SubscriptionArn)) counts.confirmed += 1;
      if (SubscriptionArn === PENDING) counts.pending += 1;
    }
  }
  return counts;
}

/** CloudFormation begins the name of an alarm with that of its stack, where the template gives it none. */
async function alarmsOf(client: CloudWatchClient, stackNames: readonly string[]): Promise<AlarmFacts[]> {
  const alarms: AlarmFacts[] = [];
  for (const name of stackNames) {
    const AlarmTypes = ['MetricAlarm' as const];
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNamePrefix: `${name}-`, AlarmTypes })) {
      alarms.push(
        ...(page.MetricAlarms ?? []).map(
          ({ AlarmName = '', StateValue = '', AlarmDescription = '', ActionsEnabled }) => ({
            name: AlarmName,
            state: StateValue,
            description: AlarmDescription,
            isActing: ActionsEnabled !== false,
          }),
        ),
      );
    }
  }
  return alarms;
}

function releaseIn(stacks: DeploymentFacts['stacks'], outputs: StackOutputs): Asked<Release | undefined> {
  if (stacks.some(({ stack }) => toldIn(stack) === undefined)) {
    return { untold: 'Both stacks have to be there, and to be seen.' };
  }
  const version = outputs.get('Version');
  const parserGeneration = Number(outputs.get('ParserGeneration'));
  const analyzerGeneration = Number(outputs.get('AnalyzerGeneration'));
  const isTold = version !== undefined && Number.isInteger(parserGeneration) && Number.isInteger(analyzerGeneration);
  return { is: isTold ? { version, parserGeneration, analyzerGeneration } : undefined };
}

/** Looks at the generations of the briefs that came first and last, by where lists find them: the briefs are not read. */
async function generationsOf(client: DynamoDBClient, tableName: string, newest: Release): Promise<BriefGenerations> {
  const table = new DynamoDbTable({ client: DynamoDBDocumentClient.from(client), tableName });
  const shards = await readShardCount(table);
  const versions = new Set<string>();
  let more = false;
  for (let shard = 0; shard < shards; shard += 1) {
    for (const ScanIndexForward of [true, false]) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: '#pk = :pk',
          ProjectionExpression: '#sk',
          ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#sk': SORT_KEY },
          ExpressionAttributeValues: { ':pk': { S: postingPartition('received', '', shard) } },
          ScanIndexForward,
          Limit: BRIEFS_FROM_EACH_END,
        }),
      );
      more ||= LastEvaluatedKey !== undefined;
      for (const { [SORT_KEY]: key } of Items) if (key?.S !== undefined) versions.add(key.S);
    }
  }
  const found = [...versions].flatMap((key) => parsePosition(key)?.version ?? []);
  const lexicon = (await readLexiconPointer(table))?.number ?? 0;
  const newestOf = (overlay: number) => generationOf(overlay, newest.analyzerGeneration);
  const isBelow = (version: string, generation: number) => generationNamed(generationIn(version)) < generation;
  const ofOlderAnalyzer = found.filter((version) => isBelow(version, newestOf(0))).length;
  return {
    lookedAt: found.length,
    more,
    ofOlderParser: found.filter((version) => parserGenerationIn(version) < newest.parserGeneration).length,
    ofOlderAnalyzer,
    ofOlderLexicon: found.filter((version) => isBelow(version, newestOf(lexicon))).length - ofOlderAnalyzer,
    lexicon,
  };
}
