import type { Article } from '../article.ts';
import type { Brief } from '../brief.ts';
import { CorruptDataError } from '../errors.ts';
import type { Announce } from '../events.ts';
import { TOMBSTONE_GENERATION } from '../generations.ts';
import { briefVersionOf, headVersionOf, headVersionOfBrief, REVISION_WIDTH } from '../identity.ts';
import { signatureOf } from '../ledger/text-signature.ts';
import type { Manifest, Rejection } from '../manifest.ts';
import { announceNothing, arrivalOf, articleRejectionOf, fileRejectionOf } from './announcements.ts';
import { encodeBody } from './body.ts';
import { type BriefView, type VersionView, versionViewOf, viewOf } from './brief-views.ts';
import { type CalendarPage, type CalendarQuery, readCalendar } from './calendar.ts';
import { cardOf } from './card.ts';
import { claimContent, disown, type OwnedText } from './content-owner.ts';
import { facetValuesOf, postingsOf, rejectedPosting, uploadPosting } from './facets.ts';
import type { ListQuery } from './filters.ts';
import { briefKey, versionKey, versionRange } from './keys.ts';
import { type LedgerPage, type LedgerWindow, readLedgerWindow } from './ledger-window.ts';
import {
  type ListingBounds,
  type ListPage,
  listBriefs,
  listWholeBriefs,
  originalsOf,
  type WholePage,
  type WholeQuery,
} from './listing.ts';
import { extendNotes } from './notes.ts';
import { listParties, type PartiesQuery, type PartyPage } from './party-activity.ts';
import { type Erasure, eraseArticles, eraseUpload, leftOf, type PurgedRecord, wasPurged } from './purge.ts';
import { type RejectionPage, rejectedSince } from './rejections.ts';
import { isExpired, Retention } from './retention.ts';
import { raiseShardCount } from './shards.ts';
import { datedAtOf } from './sort-time.ts';
import {
  CARD_ATTRIBUTES,
  parseBriefState,
  parseStoredBrief,
  STATE_ATTRIBUTES,
  type StoredBrief,
} from './stored-brief.ts';
import { queryAll, type Table } from './table.ts';
import {
  articlesOf,
  buryOthers,
  checkHead,
  isOver,
  notePurge,
  type RemovalContext,
  readUploadRecord,
  recordGone,
  type UploadRecord,
  writeHead,
} from './upload-head.ts';
import type { CurrentVersion, PartState, Upload } from './upload-status.ts';
import { readVersionsWhole, type VersionsQuery, type WholeVersions } from './versions.ts';
import { type Candidate, type Content, type WriteResult, writeVersion } from './writing.ts';

export interface BriefStoreOptions {
  readonly table: Table;
  /** Days from receipt after which everything of an article expires; by default nothing does. */
  readonly retentionDays?: number | undefined;
  /** Days that a version is kept once it is replaced; by default as long as its brief. */
  readonly versionRetentionDays?: number | undefined;
  readonly listing?: ListingBounds;
  /**
   * Into how many shards lists are divided at least; 1 by default. The first brief that is stored raises the count in the
   * table where it is lower, for every reader and writer; nothing lowers it.
   */
  readonly shards?: number | undefined;
  /** Tells subscribers what changed; by default nobody is told. Whatever it throws, the method throws that was to tell. */
  readonly announce?: Announce | undefined;
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
   * `expired`: it is past its retention. `purged`: it was purged before it came. All of them are done, and none is to be
   * retried.
   */
  readonly outcome: 'stored' | 'repeated' | 'superseded' | 'expired' | 'purged';
  readonly version: string;
  /** Another article that has the same text. */
  readonly duplicateOf?: string;
  /** The file's newest version lacks this article, or this version of the file is gone: it was buried at once. */
  readonly buried: boolean;
  /** This version was purged: what is staged of it is to be deleted as well. */
  readonly erasure?: Erasure;
}

/** What came of recording a manifest. */
export interface ManifestResult {
  readonly outcome: 'recorded' | 'repeated' | 'superseded' | 'expired';
  /** How many articles were found to bury. */
  readonly buried: number;
  /** It is a purge, or was purged itself: what is staged of it is to be deleted as well. */
  readonly erasure?: Erasure;
}

