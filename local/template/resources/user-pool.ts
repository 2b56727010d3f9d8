import type { ResourceEntry } from '../app-template.ts';
import type { UserPoolClientPlan, UserPoolPlan } from '../plan.ts';
import type { PropertyReader } from '../property-reader.ts';
import { TemplateError } from '../template-error.ts';

/** The scopes that every pool knows (Amazon Cognito Developer Guide, "Scopes, M2M, and resource servers"). */
const OIDC_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/**
 * Reads the user pools of an app: each `AWS::Cognito::UserPool` with its clients, domain, groups and resource servers.
 * @throws TemplateError for pools whose users do not sign in by e-mail, clients that sign in otherwise than by code
 * without a secret, scopes that nobody defines, and other properties without a local model.
 */
export function readUserPools(entries: ResourceEntry[]): UserPoolPlan[] {
  const ofType = (type: string) => entries.filter((entry) => entry.type === `AWS::Cognito::${type}`);
  const domains = ofType('UserPoolDomain').map(readDomain);
  const groups = ofType('UserPoolGroup').map(readGroup);
  const servers = ofType('UserPoolResourceServer').map(readResourceServer);
  const clients = ofType('UserPoolClient').map(readClient);
  const pools = ofType('UserPool').map((entry): UserPoolPlan => {
    readPool(entry);
    const attributes = entry.addresses?.attributes ?? {};
    const id = String(attributes['UserPoolId']);
    const own = <Part extends { poolId: string }>(parts: Part[]) => parts.filter(({ poolId }) => poolId === id);
    return {
      stack: entry.stack.name,
      logicalId: entry.logicalId,
      id,
      arn: String(attributes['Arn']),
      issuer: String(attributes['ProviderURL']),
      hasLogin: own(domains).length > 0,
      groups: own(groups).map(({ name }) => name),
      clients: own(clients).map(({ poolId, logicalId, ...client }) => {
        const known = [...OIDC_SCOPES, ...own(servers).flatMap(({ scopes }) => scopes)];
        const unknown = client.scopes.find((scope) => !known.includes(scope));
        if (unknown !== undefined) throw new TemplateError(`The scope ${unknown} of ${logicalId} is not in its pool.`);
        return client;
      }),
    };
  });
  for (const { poolId, logicalId } of [...domains, ...groups, ...servers, ...clients]) {
    if (!pools.some(({ id }) => id === poolId)) throw new TemplateError(`The pool of ${logicalId} is not in this app.`);
  }
  return pools;
}

function readPool(entry: ResourceEntry): void {
  const properties = entry.read();
  // Here nobody has a password, nothing is sent, and only administrators and the login page make users.
  properties.withoutEffect(
    'UserPoolName',
    'AccountRecoverySetting',
    'AdminCreateUserConfig',
    'AutoVerifiedAttributes',
    'DeletionProtection',
    'DeviceConfiguration',
    'EmailConfiguration',
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'EnabledMfas',
    'MfaConfiguration',
    'Policies',
    'Schema',
    'SmsAuthenticationMessage',
    'SmsConfiguration',
    'SmsVerificationMessage',
    'UserAttributeUpdateSettings',
    'UserPoolAddOns',
    'UserPoolTags',
    'UserPoolTier',
    'UsernameConfiguration',
    'VerificationMessageTemplate',
    'WebAuthnRelyingPartyID',
    'WebAuthnUserVerification',
  );
  const names = properties.texts('UsernameAttributes');
  if (names.length !== 1 || names[0] !== 'email') {
    throw properties.error('UsernameAttributes', 'is not the e-mail alone: other ways to sign in have no local model');
  }
  properties.end();
}

function readClient(entry: ResourceEntry): UserPoolClientPlan & { poolId: string; logicalId: string } {
  const properties = entry.read();
  properties.withoutEffect(
    'ClientName',
    'AllowedOAuthFlowsUserPoolClient',
    'AuthSessionValidity',
    'DefaultRedirectURI',
    'EnableTokenRevocation',
    'ExplicitAuthFlows',
    'PreventUserExistenceErrors',
    'ReadAttributes',
    'WriteAttributes',
  );
  if (properties.flag('GenerateSecret') === true) throw properties.error('GenerateSecret', 'has no local model');
  const flow = properties.texts('AllowedOAuthFlows').find((name) => name !== 'code');
  if (flow !== undefined) throw properties.error('AllowedOAuthFlows', `(${flow}) has no local model`);
  const provider = properties.texts('SupportedIdentityProviders').find((name) => name !== 'COGNITO');
  if (provider !== undefined) throw properties.error('SupportedIdentityProviders', `(${provider}) has no local model`);
  const units = properties.object('TokenValidityUnits');
  const seconds = (name: 'AccessToken' | 'IdToken' | 'RefreshToken', value: number, unit: string) =>
    (properties.number(`${name}Validity`) ?? value) * secondsIn(units?.text(name) ?? unit, properties);
  const client = {
    logicalId: entry.logicalId,
    id: String(entry.addresses?.attributes['ClientId']),
    poolId: properties.requiredText('UserPoolId'),
    callbackUrls: properties.texts('CallbackURLs'),
    logoutUrls: properties.texts('LogoutURLs'),
    scopes: properties.texts('AllowedOAuthScopes'),
    // Amazon Cognito Developer Guide, "Using tokens with user pools": the lives of tokens where nothing is said.
    accessSeconds: seconds('AccessToken', 1, 'hours'),
    idSeconds: seconds('IdToken', 1, 'hours'),
    refreshSeconds: seconds('RefreshToken', 30, 'days'),
  };
  units?.end();
  properties.end();
  return client;
}

function secondsIn(unit: string, properties: PropertyReader): number {
  const seconds = UNIT_SECONDS[unit];
  if (seconds === undefined) throw properties.error('TokenValidityUnits', `(${unit}) has no local model`);
  return seconds;
}

function readDomain(entry: ResourceEntry): { poolId: string; logicalId: string } {
  const properties = entry.read();
  properties.withoutEffect('Domain', 'ManagedLoginVersion');
  const poolId = properties.requiredText('UserPoolId');
  properties.end();
  return { poolId, logicalId: entry.logicalId };
}

function readGroup(entry: ResourceEntry): { poolId: string; logicalId: string; name: string } {
  const properties = entry.read();
  properties.withoutEffect('GroupName', 'Description', 'Precedence');
  const poolId = properties.requiredText('UserPoolId');
  properties.end();
  return { poolId, logicalId: entry.logicalId, name: entry.name };
}

function readResourceServer(entry: ResourceEntry): { poolId: string; logicalId: string; scopes: string[] } {
  const properties = entry.read();
  properties.withoutEffect('Name');
  const identifier = properties.requiredText('Identifier');
  const scopes = properties.objects('Scopes').map((scope) => {
    scope.withoutEffect('ScopeDescription');
    const name = scope.requiredText('ScopeName');
    scope.end();
    return `${identifier}/${name}`;
  });
  const poolId = properties.requiredText('UserPoolId');
  properties.end();
  return { poolId, logicalId: entry.logicalId, scopes };
}
