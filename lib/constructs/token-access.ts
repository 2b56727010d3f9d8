import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { OPEN, type RouteGuards } from './route-guards.ts';
import { StageFunction, type StageFunctionProps } from './stage-function.ts';

/** How long the gateway keeps an answer; a token that was revoked is good for as long. */
const KEPT = Duration.minutes(5);
/** It reads one parameter and compares hashes. */
const SIZE = { memoryMegabytes: 256, timeoutSeconds: 5 };

export interface TokenAccessProps extends Pick<StageFunctionProps, 'code' | 'service' | 'logRetentionDays' | 'key'> {
  /** The name of the parameter that holds the tokens' hashes; `precis token` writes it. */
  parameter: string;
}

/** Access by tokens of our own: a function compares them with the hashes in a parameter. */
export class TokenAccess extends Construct {
  readonly authorizer: StageFunction;
  readonly guards: RouteGuards;

  constructor(scope: Construct, id: string, { parameter, ...props }: TokenAccessProps) {
    super(scope, id);
    this.authorizer = new StageFunction(this, 'Authorizer', {
      description: 'Tells whether a token is good for a route of the API',
      ...SIZE,
      ...props,
    });
    this.authorizer.readParameter(
      Stack.of(this).formatArn({
        service: 'ssm',
        resource: 'parameter',
        resourceName: parameter.slice(1),
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
      { name: parameter, variable: 'TOKENS_PARAMETER' },
    );
    const authorizer = new HttpLambdaAuthorizer('Token', this.authorizer.function, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: KEPT,
      // The answer depends on the route as well: a reader's token is good for some.
      identitySource: ['$request.header.Authorization', '$context.routeKey'],
    });
    this.guards = { read: { authorizer }, write: { authorizer }, shell: OPEN };
  }
}
