import type { AllowedTargets } from '../core/alerts/allowed-targets.ts';
import type { Article } from '../core/article.ts';
import type { BriefStore } from '../core/store/brief-store.ts';
import type { NoteStore } from '../core/store/notes.ts';
import type { CurrentVersion } from '../core/store/upload-status.ts';
import type { WatchStore } from '../core/store/watches.ts';
import type { ApiRequest, ApiResponse } from './http.ts';
import type { ReaderSettings } from './routes/reader.ts';

/** What the routes need of the world around them. */
export interface ApiContext {
  store: BriefStore;
  notes: NoteStore;
  watches: WatchStore;
  /**
   * The staged article under a key, or undefined where it has expired. Undefined itself where the deployment does not
   * serve the text of articles (`serveArticleText`), which the function may not read then.
   */
  readArticle: ((articleKey: string) => Promise<Article | undefined>) | undefined;
  /** The version of a file that the inbox bucket shows now; undefined where the file is deleted or never was. */
  currentVersion(key: string): Promise<CurrentVersion | undefined>;
  inboxBucket: string;
  /** What a browser needs to put a file under one key of the inbox, for so long and no longer, up to `maxUploadBytes`. */
  presignUpload(key: string, seconds: number): Promise<{ url: string; fields: Record<string, string> }>;
  maxUploadBytes: number;
  /** A new ULID: 26 characters that no other has, ordered by time. */
  newUlid(): string;
  /** A new secret to sign webhooks with, as Standard Webhooks writes it: `whsec_` and 24 random bytes in Base64. */
  newWebhookSecret(): string;
  /** Whom the stage's settings let alerts be sent to. */
  alertTargets: AllowedTargets;
  /** How long an upload may be on its way before it counts as overdue. */
  overdueAfterMs: number;
  /** The OpenAPI document, as JSON. */
  openApi(): Promise<Uint8Array>;
  /** What the web page is told. */
  reader: ReaderSettings;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** One route: pure but for what it asks of the context. @throws ProblemError for every answer that is an error. */
export type Route = (request: ApiRequest, context: ApiContext) => Promise<ApiResponse>;
