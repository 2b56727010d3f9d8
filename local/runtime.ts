import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ConfigurationError, PrecisError } from '../functions/core/errors.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { synthesize } from './assembly/synthesize.ts';
import type { Chaos } from './chaos/chaos.ts';
import { logFaults } from './chaos/chaos-log.ts';
import { startCloudFormation } from './cloudformation/start-cloudformation.ts';
import type { Clock, Principal } from './contracts.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { startDynamoDb } from './dynamodb/start-dynamodb.ts';
import { QueuePoller } from './event-source/queue-poller.ts';
import { busArnOf } from './eventbridge/put-events.ts';
import { startEventBridge } from './eventbridge/start-eventbridge.ts';
import { allowsOrigin } from './http-api/cors.ts';
import { isOwnOrigin } from './http-api/same-origin.ts';
import { startHttpApi } from './http-api/start-http-api.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from './iam/principals.ts';
import { startIdentity } from './identity/start-identity.ts';
import { watchInbox } from './inbox/watch-inbox.ts';
import { FunctionPool } from './lambda/function-pool.ts';
import { LambdaService } from './lambda/lambda-service.ts';
import { startLogs } from './logs/start-logs.ts';
import { type AccessKey, newAccessKey, ownerKey } from './runtime/access-keys.ts';
import { writeEndpoint } from './runtime/endpoint-file.ts';
import { accountOf } from './runtime/local-account.ts';
import { policyPrincipals } from './runtime/policy-principals.ts';
import { type HeldPort, holdPorts, type ServiceName } from './runtime/ports.ts';
import { openRuntimeClock } from './runtime/runtime-clock.ts';
import { lockState } from './runtime/state-lock.ts';
import { startS3 } from './s3/start-s3.ts';
import type { LocalSqs } from './sqs/specs.ts';
import { startSqs } from './sqs/start-sqs.ts';
import { startSsm } from './ssm/start-ssm.ts';
import { calledFunctions } from './template/called-functions.ts';
import type { Plan } from './template/plan.ts';
import { readPlan } from './template/read-plan.ts';
import type { OnUsage } from './usage.ts';

export interface RuntimeOptions {
  /** The project: holds `bin/app.ts` and `cdk.json`. */
  projectDir: string;
  /** Where everything is kept between starts: `.precis`. Only one runtime may use it at a time. */
  stateDir: string;
  /** The watched folder; null for none. */
  inboxDir: string | null;
  /** The stage that is synthesized; without it, the app's own default. */
  stage?: string;
  /** Ports by service, or `free` for any that are free; without it, 4311 to 4319 where they are free. */
  ports?: Partial<Record<ServiceName, number>> | 'free';
  /**
   * How many seconds pass in the queues and buckets in one second of the machine; 1 where it is absent. Functions and
   * signatures always live in the machine's time.
   */
  timeScale?: number;
  /** How many sandboxes of one function there are at most; without it, as many as processors, and two at least. */
  sandboxes?: number;
  /** Whether routes with `AWS_IAM` refuse requests that nobody signed, as in AWS; without it, they are the owner's. */
  requireSignatures?: boolean;
  /** Told what a person should know. */
  log(line: string): void;
  /** Told each line of the functions' logs, which are also files in `<stateDir>/logs`. */
  onFunctionLog?(functionName: string, line: string): void;
  /** Told each permission that a function's role was asked for and has: the action, and the ARN it was asked on. */
  onPermission?(role: string, action: string, resource: string): void;
  /** An assembly that is there already, instead of one synthesized from the project. */
  assemblyDir?: string;
  /** What goes wrong on purpose; without it, nothing. Each fault is told in `<stateDir>/logs/chaos.jsonl`. */
  chaos?: Chaos | undefined;
  /** Told what AWS would bill of what the runtime does. */
  onUsage?: OnUsage | undefined;
}

