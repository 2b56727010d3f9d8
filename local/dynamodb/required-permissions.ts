import type { LocalAccount } from '../contracts.ts';
import { regionalArn } from '../regional-arn.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';

/** A permission that a request needs: `dynamodb:<action>` on an ARN. */
export interface Permission {
  action: string;
  resource: string;
}

/**
 * The permissions that a request of the DynamoDB API needs (Service Authorization Reference, "Amazon DynamoDB").
 * @param operation as `GetItem`.
 * @param body the request.
 */
export function requiredPermissions(operation: string, body: JsonObject, account: LocalAccount): Permission[] {
  const action = `dynamodb:${operation}`;
  const { TableName: table, IndexName: index, RequestItems: batch, ResourceArn: arn } = body;
  const tableArn = (name: string) => regionalArn('dynamodb', `table/${name}`, account);
  const resourceOf = (name: string) => (name.startsWith('arn:') ? name : tableArn(name));
  if (isObject(batch)) return Object.keys(batch).map((name) => ({ action, resource: resourceOf(name) }));
  if (typeof table === 'string') {
    return [{ action, resource: resourceOf(table) + (typeof index === 'string' ? `/index/${index}` : '') }];
  }
  return [{ action, resource: typeof arn === 'string' ? arn : '*' }];
}

/** A parameter of the request that DynamoDB obeys and that has no local model; undefined where there is none. */
export function unmodelledParameter(body: JsonObject): string | undefined {
  const condition: Json | undefined = body['ReturnValuesOnConditionCheckFailure'];
  return condition !== undefined && condition !== 'NONE' ? 'ReturnValuesOnConditionCheckFailure' : undefined;
}
