import { type ArnComponents, Stack, Token, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { methodsOf, ROUTE_TABLE } from '../../functions/api/route-table.ts';

/** The one stage of an HTTP API of ours. */
const STAGE = '$default';
/** What a call is allowed by, as an ARN names it: the method, then the path (IAM has no other wildcard for an id). */
const READING = ['GET/*', 'HEAD/*'];
const WRITING = ROUTE_TABLE.filter(({ access }) => access === 'write').flatMap((route) =>
  methodsOf(route).map((method) => `${method}${route.path.replace(/\{[^}]+\}/g, '*')}`),
);

/** Policies to attach to the people and the programs that sign their requests: one to read, one to write as well. */
export class CallerPolicies extends Construct {
  readonly reader: iam.ManagedPolicy;
  readonly writer: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { api }: { api: HttpApi }) {
    super(scope, id);
    const may = (name: string, description: string, calls: string[]) => {
      const policy = new iam.ManagedPolicy(this, name, {
        description,
        statements: [
          new iam.PolicyStatement({
            actions: ['execute-api:Invoke'],
            resources: calls.map((call) => Stack.of(this).formatArn(invocation(api.apiId, call))),
          }),
        ],
      });
      // cdk-nag names a finding by the ARN as the template has it.
      const { Ref } = Stack.of(this).resolve(api.apiId) as { Ref: string };
      Validations.of(policy).acknowledge(
        ...calls
          .filter((call) => call.includes('*'))
          .map((call) => ({
            id: `AwsSolutions-IAM5[Resource::${apiArn(Stack.of(this), Ref)}/${STAGE}/${call}]`,
            reason: 'The routes of this one API by the methods that only read, or the ids in the path of one route.',
          })),
      );
      return policy;
    };
    this.reader = may('Reader', 'May read the briefs of one API of Precis', READING);
    this.writer = may('Writer', 'May read the briefs of one API of Precis and upload articles', [
      ...READING,
      ...WRITING,
    ]);
  }
}

/** The ARN of an API as cdk-nag writes it: what is known at deployment alone stands in angle brackets. */
function apiArn({ partition, region, account }: Stack, logicalId: string): string {
  const shown = (value: string, pseudo: string) => (Token.isUnresolved(value) ? `<AWS::${pseudo}>` : value);
  const place = [shown(region, 'Region'), shown(account, 'AccountId')].join(':');
  return `arn:${shown(partition, 'Partition')}:execute-api:${place}:<${logicalId}>`;
}

function invocation(apiId: string, call: string): ArnComponents {
  return { service: 'execute-api', resource: apiId, resourceName: `${STAGE}/${call}` };
}
