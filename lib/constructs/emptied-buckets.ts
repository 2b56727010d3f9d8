import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PrivateBucket } from './private-bucket.ts';
import { StageFunction, type StageFunctionProps } from './stage-function.ts';

/** The longest that a function may run; what it does not delete in that time it goes on with at the next deletion. */
const SIZE = { memoryMegabytes: 1024, timeoutSeconds: 900 };
/** What CloudFormation waits beyond that for an answer. */
const GRACE = Duration.seconds(60);

export interface EmptiedBucketsProps extends Pick<StageFunctionProps, 'code' | 'service' | 'logRetentionDays' | 'key'> {
  buckets: PrivateBucket[];
  /** The one among them that S3 writes access logs to, hours after the access. */
  accessLogs: PrivateBucket;
}

/**
 * Has buckets emptied when their stack is deleted, which CloudFormation does not do, so that it can delete them. CDK's
 * own way (`autoDeleteObjects`) gives its function wildcard actions.
 *
 *     on deletion:  policy of the access logs ──▶ this ──▶ its function ──▶ buckets
 *
 * It refers to the buckets, so that it goes before them. The policy of the access logs goes before it: without that, S3
 * may no longer deliver, and a bucket that is emptied stays empty.
 */
export class EmptiedBuckets extends Construct {
  constructor(scope: Construct, id: string, { buckets, accessLogs, ...props }: EmptiedBucketsProps) {
    super(scope, id);
    const emptier = new StageFunction(this, 'Emptier', {
      description: 'Empties the buckets when the stack is deleted',
      ...SIZE,
      ...props,
    });
    for (const each of buckets) emptier.emptyBucket(each);
    emptier.seeOwnStack();
    emptier.configure('EMPTIED_BUCKETS', buckets.map(({ bucket }) => bucket.bucketName).join(','));
    const emptied = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EmptiedBuckets',
      serviceToken: emptier.function.functionArn,
      serviceTimeout: Duration.seconds(SIZE.timeoutSeconds).plus(GRACE),
    });
    emptied.node.addDependency(emptier);
    accessLogs.bucket.policy?.node.addDependency(emptied);
  }
}
