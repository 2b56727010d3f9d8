import type { ApiCors } from '../template/plan.ts';
import type { GatewayResponse } from './function-response.ts';

/**
 * Whether the template lets pages of an origin use the API. Besides whole origins, an HTTP API knows `*`, `http://*` and
 * `https://*`.
 */
export function allowsOrigin(cors: ApiCors | undefined, origin: string): boolean {
  return (
    cors?.origins.some((allowed) => {
      if (allowed === '*' || allowed === origin) return true;
      return /^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1));
    }) ?? false
  );
}

/** The gateway's own answer to a preflight request, even where no route takes OPTIONS. */
export function preflightAnswer(cors: ApiCors, origin: string): GatewayResponse {
  const headers: Record<string, string> = originHeaders(cors, origin);
  if (cors.methods.length > 0) headers['access-control-allow-methods'] = cors.methods.join(',');
  if (cors.headers.length > 0) headers['access-control-allow-headers'] = cors.headers.join(',');
  if (cors.maxAgeSeconds !== undefined) headers['access-control-max-age'] = String(cors.maxAgeSeconds);
  return { status: 204, headers, body: Buffer.alloc(0) };
}

/**
 * An answer with the headers that let a page of another origin read it. What a function says of CORS is dropped where the
 * template says something (API Gateway Developer Guide, "Configure CORS for HTTP APIs").
 * @param origin of the page; undefined for a request that comes from none.
 */
export function withCors(
  answer: GatewayResponse,
  cors: ApiCors | undefined,
  origin: string | undefined,
): GatewayResponse {
  if (!cors) return answer;
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  const headers: GatewayResponse['headers'] = Object.fromEntries(own);
  if (origin === undefined || !allowsOrigin(cors, origin)) return { ...answer, headers };
  const { vary, ...added } = originHeaders(cors, origin);
  const varies = [headers['vary'] ?? [], vary ?? []].flat();
  if (cors.exposedHeaders.length > 0) added['access-control-expose-headers'] = cors.exposedHeaders.join(',');
  return { ...answer, headers: { ...headers, ...added, ...(varies.length > 0 && { vary: varies.join(', ') }) } };
}

function originHeaders(cors: ApiCors, origin: string): Record<string, string> {
  const isForAll = cors.origins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    ...(cors.credentials && { 'access-control-allow-credentials': 'true' }),
    ...(!isForAll && { vary: 'Origin' }),
  };
}
