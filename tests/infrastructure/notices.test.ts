import { describe, expect, it } from 'vitest';
import { NOTICE_METRICS } from '../../functions/runtime/stage-metrics.ts';
import { stageConfig } from '../../lib/config.ts';
import { dev } from '../../lib/stages/dev.ts';
import { grantsOf } from './grants.ts';
import { NOTICES, type Resource, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const { digest: DIGEST, alerts: ALERTS } = NOTICES;
const both = synthesized('dev', { digest: DIGEST, alerts: ALERTS });
const none = synthesized('dev');

function allowed(prefix: string, { app, data } = both): string[] {
  return grantsOf(resource(app, 'AWS::IAM::Policy', prefix), [app, data])
    .filter((line) => !line.startsWith('logs:'))
    .map((line) => line.replace(/[0-9A-F]{8}(?=\.Arn)/, ''))
    .sort();
}

const conditionsOf = (prefix: string, { app } = both): unknown[] => {
  const { PolicyDocument } = resource(app, 'AWS::IAM::Policy', prefix).Properties;
  return (PolicyDocument as { Statement: { Condition?: unknown }[] }).Statement.flatMap(
    ({ Condition }) => Condition ?? [],
  );
};

const environmentOf = (prefix: string): Record<string, unknown> =>
  (
    resource(both.app, 'AWS::Lambda::Function', prefix).Properties['Environment'] as {
      Variables: Record<string, unknown>;
    }
  ).Variables;

const READS = ['dynamodb:BatchGetItem Table.Arn', 'dynamodb:GetItem Table.Arn'];
const identities = (...names: string[]) =>
  names.map((name) => `ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/${name}`);

describe('Without the settings', () => {
  it('nothing of the digest or of alerts is made', () => {
    expect(resourcesOf(none.app, 'AWS::Scheduler::Schedule')).toEqual([]);
    expect(resourcesOf(none.app, 'AWS::Lambda::Function').map(([id]) => id.slice(0, 5))).toEqual([
      'Parse',
      'Brief',
      'ApiFu',
    ]);
    expect(JSON.stringify(none.app.toJSON())).not.toMatch(/ses:|ALERT_HOSTS|DIGEST/);
  });
});

describe('The digest', () => {
  it('is due at its time in its zone, on its days, and comes with that time', () => {
    const { Properties } = resource(both.app, 'AWS::Scheduler::Schedule', 'Digest');

    expect(Properties).toMatchObject({
      ScheduleExpression: 'cron(45 6 ? * MON,FRI *)',
      ScheduleExpressionTimezone: 'Europe/London',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 7200 },
      },
    });
    const { Arn, DeadLetterConfig } = Properties['Target'] as { Arn: unknown; DeadLetterConfig: { Arn: unknown } };
    expect(target(Arn, [both.app])).toMatch(/^DigestFunction.*\.Arn$/);
    expect(target(DeadLetterConfig.Arn, [both.app])).toMatch(/^DigestScheduleDeadLetters.*\.Arn$/);
  });

  it('may read the table, put what it remembers of itself, and send from one address', () => {
    expect(allowed('DigestRole')).toEqual([
      ...READS,
      'dynamodb:PutItem Table.Arn',
      'dynamodb:Query Table.Arn',
      ...identities('example.org', 'precis@example.org'),
    ]);
    expect(conditionsOf('DigestRole')).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['DIGEST'] } },
      { StringEquals: { 'ses:FromAddress': 'precis@example.org' } },
    ]);
  });

  it('is sent to whom the settings name', () => {
    expect(environmentOf('Digest')).toMatchObject({
      DIGEST_TO: 'desk@example.org',
      DIGEST_TIME_ZONE: 'Europe/London',
      MAIL_FROM: 'precis@example.org',
      TIMEOUT_MS: '120000',
    });
  });
});

describe('Alerts', () => {
  it('are looked for every five minutes', () => {
    expect(resource(both.app, 'AWS::Scheduler::Schedule', 'Alerts').Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 300 } },
    });
  });

  it('may read the table, put what they remember of themselves, and send from one address', () => {
    expect(allowed('AlertsRole')).toEqual([
      ...READS,
      'dynamodb:PutItem Table.Arn',
      'dynamodb:Query Table.Arn',
      ...identities('alerts@example.org', 'example.org'),
    ]);
    expect(conditionsOf('AlertsRole')).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ALERTS#*'] } },
      { StringEquals: { 'ses:FromAddress': 'alerts@example.org' } },
    ]);
  });

  it('may send no e-mail where only hosts are named', () => {
    const hooks = synthesized('dev', { alerts: { hosts: ['hooks.example.org'], everyMinutes: 1 } });

    expect(allowed('AlertsRole', hooks).filter((line) => line.startsWith('ses:'))).toEqual([]);
    expect(resource(hooks.app, 'AWS::Scheduler::Schedule', 'Alerts').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
    });
  });

  it('go where the settings say, which the API knows as well', () => {
    const targets = { ALERT_HOSTS: 'hooks.example.org', ALERT_ADDRESSES: '@desk.example' };
    expect(environmentOf('Api')).toMatchObject(targets);
    expect(environmentOf('Alerts')).toMatchObject(targets);
  });
});

