import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import type { StageFunction } from './stage-function.ts';

/** The paths that can be read, by GET and HEAD. */
const PATHS = [
  '/v1/briefs',
  '/v1/briefs/{id}',
  '/v1/briefs/{id}/article',
  '/v1/briefs/{id}/versions',
  '/v1/uploads',
  '/v1/uploads/{uploadId}',
  '/openapi.json',
];

/** One line a request. The route, never the path or the query: those say what somebody searched for. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    responseBytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    functionMs: '$context.integrationLatency',
    caller: '$context.identity.userArn',
    error: '$context.error.responseType',
  }),
);

export interface BriefApiProps {
  handler: StageFunction;
  settings: Pick<StageSettings, 'auth' | 'throttle' | 'logRetentionDays'>;
}

/** The HTTP API over the api function. Authorisation is the default of every route, so that a new one is closed. */
export class BriefApi extends Construct {
  readonly api: apigateway.HttpApi;

  constructor(scope: Construct, id: string, { handler, settings }: BriefApiProps) {
    super(scope, id);
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new apigateway.HttpApi(this, 'Http', {
      apiName: Stack.of(this).stackName,
      description: 'Briefs of news articles',
      createDefaultStage: false,
      ...(settings.auth === 'public' ? {} : { defaultAuthorizer: new HttpIamAuthorizer() }),
    });
    new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.requestsPerSecond, burstLimit: settings.throttle.burst },
      accessLogSettings: { destination: new apigateway.LogGroupLogDestination(accessLog), format: ACCESS_LOG_FORMAT },
    });
    const integration = new HttpLambdaIntegration('Api', handler.function, { scopePermissionToRoute: false });
    if (settings.auth === 'public') {
      Validations.of(this.api).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The settings write out that it is public.',
      });
    }
    for (const path of PATHS) {
      this.api.addRoutes({
        path,
        methods: [apigateway.HttpMethod.GET, apigateway.HttpMethod.HEAD],
        integration,
      });
    }
  }
}
