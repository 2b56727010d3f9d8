import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../local/clock.ts';
import { type HttpApiOptions, startHttpApi } from '../../local/http-api/start-http-api.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { RoutePlan } from '../../local/template/plan.ts';
import { ACCOUNT, OWNER } from './local-principals.ts';

/** Somebody who may only read, by the policy of the template's readers. */
export const READER = {
  accessKeyId: 'AKIDREADER',
  secretAccessKey: 'reader-secret',
  arn: 'arn:aws:iam::000000000000:user/readers',
};
const READERS_POLICY = {
  Effect: 'Allow' as const,
  Action: 'execute-api:Invoke',
  Resource: [
    'arn:aws:execute-api:eu-central-1:000000000000:Api/$default/GET/v1/*',
    'arn:aws:execute-api:eu-central-1:000000000000:Api/$default/HEAD/v1/*',
  ],
};

/** Routes to read and to write under one authorization. */
export function readAndWrite(
  authorization: RoutePlan['authorization'],
  toWrite: RoutePlan['authorization'] = authorization,
): RoutePlan[] {
  const route = (key: string, how: RoutePlan['authorization']): RoutePlan => ({
    key,
    functionName: 'api',
    authorization: how,
    timeoutMs: 30_000,
  });
  return [route('GET /v1/briefs/{id}', authorization), route('POST /v1/uploads', toWrite)];
}

export interface StartedApi {
  url: string;
  /** What the function was invoked with, in turn. */
  events: { requestContext: { authorizer?: Record<string, unknown> } }[];
}

/** Starts an API that the test's end closes; its function answers `{"ok":true}`, whoever asks. */
export async function startApi(
  routes: RoutePlan[],
  more: Partial<Omit<HttpApiOptions, 'api'>> & { cors?: HttpApiOptions['api']['cors'] } = {},
): Promise<StartedApi> {
  const { cors, invoke, ...options } = more;
  const events: StartedApi['events'] = [];
  const api = await startHttpApi({
    api: { id: 'Api', routes, cors },
    account: ACCOUNT,
    clock: systemClock(),
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(READER, [READERS_POLICY], ACCOUNT)]),
    caller: OWNER,
    async invoke(name, event) {
      if (name !== 'api' && invoke) return invoke(name, event);
      events.push(event as StartedApi['events'][number]);
      return { failed: false, payload: '{"statusCode":200,"body":"{\\"ok\\":true}"}' };
    },
    ...options,
  });
  onTestFinished(() => api.close());
  return { url: api.url, events };
}

export interface SignedOptions {
  key?: { accessKeyId: string; secretAccessKey: string };
  method?: string;
  body?: string;
  at?: Date;
}

/** The headers of a request that somebody signed, `host` left out as fetch sets it. */
export async function signedHeaders(address: string, options: SignedOptions = {}): Promise<Record<string, string>> {
  const { key = OWNER, method = 'GET', body, at = new Date() } = options;
  const url = new URL(address);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: ACCOUNT.region,
    credentials: key,
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host },
      ...(body === undefined ? {} : { body }),
    },
    { signingDate: at },
  );
  const { host: _, ...rest } = headers;
  return rest;
}

/** Status, body and challenge of an answer. */
export async function told(response: Response): Promise<{ status: number; body: unknown; challenge: string | null }> {
  return {
    status: response.status,
    body: await response.json(),
    challenge: response.headers.get('www-authenticate'),
  };
}
