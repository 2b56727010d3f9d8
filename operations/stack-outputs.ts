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
  name: string,
  region: string,
): Promise<[string, string][]> {
  const stack = await describeStack(cloudformation, name);
  if (stack === undefined) {
    throw new DeploymentError(`There is no stack ${name} in ${region}.`, {
      remedy: 'Check the stage, AWS_REGION and the account, or deploy it.',
    });
  }
  return [...stack.outputs];
}

/** A stack as CloudFormation describes it. */
export interface DescribedStack {
  /** As `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: StackOutputs;
}

/** Asks for one stack by its name. @returns undefined where there is none. @throws what the client throws otherwise. */
export async function describeStack(
  cloudformation: CloudFormationClient,
  StackName: string,
): Promise<DescribedStack | undefined> {
  const { Stacks: [stack] = [] } = await cloudformation
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: unknown) => {
      // CloudFormation has no error of its own for this (API Reference, DescribeStacks).
      const isMissing =
        error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
      if (isMissing) return { Stacks: [] };
      throw error;
    });
  if (stack === undefined) return undefined;
  const outputs = (stack.Outputs ?? []).flatMap(({ OutputKey, OutputValue }): [string, string][] =>
    OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue]],
  );
  return { status: stack.StackStatus ?? '', outputs: new Map(outputs) };
}

/** @throws DeploymentError where the stacks have no such output. */
export function requiredOutput(outputs: StackOutputs, name: string): string {
  const value = outputs.get(name);
  if (value !== undefined && value !== '') return value;
  throw new DeploymentError(`The stacks have no output ${name}.`, {
    remedy: 'They are of an older version: deploy this one (locally: start it again).',
  });
}
