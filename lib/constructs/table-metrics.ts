import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';

/** The sum of what DynamoDB counts of a table (Amazon DynamoDB Developer Guide, "DynamoDB metrics and dimensions"). */
export function tableMetric({ tableName }: dynamodb.TableV2, metricName: string, period: Duration): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: tableName },
    statistic: 'Sum',
    period,
  });
}

/** How many requests the table refused for their rate. */
export function tableThrottles(table: dynamodb.TableV2, period: Duration): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    usingMetrics: {
      reads: tableMetric(table, 'ReadThrottleEvents', period),
      writes: tableMetric(table, 'WriteThrottleEvents', period),
    },
    label: 'table: throttles',
    period,
  });
}
