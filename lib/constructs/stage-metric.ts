import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  METRICS_NAMESPACE,
  SERVICE_DIMENSION,
  type Stage,
  type StageMetric,
} from '../../functions/runtime/stage-metrics.ts';
import type { StageFunction } from './stage-function.ts';

export interface StageMetricProps<S extends Stage> {
  name: StageMetric<S>;
  period: Duration;
  /** The sum unless given. */
  statistic?: string;
  label?: string;
}

/** A metric that the function of a stage writes itself. */
export function stageMetric<S extends Stage>(
  _stage: S,
  { service }: StageFunction,
  { name, period, statistic = 'Sum', label }: StageMetricProps<S>,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { [SERVICE_DIMENSION]: service },
    statistic,
    period,
    ...(label === undefined ? {} : { label }),
  });
}
