import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import type { JsonObject } from '../../local/template/template.ts';
import { writeSmallApp } from '../fixtures/local/small-app.ts';
import { signedHeaders, told } from './local-http-service.ts';
import { signIn } from './local-identity-service.ts';

const ref = (id: string): JsonObject => ({ Ref: id });
const arnOf = (id: string): JsonObject => ({ 'Fn::GetAtt': [id, 'Arn'] });
const resource = (Type: string, Properties: JsonObject): JsonObject => ({ Type, Properties });
const lambda = (handler: string) =>
  resource('AWS::Lambda::Function', {
    Code: { S3Bucket: 'assets', S3Key: 'c0de.zip' },
    Handler: `callers.${handler}`,
    Runtime: 'nodejs24.x',
    Role: arnOf('CallersRole'),
    MemorySize: 256,
    Timeout: 10,
  });
const route = (RouteKey: string, properties: JsonObject) =>
  resource('AWS::ApiGatewayV2::Route', {
    ApiId: ref('Api'),
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', ref('WhoamiIntegration')]] },
    ...properties,
  });
const policy = (...methods: string[]) =>
  resource('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: methods.map((method) => ({
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: {
          'Fn::Join': [
            '',
            ['arn:aws:execute-api:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':', ref('Api'), `/*/${method}/*`],
          ],
        },
      })),
    },
  });

/** The parts of a stack that say who may call its API, in each of the ways. */
const CALLERS: Record<string, JsonObject> = {
  CallersRole: resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {},
    Policies: [
      {
        PolicyName: 'inline',
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Action: 'ssm:GetParameter',
            Resource: {
              'Fn::Join': [
                '',
                ['arn:aws:ssm:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':parameter/small/token'],
              ],
            },
          },
        },
      },
    ],
  }),
  Authorize: lambda('authorize'),
  Whoami: lambda('whoami'),
  WhoamiIntegration: resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arnOf('Whoami'),
    PayloadFormatVersion: '2.0',
  }),
  Pool: resource('AWS::Cognito::UserPool', { UsernameAttributes: ['email'] }),
  Domain: resource('AWS::Cognito::UserPoolDomain', { Domain: 'small', UserPoolId: ref('Pool') }),
  Writers: resource('AWS::Cognito::UserPoolGroup', { GroupName: 'writers', UserPoolId: ref('Pool') }),
  Server: resource('AWS::Cognito::UserPoolResourceServer', {
    Identifier: 'small',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
    UserPoolId: ref('Pool'),
  }),
  Client: resource('AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'small/read'],
    UserPoolId: ref('Pool'),
  }),
  Users: resource('AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref('Api'),
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: [ref('Client')], Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } },
  }),
  Tokens: resource('AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref('Api'),
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 300,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: arnOf('Authorize'),
    EnableSimpleResponses: true,
    IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
  }),
  BySignature: route('ANY /signed', { AuthorizationType: 'AWS_IAM' }),
  ByUser: route('GET /users', {
    AuthorizationType: 'JWT',
    AuthorizerId: ref('Users'),
    AuthorizationScopes: ['small/read'],
  }),
  ByToken: route('GET /tokens', { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Tokens') }),
  Readers: policy('GET', 'HEAD'),
  Editors: policy('GET', 'HEAD', 'POST'),
  Silent: resource('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' }] },
  }),
};

let folder: string;
let runtime: Runtime;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precis-callers-'));
  runtime = await startRuntime({
    projectDir: folder,
    stateDir: join(folder, 'state'),
    inboxDir: null,
    ports: 'free',
    sandboxes: 1,
    log: () => {},
    assemblyDir: await writeSmallApp(join(folder, 'assembly'), CALLERS, {
      PoolId: { Value: ref('Pool') },
      ClientId: { Value: ref('Client') },
      ReadersArn: { Value: ref('Readers') },
    }),
    requireSignatures: true,
  });
});

