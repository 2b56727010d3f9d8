/** Why a request's signature is not accepted. */
export type AuthenticationFailure =
  | 'missing'
  | 'malformed-header'
  | 'malformed-query'
  | 'unknown-key'
  | 'mismatch'
  | 'skewed'
  | 'expired'
  | 'not-yet-valid'
  | 'unsigned-headers';

/** A request that nobody vouches for. Each service answers it in its own words. */
export class AuthenticationError extends Error {
  readonly failure: AuthenticationFailure;

  constructor(failure: AuthenticationFailure, message: string) {
    super(message);
    this.name = 'AuthenticationError';
    this.failure = failure;
  }
}

/**
 * What the services with AWS JSON protocols answer (AWS API Reference, "Common Errors").
 * @returns the error's code and the HTTP status.
 */
export function jsonAuthenticationAnswer({ failure }: AuthenticationError): { code: string; status: number } {
  switch (failure) {
    case 'missing':
      return { code: 'MissingAuthenticationTokenException', status: 403 };
    case 'malformed-header':
    case 'malformed-query':
      return { code: 'IncompleteSignatureException', status: 400 };
    case 'unknown-key':
      return { code: 'UnrecognizedClientException', status: 403 };
    default:
      return { code: 'InvalidSignatureException', status: 403 };
  }
}
