import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../clock.ts';
import type { Clock, LocalService } from '../contracts.ts';
import { isOwnHost, isOwnOrigin } from '../http-api/same-origin.ts';
import { type JsonService, respondToCall } from '../json-protocol/answer-call.ts';
import { serveLoopback } from '../loopback-server.ts';
import { ServiceError } from '../service-error.ts';
import {
  type AuthorizationRequest,
  AuthorizationRequestError,
  readAuthorizationRequest,
  withParameters,
} from './authorization-request.ts';
import { loginPage, PAGE_HEADERS, refusalPage } from './login-page.ts';
import { isAllowedRedirect } from './redirects.ts';
import type { IdentityOptions } from './specs.ts';
import { exchange } from './token-endpoint.ts';
import { type IdentityContext, USER_OPERATIONS } from './user-operations.ts';
import { findClient, openUserPool, type UserPool } from './user-pool.ts';

const OPERATIONS = new Map(Object.entries(USER_OPERATIONS));

/** Above the largest request or form that can be valid. */
const LARGEST_REQUEST = 65_536;

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Starts the user pools of an app on 127.0.0.1: for each an issuer with its well-known documents below `/<poolId>/`; the
 * login page, where one says who one is without a password; the token endpoint; and the part of Cognito's API that makes
 * users, over the JSON protocol 1.1, requests signed and allowed by identity policies. Keys and users are kept in `dir`.
 * @throws CorruptDataError for a pool whose file cannot be read.
 */
export async function startIdentity(options: IdentityOptions): Promise<LocalService> {
  const clock = options.clock ?? systemClock();
  await mkdir(options.dir, { recursive: true, mode: 0o700 });
  const pools = await Promise.all(options.pools.map((spec) => openUserPool(spec, options.dir, clock)));
  const service: JsonService<IdentityContext> = {
    signedFor: 'cognito-idp',
    operations: OPERATIONS,
    unknownOperation: (name) =>
      new ServiceError('InvalidAction', `The operation "${name}" of Cognito has no local model.`),
    account: options.account,
    principals: options.principals,
    signatureClock: clock,
    deniedStatus: 400,
    largestRequest: LARGEST_REQUEST,
  };
  const answerApi = (request: IncomingMessage, response: ServerResponse) =>
    respondToCall(request, response, service, (principal) => ({ principal, pools, clock }));
  const server = await serveLoopback((request, response) => {
    if (request.headers['x-amz-target'] !== undefined) {
      void answerApi(request, response);
      return;
    }
    const pages = new Pages(pools, server.url, options.allowsOrigin, clock);
    const send = ({ status, headers, body }: Answer) => void response.writeHead(status, headers).end(body);
    pages
      .answer(request)
      .then(send)
      .catch(() => send(plain(500, 'The local identity service failed.')));
  }, options.port);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await Promise.all(pools.map(({ users }) => users.close()));
    },
  };
}

/** What browsers ask for. */
class Pages {
  readonly #pools: readonly UserPool[];
  readonly #url: string;
  readonly #allowsOrigin: (origin: string) => boolean;
  readonly #clock: Clock;

