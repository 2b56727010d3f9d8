import type { ResourceEntry } from '../app-template.ts';
import type { FunctionAuthorization, IdentitySource, JwtAuthorization } from '../plan.ts';
import type { PropertyReader } from '../property-reader.ts';
import { functionIn } from './function.ts';

/** An authorizer and the API that it belongs to. The scopes of a JWT are the routes'. */
export interface AuthorizerEntry {
  apiId: string;
  authorizer: Omit<JwtAuthorization, 'scopes'> | FunctionAuthorization;
}

/**
 * Reads an `AWS::ApiGatewayV2::Authorizer`: of JWTs, or a function with payload 2.0 and simple responses.
 * @throws TemplateError for other authorizers, identity sources without a local model, and what AWS would refuse.
 */
export function readAuthorizer(entry: ResourceEntry): AuthorizerEntry {
  const properties = entry.read();
  properties.withoutEffect('Name');
  const apiId = properties.requiredText('ApiId');
  const type = properties.requiredText('AuthorizerType');
  if (type !== 'JWT' && type !== 'REQUEST') throw properties.error('AuthorizerType', `(${type}) has no local model`);
  const read = type === 'JWT' ? readJwtAuthorizer : readFunctionAuthorizer;
  const authorizer = read(properties, entry.logicalId);
  properties.end();
  return { apiId, authorizer };
}

function readJwtAuthorizer(properties: PropertyReader, authorizerId: string): Omit<JwtAuthorization, 'scopes'> {
  const [source, ...more] = readSources(properties);
  if (!source || more.length > 0) throw properties.error('IdentitySource', 'of a JWT is one place');
  const configuration = properties.object('JwtConfiguration');
  if (!configuration) throw properties.error('JwtConfiguration', 'is missing');
  const authorizer = {
    type: 'JWT' as const,
    authorizerId,
    source,
    issuer: configuration.requiredText('Issuer'),
    audiences: configuration.texts('Audience'),
  };
  if (!URL.canParse(authorizer.issuer)) throw configuration.error('Issuer', 'is no address');
  if (authorizer.audiences.length === 0) throw configuration.error('Audience', 'is missing');
  configuration.end();
  return authorizer;
}

function readFunctionAuthorizer(properties: PropertyReader, authorizerId: string): FunctionAuthorization {
  const version = properties.text('AuthorizerPayloadFormatVersion');
  if (version !== '2.0') throw properties.error('AuthorizerPayloadFormatVersion', `(${version}) has no local model`);
  if (properties.flag('EnableSimpleResponses') !== true) {
    throw properties.error('EnableSimpleResponses', 'is not true: responses with policies have no local model');
  }
  const sources = readSources(properties);
  const ttlSeconds = properties.number('AuthorizerResultTtlInSeconds') ?? 0;
  // API Gateway API Reference, "CreateAuthorizer": an hour at most, and nothing is cached without an identity.
  if (ttlSeconds < 0 || ttlSeconds > 3600)
    throw properties.error('AuthorizerResultTtlInSeconds', 'is not in 0 to 3600');
  if (ttlSeconds > 0 && sources.length === 0)
    throw properties.error('IdentitySource', 'is missing: decisions are kept by it');
  return {
    type: 'CUSTOM',
    authorizerId,
    functionName: functionIn(properties.requiredText('AuthorizerUri'), authorizerId),
    sources,
    ttlSeconds,
  };
}

function readSources(properties: PropertyReader): IdentitySource[] {
  return properties.texts('IdentitySource').map((expression) => {
    if (expression === '$context.routeKey') return { from: 'routeKey' };
    const [, place, name] = /^\$request\.(header|querystring)\.([\w.-]+)$/.exec(expression) ?? [];
    if (name === undefined) throw properties.error('IdentitySource', `(${expression}) has no local model`);
    return place === 'header' ? { from: 'header', name: name.toLowerCase() } : { from: 'query', name };
  });
}
