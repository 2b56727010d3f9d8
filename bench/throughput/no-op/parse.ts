import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { objectsOf } from './objects.ts';

const s3 = new S3Client({});
const Bucket = process.env['STAGED_BUCKET'];

/** Reads each file, and puts what it holds: itself, or each line of a bundle. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const done = Records.flatMap(({ body }) => objectsOf(body)).map(async (object) => {
    const { Body } = await s3.send(new GetObjectCommand(object));
    const text = (await Body?.transformToString()) ?? '';
    const articles = object.Key.endsWith('.ndjson') ? text.trimEnd().split('\n') : [text];
    const put = articles.map((article, index) =>
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key: `articles/${object.Key}/${index}.json`,
          Body: article,
          ContentType: 'application/json',
        }),
      ),
    );
    await Promise.all(put);
  });
  await Promise.all(done);
  return { batchItemFailures: [] };
}
