import { Template } from 'aws-cdk-lib/assertions';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { describe, expect, it } from 'vitest';
import { type Access, methodsOf, ROUTE_TABLE } from '../../functions/api/route-table.ts';
import type { AuthMode } from '../../lib/auth-settings.ts';
import { stageConfig } from '../../lib/config.ts';
import { AUTH, makeApp, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const MODES = Object.keys(AUTH) as AuthMode[];
const stacks = Object.fromEntries(MODES.map((mode) => [mode, synthesized('dev', { auth: AUTH[mode] })])) as Record<
  AuthMode,
  ReturnType<typeof synthesized>
>;

/** How each route of a template is guarded, by its key: the type of its authorizer, and the scopes that it asks for. */
function guards(app: Template): Record<string, string> {
  return Object.fromEntries(
    resourcesOf(app, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const scopes = (Properties['AuthorizationScopes'] ?? []) as string[];
      // A route that says nothing is open (CloudFormation, AWS::ApiGatewayV2::Route).
      return [String(Properties['RouteKey']), [Properties['AuthorizationType'] ?? 'NONE', ...scopes].join(' ')];
    }),
  );
}

/** What the guard of each access is in each mode. */
const EXPECTED: Record<AuthMode, Record<Access, string>> = {
  iam: { read: 'AWS_IAM', write: 'AWS_IAM', shell: 'AWS_IAM' },
  public: { read: 'NONE', write: 'AWS_IAM', shell: 'NONE' },
  users: { read: 'JWT precis/read precis/write', write: 'JWT precis/write', shell: 'NONE' },
  jwt: { read: 'JWT briefs.read briefs.write', write: 'JWT briefs.write', shell: 'NONE' },
  token: { read: 'CUSTOM', write: 'CUSTOM', shell: 'NONE' },
};

/** The reader's page without data: all that may ever be open where `public` is not written out. */
const PAGE = ['/', '/b/{id}', '/parties', '/parties/{id}', '/issues', '/assets/{name}'];

