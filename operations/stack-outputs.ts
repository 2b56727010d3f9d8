import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeploymentError } from './errors.ts';

/** The outputs of the stacks of one deployment, by output name. */
export type StackOutputs = ReadonlyMap<string, string>;

/**
 * Reads the outputs of stacks that together are one deployment. Stacks are asked for by name, so that nobody needs leave
 * to see all stacks of the account.
 * @param region named in errors.
 * @throws DeploymentError for a stack that is not there, or was never completely made.
 */
export async function readStackOutputs(
  cloudformation: CloudFormationClient,
  stackNames: readonly string[],
  region: string,
): Promise<StackOutputs> {
  const read = await Promise.all(stackNames.map((name) => readOutputs(cloudformation, name, region)));
  return new Map(read.flat());
}

async function readOutputs(
  cloudformation: CloudFormationClient,
  StackName: string,
  region: string,
): Promise<[string, string][]> {
  const { Stacks: [stack] = [] } = await cloudformation
    .send(new DescribeStacksCommand({ StackName }))
    .catch((cause: unknown) => {
      // CloudFormation has no error of its own for this (API Reference, DescribeStacks).
      const isMissing =
        cause instanceof Error && cause.name === 'ValidationError' && /does not exist/.test(cause.message);
      throw isMissing ? missing(StackName, region, cause) : cause;
    });
  if (stack === undefined) throw missing(StackName, region);
  return (stack.Outputs ?? []).flatMap(({ OutputKey, OutputValue }): [string, string][] =>
    OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue]],
  );
}

function missing(name: string, region: string, cause?: unknown): DeploymentError {
  return new DeploymentError(`There is no stack ${name} in ${region}.`, {
    remedy: 'Check the stage, AWS_REGION and the account, or deploy it.',
    cause,
  });
}

/** @throws DeploymentError where the stacks have no such output. */
export function requiredOutput(outputs: StackOutputs, name: string): string {
  const value = outputs.get(name);
  if (value !== undefined && value !== '') return value;
  throw new DeploymentError(`The stacks have no output ${name}.`, {
    remedy: 'They are of an older version: deploy this one (locally: start it again).',
  });
}
