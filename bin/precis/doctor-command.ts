import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { ApiError } from '../../client/client.ts';
import { ANALYZER_GENERATION, PARSER_GENERATION, PRECIS_VERSION } from '../../functions/core/generations.ts';
import { collectFacts, type DoctorClients } from '../../operations/doctor/collect-facts.ts';
import { diagnose, type Finding, isWell } from '../../operations/doctor/diagnose.ts';
import { clientOptions, type StackAddress } from '../../operations/stack-access.ts';
import { findDeployment } from './deployment.ts';
import { PipelineError, UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { type StackOptions, stackAddressOf } from './stack-option.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface DoctorOptions extends StackOptions {
  /** One line of JSON a check. */
  json?: boolean;
}

const CHECKOUT = {
  version: PRECIS_VERSION,
  parserGeneration: PARSER_GENERATION,
  analyzerGeneration: ANALYZER_GENERATION,
};

/** How long AWS may take to answer, at each of three tries, in milliseconds: whoever asks may have no network. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/**
 * `precis doctor`: looks at everything that can be asked of a deployment, and prints a line for each check, with the remedy
 * where something is to be done.
 * @param now milliseconds since the epoch.
 * @returns the exit status: 1 if something is wrong.
 * @throws UsageError where the local runtime is meant and does not run.
 */
export async function examine(options: DoctorOptions, now: number, terminal: Terminal): Promise<number> {
  const findings = await findingsOf(options, now);
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const finding of findings) terminal.out(options.json ? jsonLine(finding) : linesOf(finding, width));
  return isWell(findings) ? EXIT.ok : EXIT.failed;
}

async function findingsOf(options: DoctorOptions, now: number): Promise<Finding[]> {
  let address: StackAddress;
  try {
    address = await stackAddressOf(options);
  } catch (error) {
    if (options.deployment === undefined || !(error instanceof UsageError)) throw error;
    // Without them nothing else can be asked.
    return [{ check: 'credentials', verdict: 'wrong', found: error.message, remedy: error.remedy ?? '' }];
  }
  const clients = clientsAt(address);
  try {
    const facts = await collectFacts(clients, {
      stage: options.deployment,
      stackNames: address.stackNames,
      checkout: CHECKOUT,
      askApi: (address) => askApi(options, address),
      now,
    });
    return diagnose(facts);
  } finally {
    for (const client of Object.values(clients)) client?.destroy();
  }
}

function clientsAt(address: StackAddress): DoctorClients {
  if (address.local === undefined) {
    const patient = { requestHandler: PATIENCE };
    return {
      cloudformation: new CloudFormationClient(patient),
      sqs: new SQSClient(patient),
      dynamodb: new DynamoDBClient(patient),
      sts: new STSClient(patient),
      sns: new SNSClient(patient),
      cloudwatch: new CloudWatchClient(patient),
      lambda: new LambdaClient(patient),
    };
  }
  return {
    cloudformation: new CloudFormationClient(clientOptions(address, 'cloudformation')),
    sqs: new SQSClient(clientOptions(address, 'sqs')),
    dynamodb: new DynamoDBClient(clientOptions(address, 'dynamodb')),
  };
}

/** @param address of the API of a deployed stage; the local runtime tells its own. */
async function askApi({ deployment, state }: StackOptions, address: string): Promise<number | undefined> {
  const { client, s3 } = await findDeployment({ state, ...(deployment === undefined ? {} : { api: address }) });
  try {
    await client.listBriefs({ limit: 1 });
    return 200;
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    if (error instanceof PipelineError) return undefined;
    throw error;
  } finally {
    s3.destroy();
  }
}

function linesOf({ check, verdict, found, remedy }: Finding, width: number): string {
  const line = `${verdict.padEnd(8)} ${check.padEnd(width)}  ${found}`;
  const lines = remedy === undefined || remedy === '' ? [line] : [line, `${' '.repeat(8 + width + 2)} ${remedy}`];
  return lines.map((each) => `${printableLine(each)}\n`).join('');
}