afterAll(async () => {
  await runtime?.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, authorization?: string) =>
  fetch(`${runtime.apiUrl}${path}`, authorization === undefined ? {} : { headers: { authorization } });

describe('Runtime: callers by signature', () => {
  it('have a key for each policy that lets people call the API', async () => {
    const name = runtime.outputs['ReadersArn']?.split('/').at(-1) ?? '';
    const reader = runtime.policyCredentials[name];
    const send = async (method: string, key: { accessKeyId: string; secretAccessKey: string } | undefined) =>
      fetch(`${runtime.apiUrl}/signed`, {
        method,
        headers: key ? await signedHeaders(`${runtime.apiUrl}/signed`, { method, key }) : {},
      });

    const read = await send('GET', reader);

    expect(Object.keys(runtime.policyCredentials).sort()).toEqual(['Small-Editors', 'Small-Readers']);
    expect([read.status, await read.json()]).toMatchObject([
      200,
      { caller: { iam: { accessKey: reader?.accessKeyId, userArn: 'arn:aws:iam::000000000000:user/Small-Readers' } } },
    ]);
    expect((await send('POST', reader)).status).toBe(403);
    expect((await send('POST', runtime.policyCredentials['Small-Editors'])).status).toBe(200);
    expect((await send('GET', undefined)).status).toBe(403);
    expect((await send('DELETE', runtime.ownerCredentials)).status).toBe(200);
  });
});

describe('Runtime: callers by sign-in', () => {
  it('are users of the pool that its template makes', async () => {
    const { identityUrl = '', region, ownerCredentials: credentials, outputs } = runtime;
    const UserPoolId = outputs['PoolId'];
    const Username = 'ada@desk.example';
    const pool = new CognitoIdentityProviderClient({ endpoint: identityUrl, region, credentials });
    await pool.send(new AdminCreateUserCommand({ UserPoolId, Username }));
    await pool.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'writers' }));
    pool.destroy();

    const { access_token: token } = await signIn(identityUrl, Username, {
      client_id: outputs['ClientId'],
      redirect_uri: `${runtime.apiUrl}/`,
      scope: 'openid small/read',
    });

    const answer = await get('/users', `Bearer ${token}`);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { caller: { jwt: { claims: { 'cognito:groups': '[writers]', token_use: 'access' }, scopes: ['small/read'] } } },
    ]);
    expect(decodeJwt(token).iss).toBe(`https://cognito-idp.eu-central-1.amazonaws.com/${UserPoolId}`);
    expect(await told(await get('/users'))).toMatchObject({ status: 401, challenge: 'Bearer' });
    const unscoped = await signIn(identityUrl, Username, {
      client_id: outputs['ClientId'],
      redirect_uri: `${runtime.apiUrl}/`,
      scope: 'openid',
    });
    expect((await get('/users', `Bearer ${unscoped.access_token}`)).status).toBe(403);
  });

  it('whose page is the API’s own may read the token endpoint', async () => {
    const ask = async (origin: string) => {
      const response = await fetch(`${runtime.identityUrl}/oauth2/token`, { method: 'OPTIONS', headers: { origin } });
      return response.headers.get('access-control-allow-origin');
    };

    expect(await ask(runtime.apiUrl)).toBe(runtime.apiUrl);
    expect(await ask('http://127.0.0.1:1')).toBeNull();
  });
});

describe('Runtime: callers by token', () => {
  it('are asked for by a function that reads a parameter', async () => {
    const { ssmUrl, region, ownerCredentials: credentials } = runtime;
    expect((await get('/tokens', 'secret-1')).status).toBe(500);
    const ssm = new SSMClient({ endpoint: ssmUrl, region, credentials });
    await ssm.send(new PutParameterCommand({ Name: '/small/token', Value: 'secret-1', Type: 'SecureString' }));
    ssm.destroy();

    const answer = await get('/tokens', 'secret-1');

    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        caller: { lambda: { scope: 'read' } },
        endpoints: [
          'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
          'AWS_ENDPOINT_URL_DYNAMODB',
          'AWS_ENDPOINT_URL_EVENTBRIDGE',
          'AWS_ENDPOINT_URL_S3',
          'AWS_ENDPOINT_URL_SQS',
          'AWS_ENDPOINT_URL_SSM',
        ],
      },
    ]);
    expect((await get('/tokens', 'secret-2')).status).toBe(403);
    expect((await get('/tokens')).status).toBe(401);
  });
});

describe('Runtime: endpoint.json', () => {
  it('names what these callers need, for this user alone', async () => {
    const file = join(folder, 'state', 'endpoint.json');

    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      ssmUrl: runtime.ssmUrl,
      identityUrl: runtime.identityUrl,
      outputs: runtime.outputs,
      signed: true,
      policyCredentials: runtime.policyCredentials,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
