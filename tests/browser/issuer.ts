import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the issuer was asked to let in, until its code is redeemed. */
interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** A provider of identities on this machine, which lets everybody in: OpenID Connect as far as the page uses it. */
export class TestIssuer {
  readonly url: string;
  /** Tokens that count now. */
  readonly tokens = new Set<string>();
  /** Refresh tokens that count now. */
  readonly refreshTokens = new Set<string>();
  /** Puts another nonce than was asked for into the next identity. */
  forgesNonce = false;
  readonly #server: ReturnType<typeof createServer>;
  readonly #asked = new Map<string, Asked>();

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<TestIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new TestIssuer(server);
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void issuer.#answer(request, response),
    );
    return issuer;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('access-control-allow-origin', '*');
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        json(response, 200, {
          issuer: this.url,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          end_session_endpoint: `${this.url}/logout`,
        });
        return;
      case '/authorize':
        response.writeHead(302, { location: this.#letIn(url.searchParams) }).end();
        return;
      case '/token':
        this.#redeem(new URLSearchParams(await textOf(request)), response);
        return;
      case '/logout':
        response.writeHead(302, { location: url.searchParams.get('logout_uri') ?? '/' }).end();
        return;
      default:
        response.writeHead(404).end();
    }
  }

  #letIn(parameters: URLSearchParams): string {
    const code = randomUUID();
    const redirectUri = parameters.get('redirect_uri') ?? '';
    this.#asked.set(code, {
      challenge: parameters.get('code_challenge') ?? '',
      nonce: parameters.get('nonce') ?? '',
      redirectUri,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', parameters.get('state') ?? '');
    return back.href;
  }

  #redeem(parameters: URLSearchParams, response: ServerResponse): void {
    if (parameters.get('grant_type') === 'refresh_token') {
      const isKnown = this.refreshTokens.has(parameters.get('refresh_token') ?? '');
      if (isKnown) json(response, 200, { access_token: this.#token() });
      else json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const code = parameters.get('code') ?? '';
    const asked = this.#asked.get(code);
    this.#asked.delete(code);
    const challenge = createHash('sha256')
      .update(parameters.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked === undefined || asked.challenge !== challenge || asked.redirectUri !== parameters.get('redirect_uri')) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const nonce = this.forgesNonce ? 'another' : asked.nonce;
    const claims = Buffer.from(JSON.stringify({ nonce, aud: parameters.get('client_id') })).toString('base64url');
    const refreshToken = randomUUID();
    this.refreshTokens.add(refreshToken);
    json(response, 200, { access_token: this.#token(), refresh_token: refreshToken, id_token: `e30.${claims}.c2ln` });
  }

  #token(): string {
    const token = randomUUID();
    this.tokens.add(token);
    return token;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
