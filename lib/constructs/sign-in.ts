import { Duration } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { DEFAULT_SCOPES } from '../auth-settings.ts';
import type { DeskUsers } from './desk-users.ts';

/** Whoever was taken out of the pool or of `writers` is without access after this time. */
const ACCESS = Duration.hours(1);
/** How long somebody stays signed in who comes back. */
const REFRESH = Duration.days(7);

export interface SignInProps {
  users: DeskUsers;
  /** The origins of the pages that lead people to sign in, at whose root they come back. */
  origins: string[];
}

/** The reader as a client of the pool: without a secret, as everybody can read a page, and by code and PKCE alone. */
export class SignIn extends Construct {
  readonly client: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, { users, origins }: SignInProps) {
    super(scope, id);
    const pages = origins.map((origin) => `${origin}/`);
    this.client = new cognito.UserPoolClient(this, 'Client', {
      userPool: users.pool,
      generateSecret: false,
      // None of them but to refresh: passwords are typed on the hosted page alone.
      authFlows: { user: false },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [
          cognito.OAuthScope.OPENID,
          ...Object.values(DEFAULT_SCOPES).map((name) => cognito.OAuthScope.custom(name)),
        ],
        callbackUrls: pages,
        logoutUrls: pages,
      },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: ACCESS,
      idTokenValidity: ACCESS,
      refreshTokenValidity: REFRESH,
    });
  }
}
