import type { LocalAccount } from '../contracts.ts';
import { AppTemplate, type ResourceEntry, type Stack } from './app-template.ts';
import type { Endpoints } from './names.ts';
import { PASSIVE_TYPES } from './passive-types.ts';
import type { Plan, PolicyPlan, RolePlan } from './plan.ts';
import { readBucket } from './resources/bucket.ts';
import { readEventBus, readEventRule } from './resources/event-bus.ts';
import { readEventSource } from './resources/event-source.ts';
import { readFunction } from './resources/function.ts';
import { readHttpApis } from './resources/http-api.ts';
import { readQueue } from './resources/queue.ts';
import { readPolicy, readRole } from './resources/role.ts';
import { readSchedule } from './resources/schedule.ts';
import { readTable } from './resources/table.ts';
import { readUserPools } from './resources/user-pool.ts';
import { TemplateError } from './template-error.ts';

const MODELLED_TYPES = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
]);

/**
 * Reads what a synthesized app asks of this machine.
 * @param stacks all stacks of the app.
 * @param account the account and region that names and ARNs carry.
 * @param endpoints where the services of this machine listen.
 * @throws TemplateError naming the first resource, property, function or attribute that has no local model, and for
 * event sources that AWS would refuse.
 */
export function readPlan(stacks: Stack[], account: LocalAccount, endpoints: Endpoints): Plan {
  const app = new AppTemplate(stacks, account, endpoints);
  const entries = app.resources();
  for (const { type, logicalId } of entries) {
    if (!MODELLED_TYPES.has(type) && !PASSIVE_TYPES.has(type)) {
      throw new TemplateError(`The resource type ${type} (${logicalId}) has no local model.`, {
        remedy: 'Leave it out of the stack, model it in local/template, or list it in local/template/passive-types.ts.',
      });
    }
  }
  const ofType = (...types: string[]) => entries.filter(({ type }) => types.includes(type));
  const { roles, policies } = readIdentities(
    ofType('AWS::IAM::Role'),
    ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'),
  );
  const plan: Plan = {
    buckets: ofType('AWS::S3::Bucket').map(readBucket),
    queues: ofType('AWS::SQS::Queue').map(readQueue),
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(readTable),
    functions: ofType('AWS::Lambda::Function').map(readFunction),
    eventSources: ofType('AWS::Lambda::EventSourceMapping').flatMap((entry) => readEventSource(entry) ?? []),
    apis: readHttpApis(entries),
    roles,
    policies,
    userPools: readUserPools(entries),
    eventBuses: ofType('AWS::Events::EventBus').map(readEventBus),
    eventRules: ofType('AWS::Events::Rule').flatMap((entry) => readEventRule(entry) ?? []),
    schedules: ofType('AWS::Scheduler::Schedule').flatMap((entry) => readSchedule(entry) ?? []),
    stacks: app.stacks(),
    outputs: app.outputs(),
    passive: [...PASSIVE_TYPES]
      .filter(([type]) => entries.some((entry) => entry.type === type))
      .map(([type, reason]) => ({ type, reason })),
  };
  checkWiring(plan);
  return plan;
}

function readIdentities(
  roles: ResourceEntry[],
  policies: ResourceEntry[],
): { roles: RolePlan[]; policies: PolicyPlan[] } {
  const read = policies.map(readPolicy);
  return {
    roles: roles.map((entry) => {
      const role = readRole(entry);
      const more = read.filter(({ roleNames }) => roleNames.includes(entry.name));
      return { ...role, statements: [...role.statements, ...more.flatMap(({ policy }) => policy.statements)] };
    }),
    policies: read.filter(({ roleNames }) => roleNames.length === 0).map(({ policy }) => policy),
  };
}

/** Finds what AWS would refuse at deployment, and what would silently do nothing here. */
function checkWiring(plan: Plan): void {
  const queues = new Map(plan.queues.map((queue) => [queue.arn, queue]));
  const functions = new Map(plan.functions.map((lambda) => [lambda.name, lambda]));
  for (const { logicalId, queueArn, functionName } of plan.eventSources) {
    const queue = queues.get(queueArn);
    const lambda = functions.get(functionName);
    if (!queue || !lambda) throw new TemplateError(`The event source ${logicalId} joins nothing of this app.`);
    // AWS Lambda Developer Guide, "Configuring a queue for use with Lambda": such a mapping is refused.
    if (queue.visibilityTimeoutSeconds < lambda.timeoutSeconds) {
      throw new TemplateError(
        `The queue ${queue.logicalId} hides a message for ${queue.visibilityTimeoutSeconds} s, less than the time-out of ${lambda.logicalId} (${lambda.timeoutSeconds} s).`,
      );
    }
  }
  for (const { logicalId, redrive } of plan.queues) {
    if (redrive && !queues.has(redrive.deadLetterQueueArn)) {
      throw new TemplateError(`The dead-letter queue of ${logicalId} is not in this app.`);
    }
  }
  for (const { logicalId, notifications } of plan.buckets) {
    if (notifications.some(({ queueArn }) => !queues.has(queueArn))) {
      throw new TemplateError(`The bucket ${logicalId} notifies a queue that is not in this app.`);
    }
  }
  for (const { logicalId, queueArns } of plan.eventRules) {
    if (queueArns.some((arn) => !queues.has(arn))) {
      throw new TemplateError(`The event rule ${logicalId} leads to a queue that is not in this app.`);
    }
  }
  for (const { logicalId, functionName, roleArn, deadLetterQueueArn } of plan.schedules) {
    const isWired =
      functions.has(functionName) &&
      plan.roles.some(({ arn }) => arn === roleArn) &&
      (deadLetterQueueArn === undefined || queues.has(deadLetterQueueArn));
    if (!isWired) throw new TemplateError(`The schedule ${logicalId} joins nothing of this app.`);
  }
  for (const api of plan.apis) {
    for (const { key, functionName, authorization } of api.routes) {
      if (!functions.has(functionName)) throw new TemplateError(`The route ${key} leads to no function of this app.`);
      const isCustom = typeof authorization === 'object' && authorization.type === 'CUSTOM';
      if (isCustom && !functions.has(authorization.functionName)) {
        throw new TemplateError(`The authorizer ${authorization.authorizerId} asks no function of this app.`);
      }
    }
  }
  const roles = new Set(plan.roles.map(({ arn }) => arn));
  for (const { logicalId, roleArn } of plan.functions) {
    if (!roles.has(roleArn)) throw new TemplateError(`The role of the function ${logicalId} is not in this app.`);
  }
}
