import { stagedArticleKey } from '../functions/core/manifest.ts';
import type { UploadHead } from '../functions/core/store/upload-head.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { type FileFacts, isSingle, type StagedManifest } from './file-facts.ts';
import type { InboxFile } from './inbox-files.ts';
import { articleRequests, briefRequest, manifestRequests } from './requests.ts';
import { revisionAfter, revisionIn } from './versions.ts';

/** What is wrong with a file. */
export type Cause =
  /** The version that the inbox shows was never parsed. */
  | 'never-parsed'
  /** What parsing made of a version, or of its removal, is not in the table. */
  | 'not-recorded'
  /** Articles of the version that the table shows have no brief. */
  | 'not-briefed'
  /** Articles that the version of the head does not have are still shown. */
  | 'not-buried'
  /** What the table shows has no staged object any more. */
  | 'staged-lost'
  /** The table shows what the inbox does not: somebody deleted it, or a lifecycle rule did. */
  | 'deleted'
  /** The inbox shows a version again that was replaced or removed. */
  | 'shown-again'
  /** The file was purged, and the inbox has a version of it from before. */
  | 'purge-unfinished'
  /** The newest lexicon of the staged bucket is not the one that the table names; the key is that of its object. */
  | 'not-in-force'
  /** What is stored of it does not have the shape that it should. */
  | 'unreadable';

/** One thing that is wrong with a file, and what mends it. */
export interface Finding {
  readonly key: string;
  readonly cause: Cause;
  /**
   * `mend`: the requests are to be sent. `on-its-way`: they may be superfluous yet, for it is not overdue. `report`: nobody
   * but a person can tell whether they should be sent; they are where the file is named.
   */
  readonly verdict: 'mend' | 'on-its-way' | 'report';
  /** How many articles or objects it is about. */
  readonly count: number;
  /** The stage whose queue the requests are for. */
  readonly stage: 'parse' | 'brief';
  readonly requests: readonly StageRequest[];
}

export interface RepairOptions {
  /** The file was named by a person: what is only reported of others is done. */
  readonly isNamed: boolean;
  /** What came or was staged later than this (milliseconds since the epoch) may be on its way. */
  readonly overdueSince: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether what was received then (milliseconds since the epoch) is past its retention, and rightly gone. */
  isPastRetention(received: number): boolean;
}

/** What is, or once it is recorded will be, the head of a file. */
interface Shown {
  readonly version: string;
  readonly versionId: string | null;
  readonly receivedAt: string;
  /** Whether readers see anything of it: articles, or why there are none. */
  readonly isVisible: boolean;
  readonly isPurged: boolean;
}

/**
 * What is wrong with one file, from what was found of it, and what is to be sent for it:
 * 1. a staged manifest that the table does not show is sent again as it is, and the articles of it
 * 2. else the head is sent again where it has not buried what it does not have, and its articles that have no brief, as
 *    they are; and lost texts are reported
 * 3. a version in the inbox that was never parsed is asked for at the revision above all known
 * 4. a removal without its event, and a version that is shown again, are reported, and done where the file is named.
 * @returns nothing for a file with which all is well.
 */
export function planRepair(facts: FileFacts, options: RepairOptions): Finding[] {
  const newest = newestUnrecorded(facts, options);
  const findings = [...recordings(facts, newest, options)];
  if (newest === undefined) findings.push(...burials(facts, options), ...articleRepairs(facts, options));
  const present = presenceRepair(
    facts,
    newest === undefined ? headShown(facts) : manifestShown(newest, facts),
    options,
  );
  return present === undefined ? findings : [...findings, present];
}

/** What to do about what came at a time, in milliseconds since the epoch. */
export function verdictSince(at: number, { overdueSince }: Pick<RepairOptions, 'overdueSince'>): 'mend' | 'on-its-way' {
  return at > overdueSince ? 'on-its-way' : 'mend';
}

/** The staged manifests of versions, or of their removal, that the table should show and does not; newest first. */
function unrecorded({ manifests, upload }: FileFacts, { isPastRetention }: RepairOptions): StagedManifest[] {
  const head = upload?.record.head?.version ?? '';
  return manifests.filter(({ staged, manifest }) => {
    if (staged.headVersion <= head || isPastRetention(Date.parse(manifest.receivedAt))) return false;
    return manifest.outcome.kind !== 'gone' || upload?.record.gone.has(manifest.outcome.versionId) !== true;
  });
}

function newestUnrecorded(facts: FileFacts, options: RepairOptions): StagedManifest | undefined {
  return unrecorded(facts, options).find(({ manifest }) => manifest.outcome.kind !== 'gone');
}

/** Older ones than the newest are superseded; but each deletion of a single version counts. */
function* recordings(
  facts: FileFacts,
  newest: StagedManifest | undefined,
  options: RepairOptions,
): Generator<Finding, void, undefined> {
  for (const one of unrecorded(facts, options)) {
    if (one !== newest && one.manifest.outcome.kind !== 'gone') continue;
    yield notRecorded(facts.key, facts.stagedBucket, one, options);
  }
}

