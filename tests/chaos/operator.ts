import { articleIdOf, uploadIdOf } from '../../functions/core/identity.ts';
import { manifestKey, parseStagedKey, stagedArticleKey } from '../../functions/core/manifest.ts';
import { type StageRequest, writeStageRequest } from '../../functions/runtime/s3-events.ts';
import { type FileFacts, isSingle, type StagedManifest } from '../../operations/file-facts.ts';
import type { InboxFile } from '../../operations/inbox-files.ts';
import { type Finding, planRepair } from '../../operations/reconcile-plan.ts';
import { planReplay } from '../../operations/replay-plan.ts';
import { briefRequest } from '../../operations/requests.ts';
import type { StagedListing } from '../../operations/staged-listing.ts';
import { strayArticles, uploadPostings } from '../../operations/upload-postings.ts';
import { LOWEST_REVISION, revisionIn } from '../../operations/versions.ts';
import { FILES } from './actions.ts';
import { INBOX } from './inbox.ts';
import type { Stage } from './invocation.ts';
import { OVERDUE_MS, type Pipeline, STAGED } from './pipeline.ts';

/** What a person does to the pipeline with `precis replay`, `reconcile` and `rebuild`, by their real plans. */

function present(pipeline: Pipeline, key: string): InboxFile | undefined {
  const last = pipeline.inbox.versions(key).at(-1);
  if (last === undefined) return undefined;
  return { key, versionId: last.versionId, lastModified: last.time, isDeleted: last.kind === 'marker' };
}

function listingOf(pipeline: Pipeline): StagedListing[] {
  return [...pipeline.staged].flatMap(([key, { putAt }]): StagedListing[] => {
    const subject = parseStagedKey(key);
    if (subject === undefined) return [];
    const { headVersion } = subject;
    return subject.kind === 'article'
      ? [{ key, of: 'article', id: subject.articleId, headVersion, lastModified: putAt }]
      : [{ key, of: 'upload', id: subject.uploadId, headVersion, lastModified: putAt }];
  });
}

/** What inbox, staged objects and table have of one file, as `factsOf` of the operations finds it. */
async function factsOf(pipeline: Pipeline, key: string): Promise<FileFacts> {
  const uploadId = uploadIdOf(INBOX, key);
  const upload = await pipeline.store().getUpload(uploadId, pipeline.now);
  const only = articleIdOf(INBOX, key, '');
  const listed = listingOf(pipeline).filter(({ id }) => id === only || id === uploadId);
  const manifests = listed.flatMap((staged): StagedManifest[] => {
    const manifest = pipeline.staged.get(staged.key)?.object.manifest;
    return manifest === null || manifest === undefined ? [] : [{ staged, manifest }];
  });
  const head = upload?.record.head;
  const own = head === undefined ? undefined : manifestKey(uploadId, head.version);
  const isLost = head !== undefined && own !== undefined && !isSingle(INBOX, key, head.parts);
  const texts = (head?.parts ?? []).flatMap((id): [string, number][] => {
    const staged = pipeline.staged.get(stagedArticleKey(id, head?.version ?? ''));
    return staged === undefined ? [] : [[id, staged.putAt]];
  });
  const postings = await uploadPostings(pipeline.watched, uploadId);
  const versions = [
    ...(head === undefined ? [] : [head.version]),
    ...listed.map(({ headVersion }) => headVersion),
    ...postings.map(({ version }) => version),
  ];
  return {
    inboxBucket: INBOX,
    stagedBucket: STAGED,
    key,
    present: present(pipeline, key),
    upload,
    manifests: manifests.toSorted((a, b) => (a.staged.headVersion < b.staged.headVersion ? 1 : -1)),
    lostManifest: isLost && !pipeline.staged.has(own) ? own : undefined,
    texts: new Map(texts),
    strays: await strayArticles(pipeline.watched, upload, postings, pipeline.now),
    highestRevision: versions.map(revisionIn).reduce((a, b) => (a > b ? a : b), LOWEST_REVISION),
  };
}

/** Sends requests, after those of the inbox are known as what they stand for. */
function send(pipeline: Pipeline, stage: Stage, requests: readonly StageRequest[], highest?: string): void {
  for (const request of requests) {
    if (stage === 'parse' && !pipeline.admitRequest(request, highest ?? LOWEST_REVISION)) continue;
    pipeline.queues[stage].send(writeStageRequest(request), pipeline.now);
  }
}

/** `precis replay --stage S`. */
export async function replay(pipeline: Pipeline, stage: Stage): Promise<void> {
  for (const key of FILES) {
    const there = present(pipeline, key);
    if (there === undefined) continue;
    const upload = await pipeline.store().getUpload(uploadIdOf(INBOX, key), pipeline.now);
    send(pipeline, stage, planReplay({ stagedBucket: STAGED, present: there, upload }, { stage }));
  }
}

/** `precis reconcile`, or of each file by its name. @returns what it would mend. */
export async function reconcile(
  pipeline: Pipeline,
  options: { isNamed: boolean; isDryRun?: boolean },
): Promise<Finding[]> {
  const toMend: Finding[] = [];
  for (const key of FILES) {
    const facts = await factsOf(pipeline, key);
    const found = planRepair(facts, {
      isNamed: options.isNamed,
      overdueSince: pipeline.now - OVERDUE_MS,
      now: pipeline.now,
      isPastRetention: (received) => pipeline.isPast(received),
    });
    for (const finding of found.filter(({ verdict }) => verdict === 'mend')) {
      toMend.push(finding);
      pipeline.reached.add(`reconciled: ${finding.cause}`);
      if (options.isDryRun !== true) send(pipeline, finding.stage, finding.requests, facts.highestRevision);
    }
  }
  return toMend;
}

function groupedById(listing: readonly StagedListing[]): Map<string, StagedListing[]> {
  const groups = new Map<string, StagedListing[]>();
  for (const staged of listing) groups.set(staged.id, [...(groups.get(staged.id) ?? []), staged]);
  return groups;
}

/** Sends every staged object to the brief stage, the oldest of each article and file first, as `precis rebuild` does. */
export async function sendStagedAgain(pipeline: Pipeline, settle: () => Promise<void>): Promise<void> {
  const groups = groupedById(listingOf(pipeline));
  const sorted = [...groups.values()].map((group) =>
    group.toSorted((a, b) => (a.headVersion < b.headVersion ? -1 : 1)),
  );
  for (let older = 0; sorted.some((group) => group.length > older); older += 1) {
    for (const staged of sorted.flatMap((group) => group[older] ?? [])) {
      const time = new Date(staged.lastModified).toISOString();
      send(pipeline, 'brief', [briefRequest(STAGED, staged.key, { headVersion: staged.headVersion, time })]);
    }
    await settle();
  }
}
