import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Scope } from '../functions/api/route-table.ts';
import { DEFAULT_SCOPES, returnOrigins, tokensParameter } from './auth-settings.ts';
import type { StageConfig } from './config.ts';
import type { BriefApi } from './constructs/brief-api.ts';
import { CallerPolicies } from './constructs/caller-policies.ts';
import type { DeskUsers } from './constructs/desk-users.ts';
import { IAM_GUARDS, jwtGuards, PUBLIC_GUARDS, type RouteGuards } from './constructs/route-guards.ts';
import { SignIn } from './constructs/sign-in.ts';
import type { StageFunction } from './constructs/stage-function.ts';
import { TokenAccess } from './constructs/token-access.ts';

/** Who may call the API. */
export interface ApiAccess {
  guards: RouteGuards;
  /** What the api function must know to tell a caller's scopes, and the reader to let people sign in. */
  environment: Record<string, string>;
  /** The function that judges tokens, where there is one. */
  authorizer?: StageFunction;
}

export interface ApiAccessProps extends StageConfig {
  /** The people of the stage, where its mode has them. */
  users: DeskUsers | undefined;
  /** The directory of the authorizer's code. */
  authorizer: string;
  /** Encrypts the authorizer's log. */
  key: kms.IKey | undefined;
}

/** Makes what the mode of authorisation needs in a stack, with outputs of what callers need to know. */
export function makeApiAccess(
  stack: Stack,
  { api, address }: Pick<BriefApi, 'api' | 'address'>,
  { stage, settings, users, authorizer, key }: ApiAccessProps,
): ApiAccess {
  const { auth, origins, logRetentionDays } = settings;
  const AUTH_MODE = auth.mode;
  switch (auth.mode) {
    case 'iam':
    case 'public': {
      const { reader, writer } = new CallerPolicies(stack, 'Callers', { api });
      new CfnOutput(stack, 'ReaderPolicyArn', {
        value: reader.managedPolicyArn,
        description: 'Attach it to who reads',
      });
      new CfnOutput(stack, 'WriterPolicyArn', {
        value: writer.managedPolicyArn,
        description: 'Attach it to who reads and uploads',
      });
      return { guards: auth.mode === 'iam' ? IAM_GUARDS : PUBLIC_GUARDS, environment: { AUTH_MODE } };
    }
    case 'users': {
      if (!users) throw new TypeError('The data stack has no users.');
      const { client } = new SignIn(stack, 'SignIn', {
        users,
        origins: [...new Set([address, ...returnOrigins(origins)])],
      });
      const AUTH_CLIENT_ID = client.userPoolClientId;
      const AUTH_ISSUER = users.pool.userPoolProviderUrl;
      new CfnOutput(stack, 'UserPoolClientId', { value: AUTH_CLIENT_ID });
      return {
        guards: jwtGuards(AUTH_ISSUER, [AUTH_CLIENT_ID], DEFAULT_SCOPES),
        environment: {
          AUTH_MODE,
          AUTH_ISSUER,
          AUTH_CLIENT_ID,
          AUTH_USER_POOL_ID: users.pool.userPoolId,
          AUTH_TOKEN_ORIGIN: users.signInOrigin,
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
      const tokens = new TokenAccess(stack, 'Tokens', {
        code: authorizer,
        service: `precis-${stage}-authorizer`,
        logRetentionDays,
        key,
        parameter,
      });
      new CfnOutput(stack, 'TokensParameterName', { value: parameter });
      return { guards: tokens.guards, authorizer: tokens.authorizer, environment: { AUTH_MODE } };
    }
  }
}

function scopeVariables({ read, write }: Readonly<Record<Scope, string>>, asked = ['openid', read, write]) {
  return { AUTH_READ_SCOPE: read, AUTH_WRITE_SCOPE: write, AUTH_SCOPES: asked.join(' ') };
}
