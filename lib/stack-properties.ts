import type { StackProps } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/** What the stacks of one stage have in common: where they are, their tags, and whether they can be deleted. */
export function stackProperties({ stage, settings }: StageConfig): StackProps {
  return {
    terminationProtection: settings.deletionProtection,
    tags: { application: 'precis', stage },
    ...(settings.environment ? { env: settings.environment } : {}),
  };
}
