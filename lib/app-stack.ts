import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Scope } from '../functions/api/route-table.ts';
import { INBOX_PREFIX } from '../functions/core/manifest.ts';
import { DEFAULT_SCOPES, returnOrigins, tokensParameter } from './auth-settings.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { BriefApi } from './constructs/brief-api.ts';
import { CallerPolicies } from './constructs/caller-policies.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { IAM_GUARDS, jwtGuards, PUBLIC_GUARDS, type RouteGuards } from './constructs/route-guards.ts';
import { SignIn } from './constructs/sign-in.ts';
import { StageFunction } from './constructs/stage-function.ts';
import { TokenAccess } from './constructs/token-access.ts';
import { ARTICLES_PREFIX, type DataStack, UPLOADS_PREFIX } from './data-stack.ts';

/** The part of a function's memory that one article may take as heap; the rest is for buffers and the function itself. */
const TASK_MEMORY = 0.5;
/** The part of it that the function may have before Lambda would end it: the article in work is refused instead. */
const PROCESS_MEMORY = 0.9;
/** The part of a function's time-out that one article may take. */
const TASK_TIME = 0.25;

export interface AppStackProps extends StageConfig {
  data: DataStack;
  bundles: FunctionBundles;
}

/**
 * All that runs.
 *
 *     parse queue ──▶ parse ──▶ staged bucket      brief queue ──▶ brief ──▶ table ──▶ api ──▶ HTTP API
 */
export class AppStack extends Stack {
  readonly briefApi: BriefApi;

  constructor(scope: Construct, id: string, { stage, settings, data, bundles }: AppStackProps) {
    super(scope, id, {
      description: `Precis (${stage}): functions, API and alarms`,
      terminationProtection: settings.retainData,
      tags: { application: 'precis', stage },
    });
    const { logRetentionDays } = settings;

    const parse = new StageFunction(this, 'Parse', {
      description: 'Turns files in the inbox into staged articles',
      code: bundles.parse,
      service: `precis-${stage}-parse`,
      logRetentionDays,
      ...settings.parse,
    });
    parse.consume(data.parseQueue, settings.parse);
    parse.readObjects(data.inbox, { prefixes: [INBOX_PREFIX], versions: true });
    parse.putObjects(data.staged, { prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX], variable: 'STAGED_BUCKET' });
    parse.configure('PRECIS_LIMITS', JSON.stringify({ ...settings.limits, ...taskLimits(settings.parse) }));

