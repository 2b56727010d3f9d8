import type { Article } from '../article.ts';
import type { Brief } from '../brief.ts';
import { CorruptDataError } from '../errors.ts';
import { TOMBSTONE_GENERATION } from '../generations.ts';
import { briefVersionOf, headVersionOf, headVersionOfBrief } from '../identity.ts';
import type { Manifest, Rejection } from '../manifest.ts';
import { encodeBody } from './body.ts';
import { type Card, cardOf } from './card.ts';
import { claimContent } from './content-owner.ts';
import { facetValuesOf, postingsOf, uploadPosting } from './facets.ts';
import type { ListQuery } from './filters.ts';
import { briefKey, versionKey, versionRange } from './keys.ts';
import {
  type ListingBounds,
  type ListPage,
  listBriefs,
  listWholeBriefs,
  type WholePage,
  type WholeQuery,
} from './listing.ts';
import { listParties, type PartiesQuery, type PartyPage } from './party-activity.ts';
import { isExpired, Retention } from './retention.ts';
import { raiseShardCount } from './shards.ts';
import { datedAtOf } from './sort-time.ts';
import {
  bodyOf,
  CARD_ATTRIBUTES,
  parseBriefState,
  parseStoredBrief,
  STATE_ATTRIBUTES,
  type StoredBrief,
} from './stored-brief.ts';
import type { Table } from './table.ts';
import {
  buryOthers,
  checkHead,
  isOver,
  readUploadRecord,
  recordGone,
  type UploadRecord,
  writeHead,
} from './upload-head.ts';
import type { PartState, Upload } from './upload-status.ts';
import { type Candidate, type Content, type WriteResult, writeVersion } from './writing.ts';

export interface BriefStoreOptions {
  readonly table: Table;
  /** Days from receipt after which everything of an article expires; by default nothing does. */
  readonly retentionDays?: number | undefined;
  readonly listing?: ListingBounds;
}

interface BriefedArticle {
  readonly article: Article;
  /** The manifest that a file's only article carries; null for an article of a bundle. */
  readonly manifest: Manifest | null;
  /** Key of the staged object that holds the article. */
  readonly articleKey: string;
}

export interface BriefInput extends BriefedArticle {
  readonly brief: Brief;
}

export interface RejectionInput extends BriefedArticle {
  readonly rejection: Rejection;
  /** The analyzer generation that refused it; a higher one may lift the rejection. */
  readonly generation: number;
}

/** What came of storing a version of a brief. */
export interface StoreResult {
  /**
   * `repeated`: it was stored before, and what followed was done again. `superseded`: a newer version is there.
   * `expired`: it is past its retention. All of them are done, and none is to be retried.
   */
  readonly outcome: 'stored' | 'repeated' | 'superseded' | 'expired';
  readonly version: string;
  /** Another article that has the same text. */
  readonly duplicateOf?: string;
  /** The file's newest version lacks this article, or this version of the file is gone: it was buried at once. */
  readonly buried: boolean;
}

/** What came of recording a manifest. */
export interface ManifestResult {
  readonly outcome: 'recorded' | 'repeated' | 'superseded' | 'expired';
  /** How many articles were found to bury. */
  readonly buried: number;
}

interface ViewBase {
  readonly briefId: string;
  readonly version: string;
  readonly uploadId: string;
}

/** A brief as it is now, or a tombstone. */
export type BriefView = ViewBase &
  (
    | {
        readonly state: 'live';
        readonly brief: Brief;
        readonly articleKey: string;
        readonly duplicateOf: string | null;
      }
    | { readonly state: 'rejected'; readonly rejection: Rejection; readonly articleKey: string }
    | { readonly state: 'removed' }
  );

/** One line of a brief's history. */
export type VersionView = ViewBase & {
  /** Whether it is the version that is shown now. */
  readonly current: boolean;
} & (
    | { readonly state: 'live'; readonly card: Card }
    | { readonly state: 'rejected'; readonly rejection: Rejection }
    | { readonly state: 'removed' }
  );

const VERSIONS_PAGE = 100;

function viewOf(stored: StoredBrief): BriefView {
  const { briefId, version, uploadId } = stored;
  if (stored.state === 'removed') return { briefId, version, uploadId, state: 'removed' };
  const { articleKey } = stored;
  if (stored.state === 'rejected') {
    return { briefId, version, uploadId, state: 'rejected', rejection: stored.rejection, articleKey };
  }
  const duplicateOf = stored.duplicateOf ?? null;
  return { briefId, version, uploadId, state: 'live', brief: bodyOf(stored), articleKey, duplicateOf };
}

function versionViewOf(stored: StoredBrief, current: boolean): VersionView {
  const { briefId, version, uploadId } = stored;
  if (stored.state === 'live') return { briefId, version, uploadId, current, state: 'live', card: stored.card };
  if (stored.state === 'removed') return { briefId, version, uploadId, current, state: 'removed' };
  return { briefId, version, uploadId, current, state: 'rejected', rejection: stored.rejection };
}

