import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Route } from '../context.ts';
import type { ApiRequest, ApiResponse } from '../http.ts';
import { ProblemError } from '../problem.ts';
import type { ReaderConfig } from '../reader/session/reader-config.ts';

/** What a deployment tells the page. */
export interface ReaderSettings {
  /** Origins that the page may send to beside its own: the inbox bucket's and the issuer's. */
  readonly connectOrigins: readonly string[];
  readonly config: ReaderConfig;
}

/** Files that the page may load, by the ending of their names. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
]);
const SHELL = 'index.html';

/** A name with a hash in it never stands for other bytes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

interface Representation {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

interface ReaderRoutes {
  /** Every path of the page: the same shell, whatever of it is shown. */
  readonly shell: Route;
  /** `GET /assets/{name}`: the page's code, its style and its icon. */
  readonly asset: Route;
}

/**
 * The routes of the web page. Its files are read once, when they are first asked for.
 * @param directory the built page.
 */
export function readerRoutes(directory: URL): ReaderRoutes {
  let assets: Promise<ReadonlyMap<string, Representation>> | undefined;
  let page: Promise<string> | undefined;
  return {
    async shell(request, { reader }) {
      page ??= readFile(new URL(SHELL, directory), 'utf8');
      const body = (await page).replace('{{config}}', () => escapedAttribute(JSON.stringify(reader.config)));
      const representation = await represented('text/html; charset=utf-8', Buffer.from(body));
      const digest = createHash('sha256').update(representation.bytes).digest('hex').slice(0, 32);
      return compressed(request, representation, {
        etag: `"${digest}"`,
        'cache-control': 'no-cache',
        ...securityHeaders(reader.connectOrigins),
      });
    },
    async asset(request) {
      assets ??= readAssets(directory);
      const name = request.parameters['name'] ?? '';
      // The name is looked up among those that were built; it is no part of a path.
      const asset = (await assets).get(name);
      if (asset === undefined) throw new ProblemError('not-found', 'The page has no such file.');
      return compressed(request, asset, { etag: `"${name}"`, 'cache-control': FOR_EVER });
    },
  };
}

/** The page as it is deployed: its files are beside the module that this one is bundled into. */
export const READER = readerRoutes(new URL('./reader/', import.meta.url));

const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapedAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ATTRIBUTE_ESCAPES[character] ?? character);
}

async function readAssets(directory: URL): Promise<ReadonlyMap<string, Representation>> {
  const names = (await readdir(directory)).filter((name) => MEDIA_TYPES.has(endingOf(name)));
  const read = async (name: string): Promise<[string, Representation]> => {
    const mediaType = MEDIA_TYPES.get(endingOf(name)) ?? '';
    return [name, await represented(mediaType, await readFile(new URL(name, directory)))];
  };
  return new Map(await Promise.all(names.map(read)));
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

async function represented(mediaType: string, bytes: Buffer): Promise<Representation> {
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes), promisify(gzip)(bytes)]);
  return { mediaType, bytes, br, gzip: gz };
}

/** In the coding that the request accepts and that is shortest, or 304 where it has it already. */
function compressed(
  request: ApiRequest,
  { mediaType, bytes, br, gzip: gz }: Representation,
  headers: Record<string, string>,
): ApiResponse {
  const coding = acceptedCoding(request.headers['accept-encoding']);
  const common = {
    ...headers,
    'content-type': mediaType,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(headers['etag'] ?? '') || known.includes('*')) return { status: 304, headers: common, body: '' };
  if (coding === undefined) return { status: 200, headers: common, body: bytes.toString('utf8') };
  return {
    status: 200,
    headers: { ...common, 'content-encoding': coding },
    body: (coding === 'br' ? br : gz).toString('base64'),
    isBase64: true,
  };
}

/** Of `Accept-Encoding` (RFC 9110, 12.5.3): brotli before gzip, and neither with the weight 0. */
function acceptedCoding(header: string | undefined): 'br' | 'gzip' | undefined {
  const accepted = new Set(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.split(';').map((piece) => piece.trim()))
      .filter(([, weight]) => weight === undefined || !/^q=0(?:\.0*)?$/.test(weight))
      .map(([name]) => name),
  );
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : undefined;
}

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
