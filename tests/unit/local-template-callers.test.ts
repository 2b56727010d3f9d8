// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub.
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../local/template/plan.ts';
import { readPlan } from '../../local/template/read-plan.ts';
import { type JsonObject, readTemplate } from '../../local/template/template.ts';
import { TemplateError } from '../../local/template/template-error.ts';

const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };
const ENDPOINTS = { sqsUrl: 'http://127.0.0.1:2', apiUrl: 'http://127.0.0.1:1' };

const resource = (Type: string, Properties: JsonObject): JsonObject => ({ Type, Properties });
const ref = (id: string): JsonObject => ({ Ref: id });
const arnOf = (id: string): JsonObject => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** An API with a route for each way to let a caller pass, in the words that CDK writes. */
function resourcesOf(): Record<string, JsonObject> {
  const route = (RouteKey: string, properties: JsonObject) =>
    resource('AWS::ApiGatewayV2::Route', {
      ApiId: ref('Api'),
      RouteKey,
      Target: { 'Fn::Join': ['', ['integrations/', ref('Integration')]] },
      ...properties,
    });
  return {
    Role: resource('AWS::IAM::Role', { AssumeRolePolicyDocument: {} }),
    Function: resource('AWS::Lambda::Function', {
      Code: { S3Bucket: 'assets', S3Key: 'c0de.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: arnOf('Role'),
    }),
    Api: resource('AWS::ApiGatewayV2::Api', {
      Name: 'Api',
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://desk.example'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization'],
        ExposeHeaders: ['etag'],
        MaxAge: 3600,
      },
    }),
    Integration: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Function'),
      PayloadFormatVersion: '2.0',
    }),
    Users: resource('AWS::ApiGatewayV2::Authorizer', {
      ApiId: ref('Api'),
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [ref('Client')],
        Issuer: { 'Fn::Join': ['', ['https://cognito-idp.', ref('AWS::Region'), '.amazonaws.com/', ref('Pool')]] },
      },
      Name: 'Users',
    }),
    Tokens: resource('AWS::ApiGatewayV2::Authorizer', {
      ApiId: ref('Api'),
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 300,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: {
        'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
      },
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization', '$request.querystring.desk', '$context.routeKey'],
      Name: 'Tokens',
    }),
    ByUser: route('GET /users', {
      AuthorizationType: 'JWT',
      AuthorizerId: ref('Users'),
      AuthorizationScopes: ['precis/read'],
    }),
    ByToken: route('GET /tokens', { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Tokens') }),
    Open: route('GET /', { AuthorizationType: 'NONE' }),
    Pool: resource('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UserPoolName: 'desk',
    }),
    Domain: resource('AWS::Cognito::UserPoolDomain', { Domain: 'precis-desk', UserPoolId: ref('Pool') }),
    Server: resource('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'precis',
      Name: 'precis',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
      UserPoolId: ref('Pool'),
    }),
    Client: resource('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', { 'Fn::Join': ['', [ref('Server'), '/read']] }],
      CallbackURLs: ['https://desk.example/'],
      GenerateSecret: false,
      RefreshTokenValidity: 10_080,
      SupportedIdentityProviders: ['COGNITO'],
      TokenValidityUnits: { RefreshToken: 'minutes' },
      UserPoolId: ref('Pool'),
    }),
    Writers: resource('AWS::Cognito::UserPoolGroup', { GroupName: 'writers', UserPoolId: ref('Pool') }),
    Readers: resource('AWS::IAM::ManagedPolicy', {
      Description: '',
      Path: '/',
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/$default/GET/*' },
          },
        ],
      },
    }),
    Logs: resource('AWS::IAM::ManagedPolicy', {
      Roles: [ref('Role')],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }] },
    }),
  };
}

const OUTPUTS: JsonObject = {
  PolicyArn: { Value: ref('Readers') },
  Issuer: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } },
  Provider: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderName'] } },
  PoolArn: { Value: arnOf('Pool') },
  PoolId: { Value: { 'Fn::GetAtt': ['Pool', 'UserPoolId'] } },
  ClientId: { Value: { 'Fn::GetAtt': ['Client', 'ClientId'] } },
  Domain: { Value: ref('Domain') },
};

function planOf(changes: Record<string, JsonObject> = {}): Plan {
  const template = readTemplate({ Resources: { ...resourcesOf(), ...changes }, Outputs: OUTPUTS });
  const assets = new Map([['c0de', '/assembly/asset.c0de']]);
  return readPlan([{ name: 'App', template, assets }], ACCOUNT, ENDPOINTS);
}

/** Reads the app after a change of one resource's properties. */
function readChanged(id: string, properties: JsonObject): Plan {
  const before = resourcesOf()[id] ?? {};
  const kept = before['Properties'];
  return planOf({ [id]: { ...before, Properties: { ...(typeof kept === 'object' ? kept : {}), ...properties } } });
}

describe('Template: who may call the API', () => {
  const plan = planOf();

  it('reads how each route lets a caller pass', () => {
    const authorizations = Object.fromEntries(
      plan.apis[0]?.routes.map(({ key, authorization }) => [key, authorization]) ?? [],
    );

    expect(authorizations).toEqual({
      'GET /users': {
        type: 'JWT',
        authorizerId: 'Users',
        source: { from: 'header', name: 'authorization' },
        issuer: plan.userPools[0]?.issuer,
        audiences: [plan.userPools[0]?.clients[0]?.id],
        scopes: ['precis/read'],
      },
      'GET /tokens': {
        type: 'CUSTOM',
        authorizerId: 'Tokens',
        functionName: 'App-Function',
        sources: [{ from: 'header', name: 'authorization' }, { from: 'query', name: 'desk' }, { from: 'routeKey' }],
        ttlSeconds: 300,
      },
      'GET /': 'NONE',
    });
  });

  it('keeps no decision of an authorizer that says nothing of it', () => {
    const changed = readChanged('Tokens', { AuthorizerResultTtlInSeconds: ref('AWS::NoValue') });

    const byToken = changed.apis[0]?.routes.find(({ key }) => key === 'GET /tokens');
    expect(byToken?.authorization).toMatchObject({ ttlSeconds: 0 });
  });

  it('reads which pages may use the API', () => {
    expect(plan.apis[0]?.cors).toEqual({
      origins: ['https://desk.example'],
      methods: ['GET', 'POST'],
      headers: ['authorization'],
      exposedHeaders: ['etag'],
      maxAgeSeconds: 3600,
      credentials: false,
    });
    expect(
      planOf({ Api: resource('AWS::ApiGatewayV2::Api', { Name: 'Api', ProtocolType: 'HTTP' }) }).apis[0]?.cors,
    ).toBe(undefined);
  });

  it('reads a user pool with all that belongs to it', () => {
    expect(plan.userPools).toEqual([
      {
        stack: 'App',
        logicalId: 'Pool',
        id: expect.stringMatching(/^eu-central-1_[a-z0-9]{9}$/),
        arn: `arn:aws:cognito-idp:eu-central-1:000000000000:userpool/${plan.outputs['PoolId']}`,
        issuer: `https://cognito-idp.eu-central-1.amazonaws.com/${plan.outputs['PoolId']}`,
        hasLogin: true,
        groups: ['writers'],
        clients: [
          {
            id: expect.stringMatching(/^[a-z0-9]{26}$/),
            callbackUrls: ['https://desk.example/'],
            logoutUrls: [],
            scopes: ['openid', 'precis/read'],
            accessSeconds: 3600,
            idSeconds: 3600,
            refreshSeconds: 604_800,
          },
        ],
      },
    ]);
  });

  it('gives the addresses of all of it, the same at every start', () => {
    const { outputs, userPools } = plan;

    expect(outputs).toEqual({
      PolicyArn: 'arn:aws:iam::000000000000:policy/App-Readers',
      Issuer: userPools[0]?.issuer,
      Provider: userPools[0]?.issuer.replace('https://', ''),
      PoolArn: userPools[0]?.arn,
      PoolId: userPools[0]?.id,
      ClientId: userPools[0]?.clients[0]?.id,
      Domain: 'precis-desk',
    });
    expect(planOf().outputs).toEqual(outputs);
  });

  it('tells the policies of people from those of functions', () => {
    expect(plan.policies).toEqual([
      {
        stack: 'App',
        logicalId: 'Readers',
        name: 'App-Readers',
        arn: 'arn:aws:iam::000000000000:policy/App-Readers',
        statements: [
          {
            Effect: 'Allow',
            Action: ['execute-api:Invoke'],
            Resource: ['arn:aws:execute-api:eu-central-1:000000000000:Api/$default/GET/*'],
          },
        ],
      },
    ]);
    expect(plan.roles[0]?.statements).toMatchObject([{ Action: ['logs:PutLogEvents'] }]);
  });
});

describe('Template: what would let somebody else pass than AWS does stops the start', () => {
  it.each<[string, string, JsonObject, string]>([
    ['an authorizer of another kind', 'Tokens', { AuthorizerType: 'TOKEN' }, 'Tokens.AuthorizerType (TOKEN)'],
    ['responses with policies', 'Tokens', { EnableSimpleResponses: false }, 'Tokens.EnableSimpleResponses is not true'],
    [
      'payload format 1.0',
      'Tokens',
      { AuthorizerPayloadFormatVersion: '1.0' },
      'Tokens.AuthorizerPayloadFormatVersion (1.0) has no local model',
    ],
    [
      'an identity source that is not read',
      'Tokens',
      { IdentitySource: ['$context.identity.sourceIp'] },
      'Tokens.IdentitySource ($context.identity.sourceIp) has no local model',
    ],
    ['decisions kept for nobody', 'Tokens', { IdentitySource: [] }, 'Tokens.IdentitySource is missing'],
    [
      'decisions kept for a day',
      'Tokens',
      { AuthorizerResultTtlInSeconds: 86_400 },
      'Tokens.AuthorizerResultTtlInSeconds is not in 0 to 3600',
    ],
    [
      'a function that is nowhere',
      'Tokens',
      { AuthorizerUri: 'arn:aws:lambda:eu-central-1:0:function:none' },
      'The authorizer Tokens asks no function of this app.',
    ],
    ['a role to ask it with', 'Tokens', { AuthorizerCredentialsArn: 'arn' }, 'Tokens.AuthorizerCredentialsArn has no'],
    [
      'a token in two places',
      'Users',
      { IdentitySource: ['$request.header.a', '$request.header.b'] },
      'Users.IdentitySource of a JWT is one place',
    ],
    ['no audience', 'Users', { JwtConfiguration: { Issuer: 'https://a.example' } }, 'Audience is missing'],
    ['an issuer that is no address', 'Users', { JwtConfiguration: { Issuer: 'me', Audience: ['a'] } }, 'Issuer is no'],
    ['an authorizer that is nowhere', 'ByToken', { AuthorizerId: 'none' }, 'ByToken.AuthorizerId is no authorizer'],
    [
      'an authorizer of another type',
      'ByToken',
      { AuthorizerId: { Ref: 'Users' } },
      'ByToken.AuthorizerId is not of the type CUSTOM',
    ],
    [
      'scopes that nobody checks',
      'ByToken',
      { AuthorizationScopes: ['a'] },
      'ByToken.AuthorizationScopes has an effect',
    ],
    ['an authorizer beside an open route', 'Open', { AuthorizerId: { Ref: 'Users' } }, 'Open.AuthorizerId has no'],
    ['users with other names', 'Pool', { UsernameAttributes: [] }, 'Pool.UsernameAttributes is not the e-mail alone'],
    ['triggers of a pool', 'Pool', { LambdaConfig: {} }, 'Pool.LambdaConfig has no local model'],
    ['a client with a secret', 'Client', { GenerateSecret: true }, 'Client.GenerateSecret has no local model'],
    ['the implicit flow', 'Client', { AllowedOAuthFlows: ['implicit'] }, 'Client.AllowedOAuthFlows (implicit)'],
    ['another provider', 'Client', { SupportedIdentityProviders: ['Google'] }, 'SupportedIdentityProviders (Google)'],
    ['a scope that is nowhere', 'Client', { AllowedOAuthScopes: ['precis/all'] }, 'The scope precis/all of Client'],
    ['a pool that is nowhere', 'Writers', { UserPoolId: 'none' }, 'The pool of Writers is not in this app.'],
    ['a role of a group', 'Writers', { RoleArn: 'arn' }, 'Writers.RoleArn has no local model'],
    ['a domain of one’s own', 'Domain', { CustomDomainConfig: {} }, 'Domain.CustomDomainConfig has no local model'],
    ['a policy elsewhere in the hierarchy', 'Readers', { Path: '/desk/' }, 'Readers.Path (/desk/) has no local model'],
  ])('%s', (_, id, properties, message) => {
    expect(() => readChanged(id, properties)).toThrow(TemplateError);
    expect(() => readChanged(id, properties)).toThrow(message);
  });
});
