import type { ResourceEntry } from '../app-template.ts';
import type { TableKey, TablePlan } from '../plan.ts';
import type { PropertyReader } from '../property-reader.ts';

/**
 * Reads an `AWS::DynamoDB::Table` or an `AWS::DynamoDB::GlobalTable` (CDK's `TableV2`).
 * @throws TemplateError for a property without a local model, such as a stream or a local secondary index.
 */
export function readTable(entry: ResourceEntry): TablePlan {
  const properties = entry.read();
  properties.withoutEffect(
    'TableName',
    'BillingMode',
    'ContributorInsightsSpecification',
    'DeletionProtectionEnabled',
    'OnDemandThroughput',
    'PointInTimeRecoverySpecification',
    'ProvisionedThroughput',
    'Replicas',
    'SSESpecification',
    'TableClass',
    'Tags',
    'TimeToLiveSpecification',
    'WriteOnDemandThroughputSettings',
    'WriteProvisionedThroughputSettings',
  );
  const attributes = properties.objects('AttributeDefinitions').map((attribute) => {
    const read = { name: attribute.requiredText('AttributeName'), type: attribute.requiredText('AttributeType') };
    attribute.end();
    return read;
  });
  const indexes = properties.objects('GlobalSecondaryIndexes').map((index) => {
    index.withoutEffect(
      'ContributorInsightsSpecification',
      'OnDemandThroughput',
      'ProvisionedThroughput',
      'WriteOnDemandThroughputSettings',
      'WriteProvisionedThroughputSettings',
    );
    const projection = index.object('Projection');
    const read = {
      name: index.requiredText('IndexName'),
      key: readKey(index),
      projection: projection?.text('ProjectionType') ?? 'ALL',
      projected: projection?.texts('NonKeyAttributes') ?? [],
    };
    projection?.end();
    index.end();
    return read;
  });
  const plan: TablePlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    arn: String(entry.addresses?.attributes['Arn']),
    attributes,
    key: readKey(properties),
    indexes,
  };
  properties.end();
  return plan;
}

function readKey(properties: PropertyReader): TableKey {
  const key: Partial<Record<string, string>> = {};
  for (const element of properties.objects('KeySchema')) {
    key[element.requiredText('KeyType')] = element.requiredText('AttributeName');
    element.end();
  }
  const { HASH: partition, RANGE: sort } = key;
  if (partition === undefined) throw properties.error('KeySchema', 'has no HASH key');
  return { partition, sort };
}
