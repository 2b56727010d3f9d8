import type { Principal } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { regionalArn } from '../regional-arn.ts';
import { group, text, timestamp } from '../s3/xml.ts';
import { ServiceError } from '../service-error.ts';
import type { CloudFormationOptions } from './specs.ts';

/** What the request of DescribeStacks may hold; there is one page, so `NextToken` is never asked for. */
const PARAMETERS = new Set(['Action', 'Version', 'StackName']);

/**
 * DescribeStacks (AWS CloudFormation API Reference): one stack by its name or id, or all of them.
 * @returns the children of its result.
 * @throws ServiceError `ValidationError` for a stack that is not there, `AccessDenied` for a caller who may not.
 */
export function describeStacks(input: URLSearchParams, principal: Principal, options: CloudFormationOptions): string {
  const unknown = [...input.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) {
    throw new ServiceError('ValidationError', `The parameter "${unknown}" of DescribeStacks has no local model.`);
  }
  const idOf = (name: string) => regionalArn('cloudformation', `stack/${name}/local`, options.account);
  const asked = input.get('StackName');
  const resource = asked === null ? '*' : asked.startsWith('arn:') ? asked : idOf(asked);
  if (!principal.allows('cloudformation:DescribeStacks', resource)) {
    throw new ServiceError('AccessDenied', deniedMessage(principal, 'cloudformation:DescribeStacks', resource), 403);
  }
  const found = options.stacks.filter(({ name }) => asked === null || asked === name || asked === idOf(name));
  if (asked !== null && found.length === 0) {
    throw new ServiceError('ValidationError', `Stack with id ${asked} does not exist`);
  }
  const members = found.map(({ name, outputs }) =>
    group(
      'member',
      text('StackId', idOf(name)),
      text('StackName', name),
      timestamp('CreationTime', options.startedAt),
      text('StackStatus', 'CREATE_COMPLETE'),
      group('Outputs', ...Object.entries(outputs).map(outputMember)),
    ),
  );
  return group('Stacks', ...members);
}

function outputMember([key, value]: [string, string]): string {
  return group('member', text('OutputKey', key), text('OutputValue', value));
}