/** The app, running on this machine. */
export interface Runtime {
  readonly apiUrl: string;
  readonly s3Url: string;
  readonly sqsUrl: string;
  readonly dynamodbUrl: string;
  readonly ssmUrl: string;
  /** Undefined where the app has no user pool. */
  readonly identityUrl: string | undefined;
  readonly cloudformationUrl: string;
  readonly logsUrl: string;
  readonly eventbridgeUrl: string;
  readonly region: string;
  readonly inboxBucket: string;
  /** Resolved outputs of all stacks. */
  readonly outputs: Record<string, string>;
  /** The resource types of the template that do nothing here, each with the reason. */
  readonly passive: { type: string; reason: string }[];
  /**
   * Resolves once each function has a sandbox that has initialized, or after `close`. Rejects with a PrecisError that
   * names the functions that cannot initialize and where their logs are; all else runs on.
   */
  readonly ready: Promise<void>;
  /** The key that may do everything. */
  readonly ownerCredentials: AccessKey;
  /**
   * For each managed policy of the template that lets people call the API, the key of somebody who has it alone, by the
   * policy's name. They differ from start to start.
   */
  readonly policyCredentials: Readonly<Record<string, AccessKey>>;
  /** Ends everything that was started; what is stored stays. Safe to call twice. */
  close(): Promise<void>;
}

/** The inbox tells what goes wrong in its own words. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The output of the app that names the bucket that articles are put into. */
const INBOX_OUTPUT = 'InboxBucketName';

/** Each event of the buses, in the directory of the logs. */
const EVENTS_LOG = 'events.jsonl';

/** More than processors gain nothing. */
const SANDBOXES = Math.max(2, availableParallelism());
const IDLE_SANDBOX_MS = 10 * 60_000;

