import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApiContext } from '../../functions/api/context.ts';
import { dispatch } from '../../functions/api/dispatch.ts';
import type { ApiResponse } from '../../functions/api/http.ts';
import { BriefPage } from '../../functions/api/responses.ts';
import { ROUTE_TABLE } from '../../functions/api/route-table.ts';
import { type ReaderSettings, readerRoutes } from '../../functions/api/routes/reader.ts';
import { Brief } from '../../functions/core/brief.ts';
import { uploadIdOf } from '../../functions/core/identity.ts';
import { buildReader } from '../../lib/reader-bundle.ts';
import type { Runtime } from '../../local/runtime.ts';
import { dossierOf, issuesPage, partiesOf, searched } from './stand-in.ts';

/** A server of the page before a runtime, for what the runtime itself does not serve yet. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const PUBLIC: ReaderSettings = { connectOrigins: [], config: { mode: 'public' } };

/** Whether a path is one of the page's. */
function isShell(path: string): boolean {
  return ROUTE_TABLE.filter(({ access }) => access === 'shell')
    .filter((route) => route.path !== '/assets/{name}')
    .some((route) => new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
}

/**
 * @param settings what the page is told.
 * @param accepts whether a bearer token may read; without it everybody may.
 */
export async function startFront(
  runtime: Runtime,
  settings: ReaderSettings = PUBLIC,
  accepts?: (token: string | undefined) => boolean,
): Promise<Front> {
  const directory = mkdtempSync(join(tmpdir(), 'precis-reader-'));
  mkdirSync(directory, { recursive: true });
  for (const { path, contents } of buildReader(directory)) writeFileSync(path, contents);
  const routes = readerRoutes(pathToFileURL(`${directory}/`));
  const context = { reader: settings } as ApiContext;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', runtime.apiUrl);
    const asset = /^\/assets\/([^/]+)$/.exec(url.pathname)?.[1];
    if (asset !== undefined || isShell(url.pathname)) {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const parameters: Record<string, string> = asset === undefined ? {} : { name: asset };
      const route = asset === undefined ? routes.shell : routes.asset;
      const shown = await dispatch(
        route,
        { path: url.pathname, parameters, query: url.searchParams, headers },
        context,
        (error) => {
          throw error;
        },
      );
      send(response, shown);
      return;
    }
    const body = await bodyOf(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (accepts !== undefined && !accepts(token)) {
      // As the gateway says it.
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}');
      return;
    }
    const direct = await fetch(url, {
      method: request.method ?? 'GET',
      headers: { accept: request.headers.accept ?? '*/*', 'content-type': request.headers['content-type'] ?? '' },
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const other =
      direct.status === 404 || direct.status === 400 ? await stoodIn(runtime, request, url, body) : undefined;
    if (other !== undefined) {
      response.writeHead(other.status, { 'content-type': 'application/json' }).end(other.body);
      return;
    }
    response.writeHead(direct.status, { 'content-type': direct.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await direct.arrayBuffer()));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true });
    },
  };
}

function send(response: ServerResponse, { status, headers, body, isBase64 }: ApiResponse): void {
  response.writeHead(status, headers).end(isBase64 ? Buffer.from(body, 'base64') : body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function allBriefs({ apiUrl }: Runtime): Promise<{ page: BriefPage; briefs: Brief[] }> {
  const page = BriefPage.parse(await (await fetch(`${apiUrl}/v1/briefs?limit=50`)).json());
  const read = async ({ briefId }: { briefId: string }) =>
    Brief.parse(await (await fetch(`${apiUrl}/v1/briefs/${briefId}`)).json());
  return { page, briefs: await Promise.all(page.items.map(read)) };
}

/** What a route answers that the runtime does not know; undefined for those that it does. */
async function stoodIn(
  runtime: Runtime,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): Promise<{ status: number; body: string } | undefined> {
  const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
  const path = decodeURIComponent(url.pathname);
  if (request.method === 'POST' && path === '/v1/uploads') {
    const { filename } = JSON.parse(body.toString()) as { filename: string };
    const key = `in/2026-03-05/${crypto.randomUUID()}/${filename.replace(/[^\w.-]/g, '-')}`;
    const ticket = {
      uploadId: uploadIdOf(runtime.inboxBucket, key),
      key,
      url: '/stand-in/inbox',
      fields: { key },
      maxBytes: 25_000_000,
      expiresAt: '2026-03-05T10:15:00.000Z',
    };
    return { status: 201, body: JSON.stringify(ticket) };
  }
  if (request.method === 'POST' && path === '/stand-in/inbox') {
    await putForm(runtime, request.headers['content-type'] ?? '', body);
    return { status: 204, body: '' };
  }
  if (path === '/v1/parties') return json(partiesOf((await allBriefs(runtime)).briefs));
  if (path === '/v1/issues') return json(issuesPage((await allBriefs(runtime)).briefs));
  const party = /^\/v1\/parties\/(.+)$/.exec(path)?.[1];
  if (party !== undefined) {
    const dossier = dossierOf((await allBriefs(runtime)).briefs, party);
    return dossier === undefined
      ? {
          status: 404,
          body: JSON.stringify({ title: 'There is no such thing', status: 404, detail: 'No brief names it.' }),
        }
      : json(dossier);
  }
  const words = url.searchParams.get('q');
  if (path === '/v1/briefs' && words !== null) {
    const { page, briefs } = await allBriefs(runtime);
    return json(searched(page, briefs, words));
  }
  return undefined;
}

async function putForm(
  { s3Url, inboxBucket, region, ownerCredentials }: Runtime,
  type: string,
  body: Buffer,
): Promise<void> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({ endpoint: s3Url, region, credentials: ownerCredentials });
  const file = form.get('file') as File;
  await s3.send(
    new PutObjectCommand({
      Bucket: inboxBucket,
      Key: String(form.get('key')),
      Body: new Uint8Array(await file.arrayBuffer()),
    }),
  );
  s3.destroy();
}