describe.each(MODES)('Authorisation by %s', (mode) => {
  const { app } = stacks[mode];

  it('guards each route by its access, and makes no route beside the table', () => {
    const expected = ROUTE_TABLE.flatMap((route) =>
      methodsOf(route).map((method) => [`${method} ${route.path}`, EXPECTED[mode][route.access]]),
    );
    expect(guards(app)).toEqual(Object.fromEntries(expected));
  });

  it('opens nothing that was not meant to be open', () => {
    const open = Object.entries(guards(app)).flatMap(([key, guard]) => (guard === 'NONE' ? [key] : []));
    const page = PAGE.flatMap((path) => [`GET ${path}`, `HEAD ${path}`]).sort();
    const reading = ROUTE_TABLE.filter(({ access }) => access === 'read').flatMap(({ path }) => [
      `GET ${path}`,
      `HEAD ${path}`,
    ]);
    const allowed = { iam: [], public: [...page, ...reading].sort(), users: page, jwt: page, token: page };
    expect(open.sort()).toEqual(allowed[mode]);
  });

  it('lets nobody but the one API call a function', () => {
    expect(resourcesOf(app, 'AWS::Lambda::Url')).toEqual([]);
    for (const [, { Properties }] of resourcesOf(app, 'AWS::Lambda::Permission')) {
      const { Action, Principal, SourceArn } = Properties;
      expect([Action, Principal]).toEqual(['lambda:InvokeFunction', 'apigateway.amazonaws.com']);
      expect(target(SourceArn, [app])).toMatch(/:execute-api:.*:Http91AF8B83\//);
    }
  });

  it('closes every route to whoever is not known but may write', () => {
    for (const route of ROUTE_TABLE.filter(({ access }) => access === 'write')) {
      for (const method of methodsOf(route)) expect(guards(app)[`${method} ${route.path}`]).not.toBe('NONE');
    }
  });
});

describe('A route that is added without a guard', () => {
  it.each(MODES)('takes signed requests alone with %s', (mode) => {
    // Prepare
    const config = stageConfig('dev', { dev: { ...stageConfig('dev').settings, auth: AUTH[mode] } });
    const { stacks: made } = makeApp(config);
    const integration = new HttpUrlIntegration('Stray', 'https://example.org');

    // Act
    made.app.briefApi.api.addRoutes({ path: '/v1/stray', methods: [HttpMethod.GET], integration });

    // Assess
    expect(guards(Template.fromStack(made.app))['GET /v1/stray']).toBe('AWS_IAM');
  });
});

describe('What the api function is told', () => {
  const told = (mode: AuthMode) => {
    const { app, data } = stacks[mode];
    const { Variables } = resource(app, 'AWS::Lambda::Function', 'Api').Properties['Environment'] as {
      Variables: Record<string, unknown>;
    };
    return Object.fromEntries(
      Object.entries(Variables).flatMap(([name, value]) =>
        name.startsWith('AUTH_') ? [[name, target(value, [app, data])]] : [],
      ),
    );
  };

  it('is the mode, and where people sign in what the page must know', () => {
    expect([told('iam'), told('public'), told('token')]).toEqual([
      { AUTH_MODE: 'iam' },
      { AUTH_MODE: 'public' },
      { AUTH_MODE: 'token' },
    ]);
    expect(told('users')).toEqual({
      AUTH_MODE: 'users',
      AUTH_ISSUER: 'UsersPoolBFC35D3B.ProviderURL',
      AUTH_CLIENT_ID: 'SignInClient51D43616',
      AUTH_USER_POOL_ID: 'UsersPoolBFC35D3B',
      AUTH_TOKEN_ORIGIN: 'https://UsersPoolDomainEEA57DAC.auth.AWS::Region.amazoncognito.com',
      AUTH_READ_SCOPE: 'precis/read',
      AUTH_WRITE_SCOPE: 'precis/write',
      AUTH_SCOPES: 'openid precis/read precis/write',
    });
    expect(told('jwt')).toEqual({
      AUTH_MODE: 'jwt',
      AUTH_ISSUER: 'https://login.example.org/desk',
      AUTH_CLIENT_ID: 'reader',
      AUTH_READ_SCOPE: 'briefs.read',
      AUTH_WRITE_SCOPE: 'briefs.write',
      AUTH_SCOPES: 'openid briefs.read briefs.write',
    });
  });

  it('is what signing in asks for where the settings say it', () => {
    // Prepare
    const auth = { ...AUTH.jwt, signInScopes: ['openid', 'api://precis/briefs.read'] };

    // Act
    const { app } = synthesized('dev', { auth });

    // Assess
    const { Environment } = resource(app, 'AWS::Lambda::Function', 'Api').Properties;
    expect(Environment).toMatchObject({ Variables: { AUTH_SCOPES: 'openid api://precis/briefs.read' } });
  });
});

describe('The authorizers', () => {
  it('of jwt and users take tokens of one issuer for one audience', () => {
    const of = (mode: AuthMode) => resource(stacks[mode].app, 'AWS::ApiGatewayV2::Authorizer', 'Http').Properties;
    expect(of('jwt')).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://login.example.org/desk', Audience: ['https://precis.example.org'] },
    });
    const { Issuer, Audience } = of('users')['JwtConfiguration'] as { Issuer: unknown; Audience: unknown[] };
    const { app, data } = stacks.users;
    expect([Issuer, ...Audience].map((value) => target(value, [app, data]))).toEqual([
      'UsersPoolBFC35D3B.ProviderURL',
      'SignInClient51D43616',
    ]);
  });

  it('of token asks a function, whose answer is kept for one token and one route', () => {
    const { app } = stacks.token;
    expect(resource(app, 'AWS::ApiGatewayV2::Authorizer', 'Http').Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
    });
    const { Environment } = resource(app, 'AWS::Lambda::Function', 'TokensAuthorizer').Properties;
    expect(Environment).toMatchObject({ Variables: { TOKENS_PARAMETER: '/precis/dev/tokens' } });
    const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm').map(([id]) => id);
    expect(alarms.filter((id) => id.includes('Authorizer'))).toHaveLength(3);
  });

  it.each(['iam', 'public'] as const)('are none with %s', (mode) => {
    expect(resourcesOf(stacks[mode].app, 'AWS::ApiGatewayV2::Authorizer')).toEqual([]);
  });
});

