import {
  articleIdOf,
  briefVersionOf,
  contentHashOf,
  headVersionOf,
  uploadIdOf,
} from '../../functions/core/identity.ts';
import type { UploadStatus } from '../../functions/core/store/upload-status.ts';
import {
  analyzerGenerationOf,
  entriesOf,
  isBriefed,
  parserGenerationOf,
  RELEASES,
  releaseOfVersion,
  type Traits,
  textOf,
  traitsOf,
} from './contents.ts';
import { type FileEvent, INBOX } from './inbox.ts';
import type { Pipeline } from './pipeline.ts';

/** What must be true of a pipeline at rest, by what happened in the inbox and by the releases that were run; not by the table. */

/** An article of the newest version of a file. */
export interface ExpectedArticle {
  readonly briefId: string;
  readonly uploadId: string;
  readonly version: string;
  readonly state: 'live' | 'rejected';
  readonly contentHash: string;
  /** The text that it has. */
  readonly text: number;
  readonly traits: Traits;
  /** Milliseconds since the epoch. */
  readonly received: number;
}

export interface ExpectedFile {
  readonly key: string;
  readonly uploadId: string;
  /** The newest event that says what the file is; undefined where there was none. */
  readonly newest: FileEvent | undefined;
  readonly status: UploadStatus['status'];
  readonly articles: readonly ExpectedArticle[];
  /** Versions that were deleted for good by somebody. */
  readonly gone: ReadonlySet<string>;
}

const ALL_RELEASES = Array.from({ length: RELEASES }, (_, release) => release);

const greatest = (values: Iterable<number>): number => Math.max(...values);

/** The releases whose analyzers have briefed an article of that version. */
function analyzersOf(pipeline: Pipeline, event: FileEvent, release: number, part: string): number[] {
  const run = pipeline.progressOf(event.ordinal).briefedBy.get(`${release} ${part}`) ?? [];
  // One that was killed may have stored its brief before.
  const headVersion = headVersionOf(pipeline.revisionOf(event), parserGenerationOf(release));
  const versions = pipeline.watched.versions.get(articleIdOf(INBOX, event.key, part)) ?? [];
  const stored = ALL_RELEASES.filter((analyzer) =>
    versions.includes(briefVersionOf(headVersion, analyzerGenerationOf(analyzer))),
  );
  return [...run, ...stored];
}

/**
 * Where messages waited too long, an article may have been staged whose manifest never came: nothing tells of it when a
 * repair asks for the same version of the file again, so that it is asked for below.
 */
function stagedUnseen(pipeline: Pipeline, event: FileEvent, briefId: string, own: string): string | undefined {
  const stored = pipeline.watched.current.get(briefId)?.stored;
  if (pipeline.lost === 0 || stored === undefined || stored.state === 'removed' || stored.version <= own)
    return undefined;
  const from = pipeline.eventAt(stored.uploadId, stored.version.split('.')[0] ?? '');
  return from?.versionId === event.versionId ? stored.version : undefined;
}

function articlesOf(pipeline: Pipeline, event: FileEvent, release: number): ExpectedArticle[] {
  const uploadId = uploadIdOf(INBOX, event.key);
  const headVersion = headVersionOf(pipeline.revisionOf(event), parserGenerationOf(release));
  return entriesOf(event.content, release).flatMap(({ part, text }) => {
    const briefId = articleIdOf(INBOX, event.key, part);
    const releases = analyzersOf(pipeline, event, release, part);
    if (releases.length === 0) return [];
    const own = briefVersionOf(headVersion, analyzerGenerationOf(greatest(releases)));
    const version = stagedUnseen(pipeline, event, briefId, own) ?? own;
    const analyzer = releaseOfVersion(version);
    const article: ExpectedArticle = {
      briefId,
      uploadId,
      version,
      state: isBriefed(text, analyzer) ? 'live' : 'rejected',
      contentHash: contentHashOf(textOf(text)),
      text,
      traits: traitsOf(text, analyzer),
      received: event.time,
    };
    return [article];
  });
}

/** Whether some release has done all of a version of a file: each of its articles was briefed, by that parser or a newer one. */
export function isDone(pipeline: Pipeline, key: string, versionId: string): boolean {
  const events = pipeline.inbox.events.filter((event) => event.key === key && event.kind === 'created');
  const ofVersion = events.filter((event) => event.versionId === versionId);
  return ofVersion.some((event) =>
    [...pipeline.progressOf(event.ordinal).parsedBy].some((release) =>
      entriesOf(event.content, release).every(({ part }) =>
        events.some((later) =>
          ALL_RELEASES.some(
            (parser) =>
              (later.order > event.order || (later === event && parser >= release)) &&
              analyzersOf(pipeline, later, parser, part).length > 0,
          ),
        ),
      ),
    ),
  );
}

/** What the table must show: the newest that was parsed; or, after a repair, no more than the inbox shows. */
export type Truth = 'all that happened' | 'what the inbox shows';

/** What a file must be at rest. */
export function expectedFile(pipeline: Pipeline, key: string, truth: Truth = 'all that happened'): ExpectedFile {
  // At rest every event was parsed, but for those that waited too long.
  const events = pipeline.inbox.events.filter(
    (event) => event.key === key && pipeline.progressOf(event.ordinal).parsedBy.size > 0,
  );
  const heads = events.filter(({ kind }) => kind !== 'version-deleted').toSorted((a, b) => a.order - b.order);
  // Of what is past its retention nothing may be known any more when a repair chooses its revision.
  const newest = heads.findLast(({ time }) => !pipeline.isPast(time)) ?? heads.at(-1);
  const gone = new Set(events.filter(({ kind }) => kind === 'version-deleted').map(({ versionId }) => versionId));
  const uploadId = uploadIdOf(INBOX, key);
  const file = { key, uploadId, newest, gone, articles: [] };
  if (newest === undefined || newest.kind !== 'created' || gone.has(newest.versionId)) {
    return { ...file, status: 'removed' };
  }
  const { parsedBy, missingIn } = pipeline.progressOf(newest.ordinal);
  const release = greatest(parsedBy);
  const isShown = truth === 'all that happened' || pipeline.inbox.current(key)?.versionId === newest.versionId;
  if (missingIn.has(release) || !isShown) return { ...file, status: 'removed' };
  const entries = entriesOf(newest.content, release);
  const articles = articlesOf(pipeline, newest, release);
  if (articles.length < entries.length) return { ...file, status: 'parsed', articles };
  return { ...file, status: articles.some(({ state }) => state === 'live') ? 'briefed' : 'rejected', articles };
}

/** The status of one version of a file, or of what the bucket shows, as a reader asks for it. */
export function expectedStatus(
  { newest, status, gone }: ExpectedFile,
  shown: string | undefined,
  asked: string | undefined,
): UploadStatus['status'] | 'unknown' {
  const about = asked ?? shown;
  if (newest !== undefined && (about === undefined || about === newest.versionId)) return status;
  if (about !== undefined && gone.has(about)) return 'removed';
  if (about !== undefined && about === shown) return 'received';
  const isKnown = newest !== undefined || gone.size > 0 || shown !== undefined;
  return about !== undefined && isKnown ? 'superseded' : 'unknown';
}
