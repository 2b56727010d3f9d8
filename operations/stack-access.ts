import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BriefStore } from '../functions/core/store/brief-store.ts';
import { DynamoDbTable } from '../functions/core/store/dynamodb-table.ts';
import type { Table } from '../functions/core/store/table.ts';
import { DeploymentError } from './errors.ts';
import { type QueueStage, STAGE_OUTPUTS } from './queue-stages.ts';
import { redrivePolicyIn } from './redrive-policy.ts';
import { readStackOutputs, requiredOutput } from './stack-outputs.ts';

/** The queue in front of a stage, and where its dead letters are. */
export interface StageQueues {
  readonly url: string;
  readonly deadLettersUrl: string;
}

/** All that an operator works with: the buckets, queues and table of one deployment, in AWS or on this machine. */
export interface StackAccess {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  /** The store over the stack's table. */
  readonly store: BriefStore;
  /** The table itself, for what the store does not do. */
  readonly table: Table;
  readonly inboxBucket: string;
  readonly stagedBucket: string;
  readonly tableName: string;
  readonly queues: { readonly [Stage in QueueStage]: StageQueues };
  readonly logs: CloudWatchLogsClient;
  /** The log group of the function behind each queue. */
  readonly logGroups: { readonly [Stage in QueueStage]: string };
  /** After so long without a result a file is overdue, in milliseconds. */
  readonly overdueAfterMs: number;
  /** Lets go of the clients. */
  close(): void;
}

type Service = 'cloudformation' | 's3' | 'sqs' | 'dynamodb' | 'logs';

/** Where a deployment is. */
export interface StackAddress {
  /** Whose outputs together name everything. */
  readonly stackNames: readonly string[];
  /** Of a local runtime; without it, AWS is meant, with the region and the credentials of the environment. */
  readonly local?: {
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** The addresses of its services. */
    readonly urls: Readonly<Record<Service, string>>;
  };
}

/** What tells a client of a service where a deployment is. */
export function clientOptions({ local }: StackAddress, service: Service) {
  // A copy of the credentials for each: a client writes into the object that it is given.
  return local === undefined
    ? {}
    : { region: local.region, endpoint: local.urls[service], credentials: { ...local.credentials } };
}

/**
 * Finds a deployment by the outputs of its stacks: the same way in AWS and in the local runtime.
 * @throws DeploymentError where a stack or one of its outputs is missing; else what the AWS clients throw (`explained`
 * tells what it means).
 */
export async function openStackAccess(address: StackAddress): Promise<StackAccess> {
  const at = (service: Service) => clientOptions(address, service);
  const cloudformation = new CloudFormationClient(at('cloudformation'));
  const s3 = new S3Client(at('s3'));
  const sqs = new SQSClient(at('sqs'));
  const dynamodb = new DynamoDBClient(at('dynamodb'));
  const logs = new CloudWatchLogsClient(at('logs'));
  const close = () => {
    for (const client of [s3, sqs, dynamodb, logs]) client.destroy();
  };
  try {
    const region = await cloudformation.config.region();
    const outputs = await readStackOutputs(cloudformation, address.stackNames, region);
    const output = (name: string) => requiredOutput(outputs, name);
    const queuesOf = (stage: QueueStage) => {
      const { queue, deadLetters } = STAGE_OUTPUTS[stage];
      return { url: output(queue), deadLettersUrl: output(deadLetters) };
    };
    const queues = { parse: queuesOf('parse'), brief: queuesOf('brief') };
    const tableName = output('TableName');
    const client = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
    const table = new DynamoDbTable({ client, tableName });
    const retentionDays = outputs.get('RetentionDays');
    const deliveries = await Promise.all(Object.values(queues).map(({ url }) => longestDeliveryMs(sqs, url)));
    return {
      s3,
      sqs,
      store: new BriefStore({
        table,
        ...(retentionDays === undefined ? {} : { retentionDays: Number(retentionDays) }),
      }),
      table,
      inboxBucket: output('InboxBucketName'),
      stagedBucket: output('StagedBucketName'),
      tableName,
      queues,
      logs,
      logGroups: { parse: output(STAGE_OUTPUTS.parse.logGroup), brief: output(STAGE_OUTPUTS.brief.logGroup) },
      overdueAfterMs: Math.max(...deliveries),
      close,
    };
  } catch (error) {
    close();
    throw error;
  } finally {
    cloudformation.destroy();
  }
}

/** How long a message may take to end well or as a dead letter: its receives, each hidden for the visibility time-out. */
async function longestDeliveryMs(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout', 'RedrivePolicy'] }),
  );
  const redrive = redrivePolicyIn(Attributes);
  if (redrive === undefined) {
    throw new DeploymentError(`The queue ${QueueUrl} has no dead-letter queue.`, {
      remedy: 'Deploy the stacks again.',
    });
  }
  return Number(Attributes.VisibilityTimeout) * 1000 * redrive.maxReceiveCount;
}
