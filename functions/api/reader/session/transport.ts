import type { ClientRequest, Transport } from '../../../../client/client.ts';
import type { Session } from './session.ts';

/** Sends requests to the origin that the page is from, with the token of the session where there is one. */
export function sessionTransport(session: Session): Transport {
  const send = ({ method, path, headers, body }: ClientRequest): Promise<Response> => {
    const { token } = session;
    return fetch(path, {
      method,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
    });
  };
  return async (request) => {
    const response = await send(request);
    if (response.status !== 401) return response;
    return (await session.renew()) ? send(request) : response;
  };
}