describe('A schedule', () => {
  it.each(['DigestSchedule', 'AlertsSchedule'])('%s may invoke its function and keep what it could not', (id) => {
    expect(allowed(`${id}Role`)).toEqual([
      expect.stringMatching(/^lambda:InvokeFunction (Digest|Alerts)Function\.Arn$/),
      `sqs:SendMessage ${id}DeadLetters.Arn`,
    ]);
    const role = resource(both.app, 'AWS::IAM::Role', `${id}Role`);
    expect(role.Properties['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });

  it('encrypts its dead letters with the key of the stage, which it may use through SQS alone', () => {
    const encrypted = synthesized('dev', { digest: DIGEST, kms: 'own' });

    const queue = resource(encrypted.app, 'AWS::SQS::Queue', 'DigestScheduleDeadLetters');
    expect(queue.Properties['KmsMasterKeyId']).toBeDefined();
    expect(allowed('DigestScheduleRole', encrypted).filter((line) => line.startsWith('kms:'))).toHaveLength(2);
    expect(conditionsOf('DigestScheduleRole', encrypted)).toEqual([
      { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['sqs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
    ]);
  });
});

interface Widget {
  properties: { title: string; metrics: unknown[][] };
}

describe('What is sent by itself', () => {
  const widgetsOf = ({ Properties }: Resource): Widget[] =>
    JSON.parse(target(Properties['DashboardBody'], [both.data, both.app])).widgets;
  const widgets = widgetsOf(resource(both.app, 'AWS::CloudWatch::Dashboard', 'Overview'));

  it('is on the dashboard by all metrics that its functions write', () => {
    const { metrics = [] } =
      widgets.find(({ properties }) => properties.title === 'Digest and alerts')?.properties ?? {};

    const shown = metrics
      .filter(([namespace]) => namespace === 'Precis')
      .map(([, name, , service]) => `${service} ${name}`);
    const written = Object.entries(NOTICE_METRICS).flatMap(([notice, names]) =>
      names.map((name) => `precis-dev-${notice} ${name}`),
    );
    expect(shown.sort()).toEqual(written.sort());
  });

  it('leaves the dashboard free of charge', () => {
    const all = widgets
      .flatMap(({ properties }) => properties.metrics)
      .filter(([first]) => typeof first === 'string')
      .map((line) => JSON.stringify([...line.slice(0, -1), (line.at(-1) as { stat?: string }).stat]));
    expect(new Set(all).size).toBeLessThanOrEqual(50);
  });
});

describe('The settings of the digest and of alerts', () => {
  it.each<[string, object, string]>([
    ['a time without a zone', { digest: { ...DIGEST, at: '06:45' } }, 'as 06:45 Europe/London'],
    ['an hour that is none', { digest: { ...DIGEST, at: '24:00 UTC' } }, 'as 06:45 Europe/London'],
    ['a zone that is not there', { digest: { ...DIGEST, at: '06:45 Europe/Londn' } }, 'Did you mean Europe/London?'],
    ['a day that is none', { digest: { ...DIGEST, days: ['Monday'] } }, 'it must be one of MON, TUE'],
    ['a day twice', { digest: { ...DIGEST, days: ['MON', 'MON'] } }, 'a day stands in it twice'],
    ['nobody to read it', { digest: { ...DIGEST, to: [] } }, 'digest.to'],
    ['no sender', { digest: { ...DIGEST, from: undefined } }, 'The setting digest.from is missing.'],
    ['a name for an address', { digest: { ...DIGEST, to: ['desk'] } }, 'it must be an address as desk@example.org'],
    ['alerts to nobody', { alerts: {} }, 'with neither hosts nor addresses nothing could be sent'],
    ['a URL for a host', { alerts: { hosts: ['https://hooks.example.org'] } }, 'it must be the host alone'],
    [
      'a host with the port that URLs leave out',
      { alerts: { hosts: ['hooks.example.org:443'] } },
      'without https:// or :443',
    ],
    ['this machine by name', { alerts: { hosts: ['localhost:8080'] } }, 'it must be the host alone'],
    ['addresses and no sender', { alerts: { addresses: ['@desk.example'] } }, 'no e-mail can be sent to the addresses'],
    [
      'a sender and no addresses',
      { alerts: { hosts: ['hooks.example.org'], from: 'a@example.org' } },
      'who may be sent',
    ],
    [
      'a domain without its sign',
      { alerts: { addresses: ['desk.example'], from: 'a@example.org' } },
      'a domain as @desk',
    ],
    ['a word that is misspelt', { alerts: { host: ['hooks.example.org'] } }, 'Did you mean alerts.hosts?'],
  ])('cannot have %s', (_, settings, message) => {
    expect(() => stageConfig('dev', { dev: { ...dev, ...settings } })).toThrow(message);
  });

  it('take UTC, every day unless told otherwise, and a machine for trials by its port', () => {
    const { settings } = stageConfig('dev', {
      dev: {
        ...dev,
        digest: { at: '05:00 UTC', to: DIGEST.to, from: DIGEST.from },
        alerts: { hosts: ['127.0.0.1:8080'] },
      },
    });

    expect(settings.digest?.days).toHaveLength(7);
    expect(settings.alerts).toEqual({ everyMinutes: 5, hosts: ['127.0.0.1:8080'], addresses: [] });
  });
});
