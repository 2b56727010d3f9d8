import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { stackNamesOf } from '../functions/core/stack-names.ts';
import { AppStack } from './app-stack.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig } from './config.ts';
import { DataStack } from './data-stack.ts';

/**
 * Makes the two stacks of one stage. Stages of the same account do not touch each other.
 * @param bundles the directories of the functions' code.
 */
export function makeStacks(scope: Construct, config: StageConfig, bundles: FunctionBundles) {
  const names = stackNamesOf(config.stage);
  const data = new DataStack(scope, names.data, { ...config, bundles });
  const app = new AppStack(scope, names.app, { ...config, data, bundles });
  for (const stack of [data, app]) limitRoles(stack, config.settings.permissionsBoundary);
  return { data, app };
}

/** Sets the boundary of every role of a stack, those that CDK makes by itself as well. */
function limitRoles(stack: Stack, boundary: string | undefined): void {
  if (boundary === undefined) return;
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', boundary));
}
