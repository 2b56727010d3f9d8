import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackNamesOf } from '../../functions/core/stack-names.ts';
import { explained } from '../../operations/errors.ts';
import { readStackOutputs, type StackOutputs } from '../../operations/stack-outputs.ts';
import { requireAccess } from './aws-access.ts';

/**
 * The outputs of the stacks of a deployed stage, with the AWS credentials of the environment.
 * @throws UsageError where the environment names no region or no credentials; DeploymentError where there is no such
 * stage, or its stacks may not be seen.
 */
export async function deployedOutputs(stage: string): Promise<StackOutputs> {
  const cloudformation = new CloudFormationClient({});
  await requireAccess(cloudformation.config);
  const { data, app } = stackNamesOf(stage);
  try {
    return await readStackOutputs(cloudformation, [data, app], await cloudformation.config.region());
  } catch (error) {
    throw explained(error);
  } finally {
    cloudformation.destroy();
  }
}