/** Checks that what is stored together belongs together. */
function checkInput({ article, manifest }: BriefedArticle, generation: number, brief?: Brief): void {
  const wrong = (what: string): never => {
    throw new CorruptDataError(`${what} belongs to another article.`, { file: article.upload.key });
  };
  if (generation >= TOMBSTONE_GENERATION) {
    throw new CorruptDataError(`An analyzer generation is below ${TOMBSTONE_GENERATION}.`);
  }
  if (brief !== undefined && (brief.briefId !== article.articleId || brief.revision !== article.revision)) {
    wrong('The brief');
  }
  if (manifest === null) return;
  const { outcome, revision, parserGeneration, uploadId } = manifest;
  const isOwn = uploadId === article.uploadId && outcome.kind === 'parts' && outcome.articleIds.length === 1;
  if (!isOwn || !outcome.articleIds.includes(article.articleId)) wrong('The manifest');
  if (revision !== article.revision || parserGeneration !== article.parserGeneration) wrong('The manifest');
}

/**
 * Keeps briefs so that, in whatever order and however often files, their removals and their briefs arrive, and wherever
 * a writer dies: for each file the articles of its newest version, and only those, are current, and each of them is in
 * every list that it belongs in. `docs/adr/0001-brief-store.md` says how.
 *
 * All methods throw `TransientError` when the table is throttled or out of order, and are safe to repeat. Times (`now`)
 * are in milliseconds since the epoch.
 */
export class BriefStore {
  readonly #table: Table;
  readonly #retention: Retention;
  readonly #listing: ListingBounds;

  constructor(options: BriefStoreOptions) {
    this.#table = options.table;
    this.#retention = new Retention(options.retentionDays);
    this.#listing = options.listing ?? {};
  }

  /**
   * Stores a brief and, for a file's only article, the file's head.
   * @throws RejectedError `item-too-large` if it is over the table's limits; nothing of it is left then.
   */
  async storeBrief(input: BriefInput, now: number): Promise<StoreResult> {
    const { article, brief, articleKey } = input;
    checkInput(input, brief.generation, brief);
    const content: Content = {
      state: 'live',
      card: cardOf(brief),
      body: encodeBody(brief),
      articleKey,
      contentHash: article.contentHash,
    };
    return this.#store(input, brief.generation, content, brief, now);
  }

  /** Stores that an article cannot be briefed: this ends its older version. */
  async storeRejection(input: RejectionInput, now: number): Promise<StoreResult> {
    const { articleKey, rejection, generation } = input;
    checkInput(input, generation);
    return this.#store(input, generation, { state: 'rejected', articleKey, rejection }, undefined, now);
  }

