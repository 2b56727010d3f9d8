import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Transport } from '../../client/client.ts';
import type { AwsAccess } from './aws-access.ts';
import { PipelineError, UsageError } from './errors.ts';

/** A request to sign; `url` is one of `signableUrl`. */
export interface UnsignedRequest {
  method: string;
  url: URL;
  /** Names in lower case; all of them are signed. */
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

/** This machine by its loopback names. */
const THIS_MACHINE = ['127.0.0.1', 'localhost'];

/**
 * @throws UsageError where it is no address of an API, or one of another machine without TLS: tokens, session tokens of
 * AWS and articles would go there in clear text.
 */
export function apiAddress(api: string): URL {
  if (!/^https?:\/\//.test(api) || !URL.canParse(api)) {
    throw new UsageError(`--api takes the address of the API, not ${JSON.stringify(api)}.`);
  }
  const url = new URL(api);
  if (url.protocol !== 'https:' && !THIS_MACHINE.includes(url.hostname)) {
    throw new UsageError(`${url.origin} is not asked without TLS.`, { remedy: 'Name it with https://.' });
  }
  return url;
}

/**
 * An address on the API's own host, whatever the path is, spelt as it is signed.
 * @param path from the root, with the query, undecoded.
 */
export function signableUrl(api: URL, path: string): URL {
  const url = new URL(api.origin);
  const question = path.indexOf('?');
  url.pathname = question < 0 ? path : path.slice(0, question);
  const query = question < 0 ? [] : [...new URLSearchParams(path.slice(question + 1))];
  // A form's `+` for a space would be another text than the `%20` that is signed.
  url.search = query.map((pair) => pair.map(escaped).join('=')).join('&');
  return url;
}

function escaped(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, hex);
}

/**
 * The headers of a request, with its AWS Signature Version 4 for API Gateway.
 * Rejects where the credentials cannot be read.
 */
export async function signedHeaders(request: UnsignedRequest, access: AwsAccess): Promise<Record<string, string>> {
  const { method, url, headers, body } = request;
  const signer = new SignatureV4({
    service: 'execute-api',
    region: await access.region(),
    credentials: await access.credentials(),
    sha256: Sha256,
  });
  const query = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) query.set(name, [...(query.get(name) ?? []), value]);
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(query),
    headers: { ...headers, host: url.host },
    body,
  });
  return signed.headers;
}

/** Sends requests to a deployed API, each signed with the caller's credentials. @throws PipelineError where it cannot be reached. */
export function signedFetch(api: URL, access: AwsAccess): Transport {
  return async ({ method, path, headers, body }) => {
    const url = signableUrl(api, path);
    const given = body === undefined ? {} : { body };
    const signed = await signedHeaders({ method, url, headers: { ...headers }, ...given }, access);
    try {
      return await fetch(url, { method, headers: signed, ...given });
    } catch (cause) {
      throw new PipelineError(`The API at ${url.origin} does not answer.`, { cause });
    }
  };
}
