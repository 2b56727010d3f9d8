import { ServiceError } from '../service-error.ts';
import type { AuthenticationError } from '../sigv4/authentication-error.ts';

/** What a request that nobody vouches for is answered (AWS CloudFormation API Reference, "Common Errors"). */
export function queryAuthenticationError({ failure, message }: AuthenticationError): ServiceError {
  switch (failure) {
    case 'missing':
      return new ServiceError('MissingAuthenticationToken', message, 403);
    case 'malformed-header':
    case 'malformed-query':
      return new ServiceError('IncompleteSignature', message, 400);
    case 'unknown-key':
      return new ServiceError('InvalidClientTokenId', message, 403);
    default:
      return new ServiceError('SignatureDoesNotMatch', message, 403);
  }
}
