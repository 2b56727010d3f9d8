import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import { serveLoopback } from '../../local/loopback-server.ts';

/** An issuer of tokens as one finds them in the world: discovery, key set, one key. */
export interface TestIssuer {
  url: string;
  kid: string;
  publicKey: JWK;
  privateKey: CryptoKey;
  /** How often its documents were asked for, by path. */
  asked: string[];
  /** Answers nothing but 503 while set. */
  down: boolean;
}

/** The key of every issuer here, each of which has another address: to make one takes longer than most tests. */
const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });

/** Starts an issuer that the test's end closes. */
export async function startIssuer(): Promise<TestIssuer> {
  const kid = 'key-1';
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  const issuer: TestIssuer = { url: '', kid, publicKey: jwk, privateKey, asked: [], down: false };
  const server = await serveLoopback((request, response) => {
    issuer.asked.push(request.url ?? '');
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` },
      '/keys': { keys: [jwk] },
    };
    const document = issuer.down ? undefined : documents[request.url ?? ''];
    response.writeHead(document ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  onTestFinished(() => server.close());
  issuer.url = server.url;
  return issuer;
}

/** A token that is right in all but what is changed; undefined takes a claim away. */
export function tokenOf(
  issuer: TestIssuer,
  claims: Record<string, unknown> = {},
  how: { key?: CryptoKey; alg?: string; kid?: string | undefined } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const header = {
    alg: how.alg ?? 'RS256',
    ...('kid' in how ? (how.kid ? { kid: how.kid } : {}) : { kid: issuer.kid }),
  };
  const all = {
    iss: issuer.url,
    aud: 'desk',
    sub: 'ada',
    iat: now,
    exp: now + 600,
    scope: 'openid precis/read',
    ...claims,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader(header).sign(how.key ?? issuer.privateKey);
}
