import type { AuthenticationError } from '../sigv4/authentication-error.ts';

/** An error as an AWS service with the query protocol answers it. */
export class QueryError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
  }
}

/** What a request that nobody vouches for is answered (AWS CloudFormation API Reference, "Common Errors"). */
export function queryAuthenticationError({ failure, message }: AuthenticationError): QueryError {
  switch (failure) {
    case 'missing':
      return new QueryError('MissingAuthenticationToken', message, 403);
    case 'malformed-header':
    case 'malformed-query':
      return new QueryError('IncompleteSignature', message, 400);
    case 'unknown-key':
      return new QueryError('InvalidClientTokenId', message, 403);
    default:
      return new QueryError('SignatureDoesNotMatch', message, 403);
  }
}