/** That a manifest is to be sent again as it is, and the articles of it that are staged apart from it. */
export function notRecorded(
  key: string,
  stagedBucket: string,
  { staged, manifest }: StagedManifest,
  options: RepairOptions,
): Finding {
  const { outcome, receivedAt: time } = manifest;
  const parts = outcome.kind === 'parts' && staged.of === 'upload' ? outcome.articleIds : [];
  const { headVersion } = staged;
  const requests = [...parts.map((id) => stagedArticleKey(id, headVersion)), staged.key].map((each) =>
    briefRequest(stagedBucket, each, { headVersion, time }),
  );
  const verdict = verdictSince(staged.lastModified, options);
  return { key, cause: 'not-recorded', verdict, count: requests.length, stage: 'brief', requests };
}

/**
 * The head's writer buries what it does not have, when it is repeated; but not what is newer than the head: an article of a
 * version whose manifest never came, of which nothing was known when the head was asked for. Then the head is asked for
 * again, above it.
 */
function* burials(facts: FileFacts, options: RepairOptions): Generator<Finding, void, undefined> {
  const { upload, strays, key, stagedBucket, inboxBucket } = facts;
  const head = upload?.record.head;
  // A refusal is kept longer than its file, whose head nothing records any more then.
  if (upload === undefined || head === undefined || options.isPastRetention(Date.parse(head.receivedAt))) return;
  const verdict = verdictSince(Date.parse(head.receivedAt), options);
  const older = strays.filter(({ headVersion }) => headVersion <= head.version);
  if (older.length > 0) {
    const requests = isSingle(inboxBucket, key, head.parts)
      ? articleRequests(stagedBucket, head, head.parts)
      : manifestRequests(stagedBucket, upload.record.uploadId, head);
    yield { key, cause: 'not-buried', verdict, count: older.length, stage: 'brief', requests };
  }
  const raised = raisedHead(facts, head);
  const count = strays.length - older.length;
  if (count > 0 && raised !== undefined) {
    yield { key, cause: 'not-buried', verdict, count, stage: 'parse', requests: [raised] };
  }
}

/** What the head tells, above all that is known; undefined where the inbox tells something else. */
function raisedHead(facts: FileFacts, { outcome, versionId, receivedAt }: UploadHead): StageRequest | undefined {
  const { present, inboxBucket: bucket, key, highestRevision } = facts;
  if (present !== undefined && !present.isDeleted) {
    return present.versionId === versionId ? again(facts, present) : undefined;
  }
  if (outcome !== 'removed') return undefined;
  return {
    kind: 'delete-marker',
    bucket,
    key,
    versionId,
    revision: revisionAfter(highestRevision),
    time: receivedAt,
  };
}

/** Of the head, where nothing newer is staged. */
function* articleRepairs(facts: FileFacts, options: RepairOptions): Generator<Finding, void, undefined> {
  const { upload, texts, key, stagedBucket, lostManifest, present, inboxBucket } = facts;
  const head = upload?.record.head;
  if (upload === undefined || head === undefined || headShown(facts)?.isVisible !== true) return;
  const waiting = upload.parts.filter(({ briefId, state }) => state === 'waiting' && texts.has(briefId));
  if (waiting.length > 0) {
    const put = Math.max(...waiting.map(({ briefId }) => texts.get(briefId) ?? 0));
    yield {
      key,
      cause: 'not-briefed',
      verdict: verdictSince(put, options),
      count: waiting.length,
      stage: 'brief',
      requests: articleRequests(
        stagedBucket,
        head,
        waiting.map(({ briefId }) => briefId),
      ),
    };
  }
  const lost = upload.parts.filter(({ briefId, state }) => state !== 'removed' && !texts.has(briefId)).length;
  const count = lost + (lostManifest === undefined ? 0 : 1);
  if (count === 0 || options.isPastRetention(Date.parse(head.receivedAt))) return;
  // Parsed again at its own revision, it puts what is not there, and nothing else.
  const isThere = present !== undefined && !present.isDeleted && present.versionId === head.versionId;
  const requests: StageRequest[] = isThere
    ? [
        {
          kind: 'created',
          bucket: inboxBucket,
          key,
          versionId: head.versionId,
          revision: revisionIn(head.version),
          time: head.receivedAt,
        },
      ]
    : [];
  const verdict = options.isNamed && isThere ? 'mend' : 'report';
  yield { key, cause: 'staged-lost', verdict, count, stage: 'parse', requests };
}

function headShown(facts: FileFacts): Shown | undefined {
  const head = facts.upload?.record.head;
  return head && shownOf(facts, head, head.outcome);
}

