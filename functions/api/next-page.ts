import type { ApiRequest } from './http.ts';
import { pathReference } from './path-reference.ts';

/** The address of a request with other parameters: the same list without its cursor, or with the next one. */
export function addressWith({ origin, path, query }: ApiRequest, cursor: string | undefined): string {
  const parameters = new URLSearchParams(query);
  parameters.delete('cursor');
  if (cursor !== undefined) parameters.set('cursor', cursor);
  const text = parameters.toString();
  const address = `${origin}${pathReference(path)}`;
  return text === '' ? address : `${address}?${text}`;
}

/** The `Link` header that leads to the next page (RFC 8288); none at the end. */
export function nextLink(request: ApiRequest, cursor: string | undefined): Record<string, string> {
  return cursor === undefined ? {} : { link: `<${addressWith(request, cursor)}>; rel="next"` };
}
