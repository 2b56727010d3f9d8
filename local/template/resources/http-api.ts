import type { ResourceEntry } from '../app-template.ts';
import type { ApiCors, ApiPlan, RoutePlan } from '../plan.ts';
import type { PropertyReader } from '../property-reader.ts';
import { type AuthorizerEntry, readAuthorizer } from './authorizer.ts';
import { functionIn } from './function.ts';

/** The longest that an integration of an HTTP API may take (API Gateway quotas for HTTP APIs). */
const INTEGRATION_TIMEOUT_MS = 30_000;

interface Integration {
  apiId: string;
  functionName: string;
  timeoutMs: number;
}

/**
 * Reads the HTTP APIs of an app: each `AWS::ApiGatewayV2::Api` with its routes, authorizers, integrations and stage.
 * @throws TemplateError for WebSocket APIs, integrations other than functions with payload 2.0, authorizers that answer
 * with policies, stages other than `$default`, and other properties without a local model.
 */
export function readHttpApis(entries: ResourceEntry[]): ApiPlan[] {
  const ofType = (type: string) => entries.filter((entry) => entry.type === `AWS::ApiGatewayV2::${type}`);
  for (const stage of ofType('Stage')) checkStage(stage);
  const integrations = new Map(ofType('Integration').map((entry) => [entry.logicalId, readIntegration(entry)]));
  const authorizers = new Map(ofType('Authorizer').map((entry) => [entry.logicalId, readAuthorizer(entry)]));
  const routes = ofType('Route').map((entry) => readRoute(entry, integrations, authorizers));
  return ofType('Api').map((entry) => {
    const properties = entry.read();
    properties.withoutEffect('Description', 'DisableExecuteApiEndpoint', 'Name', 'Tags');
    const protocol = properties.requiredText('ProtocolType');
    if (protocol !== 'HTTP') throw properties.error('ProtocolType', `(${protocol}) has no local model`);
    const cors = readCors(properties.object('CorsConfiguration'));
    properties.end();
    return {
      stack: entry.stack.name,
      logicalId: entry.logicalId,
      id: entry.logicalId,
      routes: routes.filter(({ apiId }) => apiId === entry.logicalId).map(({ route }) => route),
      cors,
    };
  });
}

function readCors(configuration: PropertyReader | undefined): ApiCors | undefined {
  if (!configuration) return undefined;
  const cors: ApiCors = {
    origins: configuration.texts('AllowOrigins'),
    methods: configuration.texts('AllowMethods'),
    headers: configuration.texts('AllowHeaders'),
    exposedHeaders: configuration.texts('ExposeHeaders'),
    maxAgeSeconds: configuration.number('MaxAge'),
    credentials: configuration.flag('AllowCredentials') ?? false,
  };
  configuration.end();
  return cors;
}

function checkStage(entry: ResourceEntry): void {
  const properties = entry.read();
  properties.withoutEffect(
    'ApiId',
    'AccessLogSettings',
    'AutoDeploy',
    'DefaultRouteSettings',
    'Description',
    'RouteSettings',
    'Tags',
  );
  const name = properties.requiredText('StageName');
  if (name !== '$default') throw properties.error('StageName', `(${name}) has no local model`);
  properties.end();
}

function readIntegration(entry: ResourceEntry): Integration {
  const properties = entry.read();
  properties.withoutEffect('Description', 'IntegrationMethod', 'ConnectionType');
  const type = properties.requiredText('IntegrationType');
  if (type !== 'AWS_PROXY') throw properties.error('IntegrationType', `(${type}) has no local model`);
  const version = properties.text('PayloadFormatVersion');
  if (version !== '2.0') throw properties.error('PayloadFormatVersion', `(${version}) has no local model`);
  const integration = {
    apiId: properties.requiredText('ApiId'),
    functionName: functionIn(properties.requiredText('IntegrationUri'), entry.logicalId),
    timeoutMs: properties.number('TimeoutInMillis') ?? INTEGRATION_TIMEOUT_MS,
  };
  properties.end();
  return integration;
}

function readRoute(
  entry: ResourceEntry,
  integrations: Map<string, Integration>,
  authorizers: Map<string, AuthorizerEntry>,
): { apiId: string; route: RoutePlan } {
  const properties = entry.read();
  properties.withoutEffect('OperationName');
  const target = properties.requiredText('Target').replace(/^integrations\//, '');
  const integration = integrations.get(target);
  if (!integration) throw properties.error('Target', 'is no integration of this app');
  const apiId = properties.requiredText('ApiId');
  const route: RoutePlan = {
    key: properties.requiredText('RouteKey'),
    functionName: integration.functionName,
    authorization: readAuthorization(properties, apiId, authorizers),
    timeoutMs: Math.min(integration.timeoutMs, INTEGRATION_TIMEOUT_MS),
  };
  properties.end();
  return { apiId, route };
}

function readAuthorization(
  properties: PropertyReader,
  apiId: string,
  authorizers: Map<string, AuthorizerEntry>,
): RoutePlan['authorization'] {
  const type = properties.text('AuthorizationType') ?? 'NONE';
  const scopes = properties.texts('AuthorizationScopes');
  // Only a JWT has scopes that the gateway knows of: anywhere else they would promise what nobody checks.
  if (scopes.length > 0 && type !== 'JWT')
    throw properties.error('AuthorizationScopes', 'has an effect with JWT alone');
  if (type === 'NONE' || type === 'AWS_IAM') return type;
  if (type !== 'JWT' && type !== 'CUSTOM') throw properties.error('AuthorizationType', `(${type}) has no local model`);
  const found = authorizers.get(properties.requiredText('AuthorizerId'));
  if (found?.apiId !== apiId) throw properties.error('AuthorizerId', 'is no authorizer of its API');
  const { authorizer } = found;
  if (authorizer.type !== type) throw properties.error('AuthorizerId', `is not of the type ${type}`);
  return authorizer.type === 'JWT' ? { ...authorizer, scopes } : authorizer;
}