/** Above every version of a head. */
const HIGHEST_HEAD = headVersionOf('F'.repeat(REVISION_WIDTH), TOMBSTONE_GENERATION);

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
  readonly #versionRetentionDays: number | undefined;
  readonly #listing: ListingBounds;
  readonly #shards: number;
  readonly #announce: Announce;

  constructor(options: BriefStoreOptions) {
    this.#table = options.table;
    this.#retention = new Retention(options.retentionDays);
    this.#versionRetentionDays = options.versionRetentionDays;
    this.#listing = options.listing ?? {};
    this.#shards = options.shards ?? 1;
    this.#announce = options.announce ?? announceNothing;
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
      signature: signatureOf(article.text),
    };
    return this.#store(input, brief.generation, content, brief, now);
  }

  /** Stores that an article cannot be briefed: this ends its older version. */
  async storeRejection(input: RejectionInput, now: number): Promise<StoreResult> {
    const { articleKey, rejection, generation } = input;
    checkInput(input, generation);
    return this.#store(input, generation, { state: 'rejected', articleKey, rejection }, undefined, now);
  }

  /** Records what became of one version of a file that holds several articles, none, or was deleted; or a purge. */
  async recordManifest(manifest: Manifest, now: number): Promise<ManifestResult> {
    if (manifest.outcome.kind === 'purged') return this.#purge(manifest, manifest.outcome.articleIds, now);
    if (isExpired(this.#retention.expiresAt(manifest.receivedAt), now)) return { outcome: 'expired', buried: 0 };
    const context = this.#contextAt(now);
    const steps = manifest.outcome.kind === 'gone' ? this.#goneSteps : this.#ownHeadSteps;
    const { outcome, buried, record } = await steps.call(this, manifest, context);
    const parts = manifest.outcome.kind === 'parts' ? manifest.outcome.articleIds : [];
    const touched = outcome === 'recorded' && manifest.outcome.kind !== 'gone' ? buried : undefined;
    const headVersion = headVersionOf(manifest.revision, manifest.parserGeneration);
    const isMarker = wasPurged(record) && isOfPurge(manifest, record);
    const erased = await this.#eraseAsLastAct(record, { headVersion, touched, named: parts, isMarker }, now);
    const erasure = erased && isMarker ? { ...erased, marker: headVersion } : erased;
    const rejection = fileRejectionOf(manifest.uploadId, record.head, headVersion);
    if (rejection !== undefined && erasure === undefined) await this.#announce(rejection);
    return { outcome, buried: buried.length, ...(erasure === undefined ? {} : { erasure }) };
  }

  /**
   * Finishes what a writer may have left of a purged file when it died, where its staged object is deleted by now.
   * @param subject what the object's key tells: the article, or the file.
   * @returns what was erased; undefined if the file was never purged, or nothing is known of it.
   */
  async eraseAgain(
    subject: { readonly articleId: string } | { readonly uploadId: string },
    now: number,
  ): Promise<Erasure | undefined> {
    const articleId = 'articleId' in subject ? subject.articleId : undefined;
    const item = articleId === undefined ? undefined : await this.#table.get(briefKey(articleId));
    const uploadId = 'uploadId' in subject ? subject.uploadId : item && parseStoredBrief(item).uploadId;
    const record = uploadId === undefined ? undefined : await readUploadRecord(this.#table, uploadId);
    if (!wasPurged(record)) return undefined;
    // Only the writer of a whole file touches other articles than its own.
    return articleId === undefined || articleId === record.onlyArticleId
      ? eraseUpload(this.#table, record, [], this.#contextAt(now))
      : eraseArticles(this.#table, record, [articleId], this.#contextAt(now));
  }

  /**
   * How far a purge has come: through which head version it was recorded, and how many items of these articles and of
   * those that the table names still hold what it is to erase.
   */
  async purgeProgress(
    uploadId: string,
    articleIds: readonly string[],
  ): Promise<{ through: string; left: number } | undefined> {
    const record = await readUploadRecord(this.#table, uploadId);
    if (!wasPurged(record)) return undefined;
    const ids = new Set([...articleIds, ...(await this.articlesOf(uploadId))]);
    return { through: record.purgedThrough, left: await leftOf(this.#table, record.purgedThrough, [...ids]) };
  }

  /** What the table has of a file that may be purged: how many items of these articles hold words of it. */
  async purgeable(
    uploadId: string,
    articleIds: readonly string[],
  ): Promise<{ isKnown: boolean; wasPurged: boolean; items: number }> {
    const record = await readUploadRecord(this.#table, uploadId);
    const items = await leftOf(this.#table, HIGHEST_HEAD, articleIds);
    return { isKnown: record !== undefined || items > 0, wasPurged: wasPurged(record), items };
  }

  /** Every article that the table knows of a file, present or former. */
  async articlesOf(uploadId: string): Promise<string[]> {
    return articlesOf(this.#table, uploadId);
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
    const items = await queryAll(this.#table, { ...versionRange(briefId), attributes: CARD_ATTRIBUTES });
    const kept = items.filter(({ expiresAt }) => !isExpired(expiresAt, now)).map(parseStoredBrief);
    views.push(...kept.filter(({ version }) => version !== current?.version).map((old) => versionViewOf(old, false)));
    return views.sort((a, b) => (a.version < b.version ? 1 : -1));
  }

  /**
   * Versions with their briefs, the newest first: one page, of at most `limit`.
   * @param before only versions below this one; by default from the current one on.
   */
  async getVersionsWhole(briefId: string, query: VersionsQuery, now: number): Promise<WholeVersions> {
    return readVersionsWhole(this.#table, briefId, query, now);
  }

  /** Whether what was received then (in milliseconds since the epoch) is past its retention, and so absent. */
  isPastRetention(received: number, now: number): boolean {
    return isExpired(this.#retention.expiresAt(new Date(received).toISOString()), now);
  }

  /** What a bucket shows, unless it is past its retention: a bucket deletes that late, and nothing acts on it any more. */
  unexpired(shown: CurrentVersion | undefined, now: number): CurrentVersion | undefined {
    return shown !== undefined && this.isPastRetention(shown.lastModified, now) ? undefined : shown;
  }

  /** What the table knows of a file; undefined if nothing. `uploadStatus` says what it means. */
  async getUpload(uploadId: string, now: number): Promise<Upload | undefined> {
    const record = await readUploadRecord(this.#table, uploadId);
    if (record === undefined || isExpired(record.expiresAt, now)) return undefined;
    const { head } = record;
    if (head === undefined || isOver(record, head, now)) return { record: { ...record, head: undefined }, parts: [] };
    const items = await this.#table.batchGet([...new Set(head.parts)].map(briefKey), STATE_ATTRIBUTES);
    const present = items.map(parseBriefState).filter(({ version }) => headVersionOfBrief(version) >= head.version);
    const withText = present.flatMap(({ contentHash, duplicateOf, ...part }) =>
      contentHash === undefined || duplicateOf === undefined ? [] : [{ ...part, contentHash, duplicateOf }],
    );
    const originals = await originalsOf(this.#table, withText, CARD_ATTRIBUTES, now);
    const states = new Map<string, PartState>();
    for (const { briefId, version, state, rejection } of present) {
      const duplicateOf = originals.get(briefId)?.briefId;
      states.set(briefId, {
        briefId,
        state,
        version,
        ...(rejection === undefined ? {} : { rejection }),
        ...(duplicateOf === undefined ? {} : { duplicateOf }),
      });
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

  /**
   * The briefs that arrived within a window, whole, and their history, on one watch or all: what the ledger is made of.
   * `readLedgerWindow` says what it reads.
   * @throws InvalidRequestError if a word of the watch is no search.
   */
  async ledgerBriefs(window: LedgerWindow, now: number): Promise<LedgerPage> {
    return readLedgerWindow(this.#table, window, now);
  }

  /**
   * One page of what lies ahead, the nearest day first.
   * @throws InvalidRequestError if the query is not one; InvalidCursorError if its cursor is not, or is another query's.
   */
  async calendar(query: CalendarQuery, now: number): Promise<CalendarPage> {
    return readCalendar(this.#table, query, now);
  }

  /** What was received at an instant (of 24 characters) or later and is rejected now, the last first: at most 200. */
  async rejectedSince(since: string, now: number): Promise<RejectionPage> {
    return rejectedSince(this.#table, since, now);
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
        brief === undefined
          ? [uploadPosting(subject), rejectedPosting(subject)]
          : postingsOf(subject, facetValuesOf(brief), shardCount),
      ...(brief === undefined ? {} : { refused: [rejectedPosting(subject)] }),
    };
    const context = { ...this.#contextAt(now), leastShards: this.#shards };
    const written = await writeVersion(this.#table, candidate, context);
    // A purge that comes between the brief and its claim finds no claim to give up.
    const claims = content.state === 'live' ? [{ briefId, version, contentHash: content.contentHash }] : [];
    if (written.outcome === 'purged') {
      const record = await readUploadRecord(this.#table, uploadId);
      const touched = input.manifest === null ? [briefId] : undefined;
      const erasure = await this.#eraseAsLastAct(record, { headVersion, touched, named: [briefId], claims }, now);
      return { outcome: 'purged', version, buried: true, ...(erasure === undefined ? {} : { erasure }) };
    }
    await this.#extendNotes(written);
    const duplicateOf = await this.#claim(written, now);
    const { buried, touched, record } = await this.#headSteps(input, headVersion, now);
    const erasure = await this.#eraseAsLastAct(record, { headVersion, touched, named: [briefId], claims }, now);
    if ('stored' in written && !buried && erasure === undefined) {
      await this.#announceStored(written.stored, article, duplicateOf);
    }
    return {
      outcome: written.outcome,
      version,
      buried: buried || erasure !== undefined,
      ...(duplicateOf === undefined ? {} : { duplicateOf }),
      ...(erasure === undefined ? {} : { erasure }),
    };
  }

  /** A newer version was received later, so it is kept longer, or for good where retention has ended: the notes with it. */
  async #extendNotes(written: WriteResult): Promise<void> {
    if (!('stored' in written) || written.isFirst) return;
    const { briefId, expiresAt } = written.stored;
    const mayExpire = expiresAt !== undefined || written.formerExpiresAt !== undefined;
    if (mayExpire) await extendNotes(this.#table, briefId, expiresAt);
  }

  async #announceStored(stored: StoredBrief, article: Article, duplicateOf: string | undefined): Promise<void> {
    if (stored.state === 'live') await this.#announce(arrivalOf(stored, article, duplicateOf));
    if (stored.state === 'rejected') await this.#announce(articleRejectionOf(stored, article));
  }

  #contextAt(now: number): RemovalContext {
    const [retention, versionRetentionDays] = [this.#retention, this.#versionRetentionDays];
    return { retention, versionRetentionDays, now, announce: this.#announce };
  }

  async #claim(written: WriteResult, now: number): Promise<string | undefined> {
    const stored = 'stored' in written ? written.stored : undefined;
    return stored?.state === 'live' ? claimContent(this.#table, stored, now) : undefined;
  }

  /**
   * The head of a file's only article, and the head check of every article. They are done where a newer version is there,
   * too: it may be a tombstone that an earlier delivery put on its own article, before it died with others still to bury.
   */
  async #headSteps({ article, manifest }: BriefedArticle, headVersion: string, now: number): Promise<HeadSteps> {
    const { articleId, uploadId, upload, receivedAt } = article;
    const context = this.#contextAt(now);
    let record: UploadRecord | undefined;
    let touched: readonly string[] | undefined = [articleId];
    if (manifest === null) {
      record = await readUploadRecord(this.#table, uploadId);
    } else {
      // The write returns the head as it is after it, so that no other read is needed for the check.
      const head = await this.#ownHeadSteps(manifest, context);
      record = head.record;
      touched = head.outcome === 'recorded' ? [articleId, ...head.buried] : undefined;
    }
    const checked = { articleId, uploadId, headVersion, versionId: upload.versionId, receivedAt };
    const buried = await checkHead(this.#table, checked, record, context);
    return { buried, touched, record: buried ? await readUploadRecord(this.#table, uploadId) : record };
  }

  /** Writes the head of a file, and buries the articles that it has no more. */
  async #ownHeadSteps(manifest: Manifest, context: RemovalContext): Promise<OwnHeadSteps> {
    const { outcome, record } = await writeHead(this.#table, manifest, context);
    const buried = outcome === 'superseded' ? [] : await buryOthers(this.#table, record, context);
    return { outcome, buried, record: buried.length === 0 ? record : await this.#readAgain(record) };
  }

  /** Records that a version was deleted for good, and buries its articles if it is the one shown. */
  async #goneSteps(manifest: Manifest, context: RemovalContext): Promise<OwnHeadSteps> {
    const record = await recordGone(this.#table, manifest, context);
    const isShown = manifest.outcome.kind === 'gone' && record.head?.versionId === manifest.outcome.versionId;
    const buried = isShown ? await buryOthers(this.#table, record, context) : [];
    return { outcome: 'recorded', buried, record: buried.length === 0 ? record : await this.#readAgain(record) };
  }

  /** The record once more, after all that was written since. */
  async #readAgain(record: UploadRecord): Promise<UploadRecord> {
    return (await readUploadRecord(this.#table, record.uploadId)) ?? record;
  }

  /**
   * The last act of every writer: where the file was purged, erases what it may have written or kept, itself or in a
   * delivery before.
   * @param record as read after all that it wrote.
   * @returns what was erased, where the writer's own version is among it.
   */
  async #eraseAsLastAct(
    record: UploadRecord | undefined,
    { headVersion, touched, named, claims = [], isMarker = false }: LastAct,
    now: number,
  ): Promise<Erasure | undefined> {
    if (!wasPurged(record)) return undefined;
    if (headVersion <= record.purgedThrough) for (const text of claims) await disown(this.#table, text, now);
    const erasure =
      touched === undefined
        ? await eraseUpload(this.#table, record, named, this.#contextAt(now))
        : await eraseArticles(this.#table, record, touched, this.#contextAt(now));
    return headVersion <= record.purgedThrough || isMarker ? erasure : undefined;
  }

  async #purge(manifest: Manifest, named: readonly string[], now: number): Promise<ManifestResult> {
    await notePurge(this.#table, manifest);
    const { outcome, record } = await writeHead(this.#table, manifest, this.#contextAt(now));
    if (!wasPurged(record)) throw new CorruptDataError('The record of a purged file does not say so.');
    const only = record.onlyArticleId === undefined ? [] : [record.onlyArticleId];
    const erasure = await eraseUpload(this.#table, record, [...only, ...named], this.#contextAt(now));
    return { outcome, buried: erasure.articleIds.length, erasure };
  }
}

interface HeadSteps {
  readonly buried: boolean;
  /** The articles that this delivery has written to; undefined where an earlier one may have written to others. */
  readonly touched: readonly string[] | undefined;
  readonly record: UploadRecord | undefined;
}

interface OwnHeadSteps {
  readonly outcome: 'recorded' | 'repeated' | 'superseded';
  readonly buried: readonly string[];
  /** As read after all that was written. */
  readonly record: UploadRecord;
}

interface LastAct {
  /** The writer's own version. */
  readonly headVersion: string;
  /** As in `HeadSteps`. */
  readonly touched: readonly string[] | undefined;
  /** Articles that it knows of besides those that the table names. */
  readonly named: readonly string[];
  /** The text that the writer may have claimed. */
  readonly claims?: readonly OwnedText[];
  readonly isMarker?: boolean;
}

/** Whether a manifest tells that the delete marker is gone under which the file was purged. */
function isOfPurge({ outcome }: Manifest, { head, purgedThrough }: PurgedRecord): boolean {
  return outcome.kind === 'gone' && head?.version === purgedThrough && head.versionId === outcome.versionId;
}
