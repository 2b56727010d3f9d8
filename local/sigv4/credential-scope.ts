import { AuthenticationError, type AuthenticationFailure } from './authentication-error.ts';

/** What a signature says about itself (AWS Signature Version 4, "Elements of an AWS API request signature"). */
export interface SignatureClaim {
  accessKeyId: string;
  /** `<date>/<region>/<service>/aws4_request`, its parts. */
  scope: { date: string; region: string; service: string };
  /** `X-Amz-Date`: `20240131T235959Z`. */
  date: string;
  signedHeaders: string[];
  /** 64 lowercase hex digits. */
  signature: string;
  /** Seconds that a presigned URL is valid; undefined for a signature in the header. */
  expiresIn?: number;
}

/** Longest life of a presigned URL in seconds: a week (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"). */
const LONGEST_PRESIGN = 604_800;

/** @throws AuthenticationError for a header that is not a whole SigV4 authorization. */
export function readAuthorizationHeader(header: string, date: string | undefined): SignatureClaim {
  const [algorithm, ...rest] = header.split(' ');
  const failure: AuthenticationFailure = 'malformed-header';
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new AuthenticationError(
      failure,
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const fields = new Map(
    rest
      .join(' ')
      .split(',')
      .map((field) => {
        const equals = field.indexOf('=');
        return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()] as const;
      }),
  );
  return {
    ...readCredential(fields.get('Credential'), failure),
    date: readDate(date, failure),
    signedHeaders: readSignedHeaders(fields.get('SignedHeaders'), failure),
    signature: readSignature(fields.get('Signature'), failure),
  };
}

/** @throws AuthenticationError for presigned parameters that are incomplete. */
export function readPresignedQuery(query: URLSearchParams): SignatureClaim {
  const failure: AuthenticationFailure = 'malformed-query';
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new AuthenticationError(failure, 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const expires = query.get('X-Amz-Expires') ?? '';
  if (!/^\d{1,9}$/.test(expires) || Number(expires) < 1 || Number(expires) > LONGEST_PRESIGN) {
    throw new AuthenticationError(failure, 'X-Amz-Expires must be between 1 and 604800 seconds');
  }
  return {
    ...readCredential(query.get('X-Amz-Credential') ?? undefined, failure),
    date: readDate(query.get('X-Amz-Date') ?? undefined, failure),
    signedHeaders: readSignedHeaders(query.get('X-Amz-SignedHeaders') ?? undefined, failure),
    signature: readSignature(query.get('X-Amz-Signature') ?? undefined, failure),
    expiresIn: Number(expires),
  };
}

/**
 * Reads `<access key>/<date>/<region>/<service>/aws4_request`.
 * @throws AuthenticationError with the failure given.
 */
export function readCredential(
  credential: string | undefined,
  failure: AuthenticationFailure,
): Pick<SignatureClaim, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator, ...more] = (credential ?? '').split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || more.length > 0) {
    throw new AuthenticationError(
      failure,
      'The Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

/** @returns milliseconds since the epoch of a date as `20240131T235959Z`. */
export function instantOf(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return Date.UTC(year ?? Number.NaN, (month ?? 0) - 1, day, hour, minute, second);
}

function readDate(date: string | undefined, failure: AuthenticationFailure): string {
  if (date === undefined || Number.isNaN(instantOf(date))) {
    throw new AuthenticationError(failure, 'AWS authentication requires a valid X-Amz-Date (ISO 8601 basic, in UTC)');
  }
  return date;
}

function readSignedHeaders(list: string | undefined, failure: AuthenticationFailure): string[] {
  const names = (list ?? '').split(';').filter(Boolean);
  if (!names.includes('host')) {
    throw new AuthenticationError(failure, 'SignedHeaders must hold the header "host".');
  }
  return names;
}

function readSignature(signature: string | undefined, failure: AuthenticationFailure): string {
  if (!signature) throw new AuthenticationError(failure, 'The request has no Signature.');
  return signature;
}
