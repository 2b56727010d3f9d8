import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { readBoundedBody } from '../../local/bounded-body.ts';
import { isSameOrigin } from '../../local/http-api/same-origin.ts';
import type { AwsAccess } from './aws-access.ts';
import { UsageError } from './errors.ts';
import { signableUrl, signedHeaders } from './signed-fetch.ts';

export interface SigningProxy {
  /** As `http://127.0.0.1:4310`. */
  url: string;
  close(): Promise<void>;
}

/** The largest request of an HTTP API (API Gateway quotas): 10 MB. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** What of a request the API needs to know; the page's own origin, cookies and the like stay here. */
const PASSED_ON = ['accept', 'content-type', 'if-match', 'if-none-match'];
/** And without being signed: what lies between may change it. */
const UNSIGNED = ['accept-encoding'];

/** Of one connection alone (RFC 9110, 7.6.1); what else `Connection` names is added. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Starts a proxy on 127.0.0.1 that signs each request with the caller's credentials and passes it on to the API. It
 * answers only requests that name it as their host and come from no page of another origin: whoever reaches it acts with
 * those credentials.
 * @param port 0: any free port.
 * @throws UsageError where the port is taken.
 */
export async function startSigningProxy(api: URL, access: AwsAccess, port: number): Promise<SigningProxy> {
  const server = createServer((request, response) => {
    passOn(request, response, api, access).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'The API does not answer, or there are no credentials for it any more.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES';
      const error = new UsageError(`Port ${port} cannot be listened on.`, {
        cause,
        remedy: 'Name another with --port.',
      });
      reject(taken ? error : cause);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passOn(request: IncomingMessage, response: ServerResponse, api: URL, access: AwsAccess): Promise<void> {
  const { method = 'GET', url: target = '/', headers } = request;
  const { port } = request.socket.address() as AddressInfo;
  if (!isSameOrigin(headers, port)) return refuse(response, 403, 'This is no page of this proxy.');
  // The form for proxies (`GET http://…`) would name another host.
  if (!target.startsWith('/')) return refuse(response, 400, 'A path is asked for, not an address.');
  const body = await readBoundedBody(request, MAXIMUM_BODY_BYTES);
  if (!body) return refuse(response, 413, 'It is larger than 10 MB.');
  const url = signableUrl(api, target);
  const given = body.length > 0 ? { body } : {};
  const signed = await signedHeaders({ method, url, headers: headersNamed(PASSED_ON, headers), ...given }, access);
  const answer = await send(url, method, { ...headersNamed(UNSIGNED, headers), ...signed }, body);
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHopByHop(answer.headers));
  await pipeline(answer, response);
}

function headersNamed(names: readonly string[], headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

function send(url: URL, method: string, headers: Record<string, string>, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    request(url, { method, headers }, resolve)
      .once('error', reject)
      .end(body.length > 0 ? body : undefined);
  });
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ message }));
}
