import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageFunction } from './stage-function.ts';

/** Questions to the logs of all functions that stand ready in CloudWatch Logs Insights. */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, functions: readonly StageFunction[]) {
    super(scope, id);
    const logGroups = functions.map(({ logGroup }) => logGroup);
    const { stackName } = Stack.of(this);
    new logs.QueryDefinition(this, 'OneFile', {
      queryDefinitionName: `${stackName}/Follow one file`,
      logGroups,
      queryString: new logs.QueryString({
        fields: ['@timestamp', 'service', 'message', 'outcome', 'reason', 'errorName', 'key', 'traceId'],
        filterStatements: ["traceId like 'PUT THE REVISION HERE'"],
        sort: '@timestamp asc',
      }),
    });
    new logs.QueryDefinition(this, 'Failures', {
      queryDefinitionName: `${stackName}/Failures`,
      logGroups,
      queryString: new logs.QueryString({
        fields: [
          '@timestamp',
          'service',
          'message',
          'errorName',
          'errorMessage',
          'key',
          'stagedKey',
          'receiveCount',
          'traceId',
        ],
        filterStatements: ["level = 'ERROR'"],
        sort: '@timestamp desc',
        limit: 200,
      }),
    });
    new logs.QueryDefinition(this, 'Refusals', {
      queryDefinitionName: `${stackName}/Refusals by reason`,
      logGroups,
      queryString: new logs.QueryString({
        filterStatements: ["message = 'rejected'"],
        statsStatements: ['count(*) as refused by code, reason'],
        sort: 'refused desc',
      }),
    });
  }
}
