import type { ResourceEntry } from '../app-template.ts';
import type { ApiPlan, RoutePlan } from '../plan.ts';
import { TemplateError } from '../template-error.ts';

/** The longest that an integration of an HTTP API may take (API Gateway quotas for HTTP APIs). */
const INTEGRATION_TIMEOUT_MS = 30_000;

interface Integration {
  apiId: string;
  functionName: string;
  timeoutMs: number;
}

/**
 * Reads the HTTP APIs of an app: each `AWS::ApiGatewayV2::Api` with its routes, integrations and stage.
 * @throws TemplateError for WebSocket APIs, integrations other than functions with payload 2.0, authorizers other than
 * IAM, stages other than `$default`, and other properties without a local model.
 */
export function readHttpApis(entries: ResourceEntry[]): ApiPlan[] {
  const ofType = (type: string) => entries.filter((entry) => entry.type === `AWS::ApiGatewayV2::${type}`);
  for (const stage of ofType('Stage')) checkStage(stage);
  const integrations = new Map(ofType('Integration').map((entry) => [entry.logicalId, readIntegration(entry)]));
  const routes = ofType('Route').map((entry) => readRoute(entry, integrations));
  return ofType('Api').map((entry) => {
    const properties = entry.read();
    // Pages of other origins are refused on this machine whatever the API's CORS says.
    properties.withoutEffect('CorsConfiguration', 'Description', 'DisableExecuteApiEndpoint', 'Name', 'Tags');
    const protocol = properties.requiredText('ProtocolType');
    if (protocol !== 'HTTP') throw properties.error('ProtocolType', `(${protocol}) has no local model`);
    properties.end();
    return {
      stack: entry.stack.name,
      logicalId: entry.logicalId,
      id: entry.logicalId,
      routes: routes.filter(({ apiId }) => apiId === entry.logicalId).map(({ route }) => route),
    };
  });
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
    functionName: functionOf(properties.requiredText('IntegrationUri'), entry.logicalId),
    timeoutMs: properties.number('TimeoutInMillis') ?? INTEGRATION_TIMEOUT_MS,
  };
  properties.end();
  return integration;
}

/** The function's name in its ARN, or in the invocation URI that wraps the ARN. */
function functionOf(uri: string, logicalId: string): string {
  const name = /:function:([^:/]+)/.exec(uri)?.[1];
  if (name === undefined) throw new TemplateError(`The integration ${logicalId} leads to no function.`);
  return name;
}

function readRoute(entry: ResourceEntry, integrations: Map<string, Integration>): { apiId: string; route: RoutePlan } {
  const properties = entry.read();
  properties.withoutEffect('OperationName', 'AuthorizationScopes');
  const authorization = properties.text('AuthorizationType') ?? 'NONE';
  if (authorization !== 'NONE' && authorization !== 'AWS_IAM') {
    throw properties.error('AuthorizationType', `(${authorization}) has no local model`);
  }
  const target = properties.requiredText('Target').replace(/^integrations\//, '');
  const integration = integrations.get(target);
  if (!integration) throw properties.error('Target', 'is no integration of this app');
  const apiId = properties.requiredText('ApiId');
  const route: RoutePlan = {
    key: properties.requiredText('RouteKey'),
    functionName: integration.functionName,
    authorization,
    timeoutMs: Math.min(integration.timeoutMs, INTEGRATION_TIMEOUT_MS),
  };
  properties.end();
  return { apiId, route };
}
