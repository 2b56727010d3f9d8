import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_STATE } from './default-state.ts';

/** Reads a number. @throws InvalidArgumentError unless it is above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** Reads a whole number. @throws InvalidArgumentError unless it is one above 0. */
export function wholeNumber(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

/** Reads a port; 0 is any free one. @throws InvalidArgumentError for anything else. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('It must be a number up to 65535.');
  return value;
}

/** Adds the option that names the state of the local runtime. */
export function withState(command: Command): Command {
  return command.option('--state <folder>', 'where the local runtime keeps its state', DEFAULT_STATE);
}

/** Adds the options that name the deployment that an operator's command works on. */
export function withStack(command: Command): Command {
  return withState(command).option(
    '--deployment <stage>',
    'what is deployed as this stage (dev, prod, …), with the AWS credentials of the environment; without it, the local runtime',
  );
}

/** Adds the options that name the pipeline that a command talks to. */
export function withDeployment(command: Command): Command {
  return withStack(command)
    .option('--api <url>', 'the API of a deployed stack (output ApiUrl), where its stacks may not be asked')
    .option('--bucket <name>', 'the inbox of a deployed stack (output InboxBucketName), beside --api');
}
