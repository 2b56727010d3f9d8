import { readFile } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ApiContext } from '../../functions/api/context.ts';
import { dispatch } from '../../functions/api/dispatch.ts';
import type { ApiResponse } from '../../functions/api/http.ts';
import type { RouteKey } from '../../functions/api/route-table.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Lexicon } from '../../functions/brief/lexicon.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Brief, BriefDraft } from '../../functions/core/brief.ts';
import { articleIdOf, headVersionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { type Manifest, stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { WatchStore } from '../../functions/core/store/watches.ts';
import { articleOf, emptyDraft, measureOf, partyOf } from '../fixtures/draft.ts';
import { expectDescribed } from './described.ts';

export const NOW = Date.parse('2026-03-05T00:00:00Z');
export const TEXT = 'Norway has signed the fishing accord with Iceland.';

/** An answer as a client reads it: decoded, and checked against the OpenAPI document. */
export class ApiAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;

  constructor(response: ApiResponse) {
    this.status = response.status;
    this.headers = response.headers;
    const { body } = response;
    const coding = response.headers['content-encoding'];
    if (coding === 'br') this.body = brotliDecompressSync(body).toString();
    else this.body = coding === 'gzip' ? gunzipSync(body).toString() : Buffer.from(body).toString();
  }

  json<T = unknown>(): T {
    return JSON.parse(this.body) as T;
  }
}

export interface AskOptions {
  /** The value of the path's parameter. */
  id?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Who asks. */
  caller?: string;
}

export interface ApiDeskOptions {
  table?: Table;
  /** Milliseconds since the epoch. */
  now?: number;
  retentionDays?: number;
  /** Whether the deployment serves the text of articles; it does by default. */
  servesText?: boolean;
}

/** A pipeline's end in memory: the table, the staged articles and the versions that the inbox shows. */
export class ApiDesk {
  readonly store: BriefStore;
  readonly staged = new Map<string, Article>();
  readonly inbox = new Map<string, { versionId: string; lastModified: number }>();
  readonly faults: unknown[] = [];
  /** The files of the web page. */
  readonly page = new Map<string, Uint8Array>();
  readonly context: ApiContext;
  #ulids = 0;
  #secrets = 0;

  constructor({ table = new MemoryTable(), now = NOW, retentionDays = 90, servesText = true }: ApiDeskOptions = {}) {
    this.store = new BriefStore({ table, retentionDays });
    this.context = {
      store: this.store,
      notes: new NoteStore(table),
      watches: new WatchStore(table),
      readArticle: servesText ? async (key) => this.staged.get(key) : undefined,
      currentVersion: async (key) => this.inbox.get(key),
      inboxBucket: 'inbox',
      openApi: () => readFile(new URL('../../docs/openapi.json', import.meta.url)),
      reader: {
        config: { mode: 'public' },
        connectOrigins: async () => ['https://inbox.example'],
        files: async () => this.page,
      },
      maxUploadBytes: 1_000,
      presignUpload: async (key, seconds) => ({
        url: 'https://inbox.example/',
        fields: { key, seconds: `${seconds}` },
      }),
      newUlid: () => `01ARZ3NDEKTSV4RRFFQ69G5F${String(this.#ulids++).padStart(2, '0')}`,
      newWebhookSecret: () => `whsec_${Buffer.alloc(24, this.#secrets++).toString('base64')}`,
      alertTargets: { hosts: ['hooks.example.org'], addresses: ['@desk.example'] },
      overdueAfterMs: 60_000,
      now: () => now,
    };
  }

  article(name: string, day: number, fields: Partial<Article> = {}): Article {
    const key = `in/${name}.txt`;
    return articleOf(TEXT + ' '.repeat(day), {
      articleId: articleIdOf('inbox', key, ''),
      uploadId: uploadIdOf('inbox', key),
      contentHash: `sha256:${name}`,
      publishedAt: `2026-02-${String(day).padStart(2, '0')}`,
      upload: { bucket: 'inbox', key, versionId: 'v1', sha256: 'sha256:0' },
      ...fields,
    });
  }

  manifest(article: Article, outcome: Manifest['outcome'], revision = article.revision): Manifest {
    const { uploadId, parserGeneration, upload } = article;
    const receivedAt = '2026-03-04T10:00:00.000Z';
    return {
      uploadId,
      bucket: 'inbox',
      key: upload.key,
      versionId: 'v1',
      revision,
      parserGeneration,
      receivedAt,
      outcome,
    };
  }

  /** @param lexicon the desk's own words with which the draft was written. */
  async publish(article: Article, draft: Partial<BriefDraft> = {}, lexicon?: Lexicon): Promise<Brief> {
    const whole = {
      ...emptyDraft(),
      headline: { text: TEXT, from: 'items' as const, items: [] },
      parties: [partyOf(TEXT, 'Norway', 'Norway'), partyOf(TEXT, 'Iceland', 'Iceland', { role: 'acted-upon' })],
      measures: [measureOf(TEXT, TEXT.slice(0, -1), { type: 'agreement', actors: ['norway'] })],
      ...draft,
    };
    const brief = gate(article, whole, lexicon);
    const articleKey = stagedArticleKey(article.articleId, headVersionOf(article.revision, article.parserGeneration));
    const manifest = this.manifest(article, { kind: 'parts', articleIds: [article.articleId] });
    this.staged.set(articleKey, article);
    const { key, versionId } = article.upload;
    this.inbox.set(key, { versionId: versionId ?? '', lastModified: Date.parse(article.receivedAt ?? '') || NOW });
    await this.store.storeBrief({ article, brief, manifest, articleKey }, NOW);
    return brief;
  }

  /** Asks a route, and holds its answer against the OpenAPI document. */
  async ask(
    key: RouteKey,
    { id, query, headers = {}, body, caller = 'a.lind@desk.example' }: AskOptions = {},
  ): Promise<ApiAnswer> {
    const handler = ROUTES[key];
    const [method = '', route = ''] = key.split(' ');
    const response = await dispatch(
      handler,
      {
        method,
        caller,
        origin: 'https://desk.example',
        path: id === undefined ? route : route.replace(/\{\w+\}/, () => id),
        parameters: id === undefined ? {} : { id, uploadId: id, name: id },
        query: new URLSearchParams(query),
        headers,
        body,
      },
      this.context,
      (error) => this.faults.push(error),
    );
    const answer = new ApiAnswer(response);
    const contentType = answer.headers['content-type'] ?? '';
    expectDescribed({ method, path: route, status: answer.status, contentType, body: answer.body });
    return answer;
  }

  get(path: string, options: AskOptions = {}): Promise<ApiAnswer> {
    return this.ask(`GET ${path}` as RouteKey, options);
  }
}
