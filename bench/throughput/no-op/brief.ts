import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { objectsOf } from './objects.ts';
import { NO_OP_PARTITION } from './partition.ts';

const s3 = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env['TABLE_NAME'];

/** Reads each staged object, and puts it as an item. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const done = Records.flatMap(({ body }) => objectsOf(body)).map(async (object) => {
    const { Body } = await s3.send(new GetObjectCommand(object));
    const text = await Body?.transformToString();
    await table.send(new PutCommand({ TableName, Item: { pk: NO_OP_PARTITION, sk: object.Key, text } }));
  });
  await Promise.all(done);
  return { batchItemFailures: [] };
}
