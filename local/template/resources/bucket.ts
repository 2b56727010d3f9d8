import type { ResourceEntry } from '../app-template.ts';
import type { BucketCorsRule, BucketNotification, BucketPlan } from '../plan.ts';
import type { PropertyReader } from '../property-reader.ts';

/** Reads an `AWS::S3::Bucket`. @throws TemplateError for a property or notification without a local model. */
export function readBucket(entry: ResourceEntry): BucketPlan {
  const properties = entry.read();
  properties.withoutEffect(
    'BucketName',
    'AccessControl',
    'BucketEncryption',
    'LifecycleConfiguration',
    'LoggingConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
  );
  const versioning = properties.object('VersioningConfiguration');
  const status = versioning?.text('Status');
  versioning?.end();
  const plan: BucketPlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    versioned: status === 'Enabled',
    notifications: readNotifications(properties.object('NotificationConfiguration')),
    cors: readCors(properties.object('CorsConfiguration')),
  };
  properties.end();
  return plan;
}

function readNotifications(configuration: PropertyReader | undefined): BucketNotification[] {
  if (!configuration) return [];
  const notifications = configuration.objects('QueueConfigurations').map((queue) => {
    const filter = queue.object('Filter');
    const key = filter?.object('S3Key');
    const ends: Record<string, string> = {};
    for (const rule of key?.objects('Rules') ?? []) {
      const name = rule.requiredText('Name').toLowerCase();
      if (name !== 'prefix' && name !== 'suffix') throw rule.error('Name', 'is neither prefix nor suffix');
      ends[name] = rule.requiredText('Value');
      rule.end();
    }
    key?.end();
    filter?.end();
    const notification: BucketNotification = {
      queueArn: queue.requiredText('Queue'),
      event: queue.requiredText('Event'),
      prefix: ends['prefix'],
      suffix: ends['suffix'],
    };
    queue.end();
    return notification;
  });
  configuration.end();
  return notifications;
}

function readCors(configuration: PropertyReader | undefined): BucketCorsRule[] {
  const rules = (configuration?.objects('CorsRules') ?? []).map((rule) => {
    rule.withoutEffect('Id');
    const read: BucketCorsRule = {
      origins: rule.texts('AllowedOrigins'),
      methods: rule.texts('AllowedMethods'),
      headers: rule.texts('AllowedHeaders'),
      exposedHeaders: rule.texts('ExposedHeaders'),
      maxAgeSeconds: rule.number('MaxAge'),
    };
    rule.end();
    return read;
  });
  configuration?.end();
  return rules;
}