  /** Records what became of one version of a file that holds several articles, none, or was deleted. */
  async recordManifest(manifest: Manifest, now: number): Promise<ManifestResult> {
    if (isExpired(this.#retention.expiresAt(manifest.receivedAt), now)) return { outcome: 'expired', buried: 0 };
    const context = { retention: this.#retention, now };
    if (manifest.outcome.kind === 'gone') {
      return { outcome: 'recorded', buried: await recordGone(this.#table, manifest, context) };
    }
    const { outcome, record } = await writeHead(this.#table, manifest, context);
    return { outcome, buried: outcome === 'superseded' ? 0 : await buryOthers(this.#table, record, context) };
  }

  /** What a brief is now; undefined if there is, or after its retention was, none. */
  async getBrief(briefId: string, now: number): Promise<BriefView | undefined> {
    const item = await this.#table.get(briefKey(briefId));
    return item === undefined || isExpired(item.expiresAt, now) ? undefined : viewOf(parseStoredBrief(item));
  }

  /** One version of a brief, whether it is the current one or was. */
  async getVersion(briefId: string, version: string, now: number): Promise<BriefView | undefined> {
    // The current one first: a version is kept before it is replaced, so it is found in one place or the other.
    const current = await this.getBrief(briefId, now);
    if (current?.version === version) return current;
    const item = await this.#table.get(versionKey(briefId, version));
    return item === undefined || isExpired(item.expiresAt, now) ? undefined : viewOf(parseStoredBrief(item));
  }

  /** All versions that were ever current and are not past their retention, the newest first. */
  async getVersions(briefId: string, now: number): Promise<VersionView[]> {
    const [item] = await this.#table.batchGet([briefKey(briefId)], CARD_ATTRIBUTES);
    const current = item === undefined || isExpired(item.expiresAt, now) ? undefined : parseStoredBrief(item);
    const views = current === undefined ? [] : [versionViewOf(current, true)];
    let range = versionRange(briefId);
    for (let more = true; more; ) {
      const page = await this.#table.query({ ...range, limit: VERSIONS_PAGE, attributes: CARD_ATTRIBUTES });
      const kept = page.items.filter(({ expiresAt }) => !isExpired(expiresAt, now)).map(parseStoredBrief);
      views.push(...kept.filter(({ version }) => version !== current?.version).map((old) => versionViewOf(old, false)));
      range = { ...range, before: page.items.at(-1)?.sk ?? range.before };
      more = page.more;
    }
    return views.sort((a, b) => (a.version < b.version ? 1 : -1));
  }

  /** Whether what was received then (in milliseconds since the epoch) is past its retention, and so absent. */
  isPastRetention(received: number, now: number): boolean {
    return isExpired(this.#retention.expiresAt(new Date(received).toISOString()), now);
  }

  /** What the table knows of a file; undefined if nothing. `uploadStatus` says what it means. */
  async getUpload(uploadId: string, now: number): Promise<Upload | undefined> {
    const record = await readUploadRecord(this.#table, uploadId);
    if (record === undefined || isExpired(record.expiresAt, now)) return undefined;
    const { head, gone } = record;
    if (head === undefined || isOver(head, gone, now)) return { record: { ...record, head: undefined }, parts: [] };
    const states = new Map<string, PartState>();
    for (const item of await this.#table.batchGet([...new Set(head.parts)].map(briefKey), STATE_ATTRIBUTES)) {
      const { briefId, version, state, rejection } = parseBriefState(item);
      if (headVersionOfBrief(version) < head.version) continue;
      states.set(briefId, { briefId, state, version, ...(rejection === undefined ? {} : { rejection }) });
    }
    return { record, parts: head.parts.map((briefId) => states.get(briefId) ?? { briefId, state: 'waiting' }) };
  }

  /**
   * One page of a list, the newest first. Every brief that stays unchanged while a list is read comes exactly once.
   * @throws InvalidRequestError if the query is not one; InvalidCursorError if its cursor is not, or is another query's.
   */
  async listBriefs(query: ListQuery, now: number): Promise<ListPage> {
    return listBriefs(this.#table, query, now, this.#listing);
  }

  /**
   * One page of whole briefs, as `listBriefs` lists them: what dossiers and issues are made of. It costs what a page of
   * as many cards does.
   * @throws InvalidRequestError if the query is not one; InvalidCursorError if its cursor is not, or is another query's.
   */
  async listWholeBriefs(query: WholeQuery, now: number): Promise<WholePage> {
    return listWholeBriefs(this.#table, query, now, this.#listing);
  }

  /**
   * The parties of the newest briefs, the one that gains most first. `listParties` in `party-activity.ts` says what it
   * reads.
   * @throws InvalidRequestError if the limit is not one.
   */
  async listParties(query: PartiesQuery, now: number): Promise<PartyPage> {
    return listParties(this.#table, query, now);
  }

  /** Divides lists into more shards, from now on; the count never falls. @returns the count in force. */
  async raiseShardCount(count: number): Promise<number> {
    return raiseShardCount(this.#table, count);
  }

  async #store(
    input: BriefedArticle,
    generation: number,
    content: Content,
    brief: Brief | undefined,
    now: number,
  ): Promise<StoreResult> {
    const { article } = input;
    const headVersion = headVersionOf(article.revision, article.parserGeneration);
    const version = briefVersionOf(headVersion, generation);
    const expiresAt = this.#retention.expiresAt(article.receivedAt);
    if (isExpired(expiresAt, now)) return { outcome: 'expired', version, buried: false };

    const { articleId: briefId, uploadId, receivedAt } = article;
    const subject = { briefId, version, uploadId, datedAt: datedAtOf(article), receivedAt };
    const candidate: Candidate = {
      briefId,
      version,
      uploadId,
      content,
      expiresAt: brief === undefined ? this.#retention.tombstoneExpiresAt(receivedAt, now) : expiresAt,
      postings: (shardCount) =>
        brief === undefined ? [uploadPosting(subject)] : postingsOf(subject, facetValuesOf(brief), shardCount),
    };
    const written = await writeVersion(this.#table, candidate);
    if (written.outcome === 'superseded') {
      // The newer version may be a tombstone that an earlier delivery put on its own article, before it died with others
      // still to bury: so the head's steps are done in any case.
      const buried = input.manifest !== null && (await this.#headSteps(input, headVersion, now));
      return { outcome: 'superseded', version, buried };
    }
    const duplicateOf = await this.#claim(written, now);
    const buried = await this.#headSteps(input, headVersion, now);
    return { outcome: written.outcome, version, buried, ...(duplicateOf === undefined ? {} : { duplicateOf }) };
  }

  async #claim(written: Exclude<WriteResult, { outcome: 'superseded' }>, now: number): Promise<string | undefined> {
    return written.stored.state === 'live' ? claimContent(this.#table, written.stored, now) : undefined;
  }

  /** The head of a file's only article, and the head check of every article. */
  async #headSteps({ article, manifest }: BriefedArticle, headVersion: string, now: number): Promise<boolean> {
    const context = { retention: this.#retention, now };
    let record: UploadRecord | undefined;
    if (manifest === null) {
      record = await readUploadRecord(this.#table, article.uploadId);
    } else {
      // The write returns the head as it is after it, so that no other read is needed for the check.
      const head = await writeHead(this.#table, manifest, context);
      if (head.outcome !== 'superseded') await buryOthers(this.#table, head.record, context);
      record = head.record;
    }
    const { articleId, uploadId, upload, receivedAt } = article;
    const checked = { articleId, uploadId, headVersion, versionId: upload.versionId, receivedAt };
    return checkHead(this.#table, checked, record, context);
  }
}
