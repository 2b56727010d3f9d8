import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { OBJECT_TRACE } from '../../functions/api/object-trace.ts';
import { methodsOf, ROUTE_TABLE } from '../../functions/api/route-table.ts';
import { domainOrigin } from '../account-settings.ts';
import { type AuthMode, exactOrigins } from '../auth-settings.ts';
import type { StageSettings } from '../config.ts';
import { ApiDomain } from './api-domain.ts';
import { OPEN, type RouteGuards } from './route-guards.ts';
import type { StageFunction } from './stage-function.ts';

/** What a page of another origin may send and see; the last three of the first are those of a signature (SigV4). */
const CORS_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'if-match',
  'if-none-match',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
];
const CORS_EXPOSED = ['etag', 'link', 'x-trace-id', OBJECT_TRACE];

/**
 * Who called, as each mode knows it. Only the ARN may tell a person: its last part is what they are called in IAM, with
 * IAM Identity Center often their e-mail address.
 */
const CALLERS: Readonly<Record<AuthMode, string>> = {
  iam: '$context.identity.userArn',
  public: '$context.identity.userArn',
  users: '$context.authorizer.claims.sub',
  jwt: '$context.authorizer.claims.sub',
  token: '$context.authorizer.name',
};

/** One line a request. The route, never the path or the query: those say what somebody searched for. */
function accessLogFormat(mode: AuthMode): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: '$context.requestId',
      time: '$context.requestTime',
      route: '$context.routeKey',
      status: '$context.status',
      responseBytes: '$context.responseLength',
      latencyMs: '$context.responseLatency',
      functionMs: '$context.integrationLatency',
      caller: CALLERS[mode],
      error: '$context.error.responseType',
    }),
  );
}

export interface BriefApiProps {
  settings: Pick<StageSettings, 'auth' | 'origins' | 'throttle' | 'logRetentionDays' | 'domain'>;
  /** Encrypts its access log. */
  key: kms.IKey | undefined;
}

/**
 * The HTTP API over the api function. By default a route takes signed requests alone, in every mode: one that is added
 * without a guard is closed.
 */
export class BriefApi extends Construct {
  readonly api: apigateway.HttpApi;
  /** The origin of the API and its page. */
  readonly address: string;

  constructor(scope: Construct, id: string, { settings, key }: BriefApiProps) {
    super(scope, id);
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key ? { encryptionKey: key } : {}),
    });
    const allowOrigins = exactOrigins(settings.origins);
    this.api = new apigateway.HttpApi(this, 'Http', {
      apiName: Stack.of(this).stackName,
      description: 'Briefs of news articles',
      createDefaultStage: false,
      defaultAuthorizer: new HttpIamAuthorizer(),
      ...(allowOrigins.length > 0 ? { corsPreflight: corsOf(allowOrigins) } : {}),
      // One address, whose records and certificate are one's own: whatever stands before it cannot be passed by.
      ...(settings.domain ? { disableExecuteApiEndpoint: true } : {}),
    });
    this.address = domainOrigin(settings.domain) ?? this.api.apiEndpoint;
    const stage = new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.requestsPerSecond, burstLimit: settings.throttle.burst },
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(accessLog),
        format: accessLogFormat(settings.auth.mode),
      },
    });
    if (settings.domain) new ApiDomain(this, 'Domain', { domain: settings.domain, api: this.api, stage });
  }

  /** Leads every route of the table to a function, behind the guard of its access. */
  serve(handler: StageFunction, guards: RouteGuards): void {
    const integration = new HttpLambdaIntegration('Api', handler.function, { scopePermissionToRoute: false });
    for (const route of ROUTE_TABLE) {
      const { authorizer, scopes } = guards[route.access];
      const added = this.api.addRoutes({
        path: route.path,
        methods: methodsOf(route).map((method) => apigateway.HttpMethod[method]),
        integration,
        authorizer,
        ...(scopes ? { authorizationScopes: scopes } : {}),
      });
      if (guards[route.access] !== OPEN) continue;
      const reason =
        route.access === 'shell'
          ? 'The page to read and to sign in on; it holds no data.'
          : 'The settings write out that it is public.';
      for (const each of added) Validations.of(each).acknowledge({ id: 'AwsSolutions-APIG4', reason });
    }
  }
}

function corsOf(allowOrigins: string[]): apigateway.CorsPreflightOptions {
  const { GET, HEAD, POST, PUT, DELETE } = apigateway.CorsHttpMethod;
  return {
    allowOrigins,
    allowMethods: [GET, HEAD, POST, PUT, DELETE],
    allowHeaders: CORS_HEADERS,
    exposeHeaders: CORS_EXPOSED,
    maxAge: Duration.hours(1),
  };
}
