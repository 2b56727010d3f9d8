import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  METRICS_NAMESPACE,
  type Notice,
  type NoticeMetric,
  SERVICE_DIMENSION,
  type Stage,
  type StageMetric,
} from '../../functions/runtime/stage-metrics.ts';
import type { StageFunction } from './stage-function.ts';

export interface StageMetricProps<Name extends string> {
  name: Name;
  period: Duration;
  /** The sum unless given. */
  statistic?: string;
  label?: string;
}

/** A metric that the function of a stage writes itself. */
export function stageMetric<S extends Stage>(
  _stage: S,
  target: StageFunction,
  props: StageMetricProps<StageMetric<S>>,
): cloudwatch.Metric {
  return metricOf(target, props);
}

/** A metric that a function writes that sends something by itself. */
export function noticeMetric<N extends Notice>(
  _notice: N,
  target: StageFunction,
  props: StageMetricProps<NoticeMetric<N>>,
): cloudwatch.Metric {
  return metricOf(target, props);
}

function metricOf(
  { service }: StageFunction,
  { name, period, statistic = 'Sum', label }: StageMetricProps<string>,
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