describe('The policies for those who sign', () => {
  it('let a reader read, and a writer upload as well', () => {
    const calls = (prefix: string) => {
      const { PolicyDocument } = resource(stacks.iam.app, 'AWS::IAM::ManagedPolicy', prefix).Properties;
      const [statement, ...others] = (PolicyDocument as { Statement: { Action: string; Resource: unknown[] }[] })
        .Statement;
      expect([statement?.Action, others]).toEqual(['execute-api:Invoke', []]);
      return statement?.Resource.map((arn) => target(arn, []));
    };
    const own = 'arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:Http91AF8B83/$default';
    expect(calls('CallersReader')).toEqual([`${own}/GET/*`, `${own}/HEAD/*`]);
    expect(calls('CallersWriter')).toEqual([
      `${own}/DELETE/v1/watches/*`,
      `${own}/GET/*`,
      `${own}/HEAD/*`,
      `${own}/POST/v1/briefs/*/notes`,
      `${own}/POST/v1/uploads`,
      `${own}/PUT/v1/watches/*`,
    ]);
  });

  it.each(['users', 'jwt', 'token'] as const)('are not made with %s, where nobody signs', (mode) => {
    expect(resourcesOf(stacks[mode].app, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});

describe('The pool of users', () => {
  const users = {
    dev: stacks.users,
    prod: synthesized('prod', { auth: AUTH.users, origins: ['https://desk.example.org'] }),
  };

  it('lets in who was invited, by e-mail and a strong password', () => {
    expect(resource(users.dev.data, 'AWS::Cognito::UserPool', 'Users').Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
    expect(resource(users.dev.data, 'AWS::Cognito::UserPoolGroup', 'Users').Properties).toMatchObject({
      GroupName: 'writers',
    });
  });

  it('asks everybody for a second factor where the settings do', () => {
    const { data } = synthesized('dev', { auth: { ...AUTH.users, secondFactor: 'required' } });
    expect(resource(data, 'AWS::Cognito::UserPool', 'Users').Properties).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('says in its invitation where to read, once an address is among the origins', () => {
    const body = ({ data }: typeof users.dev) => {
      const { AdminCreateUserConfig } = resource(data, 'AWS::Cognito::UserPool', 'Users').Properties;
      return (AdminCreateUserConfig as { InviteMessageTemplate: { EmailMessage: string } }).InviteMessageTemplate
        .EmailMessage;
    };
    expect(body(users.prod)).toContain('your desk at https://desk.example.org/. Sign in as {username}');
    expect(body(users.dev)).toContain('your desk. Sign in as {username} with the password {####}');
  });

  it('outlives the stack in prod, and goes with it in dev', () => {
    const kept = ({ data }: typeof users.dev) => {
      const { DeletionPolicy, Properties } = resource(data, 'AWS::Cognito::UserPool', 'Users');
      return [DeletionPolicy, Properties['DeletionProtection']];
    };
    expect([kept(users.dev), kept(users.prod)]).toEqual([
      ['Delete', 'INACTIVE'],
      ['Retain', 'ACTIVE'],
    ]);
  });

  it('has the page as its one client, public, by code alone, which comes back to the API and the exact origins', () => {
    const { app, data } = users.prod;
    const { Properties } = resource(app, 'AWS::Cognito::UserPoolClient', 'SignIn');
    expect(Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'precis/read', 'precis/write'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AccessTokenValidity: 60,
      RefreshTokenValidity: 10_080,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
    const pages = ['Http91AF8B83.ApiEndpoint/', 'https://desk.example.org/'];
    for (const name of ['CallbackURLs', 'LogoutURLs']) {
      const urls = Properties[name] as unknown[];
      expect(urls.map((url) => target(url, [app, data]))).toEqual(pages);
    }
  });

  it('names each page once, also where the address of the API is among the origins', () => {
    // Prepare
    const origins = [
      'https://a1b2c3.execute-api.eu-central-1.amazonaws.com',
      'http://localhost:*',
      'http://localhost:8080',
    ];

    // Act
    const { app } = synthesized('dev', { auth: AUTH.users, origins });

    // Assess
    const { CallbackURLs } = resource(app, 'AWS::Cognito::UserPoolClient', 'SignIn').Properties;
    const urls = (CallbackURLs as unknown[]).map((url) => target(url, []));
    expect(urls).toEqual(['Http91AF8B83.ApiEndpoint/', 'http://localhost:8080/']);
  });

  it('is told of in the outputs', () => {
    const names = [users.dev.data, users.dev.app].flatMap((template) => Object.keys(template.toJSON().Outputs));
    expect(names).toEqual(expect.arrayContaining(['UserPoolId', 'UserPoolClientId', 'LoginUrl']));
  });
});

describe('Pages of other origins', () => {
  const named = ['https://desk.example.org', 'http://127.0.0.1:*', 'http://localhost:*'];
  const cors = (origins: string[]) => {
    const { app, data } = synthesized('prod', { origins });
    return {
      api: resource(app, 'AWS::ApiGatewayV2::Api', 'Http').Properties['CorsConfiguration'],
      inbox: resource(data, 'AWS::S3::Bucket', 'Inbox').Properties['CorsConfiguration'],
      staged: resource(data, 'AWS::S3::Bucket', 'Staged').Properties['CorsConfiguration'],
    };
  };

  it('may use the API where they are named exactly, and upload also from any port of their own machine', () => {
    expect(cors(named)).toEqual({
      api: {
        AllowOrigins: ['https://desk.example.org'],
        AllowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
        AllowHeaders: [
          'accept',
          'authorization',
          'content-type',
          'if-match',
          'if-none-match',
          'x-amz-content-sha256',
          'x-amz-date',
          'x-amz-security-token',
        ],
        ExposeHeaders: ['etag', 'link', 'x-trace-id', 'x-precis-trace'],
        MaxAge: 3600,
      },
      inbox: {
        CorsRules: [
          {
            AllowedMethods: ['POST'],
            AllowedOrigins: named,
            AllowedHeaders: ['content-type'],
            ExposedHeaders: ['etag', 'x-amz-version-id'],
            MaxAge: 3600,
          },
        ],
      },
      staged: undefined,
    });
  });

  it('are let in nowhere unless they are named', () => {
    expect(cors([])).toEqual({ api: undefined, inbox: undefined, staged: undefined });
    expect(cors(['http://localhost:*']).api).toBeUndefined();
  });
});

describe('The access log', () => {
  it.each([
    ['iam', '$context.identity.userArn'],
    ['users', '$context.authorizer.claims.sub'],
    ['token', '$context.authorizer.name'],
  ] as const)('with %s names the caller as %s', (mode, caller) => {
    const { AccessLogSettings } = resource(stacks[mode].app, 'AWS::ApiGatewayV2::Stage', 'Http').Properties;
    const { Format } = AccessLogSettings as { Format: string };
    expect(JSON.parse(Format)).toMatchObject({ caller });
  });
});
