import { S3ServiceException } from '@aws-sdk/client-s3';
import { PrecisError } from '../functions/core/errors.ts';

/** A deployment that is not there, lacks something, or may not be used by whoever asks. */
export class DeploymentError extends PrecisError {}

/** Names of errors by which services of AWS say that a caller may not do what was asked. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
  'Forbidden',
]);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const UNKNOWN_KEY = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
]);
const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']);

/**
 * What an error of an AWS client means to an operator.
 * @returns a DeploymentError that says what to do; the error itself where it is already one of ours or needs no more
 * words than it has.
 */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PrecisError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (DENIED.has(error.name) || isDeniedWithoutWords(error)) {
    const why = isDeniedWithoutWords(error) ? 'S3 does not say which action (status 403)' : error.message;
    return new DeploymentError(`AWS refuses this: ${why}.`.replace(/\.\.$/, '.'), {
      remedy: 'Use credentials that are allowed that action (docs/operating.md lists them).',
      cause: error,
    });
  }
  if (EXPIRED.has(error.name)) {
    return new DeploymentError('The AWS credentials have expired.', { remedy: 'Sign in again.', cause: error });
  }
  if (UNKNOWN_KEY.has(error.name)) {
    return new DeploymentError('These AWS credentials are not accepted.', {
      remedy: 'Check AWS_PROFILE or AWS_ACCESS_KEY_ID; of the local runtime: start it again.',
      cause: error,
    });
  }
  if (UNREACHED.has(code)) {
    return new DeploymentError(`The deployment cannot be reached (${code}).`, {
      remedy: 'Is the network there, and AWS_REGION right? Of the local runtime: is it running?',
      cause: error,
    });
  }
  return error;
}

/** An answer of S3 to a HEAD request has no body, and so no name for its error. */
function isDeniedWithoutWords(error: Error): boolean {
  return error instanceof S3ServiceException && error.name === 'Unknown' && error.$metadata.httpStatusCode === 403;
}