    const brief = new StageFunction(this, 'Brief', {
      description: 'Turns staged articles into cited briefs',
      code: bundles.brief,
      service: `precis-${stage}-brief`,
      logRetentionDays,
      ...settings.brief,
    });
    brief.consume(data.briefQueue, settings.brief);
    brief.readObjects(data.staged, { prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX] });
    brief.useTable(data.table, 'read-write');
    brief.configure('PRECIS_LIMITS', JSON.stringify(taskLimits(settings.brief)));

    const api = new StageFunction(this, 'Api', {
      description: 'Serves briefs',
      code: bundles.api,
      service: `precis-${stage}-api`,
      logRetentionDays,
      ...settings.api,
    });
    api.useTable(data.table, 'read');
    api.readObjects(data.staged, { prefixes: [ARTICLES_PREFIX], variable: 'STAGED_BUCKET' });
    api.readObjects(data.inbox, { prefixes: [INBOX_PREFIX], variable: 'INBOX_BUCKET' });
    // What it signs for a caller (a presigned POST) can do no more than it may do itself.
    api.putObjects(data.inbox, { prefixes: [INBOX_PREFIX], variable: 'INBOX_BUCKET' });
    api.configure('MAX_UPLOAD_BYTES', String(settings.limits.objectBytes));
    if (settings.retentionDays !== undefined) {
      for (const each of [brief, api]) each.configure('RETENTION_DAYS', String(settings.retentionDays));
    }
    const deliveries = [data.parseQueue, data.briefQueue].map(({ longestDelivery }) =>
      longestDelivery.toMilliseconds(),
    );
    api.configure('OVERDUE_AFTER_MS', String(Math.max(...deliveries)));
    this.briefApi = new BriefApi(this, 'Http', { settings });
    const http = this.briefApi.api;
    const access = this.#access(http, { stage, settings, data, bundles });
    this.briefApi.serve(api, access.guards);
    for (const [variable, value] of Object.entries(access.environment)) api.configure(variable, value);

    const alarms = new Alarms(this, 'Alarms', { email: settings.alarmEmail });
    alarms.watchQueue('Parse', data.parseQueue);
    alarms.watchQueue('Brief', data.briefQueue);
    alarms.watchFunction('Parse', parse);
    alarms.watchFunction('Brief', brief);
    alarms.watchFunction('Api', api);
    if (access.authorizer) alarms.watchFunction('Authorizer', access.authorizer);
    alarms.watchApi('Api', http);
    alarms.watchFlow(parse, brief);

    const { parseQueue, briefQueue } = data;
    new Dashboard(this, 'Overview', { parse, brief, api, parseQueue, briefQueue, http });

    new CfnOutput(this, 'ApiUrl', {
      value: http.apiEndpoint,
      description: 'The API, and the page to read on',
    });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }

  /** Makes what the mode of authorisation needs. @returns what stands before the routes, and what the api function is told. */
  #access(http: HttpApi, { stage, settings, data, bundles }: AppStackProps): ApiAccess {
    const { auth, origins, logRetentionDays } = settings;
    const AUTH_MODE = auth.mode;
    switch (auth.mode) {
      case 'iam':
      case 'public': {
        const { reader, writer } = new CallerPolicies(this, 'Callers', { api: http });
        new CfnOutput(this, 'ReaderPolicyArn', {
          value: reader.managedPolicyArn,
          description: 'Attach it to who reads',
        });
        new CfnOutput(this, 'WriterPolicyArn', {
          value: writer.managedPolicyArn,
          description: 'Attach it to who reads and uploads',
        });
        return { guards: auth.mode === 'iam' ? IAM_GUARDS : PUBLIC_GUARDS, environment: { AUTH_MODE } };
      }
      case 'users': {
        const { users } = data;
        if (!users) throw new TypeError('The data stack has no users.');
        const { client } = new SignIn(this, 'SignIn', {
          users,
          origins: [http.apiEndpoint, ...returnOrigins(origins)],
        });
        const AUTH_CLIENT_ID = client.userPoolClientId;
        const AUTH_ISSUER = users.pool.userPoolProviderUrl;
        new CfnOutput(this, 'UserPoolClientId', { value: AUTH_CLIENT_ID });
        return {
          guards: jwtGuards(AUTH_ISSUER, [AUTH_CLIENT_ID], DEFAULT_SCOPES),
          environment: {
            AUTH_MODE,
            AUTH_ISSUER,
            AUTH_CLIENT_ID,
            AUTH_USER_POOL_ID: users.pool.userPoolId,
            AUTH_TOKEN_ORIGIN: users.domain.baseUrl(),
            ...scopeVariables(DEFAULT_SCOPES),
          },
        };
      }
      case 'jwt': {
        const { issuer, audience, clientId, scopes, signInScopes, tokenOrigin } = auth;
        return {
          guards: jwtGuards(issuer, audience, scopes),
          environment: {
            AUTH_MODE,
            AUTH_ISSUER: issuer,
            AUTH_CLIENT_ID: clientId,
            ...(tokenOrigin === undefined ? {} : { AUTH_TOKEN_ORIGIN: tokenOrigin }),
            ...scopeVariables(scopes, signInScopes),
          },
        };
      }
      case 'token': {
        const parameter = tokensParameter(stage, auth);
        const { guards, authorizer } = new TokenAccess(this, 'Tokens', {
          code: bundles.authorizer,
          service: `precis-${stage}-authorizer`,
          logRetentionDays,
          parameter,
        });
        new CfnOutput(this, 'TokensParameterName', { value: parameter });
        return { guards, authorizer, environment: { AUTH_MODE } };
      }
    }
  }
}

/** Who may call the API. */
interface ApiAccess {
  guards: RouteGuards;
  /** What the api function must know to tell a caller's scopes, and the reader to let people sign in. */
  environment: Record<string, string>;
  /** The function that judges tokens, where there is one. */
  authorizer?: StageFunction;
}

function scopeVariables({ read, write }: Readonly<Record<Scope, string>>, asked = ['openid', read, write]) {
  return { AUTH_READ_SCOPE: read, AUTH_WRITE_SCOPE: write, AUTH_SCOPES: asked.join(' ') };
}

function taskLimits({ memoryMegabytes, timeoutSeconds }: { memoryMegabytes: number; timeoutSeconds: number }) {
  return {
    heapMegabytes: Math.floor(memoryMegabytes * TASK_MEMORY),
    processMegabytes: Math.floor(memoryMegabytes * PROCESS_MEMORY),
    deadlineMs: timeoutSeconds * 1000 * TASK_TIME,
  };
}
