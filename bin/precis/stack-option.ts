import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackNamesOf } from '../../functions/core/stack-names.ts';
import { explained } from '../../operations/errors.ts';
import { openStackAccess, type StackAccess, type StackAddress } from '../../operations/stack-access.ts';
import { requireAccess } from './aws-access.ts';
import { UsageError } from './errors.ts';
import { readLocalEndpoint } from './local-endpoint.ts';

/** Which deployment a command works on; `withStack` adds the options. */
export interface StackOptions {
  /** The stage that is deployed, with the AWS credentials of the environment; without it, the local runtime. */
  deployment?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

/**
 * Where the deployment is that the options name.
 * @throws UsageError where neither is there, or the environment lacks what AWS asks for.
 */
export async function stackAddressOf({ deployment, state }: StackOptions): Promise<StackAddress> {
  if (deployment !== undefined) {
    const probe = new CloudFormationClient({});
    await requireAccess(probe.config);
    probe.destroy();
    const { data, app } = stackNamesOf(deployment);
    return { stackNames: [data, app] };
  }
  const local = await readLocalEndpoint(
    state,
    'Start it with `npm start`, or name a deployed stage with --deployment NAME.',
  );
  const { region, credentials, stacks, s3Url, sqsUrl, dynamodbUrl, cloudformationUrl, logsUrl } = local;
  if (!sqsUrl || !dynamodbUrl || !cloudformationUrl || !logsUrl) {
    throw new UsageError('The local runtime is of an older version.', { remedy: 'Stop it, and start it again.' });
  }
  const urls = { cloudformation: cloudformationUrl, s3: s3Url, sqs: sqsUrl, dynamodb: dynamodbUrl, logs: logsUrl };
  return { stackNames: stacks, local: { region, credentials, urls } };
}

/**
 * Works on the deployment that the options name, and lets go of it in the end.
 * @returns what `work` returns.
 * @throws UsageError where there is none; DeploymentError where it is not whole or refuses what is asked; what `work` throws.
 */
export async function onStack<T>(options: StackOptions, work: (access: StackAccess) => Promise<T>): Promise<T> {
  const address = await stackAddressOf(options);
  try {
    const access = await openStackAccess(address);
    try {
      return await work(access);
    } finally {
      access.close();
    }
  } catch (error) {
    throw explained(error);
  }
}