/**
 * Starts the app on this machine as its synthesized template describes it.
 * @throws AssemblyError where the app cannot be synthesized; TemplateError for anything in it without a local model;
 * ConfigurationError where the state is in use, a port is taken, or the app lacks its inbox or API.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  // The runtime runs on the Node that is there; the functions are deployed on the template's.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const started = new StartedParts();
  try {
    return await start(options, started);
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function start(options: RuntimeOptions, started: StartedParts): Promise<Runtime> {
  const stateDir = resolve(options.stateDir);
  // It holds the texts of articles.
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const lock = await lockState(stateDir);
  started.add(() => lock.release());

  const stacks = await readAssembly(options.assemblyDir ?? (await synthesizeInto(stateDir, options)));
  const account = accountOf(stacks);
  const ports = await holdPorts(stateDir, options.ports);
  for (const port of Object.values(ports)) started.add(() => port.release());
  const urlOf = (name: ServiceName) => `http://127.0.0.1:${ports[name].port}`;
  const plan = readPlan(stacks, account, { sqsUrl: urlOf('sqs'), apiUrl: urlOf('api') });
  const app = findParts(plan);

  const owner: Principal = ownerPrincipal({
    ...(await ownerKey(stateDir)),
    arn: `arn:aws:iam::${account.accountId}:root`,
  });
  const roles = new Map(
    plan.roles.map(({ arn, statements }) => {
      const principal = rolePrincipal({ ...newAccessKey(), arn }, statements, account);
      return [arn, options.onPermission ? watched(principal, options.onPermission) : principal];
    }),
  );
  const people = policyPrincipals(plan.policies, account);
  const time = await openRuntimeClock(stateDir, options.timeScale ?? 1);
  started.add(() => time.close());
  const logDirectory = join(stateDir, 'logs');
  const { chaos, onUsage } = options;
  if (chaos) {
    const stop = logFaults(chaos, logDirectory);
    started.add(async () => stop());
  }
  const shared = {
    principals: principalsOf([owner, ...roles.values(), ...people.values()]),
    account,
    clock: time.clock,
  };
  const at = async (port: HeldPort) => {
    await port.release();
    return port.port;
  };

  const sqs = await startSqs({
    ...shared,
    dir: join(stateDir, 'sqs'),
    port: await at(ports.sqs),
    queues: plan.queues,
    chaos,
    onUsage,
  });
  started.add(() => sqs.close());
  // Whoever had received these messages ended with the last runtime.
  await sqs.releaseInFlight();
  const s3 = await startS3({
    ...shared,
    dir: join(stateDir, 's3'),
    port: await at(ports.s3),
    buckets: plan.buckets,
    deliver: (queueArn, body) => sqs.send(queueArn, body),
    chaos,
    onUsage,
  });
  started.add(() => s3.close());
  const dynamodb = await startDynamoDb({
    ...shared,
    dir: join(stateDir, 'dynamodb'),
    port: await at(ports.dynamodb),
    chaos,
    onUsage,
  });
  started.add(() => dynamodb.close());
  const tables = new DynamoDBClient({
    region: account.region,
    endpoint: dynamodb.url,
    credentials: ownCredentials(owner),
  });
  await createTables(tables, plan.tables).finally(() => tables.destroy());

  const ssm = await startSsm({ ...shared, dir: join(stateDir, 'ssm'), port: await at(ports.ssm) });
  started.add(() => ssm.close());
  const identity =
    plan.userPools.length === 0
      ? undefined
      : await startIdentity({
          principals: shared.principals,
          account,
          dir: join(stateDir, 'identity'),
          port: await at(ports.identity),
          pools: plan.userPools,
          allowsOrigin: (origin) => isOwnOrigin(origin, ports.api.port) || allowsOrigin(app.api.cors, origin),
        });
  if (identity) started.add(() => identity.close());

  const cloudformation = await startCloudFormation({
    principals: shared.principals,
    account,
    port: await at(ports.cloudformation),
    stacks: plan.stacks,
    startedAt: shared.clock.now(),
  });
  started.add(() => cloudformation.close());

  const logs = await startLogs({
    principals: shared.principals,
    account,
    port: await at(ports.logs),
    groups: new Map(plan.functions.map(({ logGroup, name }) => [logGroup, FunctionPool.logFile(logDirectory, name)])),
  });
  started.add(() => logs.close());
  const eventbridge = await startEventBridge({
    ...shared,
    logFile: join(logDirectory, EVENTS_LOG),
    port: await at(ports.eventbridge),
    rules: plan.eventRules.map((rule) => ({ ...rule, busArn: busArnOf(rule.bus, account) })),
    deliver: (queueArn, body) => sqs.send(queueArn, body),
    chaos,
  });
  started.add(() => eventbridge.close());
  const lambdas = new LambdaService(
    calledFunctions(plan).map((lambda) => ({
      ...lambda,
      region: account.region,
      credentials: keyOf(roles, lambda.roleArn),
      endpoints: {
        AWS_ENDPOINT_URL_S3: s3.url,
        AWS_ENDPOINT_URL_SQS: sqs.url,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
        AWS_ENDPOINT_URL_SSM: ssm.url,
        AWS_ENDPOINT_URL_EVENTBRIDGE: eventbridge.url,
        ...(identity ? { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: identity.url } : {}),
      },
    })),
    {
      logDirectory,
      maximumSandboxes: options.sandboxes ?? SANDBOXES,
      idleMs: IDLE_SANDBOX_MS,
      chaos,
      onUsage,
      onLog: options.onFunctionLog?.bind(options),
    },
  );
  startPollers({ plan, sqs, roles, lambdas, region: account.region, clock: shared.clock }, options, started);

  const api = await startHttpApi({
    api: app.api,
    port: await at(ports.api),
    account,
    clock: shared.clock,
    principals: shared.principals,
    caller: owner,
    requireSignatures: options.requireSignatures ?? false,
    localIssuers: new Map(plan.userPools.map(({ issuer, id }) => [issuer, `${identity?.url}/${id}`])),
    invoke: (name, event) => lambdas.invoke(name, event),
  });
  started.add(() => api.close());
  if (options.inboxDir !== null) {
    const client = new S3Client({
      region: account.region,
      endpoint: s3.url,
      credentials: ownCredentials(owner),
      logger: SILENT,
    });
    started.add(async () => client.destroy());
    const inbox = await watchInbox({
      dir: options.inboxDir,
      journal: join(stateDir, 'inbox.jsonl'),
      s3: client,
      bucket: app.inbox.name,
      prefix: app.inbox.notifications[0]?.prefix ?? '',
      log: options.log,
    });
    started.add(() => inbox.close());
  }

  const policyCredentials = Object.fromEntries([...people].map(([name, one]) => [name, ownCredentials(one)]));
  const withdrawEndpoint = await writeEndpoint(stateDir, {
    apiUrl: api.url,
    s3Url: s3.url,
    sqsUrl: sqs.url,
    dynamodbUrl: dynamodb.url,
    ssmUrl: ssm.url,
    ...(identity ? { identityUrl: identity.url } : {}),
    cloudformationUrl: cloudformation.url,
    logsUrl: logs.url,
    eventbridgeUrl: eventbridge.url,
    stacks: plan.stacks.map(({ name }) => name),
    inboxBucket: app.inbox.name,
    region: account.region,
    outputs: plan.outputs,
    signed: options.requireSignatures ?? false,
    credentials: ownCredentials(owner),
    policyCredentials,
    pid: process.pid,
  });
  started.add(withdrawEndpoint);
  const ready = warmUp(lambdas, logDirectory);
  // Whoever does not ask for it is not ended by it.
  ready.catch(() => undefined);
  return {
    apiUrl: api.url,
    s3Url: s3.url,
    sqsUrl: sqs.url,
    dynamodbUrl: dynamodb.url,
    ssmUrl: ssm.url,
    identityUrl: identity?.url,
    cloudformationUrl: cloudformation.url,
    logsUrl: logs.url,
    eventbridgeUrl: eventbridge.url,
    region: account.region,
    inboxBucket: app.inbox.name,
    outputs: plan.outputs,
    passive: plan.passive,
    ready,
    ownerCredentials: ownCredentials(owner),
    policyCredentials,
    close: () => started.close(),
  };
}

/** What was started so far, to be ended in reverse. */
class StartedParts {
  readonly #closers: (() => Promise<void>)[] = [];
  #closed: Promise<void> | undefined;

  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.reverse()) await close().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be ended.');
  }
}

