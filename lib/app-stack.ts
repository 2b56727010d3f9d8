import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ANALYZER_GENERATION, PARSER_GENERATION, PRECIS_VERSION } from '../functions/core/generations.ts';
import { ARTICLES_PREFIX, INBOX_PREFIX, UPLOADS_PREFIX } from '../functions/core/manifest.ts';
import { DESK_PARTITIONS } from '../functions/core/store/keys.ts';
import { makeApiAccess } from './api-access.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { BriefApi } from './constructs/brief-api.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { LogQueries } from './constructs/log-queries.ts';
import { StageFunction } from './constructs/stage-function.ts';
import type { DataStack } from './data-stack.ts';
import { eventSource } from './events-setting.ts';
import { stackProperties } from './stack-properties.ts';

/** The part of a function's memory that one article may take as heap; the rest is for buffers and the function itself. */
const TASK_MEMORY = 0.5;
/** The part of it that the function may have before Lambda would end it: the article in work is refused instead. */
const PROCESS_MEMORY = 0.9;
/** The part of a function's time-out that one article may take. */
const TASK_TIME = 0.25;

export interface AppStackProps extends StageConfig {
  data: DataStack;
  bundles: FunctionBundles;
}

/**
 * All that runs.
 *
 *     parse queue ──▶ parse ──▶ staged bucket      brief queue ──▶ brief ──▶ table ──▶ api ──▶ HTTP API
 */
export class AppStack extends Stack {
  readonly briefApi: BriefApi;

  constructor(scope: Construct, id: string, { stage, settings, data, bundles }: AppStackProps) {
    super(scope, id, {
      description: `Precis (${stage}): functions, API and alarms`,
      ...stackProperties({ stage, settings }),
    });
    const { logRetentionDays } = settings;
    const { key } = data;

    const parse = new StageFunction(this, 'Parse', {
      description: 'Turns files in the inbox into staged articles',
      code: bundles.parse,
      service: `precis-${stage}-parse`,
      logRetentionDays,
      key,
      ...settings.parse,
    });
    parse.consume(data.parseQueue, settings.parse);
    parse.readObjects(data.inbox, { prefixes: [INBOX_PREFIX], versions: true, variable: 'INBOX_BUCKET' });
    parse.putObjects(data.staged, { prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX], variable: 'STAGED_BUCKET' });
    parse.configure('PRECIS_LIMITS', JSON.stringify({ ...settings.limits, ...taskLimits(settings.parse) }));

    const brief = new StageFunction(this, 'Brief', {
      description: 'Turns staged articles into cited briefs',
      code: bundles.brief,
      service: `precis-${stage}-brief`,
      logRetentionDays,
      key,
      ...settings.brief,
    });
    brief.consume(data.briefQueue, settings.brief);
    brief.readObjects(data.staged, { prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX], variable: 'STAGED_BUCKET' });
    // Of a purged file nothing stays staged.
    brief.deleteObjects(data.staged, { prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX] });
    brief.useTable(data.table, { access: 'read-write', key });
    brief.configure('LIST_SHARDS', String(settings.shards));
    if (data.eventBus) brief.putEvents(data.eventBus, eventSource(stage));
    brief.configure('PRECIS_LIMITS', JSON.stringify(taskLimits(settings.brief)));

    const api = new StageFunction(this, 'Api', {
      description: 'Serves briefs',
      code: bundles.api,
      service: `precis-${stage}-api`,
      logRetentionDays,
      key,
      ...settings.api,
    });
    api.useTable(data.table, { access: 'read', key });
    // Briefs are made of articles alone: whoever calls the API can change none.
    api.writeItems(data.table, { partitions: DESK_PARTITIONS, key });
    api.configure('SERVE_ARTICLE_TEXT', String(settings.serveArticleText));
    if (settings.serveArticleText) {
      api.readObjects(data.staged, { prefixes: [ARTICLES_PREFIX], variable: 'STAGED_BUCKET' });
    }
    api.readObjects(data.inbox, { prefixes: [INBOX_PREFIX], variable: 'INBOX_BUCKET' });
    // What it signs for a caller (a presigned POST) can do no more than it may do itself.
    api.putObjects(data.inbox, { prefixes: [INBOX_PREFIX], variable: 'INBOX_BUCKET' });
    api.configure('MAX_UPLOAD_BYTES', String(settings.limits.objectBytes));
    if (settings.retentionDays !== undefined) {
      for (const each of [brief, api]) each.configure('RETENTION_DAYS', String(settings.retentionDays));
    }
    if (settings.versionRetentionDays !== undefined) {
      brief.configure('VERSION_RETENTION_DAYS', String(settings.versionRetentionDays));
    }
    const deliveries = [data.parseQueue, data.briefQueue].map(({ longestDelivery }) =>
      longestDelivery.toMilliseconds(),
    );
    api.configure('OVERDUE_AFTER_MS', String(Math.max(...deliveries)));
    this.briefApi = new BriefApi(this, 'Http', { settings, key });
    const http = this.briefApi.api;
    const access = makeApiAccess(this, this.briefApi, {
      stage,
      settings,
      users: data.users,
      authorizer: bundles.authorizer,
      key,
    });
    this.briefApi.serve(api, access.guards);
    for (const [variable, value] of Object.entries(access.environment)) api.configure(variable, value);

    const alarms = new Alarms(this, 'Alarms', { email: settings.alarmEmail, key });
    alarms.watchQueue('Parse', data.parseQueue);
    alarms.watchQueue('Brief', data.briefQueue);
    alarms.watchFunction('Parse', parse);
    alarms.watchFunction('Brief', brief);
    alarms.watchFunction('Api', api);
    if (access.authorizer) alarms.watchFunction('Authorizer', access.authorizer);
    alarms.watchApi('Api', http);
    alarms.watchTable('Table', data.table);
    alarms.watchFlow(parse, brief);
    alarms.watchDeliveries();

    new LogQueries(this, 'LogQueries', [parse, brief, api]);

    const { parseQueue, briefQueue } = data;
    new Dashboard(this, 'Overview', { parse, brief, api, parseQueue, briefQueue, table: data.table, http });

    new CfnOutput(this, 'ApiUrl', {
      value: this.briefApi.address,
      description: 'The API, and the page to read on',
    });
    new CfnOutput(this, 'ParseLogGroupName', { value: parse.function.logGroup.logGroupName });
    new CfnOutput(this, 'BriefLogGroupName', { value: brief.function.logGroup.logGroupName });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
    new CfnOutput(this, 'Version', { value: PRECIS_VERSION });
    new CfnOutput(this, 'ParserGeneration', { value: String(PARSER_GENERATION) });
    new CfnOutput(this, 'AnalyzerGeneration', { value: String(ANALYZER_GENERATION) });
  }
}

function taskLimits({ memoryMegabytes, timeoutSeconds }: { memoryMegabytes: number; timeoutSeconds: number }) {
  return {
    heapMegabytes: Math.floor(memoryMegabytes * TASK_MEMORY),
    processMegabytes: Math.floor(memoryMegabytes * PROCESS_MEMORY),
    deadlineMs: timeoutSeconds * 1000 * TASK_TIME,
  };
}
