import { pMapIterable } from 'p-map';
import { uploadIdOf } from '../functions/core/identity.ts';
import { type Refusal, type Upload, uploadStatus } from '../functions/core/store/upload-status.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { factsOf, presentFile } from './file-facts.ts';
import { FILES_AT_ONCE, type InboxFile, inboxFiles } from './inbox-files.ts';
import { sendRequests } from './send-requests.ts';
import type { StackAccess } from './stack-access.ts';
import { revisionAfter } from './versions.ts';

/** A file that was refused, or has articles or entries that were. */
export interface RejectedFile {
  readonly key: string;
  readonly versionId: string | null;
  /** When that version was received, ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly refusals: readonly Refusal[];
  /** Whether it is the version that the inbox shows: an older one is not tried again. */
  readonly isPresent: boolean;
}

/** What of a file was refused; undefined where nothing was. */
export function rejectedFile(key: string, present: InboxFile | undefined, upload: Upload): RejectedFile | undefined {
  // Of the version in the table alone: nothing of it depends on the time.
  const status = uploadStatus({ upload, current: undefined, now: 0, overdueAfterMs: 0 });
  if (status === undefined || status.receivedAt === null || status.rejections.length === 0) return undefined;
  if (status.status === 'removed') return undefined;
  const { versionId, receivedAt, rejections: refusals } = status;
  const isPresent = present !== undefined && !present.isDeleted && present.versionId === versionId;
  return { key, versionId, receivedAt, refusals, isPresent };
}

export interface RejectionQuery {
  /** Only these files; without it, all of the inbox. */
  readonly keys?: readonly string[] | undefined;
  /** Only what was received then or later, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Walks the inbox for files that were refused as a whole or in part. @throws what the clients throw. */
export async function* rejectedFiles(
  access: StackAccess,
  { keys, since = 0, now }: RejectionQuery,
): AsyncGenerator<RejectedFile, void, undefined> {
  const { s3, store, inboxBucket } = access;
  const files: AsyncIterable<{ key: string; present?: InboxFile }> | Iterable<{ key: string }> =
    keys === undefined ? walked(s3, inboxBucket) : keys.map((key) => ({ key }));
  const found = pMapIterable(
    files,
    async ({ key, present }: { key: string; present?: InboxFile }) => {
      const upload = await store.getUpload(uploadIdOf(inboxBucket, key), now);
      if (upload === undefined) return undefined;
      return rejectedFile(key, present ?? (await presentFile(access, key)), upload);
    },
    FILES_AT_ONCE,
  );
  for await (const file of found) if (file !== undefined && Date.parse(file.receivedAt) >= since) yield file;
}

async function* walked(...[s3, bucket]: Parameters<typeof inboxFiles>) {
  for await (const present of inboxFiles(s3, bucket)) yield { key: present.key, present };
}

/**
 * Has files that were refused parsed again, above all that is known of each, so that everything of it is made anew.
 * @param files those that are not the versions which the inbox shows are passed over.
 * @param now milliseconds since the epoch.
 * @returns how many were sent.
 * @throws what the clients throw; what was sent before stays sent.
 */
export async function retryRejected(
  access: StackAccess,
  files: AsyncIterable<RejectedFile> | Iterable<RejectedFile>,
  now: number,
): Promise<number> {
  const { inboxBucket, sqs, queues } = access;
  async function* requests(): AsyncGenerator<StageRequest, void, undefined> {
    for await (const { key, versionId, receivedAt, isPresent } of files) {
      if (!isPresent) continue;
      const { highestRevision, present } = await factsOf(access, key, undefined, now);
      if (present?.versionId !== versionId) continue;
      const revision = revisionAfter(highestRevision);
      yield { kind: 'created', bucket: inboxBucket, key, versionId, revision, time: receivedAt };
    }
  }
  return sendRequests(sqs, queues.parse.url, requests());
}