function synthesizeInto(stateDir: string, { projectDir, stage, log }: RuntimeOptions): Promise<string> {
  return synthesize({
    projectDir: resolve(projectDir),
    stateDir,
    stage,
    onStart: () => log('Synthesizing the app (once, and after a change of its sources) …'),
  });
}

/** The parts of the app that the runtime itself talks about. */
function findParts(plan: Plan): { api: Plan['apis'][number]; inbox: Plan['buckets'][number] } {
  const [api, ...others] = plan.apis;
  if (!api || others.length > 0) throw new ConfigurationError('The app must have one HTTP API, and only one.');
  const inbox = plan.buckets.find(({ name }) => name === plan.outputs[INBOX_OUTPUT]);
  if (!inbox) throw new ConfigurationError(`The app has no output ${INBOX_OUTPUT} that names one of its buckets.`);
  return { api, inbox };
}

function keyOf(roles: ReadonlyMap<string, Principal>, roleArn: string): AccessKey {
  const role = roles.get(roleArn);
  if (!role) throw new ConfigurationError(`The role ${roleArn} is not in the app.`);
  return ownCredentials(role);
}

/** A role whose every use of a permission is told. */
function watched(role: Principal, onPermission: NonNullable<RuntimeOptions['onPermission']>): Principal {
  return {
    ...role,
    allows(action, resource, keys) {
      const allowed = role.allows(action, resource, keys);
      if (allowed) onPermission(role.arn, action, resource);
      return allowed;
    },
  };
}

/** A copy for one client alone: the AWS SDK writes into the object that it is given. */
function ownCredentials({ accessKeyId, secretAccessKey }: Principal): AccessKey {
  return { accessKeyId, secretAccessKey };
}

async function warmUp(lambdas: LambdaService, logDirectory: string): Promise<void> {
  const failed = await lambdas.warm();
  if (failed.length === 0) return;
  const files = failed.map((name) => FunctionPool.logFile(logDirectory, name)).join(', ');
  const names = failed.length === 1 ? `The function ${failed[0]}` : `The functions ${failed.join(', ')}`;
  throw new PrecisError(`${names} cannot initialize.`, { file: files, remedy: `Read why in ${files}.` });
}

interface PolledParts {
  plan: Plan;
  sqs: LocalSqs;
  roles: ReadonlyMap<string, Principal>;
  lambdas: LambdaService;
  region: string;
  clock: Clock;
}

/** Starts the event sources. They are ended before the functions, which are ended before their batches are waited for. */
function startPollers(
  { plan, sqs, roles, lambdas, region, clock }: PolledParts,
  { log, timeScale = 1, sandboxes = SANDBOXES }: RuntimeOptions,
  started: StartedParts,
): void {
  const pollers = plan.eventSources.map((source) => {
    const lambda = plan.functions.find(({ name }) => name === source.functionName);
    const client = new SQSClient({
      region,
      endpoint: sqs.url,
      credentials: keyOf(roles, lambda?.roleArn ?? ''),
    });
    const limits = [sandboxes, source.maximumConcurrency, lambda?.reservedConcurrency];
    const poller = new QueuePoller({
      source,
      queueUrl: sqs.queueUrl(source.queueArn),
      client,
      concurrency: Math.min(...limits.filter((limit) => limit !== undefined)),
      invoke: (event) => lambdas.invoke(source.functionName, event),
      clock,
      hold: timeScale === 1 ? undefined : (receiptHandles) => sqs.hold(source.queueArn, receiptHandles),
      log,
    });
    poller.start();
    return { poller, client };
  });
  started.add(async () => {
    const stopped = pollers.map(({ poller }) => poller.close());
    await lambdas.close();
    await Promise.all(stopped);
    for (const { client } of pollers) client.destroy();
  });
}
