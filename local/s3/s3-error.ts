import type { AuthenticationError } from '../sigv4/authentication-error.ts';

/** An error as Amazon S3 answers it (Amazon S3 API Reference, "Error Responses"). */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** More elements of the answer, by name. */
  readonly details: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { headers?: Record<string, string>; details?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'S3Error';
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.details = more.details ?? {};
  }
}

export function accessDenied(message: string): S3Error {
  return new S3Error(403, 'AccessDenied', message);
}

export function noSuchBucket(bucket: string): S3Error {
  return new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { details: { BucketName: bucket } });
}

export function noSuchKey(key: string, headers: Record<string, string> = {}): S3Error {
  return new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { headers, details: { Key: key } });
}

export function noSuchVersion(key: string, versionId: string): S3Error {
  return new S3Error(404, 'NoSuchVersion', 'The specified version does not exist.', {
    details: { Key: key, VersionId: versionId },
  });
}

export function noSuchUpload(uploadId: string): S3Error {
  return new S3Error(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { details: { UploadId: uploadId } },
  );
}

export function preconditionFailed(condition: string): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    details: { Condition: condition },
  });
}

export function invalidArgument(message: string): S3Error {
  return new S3Error(400, 'InvalidArgument', message);
}

export function invalidRequest(message: string): S3Error {
  return new S3Error(400, 'InvalidRequest', message);
}

export function malformedXml(): S3Error {
  return new S3Error(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** @param what of the request has no local model. */
export function notImplemented(what: string): S3Error {
  return new S3Error(501, 'NotImplemented', `${what} has no local model.`);
}

/** What Amazon S3 answers a request that nobody vouches for. */
export function authenticationAnswer(error: AuthenticationError): S3Error {
  switch (error.failure) {
    case 'missing':
      return accessDenied('Access Denied');
    case 'malformed-header':
      return new S3Error(400, 'AuthorizationHeaderMalformed', error.message);
    case 'malformed-query':
      return new S3Error(400, 'AuthorizationQueryParametersError', error.message);
    case 'unknown-key':
      return new S3Error(403, 'InvalidAccessKeyId', error.message);
    case 'mismatch':
      return new S3Error(403, 'SignatureDoesNotMatch', error.message);
    case 'skewed':
      return new S3Error(403, 'RequestTimeTooSkewed', error.message);
    default:
      return accessDenied(error.message);
  }
}
