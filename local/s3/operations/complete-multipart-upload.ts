import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { answerXml } from '../answer.ts';
import { badDigest } from '../body/body-digests.ts';
import { algorithmOfHeader, CHECKSUM_ALGORITHMS, checksumHeader, startChecksum } from '../body/checksums.ts';
import { readXmlBody } from '../body/request-body.ts';
import { writeCondition } from '../conditions.ts';
import { quoted, versionHeaders } from '../object-headers.ts';
import { type BucketContext, type BucketOperation, onObject, originOf } from '../operation.ts';
import { invalidRequest, malformedXml, noSuchUpload, S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { Bucket } from '../store/bucket.ts';
import type { MultipartUpload, UploadedPart } from '../store/multipart-uploads.ts';
import type { ObjectRecord, StoredChecksum } from '../store/object-record.ts';
import { children, childText, readXml, text, xmlDocument } from '../xml.ts';

/** Smallest part but the last: 5 MiB (Amazon S3 multipart upload limits). */
const SMALLEST_PART = 5 * 1024 * 1024;

export const COMPLETE_MULTIPART_UPLOAD: BucketOperation = {
  name: 'CompleteMultipartUpload',
  level: 'object',
  method: 'POST',
  required: ['uploadId'],
  optional: [],
  permission: onObject('PutObject'),
  async run(request, context, response) {
    const { bucket } = context;
    const id = request.query.get('uploadId') ?? '';
    const asked = readParts(await readXmlBody(request, false));
    const record = await bucket.uploads.exclusively(id, async () => {
      const upload = bucket.uploads.find(id, request.key);
      return upload ? complete(request, context, upload, asked) : completedBefore(bucket, request.key, id);
    });
    const { checksum } = record;
    const document = xmlDocument(
      'CompleteMultipartUploadResult',
      text('Location', `http://${request.message.headers.host ?? ''}${request.message.url?.split('?')[0] ?? ''}`),
      text('Bucket', bucket.spec.name),
      text('Key', record.key),
      text('ETag', quoted(record.etag)),
      checksum ? text(`Checksum${checksum.algorithm}`, checksum.value) + text('ChecksumType', checksum.type) : '',
    );
    answerXml(response, document, 200, {
      'x-amz-server-side-encryption': 'AES256',
      ...versionHeaders(record, bucket.versioning === 'Enabled'),
    });
  },
};

interface AskedPart {
  number: number;
  etag: string;
  checksums: ReadonlyMap<string, string>;
}

async function complete(
  request: S3Request,
  { bucket, store }: BucketContext,
  upload: MultipartUpload,
  asked: readonly AskedPart[],
): Promise<ObjectRecord> {
  const precondition = writeCondition(request.key, request.headers);
  const parts = chosenParts(bucket, upload, asked);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const promisedSize = request.headers['x-amz-mp-object-size'];
  if (promisedSize !== undefined && Number(promisedSize) !== size) {
    throw invalidRequest('The provided x-amz-mp-object-size header does not match what was computed.');
  }
  precondition(bucket.index.current(request.key));

  const staged = await store.stage();
  try {
    const whole = startChecksum(upload.checksum.algorithm);
    for (const part of parts) {
      for await (const bytes of createReadStream(bucket.uploads.bytesOf(upload, part))) {
        whole.update(bytes);
        await staged.write(bytes);
      }
    }
    await staged.finish();
    const checksum = checksumOf(upload, parts, whole.digest());
    checkPromise(request, checksum);
    const record = await bucket.put(
      request.key,
      {
        file: staged.file,
        size,
        etag: `${md5Of(parts.map((part) => Buffer.from(part.etag, 'hex')))}-${parts.length}`,
        checksum,
        uploadId: upload.id,
        headers: upload.headers,
        metadata: upload.metadata,
      },
      'ObjectCreated:CompleteMultipartUpload',
      originOf(request),
      precondition,
    );
    await bucket.uploads.remove(upload);
    return record;
  } finally {
    await staged.discard();
  }
}

/** A caller that did not hear the answer asks again: the upload is over, and its object is there. */
function completedBefore(bucket: Bucket, key: string, uploadId: string): ObjectRecord {
  const record = bucket.index.versions(key).find((version) => version.uploadId === uploadId);
  if (!record) throw noSuchUpload(uploadId);
  return record;
}

function readParts(body: string): AskedPart[] {
  const root = readXml(body, 'CompleteMultipartUpload', ['Part']);
  const parts = children(root, 'Part').map((element) => {
    const number = Number(childText(element, 'PartNumber'));
    const etag = childText(element, 'ETag')?.trim().replace(/^"|"$/g, '');
    if (!Number.isInteger(number) || etag === undefined) throw malformedXml();
    const checksums = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
      const value = childText(element, `Checksum${algorithm}`);
      return value === undefined ? [] : [[algorithm, value] as const];
    });
    return { number, etag, checksums: new Map<string, string>(checksums) };
  });
  if (parts.length === 0) throw malformedXml();
  return parts;
}

function chosenParts(bucket: Bucket, upload: MultipartUpload, asked: readonly AskedPart[]): UploadedPart[] {
  if (asked.some((part, index) => index > 0 && part.number <= (asked[index - 1]?.number ?? 0))) {
    throw new S3Error(
      400,
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  const stored = new Map(bucket.uploads.parts(upload).map((part) => [part.number, part]));
  const parts = asked.map(({ number, etag, checksums }) => {
    const part = stored.get(number);
    const isSame = [...checksums].every(
      ([algorithm, value]) => part?.checksum.algorithm === algorithm && part.checksum.value === value,
    );
    if (!part || part.etag !== etag || !isSame) {
      throw new S3Error(
        400,
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { details: { PartNumber: String(number), ETag: etag, UploadId: upload.id } },
      );
    }
    return part;
  });
  const small = parts.slice(0, -1).find((part) => part.size < SMALLEST_PART);
  if (small) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      details: {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(SMALLEST_PART),
        PartNumber: String(small.number),
      },
    });
  }
  return parts;
}

function checksumOf({ checksum }: MultipartUpload, parts: readonly UploadedPart[], whole: Buffer): StoredChecksum {
  const { algorithm, type } = checksum;
  if (type === 'FULL_OBJECT') return { algorithm, type, value: whole.toString('base64') };
  const composite = startChecksum(algorithm);
  for (const part of parts) composite.update(Buffer.from(part.checksum.value, 'base64'));
  return { algorithm, type, value: `${composite.digest().toString('base64')}-${parts.length}` };
}

function checkPromise({ headers }: S3Request, checksum: StoredChecksum): void {
  const type = headers['x-amz-checksum-type'];
  if (type !== undefined && type !== checksum.type) {
    throw invalidRequest(
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const promised = Object.keys(headers).find((name) => algorithmOfHeader(name) !== undefined);
  if (promised === undefined) return;
  const value = String(headers[promised]);
  const own = checksum.type === 'COMPOSITE' ? checksum.value.replace(/-\d+$/, '') : checksum.value;
  if (promised !== checksumHeader(checksum.algorithm) || value.replace(/-\d+$/, '') !== own) {
    throw badDigest(`The ${checksum.algorithm} you specified did not match the calculated checksum.`);
  }
}

function md5Of(pieces: readonly Buffer[]): string {
  const hash = createHash('md5');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
