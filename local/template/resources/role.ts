import type { ResourceEntry } from '../app-template.ts';
import type { PolicyPlan, PolicyStatement, RolePlan } from '../plan.ts';
import { isObject, type Json } from '../template.ts';
import { TemplateError } from '../template-error.ts';

/** AWS's own policies whose actions concern nothing that runs here (logs). */
const MANAGED_WITHOUT_EFFECT = new Set(['AWSLambdaBasicExecutionRole']);

/** Reads an `AWS::IAM::Role` with its inline policies. @throws TemplateError for what has no local model. */
export function readRole(entry: ResourceEntry): RolePlan {
  const properties = entry.read();
  properties.withoutEffect(
    'RoleName',
    'AssumeRolePolicyDocument',
    'Description',
    'MaxSessionDuration',
    'Path',
    // It can only take away, and what stands in it is known to the account alone.
    'PermissionsBoundary',
    'Tags',
  );
  for (const arn of properties.texts('ManagedPolicyArns')) {
    const name = arn.split('/').at(-1) ?? '';
    if (!MANAGED_WITHOUT_EFFECT.has(name)) throw properties.error('ManagedPolicyArns', `(${name}) has no local model`);
  }
  const statements = properties.objects('Policies').flatMap((policy) => {
    policy.withoutEffect('PolicyName');
    const read = readStatements(policy.value('PolicyDocument'), entry.logicalId);
    policy.end();
    return read;
  });
  properties.end();
  return {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    arn: String(entry.addresses?.attributes['Arn']),
    statements,
  };
}

/**
 * Reads an `AWS::IAM::Policy` or an `AWS::IAM::ManagedPolicy`.
 * @returns the names of the roles that it is attached to, and what it is.
 */
export function readPolicy(entry: ResourceEntry): { roleNames: string[]; policy: PolicyPlan } {
  const properties = entry.read();
  properties.withoutEffect('PolicyName', 'ManagedPolicyName', 'Description');
  const path = properties.text('Path') ?? '/';
  // It would be a part of the policy's ARN.
  if (path !== '/') throw properties.error('Path', `(${path}) has no local model`);
  const read = {
    roleNames: properties.texts('Roles'),
    policy: {
      stack: entry.stack.name,
      logicalId: entry.logicalId,
      name: entry.name,
      arn: String(entry.addresses?.attributes['PolicyArn']),
      statements: readStatements(properties.value('PolicyDocument'), entry.logicalId),
    },
  };
  properties.end();
  return read;
}

const ELEMENTS = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

function readStatements(document: Json | undefined, logicalId: string): PolicyStatement[] {
  const found = isObject(document) ? document['Statement'] : undefined;
  const statements = Array.isArray(found) ? found : [found ?? null];
  return statements.map((statement) => {
    if (!isObject(statement) || (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')) {
      throw new TemplateError(`A statement of the policy ${logicalId} has no effect.`);
    }
    const unknown = Object.keys(statement).find((element) => !ELEMENTS.has(element));
    if (unknown) throw new TemplateError(`The element ${unknown} of the policy ${logicalId} has no local model.`);
    const { Effect, Condition } = statement;
    const read: PolicyStatement = { Effect };
    for (const element of ['Action', 'NotAction', 'Resource', 'NotResource'] as const) {
      const value = statement[element];
      if (value !== undefined) read[element] = texts(value, logicalId);
    }
    if (isObject(Condition)) read.Condition = readConditions(Condition, logicalId);
    return read;
  });
}

function readConditions(
  conditions: { [key: string]: Json },
  logicalId: string,
): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      isObject(keys)
        ? Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, texts(value, logicalId)]))
        : {},
    ]),
  );
}

function texts(value: Json, logicalId: string): string[] {
  return (Array.isArray(value) ? value : [value]).map((member) => {
    if (typeof member === 'string' || typeof member === 'boolean' || typeof member === 'number') return String(member);
    throw new TemplateError(`The policy ${logicalId} holds something that is no text.`);
  });
}
