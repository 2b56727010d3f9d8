import { deniedMessage } from '../../iam/principals.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import { readXmlBody } from '../body/request-body.ts';
import { writeCondition } from '../conditions.ts';
import { type BucketOperation, objectArn, onObject, originOf } from '../operation.ts';
import { malformedXml, notImplemented, S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { Bucket, Deletion } from '../store/bucket.ts';
import { children, childText, group, readXml, text, xmlDocument } from '../xml.ts';

/** Most keys of one request (Amazon S3 API Reference, DeleteObjects). */
const MOST_KEYS = 1000;

/** How many of them are deleted at a time. */
const AT_A_TIME = 32;

export const DELETE_OBJECT: BucketOperation = {
  name: 'DeleteObject',
  level: 'object',
  method: 'DELETE',
  required: [],
  optional: ['versionId'],
  permission: (request) => onObject(actionFor(request.query.get('versionId')))(request),
  async run(request, { bucket }, response) {
    const versionId = request.query.get('versionId');
    const condition = writeCondition(request.key, request.headers);
    if (versionId !== null) condition(bucket.index.version(request.key, versionId));
    const deletion =
      versionId === null
        ? await bucket.deleteCurrent(request.key, originOf(request), condition)
        : await bucket.deleteVersion(request.key, versionId, originOf(request));
    answerEmpty(response, 204, {
      ...(deletion.versionId !== undefined && { 'x-amz-version-id': deletion.versionId }),
      ...(deletion.deleteMarker && { 'x-amz-delete-marker': 'true' }),
    });
  },
};

export const DELETE_OBJECTS: BucketOperation = {
  name: 'DeleteObjects',
  level: 'bucket',
  method: 'POST',
  required: ['delete'],
  optional: [],
  permission: () => undefined,
  async run(request, { bucket }, response) {
    const root = readXml(await readXmlBody(request, true), 'Delete', ['Object']);
    const asked = children(root, 'Object').map(readIdentifier);
    if (asked.length === 0 || asked.length > MOST_KEYS) throw malformedXml();
    const isQuiet = childText(root, 'Quiet') === 'true';
    const answers: string[] = [];
    for (let start = 0; start < asked.length; start += AT_A_TIME) {
      const some = asked.slice(start, start + AT_A_TIME);
      answers.push(...(await Promise.all(some.map((identifier) => answerOf(request, bucket, identifier, isQuiet)))));
    }
    answerXml(response, xmlDocument('DeleteResult', ...answers));
  },
};

/** Deletes one object of many; what fails does not cost the others. */
async function answerOf(request: S3Request, bucket: Bucket, identifier: Identifier, isQuiet: boolean): Promise<string> {
  try {
    const deletion = await deleteOne(request, bucket, identifier);
    return isQuiet ? '' : deletedElement(identifier, deletion);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return errorElement(identifier, error);
  }
}

interface Identifier {
  key: string;
  versionId: string | undefined;
}

function readIdentifier(element: unknown): Identifier {
  const key = childText(element, 'Key');
  if (!key) throw malformedXml();
  for (const name of ['ETag', 'Size', 'LastModifiedTime']) {
    if (childText(element, name) !== undefined) throw notImplemented(`The condition ${name} of DeleteObjects`);
  }
  return { key, versionId: childText(element, 'VersionId') || undefined };
}

async function deleteOne(request: S3Request, bucket: Bucket, { key, versionId }: Identifier): Promise<Deletion> {
  const { principal } = request.authentication;
  const action = `s3:${actionFor(versionId ?? null)}`;
  const resource = objectArn(bucket.spec.name, key);
  if (!principal.allows(action, resource)) {
    throw new S3Error(403, 'AccessDenied', deniedMessage(principal, action, resource));
  }
  return versionId === undefined
    ? bucket.deleteCurrent(key, originOf(request))
    : bucket.deleteVersion(key, versionId, originOf(request));
}

function actionFor(versionId: string | null): string {
  return versionId === null ? 'DeleteObject' : 'DeleteObjectVersion';
}

function deletedElement({ key, versionId }: Identifier, deletion: Deletion): string {
  return group(
    'Deleted',
    text('Key', key),
    text('VersionId', versionId),
    deletion.deleteMarker ? text('DeleteMarker', true) + text('DeleteMarkerVersionId', deletion.versionId) : '',
  );
}

function errorElement({ key, versionId }: Identifier, error: S3Error): string {
  return group(
    'Error',
    text('Key', key),
    text('VersionId', versionId),
    text('Code', error.code),
    text('Message', error.message),
  );
}
