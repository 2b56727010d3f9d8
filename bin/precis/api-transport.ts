import type { Transport } from '../../client/client.ts';
import { PipelineError } from './errors.ts';

/**
 * Sends requests to an API that asks for no signature: the local runtime's, or one that asks for a token.
 * @param headers that go with each request.
 * @throws PipelineError where it cannot be reached.
 */
export function plainFetch(api: URL, headers: Readonly<Record<string, string>> = {}): Transport {
  return async (request) => {
    const { method, path, body } = request;
    try {
      return await fetch(new URL(path, api.origin), {
        method,
        headers: { ...request.headers, ...headers },
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      throw new PipelineError(`The API at ${api.origin} does not answer.`, {
        cause,
        remedy: 'Is it running? Start it with `npm start`.',
      });
    }
  };
}

/** Sends requests with a token (RFC 6750), of `precis token create` or of an identity provider. */
export function bearerFetch(api: URL, token: string): Transport {
  return plainFetch(api, { authorization: `Bearer ${token}` });
}
