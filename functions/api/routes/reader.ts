import { escapeHtml } from '../../core/render/escape-html.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, respond } from '../http.ts';
import { ProblemError } from '../problem.ts';
import type { ReaderConfig } from '../reader/session/reader-config.ts';

/** The web page as it was built, and what a deployment tells it. */
export interface ReaderSettings {
  readonly config: ReaderConfig;
  /** Origins that the page may send to beside its own: the inbox bucket's and the issuer's. */
  connectOrigins(): Promise<readonly string[]>;
  /** The files of the page by their names: `index.html`, and what it loads. */
  files(): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** Files that the page may load, by the ending of their names. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript'],
  ['css', 'text/css'],
  ['svg', 'image/svg+xml'],
]);
const SHELL = 'index.html';

/** A name with a hash in it never stands for other bytes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Every path of the page: the same shell, whatever of it is shown. */
export const getShell: Route = async (request: ApiRequest, { reader }: ApiContext) => {
  const page = (await reader.files()).get(SHELL);
  if (page === undefined) throw new ProblemError('not-found', 'The page is not part of this deployment.');
  const config = escapeHtml(JSON.stringify(reader.config));
  const body = Buffer.from(page)
    .toString()
    .replace('{{config}}', () => config);
  return respond(request, 'text/html', body, {
    'cache-control': 'no-cache',
    ...securityHeaders(await reader.connectOrigins()),
  });
};

/** `GET /assets/{name}`: the page's code, its style and its icon. */
export const getAsset: Route = async (request: ApiRequest, { reader }: ApiContext) => {
  // The name is looked up among those that were built; it is no part of a path.
  const name = request.parameters['name'] ?? '';
  const mediaType = MEDIA_TYPES.get(name.slice(name.lastIndexOf('.') + 1));
  const file = (await reader.files()).get(name);
  if (file === undefined || mediaType === undefined) throw new ProblemError('not-found', 'The page has no such file.');
  return respond(request, mediaType, file, { 'cache-control': FOR_EVER });
};

/**
 * What the page may do: run its own code, load its own style, ask its own origin and those that it is told, and nothing
 * else. No text can become code in it (`require-trusted-types-for`), and no other page can hold it in a frame.
 */
function securityHeaders(connectOrigins: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    ["connect-src 'self'", ...connectOrigins].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)',
  };
}
