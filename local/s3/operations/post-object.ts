import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Principal, Principals } from '../../contracts.ts';
import { deniedMessage } from '../../iam/principals.ts';
import { equalSignatures, sign, signingKeyOf } from '../../sigv4/authenticate.ts';
import { AuthenticationError } from '../../sigv4/authentication-error.ts';
import { uriEncode } from '../../sigv4/canonical-request.ts';
import { readCredential } from '../../sigv4/credential-scope.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import { BodyDigests } from '../body/body-digests.ts';
import { readUploadForm, type UploadForm } from '../body/form-data.ts';
import { entityTooLarge, LARGEST_PUT } from '../body/request-body.ts';
import { quoted, readObjectHeaders, versionHeaders } from '../object-headers.ts';
import { type BucketContext, objectArn, type Permission } from '../operation.ts';
import { checkPostPolicy, type PostPolicy } from '../post-policy.ts';
import { accessDenied, invalidArgument, notImplemented, S3Error } from '../s3-error.ts';
import { checkKeyLength } from '../s3-request.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { text, xmlDocument } from '../xml.ts';

/** What stands for the file's name in the key of a form. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is Amazon S3's placeholder, not ours.
const FILE_NAME = '${filename}';

/** A form whose sender is known by its policy. */
export interface PostRequest {
  message: IncomingMessage;
  requestId: string;
  key: string;
  principal: Principal;
  permission: Permission;
  form: UploadForm;
  policy: PostPolicy;
}

/** Whether a request is a browser's form for a bucket. */
export function isUploadForm({ method, headers }: IncomingMessage, key: string): boolean {
  return method === 'POST' && key === '' && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

/**
 * Reads a form up to its file, and verifies who signed its policy and what that allows (Amazon S3 API Reference, POST
 * Object).
 * @param clock the time by which policies expire.
 * @throws S3Error or AuthenticationError.
 */
export async function readPostRequest(
  message: IncomingMessage,
  requestId: string,
  bucket: string,
  region: string,
  principals: Principals,
  clock: Clock,
): Promise<PostRequest> {
  const form = await readUploadForm(message.headers['content-type'] ?? '', message);
  const { fields } = form;
  const key = fields.get('key')?.replaceAll(FILE_NAME, () => form.fileName);
  if (!key)
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
    );
  checkKeyLength(key);
  const encoded = fields.get('policy');
  if (encoded === undefined) throw accessDenied('Access Denied');
  const principal = await verifyPolicy(encoded, fields, region, principals);
  const policy = checkPostPolicy(encoded, new Map([...fields, ['bucket', bucket], ['key', key]]), clock.now());
  return {
    message,
    requestId,
    key,
    principal,
    permission: { action: 's3:PutObject', resource: objectArn(bucket, key) },
    form,
    policy,
  };
}

/** Stores the file of a form. @throws S3Error if it is not within the policy's limits. */
export async function postObject(
  request: PostRequest,
  { bucket, store }: BucketContext,
  response: ServerResponse,
): Promise<void> {
  const { key, form, policy, principal } = request;
  if (!principal.allows(request.permission.action, request.permission.resource)) {
    throw accessDenied(deniedMessage(principal, request.permission.action, request.permission.resource));
  }
  const headers = formHeaders(form);
  const described = readObjectHeaders(headers);
  const digests = new BodyDigests(headers, undefined);
  const { least, most } = policy.length ?? { least: 0, most: LARGEST_PUT };
  const staged = await store.stage();
  try {
    let size = 0;
    for await (const bytes of form.file) {
      size += bytes.length;
      if (size > most) throw entityTooLarge(most);
      digests.update(bytes);
      await staged.write(bytes);
    }
    if (size < least) {
      throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        details: { ProposedSize: String(size), MinSizeAllowed: String(least) },
      });
    }
    const { md5, checksum } = digests.finish(new Map());
    await staged.finish();
    const record = await bucket.put(
      key,
      { file: staged.file, size, etag: md5, checksum: { ...checksum, type: 'FULL_OBJECT' }, ...described },
      'ObjectCreated:Post',
      {
        principalId: principal.accessKeyId,
        sourceAddress: request.message.socket.remoteAddress ?? '127.0.0.1',
        requestId: request.requestId,
      },
    );
    answer(request, bucket.spec.name, record, bucket.versioning === 'Enabled', response);
  } finally {
    await staged.discard();
  }
}

async function verifyPolicy(
  encoded: string,
  fields: ReadonlyMap<string, string>,
  region: string,
  principals: Principals,
): Promise<Principal> {
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw invalidArgument("Bucket POST must contain a field named 'X-Amz-Algorithm' of AWS4-HMAC-SHA256.");
  }
  const { accessKeyId, scope } = readCredential(fields.get('x-amz-credential'), 'malformed-query');
  if (scope.service !== 's3' || scope.region !== region) {
    throw new AuthenticationError('malformed-query', `the credential's scope is wrong; expecting '${region}/s3'`);
  }
  const principal = principals.find(accessKeyId);
  if (!principal) {
    throw new AuthenticationError('unknown-key', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  const expected = sign(await signingKeyOf(principal, scope), encoded);
  if (!equalSignatures(expected, fields.get('x-amz-signature') ?? '')) {
    throw new AuthenticationError(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return principal;
}

/** The fields of a form that mean what a header of PutObject means. @throws S3Error for one without a local model. */
function formHeaders({ fields, fileType }: UploadForm): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (KNOWN_FIELDS.has(name) || name.startsWith('x-ignore-')) continue;
    if (name === 'acl' && value !== 'private') throw notImplemented(`The acl ${value}`);
    const isKnown = HEADER_FIELDS.has(name) || name.startsWith('x-amz-meta-') || name.startsWith('x-amz-checksum-');
    if (name !== 'acl' && !isKnown) throw notImplemented(`The form field ${name}`);
    headers[name] = value;
  }
  if (headers['content-type'] === undefined && fileType !== undefined) headers['content-type'] = fileType;
  return headers;
}

const KNOWN_FIELDS = new Set([
  'key',
  'policy',
  'bucket',
  'success_action_status',
  'success_action_redirect',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-signature',
  'x-amz-security-token',
]);

const HEADER_FIELDS = new Set([
  'content-type',
  'content-md5',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
]);

function answer(
  { form, message }: PostRequest,
  bucket: string,
  record: ObjectRecord,
  isVersioned: boolean,
  response: ServerResponse,
): void {
  const path = `/${bucket}/${record.key.split('/').map(uriEncode).join('/')}`;
  const location = `http://${message.headers.host ?? ''}${path}`;
  const headers = { etag: quoted(record.etag), location, ...versionHeaders(record, isVersioned) };
  const redirect = form.fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    target.searchParams.set('bucket', bucket);
    target.searchParams.set('key', record.key);
    target.searchParams.set('etag', quoted(record.etag));
    answerEmpty(response, 303, { ...headers, location: target.href });
    return;
  }
  const status = form.fields.get('success_action_status');
  if (status === '201') {
    const document = xmlDocument(
      'PostResponse',
      text('Location', location),
      text('Bucket', bucket),
      text('Key', record.key),
      text('ETag', quoted(record.etag)),
    );
    answerXml(response, document, 201, headers);
    return;
  }
  answerEmpty(response, status === '200' ? 200 : 204, headers);
}
