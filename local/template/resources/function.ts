import type { ResourceEntry } from '../app-template.ts';
import type { FunctionPlan } from '../plan.ts';
import { TemplateError } from '../template-error.ts';

/** Reads an `AWS::Lambda::Function` whose code is a file asset. @throws TemplateError for what has no local model. */
export function readFunction(entry: ResourceEntry): FunctionPlan {
  const properties = entry.read();
  properties.withoutEffect(
    'FunctionName',
    'Architectures',
    'Description',
    'RecursiveLoop',
    'RuntimeManagementConfig',
    'Tags',
    'TracingConfig',
  );
  const packageType = properties.text('PackageType');
  if (packageType !== undefined && packageType !== 'Zip') throw properties.error('PackageType', 'has no local model');
  const runtime = properties.requiredText('Runtime');
  if (!/^nodejs\d+\.x$/.test(runtime)) throw properties.error('Runtime', `(${runtime}) has no local model`);

  const code = properties.object('Code');
  const key = code?.requiredText('S3Key') ?? '';
  code?.withoutEffect('S3Bucket');
  code?.end();
  const codeDirectory = entry.stack.assets.get(key.replace(/\.zip$/, ''));
  if (codeDirectory === undefined) {
    throw new TemplateError(`The code of ${entry.logicalId} is no directory asset of the synthesized app.`);
  }

  const ephemeral = properties.object('EphemeralStorage');
  ephemeral?.withoutEffect('Size');
  ephemeral?.end();
  const logging = properties.object('LoggingConfig');
  const logGroup = logging?.text('LogGroup') ?? `/aws/lambda/${entry.name}`;
  logging?.withoutEffect('ApplicationLogLevel', 'LogFormat', 'SystemLogLevel');
  logging?.end();
  const environment = properties.object('Environment');
  const variables = environment?.object('Variables');
  const plan: FunctionPlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    arn: String(entry.addresses?.attributes['Arn']),
    handler: properties.requiredText('Handler'),
    runtime,
    memoryMegabytes: properties.number('MemorySize') ?? 128,
    timeoutSeconds: properties.number('Timeout') ?? 3,
    environment: Object.fromEntries((variables?.names() ?? []).map((name) => [name, variables?.text(name) ?? ''])),
    codeDirectory,
    roleArn: properties.requiredText('Role'),
    reservedConcurrency: properties.number('ReservedConcurrentExecutions'),
    logGroup,
  };
  environment?.end();
  properties.end();
  return plan;
}

/**
 * The name of the function in its ARN, or in the invocation URI that wraps the ARN.
 * @param logicalId of the resource that leads there.
 * @throws TemplateError if there is none.
 */
export function functionIn(uri: string, logicalId: string): string {
  const name = /:function:([^:/]+)/.exec(uri)?.[1];
  if (name === undefined) throw new TemplateError(`${logicalId} leads to no function.`);
  return name;
}