function manifestShown({ staged, manifest }: StagedManifest, facts: FileFacts): Shown {
  const { versionId, receivedAt, outcome } = manifest;
  return shownOf(facts, { version: staged.headVersion, versionId, receivedAt }, outcome.kind);
}

function shownOf(
  { manifests, upload }: FileFacts,
  { version, versionId, receivedAt }: Omit<Shown, 'isVisible' | 'isPurged'>,
  outcome: string,
): Shown {
  // A deletion for good that is not recorded yet is sent by itself.
  const isGone =
    versionId !== null &&
    (upload?.record.gone.has(versionId) ||
      manifests.some(({ manifest: { outcome: other } }) => other.kind === 'gone' && other.versionId === versionId));
  const isPurged = outcome === 'purged' || version <= (upload?.record.purgedThrough ?? '');
  const isVisible = (outcome === 'parts' || outcome === 'rejected') && !isGone;
  return { version, versionId, receivedAt, isVisible, isPurged };
}

/** The table shows what the inbox, but for a delete marker, has no more. */
function deletionRepair(
  facts: FileFacts,
  marker: InboxFile | undefined,
  shown: Shown,
  options: RepairOptions,
): Finding | undefined {
  if (!shown.isVisible || marker?.versionId === shown.versionId) return undefined;
  if (options.isPastRetention(Date.parse(shown.receivedAt))) return undefined;
  const isRecent = marker !== undefined && marker.lastModified > options.overdueSince;
  const verdict = isRecent ? 'on-its-way' : options.isNamed ? 'mend' : 'report';
  const requests = [removal(facts, marker, shown)];
  return { key: facts.key, cause: 'deleted', verdict, count: 1, stage: 'parse', requests };
}

/** Holds what the inbox shows against what the table shows. */
function presenceRepair(facts: FileFacts, shown: Shown | undefined, options: RepairOptions): Finding | undefined {
  const { present, key } = facts;
  if (present === undefined || present.isDeleted) {
    if (shown === undefined && facts.strays.length > 0) return headless(facts, present, options);
    return shown && deletionRepair(facts, present, shown, options);
  }
  if (present.versionId === shown?.versionId) return undefined;
  // It may be deleted at any time, and does not come back; but what the table shows instead of it is deleted.
  if (options.isPastRetention(present.lastModified)) return shown && deletionRepair(facts, undefined, shown, options);
  // What a purge has not deleted yet must never come back by itself.
  if (shown?.isPurged && present.lastModified <= Date.parse(shown.receivedAt)) {
    return { key, cause: 'purge-unfinished', verdict: 'report', count: 1, stage: 'parse', requests: [] };
  }
  const requests = [again(facts, present)];
  const isParsed = facts.manifests.some(
    ({ manifest }) => manifest.versionId === present.versionId && manifest.outcome.kind !== 'gone',
  );
  if (isParsed) {
    const verdict = options.isNamed ? 'mend' : 'report';
    return { key, cause: 'shown-again', verdict, count: 1, stage: 'parse', requests };
  }
  const verdict = verdictSince(present.lastModified, options);
  return { key, cause: 'never-parsed', verdict, count: 1, stage: 'parse', requests };
}

/** Articles of a bundle that was deleted before it was all there, and whose removal never came. */
function headless(
  facts: FileFacts,
  present: InboxFile | undefined,
  { isNamed, now, isPastRetention }: RepairOptions,
): Finding | undefined {
  const { key, inboxBucket: bucket, strays, highestRevision } = facts;
  // A refusal is kept longer than its file.
  if (present !== undefined && isPastRetention(present.lastModified)) return undefined;
  const request: StageRequest = {
    kind: 'delete-marker',
    bucket,
    key,
    versionId: present?.versionId ?? null,
    revision: revisionAfter(highestRevision),
    time: new Date(present?.lastModified ?? now).toISOString(),
  };
  const verdict = isNamed ? 'mend' : 'report';
  return { key, cause: 'deleted', verdict, count: strays.length, stage: 'parse', requests: [request] };
}

/** The version that the inbox shows, above all that is known. */
function again({ inboxBucket, key, highestRevision }: FileFacts, present: InboxFile): StageRequest {
  return {
    kind: 'created',
    bucket: inboxBucket,
    key,
    versionId: present.versionId,
    revision: revisionAfter(highestRevision),
    time: new Date(present.lastModified).toISOString(),
  };
}

/** Its delete marker; or, where not even that is there, the version that is shown, which parsing then does not find. */
function removal(
  { inboxBucket, key, highestRevision }: FileFacts,
  marker: InboxFile | undefined,
  shown: Shown,
): StageRequest {
  const revision = revisionAfter(highestRevision);
  if (marker === undefined) {
    return { kind: 'created', bucket: inboxBucket, key, versionId: shown.versionId, revision, time: shown.receivedAt };
  }
  const time = new Date(marker.lastModified).toISOString();
  return { kind: 'delete-marker', bucket: inboxBucket, key, versionId: marker.versionId, revision, time };
}
