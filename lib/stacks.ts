import type { Construct } from 'constructs';
import { AppStack } from './app-stack.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig } from './config.ts';
import { DataStack } from './data-stack.ts';

/**
 * Makes the two stacks of one stage. Stages of the same account do not touch each other.
 * @param bundles the directories of the functions' code.
 */
export function makeStacks(scope: Construct, config: StageConfig, bundles: FunctionBundles) {
  const data = new DataStack(scope, `Precis-${config.stage}-Data`, config);
  const app = new AppStack(scope, `Precis-${config.stage}-App`, { ...config, data, bundles });
  return { data, app };
}
