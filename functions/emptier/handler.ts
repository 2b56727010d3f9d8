import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import pMap from 'p-map';
import { TransientError } from '../core/errors.ts';
import { required } from '../runtime/environment.ts';
import { observe } from '../runtime/observability.ts';
import { answerRequest } from './answer-request.ts';
import { emptyBucket } from './empty-bucket.ts';

/** What is kept of the function's time to answer, whatever became of the buckets. */
const TO_ANSWER_MS = 30_000;

const observability = observe();
const s3 = new S3Client({});
const cloudformation = new CloudFormationClient({});
/** Names of buckets hold no comma (Amazon S3 User Guide, "General purpose bucket naming rules"). */
const buckets = required('EMPTIED_BUCKETS').split(',');

async function stackStatus(StackName: string): Promise<string> {
  const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
  return stack?.StackStatus ?? '';
}

async function emptyBuckets(timeMs: number): Promise<void> {
  const signal = AbortSignal.timeout(Math.max(0, timeMs));
  try {
    await pMap(buckets, async (bucket) => {
      await emptyBucket(s3, bucket, signal);
      observability.info('emptied', { bucket });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new TransientError('The buckets hold more than can be deleted in this time.', {
      remedy: 'Delete the stack again: it goes on with what is left.',
      cause: error,
    });
  }
}

async function answer(event: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  await answerRequest(event, {
    stackStatus,
    emptyBuckets: () => emptyBuckets(context.getRemainingTimeInMillis() - TO_ANSWER_MS),
    onFailure: (error) => observability.failure('the buckets are not emptied', error, {}),
  });
}

export const handler = middy<CloudFormationCustomResourceEvent, void>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .handler(answer);