  constructor(pools: readonly UserPool[], url: string, allowsOrigin: (origin: string) => boolean, clock: Clock) {
    this.#pools = pools;
    this.#url = url;
    this.#allowsOrigin = allowsOrigin;
    this.#clock = clock;
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const { method = 'GET', headers } = request;
    const port = Number(new URL(this.#url).port);
    if (!isOwnHost(headers.host, port)) return plain(403, 'Forbidden');
    const { pathname, searchParams } = new URL(request.url ?? '/', this.#url);
    if (pathname === '/oauth2/authorize' && method === 'GET') return this.#login(searchParams);
    if (pathname === '/oauth2/authorize' && method === 'POST') {
      // A form of another page would sign in somebody whom the person at the browser did not choose.
      if (headers.origin === undefined || !isOwnOrigin(headers.origin, port)) return plain(403, 'Forbidden');
      return this.#signIn(await readForm(request));
    }
    if (pathname === '/logout' && method === 'GET') return this.#logout(searchParams);

    const cors = this.#corsHeaders(headers.origin);
    if (method === 'OPTIONS') {
      const allowed = { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type' };
      return { status: 204, headers: Object.keys(cors).length > 0 ? { ...cors, ...allowed } : {}, body: '' };
    }
    if (pathname === '/oauth2/token' && method === 'POST') {
      const { status, body } = await exchange(this.#pools, await readForm(request));
      return json(status, body, { ...cors, 'cache-control': 'no-store' });
    }
    const document = method === 'GET' ? this.#wellKnown(pathname) : undefined;
    return document ? json(200, document, cors) : plain(404, 'Not Found');
  }

  #corsHeaders(origin: string | undefined): Record<string, string> {
    if (origin === undefined || !this.#allowsOrigin(origin)) return {};
    return { 'access-control-allow-origin': origin, vary: 'Origin' };
  }

  /** OpenID Connect Discovery 1.0, and the key set that it leads to. */
  #wellKnown(path: string): object | undefined {
    const [, poolId, name] = /^\/([\w-]+)\/\.well-known\/(openid-configuration|jwks\.json)$/.exec(path) ?? [];
    const pool = this.#pools.find(({ spec }) => spec.id === poolId);
    if (!pool) return undefined;
    if (name === 'jwks.json') return { keys: [pool.tokens.publicKey] };
    return {
      issuer: pool.spec.issuer,
      authorization_endpoint: `${this.#url}/oauth2/authorize`,
      token_endpoint: `${this.#url}/oauth2/token`,
      end_session_endpoint: `${this.#url}/logout`,
      jwks_uri: `${this.#url}/${pool.spec.id}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    };
  }

  #login(parameters: URLSearchParams): Answer {
    const request = this.#readRequest(parameters);
    // Whom somebody signs in as is not for the link to say that led here.
    return 'status' in request ? request : page(200, loginPage(request, withoutChoice(parameters)));
  }

  async #signIn(form: URLSearchParams): Promise<Answer> {
    const request = this.#readRequest(form);
    if ('status' in request) return request;
    const { pool, client, redirectUri, state, scopes, codeChallenge, nonce } = request;
    const { email, groups, parameters } = readChoice(form);
    const now = this.#clock.now();
    try {
      const known = groups.filter((name) => pool.spec.groups.includes(name));
      const user = pool.users.find(email) ?? (await pool.users.create(email, known, now));
      if (!user.confirmed) await pool.users.update(user.username, () => ({ confirmed: true }), now);
      const code = pool.codes.issue({
        clientId: client.id,
        username: user.username,
        redirectUri,
        scopes,
        codeChallenge,
        nonce,
        authTime: Math.floor(now / 1000),
      });
      return redirect(withParameters(redirectUri, { code, state }));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return page(400, loginPage(request, parameters, error.message));
    }
  }

  /** Amazon Cognito Developer Guide, "The managed login sign-out endpoint". */
  #logout(parameters: URLSearchParams): Answer {
    const found = findClient(this.#pools, parameters.get('client_id'));
    const address = parameters.get('logout_uri') ?? '';
    if (found && isAllowedRedirect(address, found.client.logoutUrls)) return redirect(address);
    return page(400, refusalPage('The client_id or the logout_uri is not one of this app.'));
  }

  /** The request, or what it is answered with at once. */
  #readRequest(parameters: URLSearchParams): AuthorizationRequest | Answer {
    try {
      return readAuthorizationRequest(this.#pools, parameters);
    } catch (error) {
      if (!(error instanceof AuthorizationRequestError)) throw error;
      return error.redirect === undefined ? page(400, refusalPage(error.message)) : redirect(error.redirect);
    }
  }
}

/** Whom the form of the login page chose, and the parameters that it passed on. */
function readChoice(form: URLSearchParams): { email: string; groups: string[]; parameters: URLSearchParams } {
  const email = (form.get('user') ?? form.get('email') ?? '').trim();
  return { email, groups: form.getAll('group'), parameters: withoutChoice(form) };
}

/** Parameters without those by which the form says who signs in. */
function withoutChoice(given: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams(given);
  for (const name of ['user', 'email', 'group']) parameters.delete(name);
  return parameters;
}

/** @throws Error for a form that is too large to be one. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > LARGEST_REQUEST) throw new RangeError('The form is too large.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function page(status: number, body: string): Answer {
  return { status, headers: PAGE_HEADERS, body };
}

function json(status: number, body: object, headers: Record<string, string>): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

/** @param location as it was given: what a header cannot hold is encoded, as a browser would do it. */
function redirect(location: string): Answer {
  return { status: 303, headers: { location: new URL(location).href, 'cache-control': 'no-store' }, body: '' };
}
