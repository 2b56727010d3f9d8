import { pMapIterable } from 'p-map';
import { CorruptDataError, PrecisError } from '../functions/core/errors.ts';
import { headVersionOfBrief } from '../functions/core/identity.ts';
import { overlayKey } from '../functions/core/manifest.ts';
import { briefKey, headKey } from '../functions/core/store/keys.ts';
import { readStaged } from '../functions/runtime/staged-objects.ts';
import { factsOf, presentFile } from './file-facts.ts';
import { inGroups } from './in-groups.ts';
import { FILES_AT_ONCE, type InboxFile, inboxFiles } from './inbox-files.ts';
import { overlayNotInForce, overlayRequest } from './lexicon-overlays.ts';
import { QUEUE_STAGES } from './queue-stages.ts';
import { type Finding, notRecorded, planRepair, type RepairOptions, verdictSince } from './reconcile-plan.ts';
import { sendRequests } from './send-requests.ts';
import type { StackAccess } from './stack-access.ts';
import { STAGED_PREFIXES, type StagedListing, stagedGroups, stagedListing } from './staged-listing.ts';
import { LOWEST_REVISION, RevisionsUsedUpError } from './versions.ts';

/** Staged articles or uploads that are held against the table at a time (DynamoDB API Reference, BatchGetItem: 100). */
const GROUPS_AT_ONCE = 100;

/** A file that is named and that nothing is known of. */
export class UnknownFileError extends PrecisError {}

export interface ReconcileQuery {
  /** One file alone, as a person names it. */
  readonly key?: string | undefined;
  /** Only files whose present version came, and objects that were staged, then or later; milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether what is not overdue yet is mended, too, instead of left to come by itself. */
  readonly isImpatient?: boolean | undefined;
  /** Told after each file of the inbox. */
  onFile?(): void;
}

/**
 * Compares inbox, staged objects and table, and finds what is missing: in every file of the inbox, then in what is staged
 * of files that the inbox has no more; before them, in the desk's own words.
 * @throws UnknownFileError for a key that nothing is known of; what the clients throw.
 */
export async function* findings(access: StackAccess, query: ReconcileQuery): AsyncGenerator<Finding, void, undefined> {
  const { now, key, since, isImpatient = false, onFile = () => {} } = query;
  const options: RepairOptions = {
    isNamed: key !== undefined,
    now,
    overdueSince: isImpatient ? Number.POSITIVE_INFINITY : now - access.overdueAfterMs,
    isPastRetention: (received) => access.store.isPastRetention(received, now),
  };
  const repairs = (file: string, walked: InboxFile | undefined) => repairsOf(access, file, walked, now, options);
  if (key !== undefined) {
    if (!(await isKnown(access, key, now)))
      throw new UnknownFileError('Nothing is known of such a file.', { file: key });
    yield* await repairs(key, undefined);
    return;
  }
  yield* await lexiconFindings(access, options, since);
  const walked = pMapIterable(
    inboxFiles(access.s3, access.inboxBucket, { since }),
    (file) => repairs(file.key, file),
    FILES_AT_ONCE,
  );
  for await (const found of walked) {
    onFile();
    yield* found;
  }
  const seen = new Set<string>();
  for await (const file of filesOfStaged(access, options, since)) {
    if (typeof file !== 'string') {
      yield file;
      continue;
    }
    if (seen.has(file)) continue;
    seen.add(file);
    const present = await presentFile(access, file);
    if (present === undefined || present.lastModified < (since ?? 0)) yield* await repairs(file, present);
  }
}

/** The newest lexicon, where it is not in force. What is none was refused, and stays where it is. */
async function lexiconFindings(access: StackAccess, options: RepairOptions, since = 0): Promise<Finding[]> {
  const waiting = await overlayNotInForce(access);
  if (waiting === undefined || waiting.lastModified < since) return [];
  const { number, lastModified } = waiting;
  const requests = [overlayRequest(access.stagedBucket, number, options.now)];
  const verdict = verdictSince(lastModified, options);
  return [{ key: overlayKey(number), cause: 'not-in-force', verdict, count: 1, stage: 'brief', requests }];
}

/** Whether the inbox shows a file, or the table or the staged objects have anything of it. */
async function isKnown(access: StackAccess, key: string, now: number): Promise<boolean> {
  const { present, upload, highestRevision } = await factsOf(access, key, undefined, now);
  return present !== undefined || upload !== undefined || highestRevision !== LOWEST_REVISION;
}

async function repairsOf(
  access: StackAccess,
  key: string,
  walked: InboxFile | undefined,
  now: number,
  options: RepairOptions,
): Promise<Finding[]> {
  try {
    return planRepair(await factsOf(access, key, walked, now), options);
  } catch (error) {
    if (!(error instanceof CorruptDataError || error instanceof RevisionsUsedUpError)) throw error;
    return [unreadable(key)];
  }
}

function unreadable(key: string): Finding {
  return { key, cause: 'unreadable', verdict: 'report', count: 1, stage: 'parse', requests: [] };
}

/**
 * The files of which something is staged that is newer than what the table has, by their keys; one may come twice. A
 * staged object that tells no file is a finding itself.
 */
async function* filesOfStaged(
  access: StackAccess,
  options: RepairOptions,
  since = 0,
): AsyncGenerator<string | Finding, void, undefined> {
  const { s3, stagedBucket } = access;
  for (const prefix of STAGED_PREFIXES) {
    const groups = inGroups(stagedGroups(stagedListing(s3, stagedBucket, prefix)), GROUPS_AT_ONCE);
    for await (const some of groups) {
      const newest = some.flatMap((group) => group.at(-1) ?? []).filter(({ lastModified }) => lastModified >= since);
      const known = await versionsInTable(access, newest);
      for (const staged of newest.filter(({ id, headVersion }) => (known.get(id) ?? '') < headVersion)) {
        const file = await fileOf(access, staged, options);
        if (file !== undefined) yield file;
      }
    }
  }
}

/**
 * The file that a staged object is of; undefined where it is not there any more. The manifest of a purge does not tell its
 * file: it is a finding itself.
 */
async function fileOf(
  { s3, stagedBucket }: StackAccess,
  staged: StagedListing,
  options: RepairOptions,
): Promise<string | Finding | undefined> {
  try {
    const object = await readStaged(s3, stagedBucket, staged.key);
    if (object?.kind === 'article') return object.article.upload.key;
    if (object?.manifest.outcome.kind !== 'purged') return object?.manifest.key;
    return notRecorded(staged.key, stagedBucket, { staged, manifest: object.manifest }, options);
  } catch (error) {
    if (error instanceof CorruptDataError) return unreadable(staged.key);
    throw error;
  }
}

/** `revision.parserGeneration` of what the table has of articles or uploads, by their ids. */
async function versionsInTable({ table }: StackAccess, staged: readonly StagedListing[]): Promise<Map<string, string>> {
  const keys = new Map(staged.map(({ of, id }) => [of === 'article' ? briefKey(id) : headKey(id), id]));
  const ids = new Map([...keys].map(([{ pk }, id]) => [pk, id]));
  const items = await table.batchGet([...keys.keys()], ['version']);
  return new Map(items.map((item) => [ids.get(item.pk) ?? '', headVersionOfBrief(String(item['version'] ?? ''))]));
}

/** How many findings there were of each verdict, and how many requests were sent. */
export interface Reconciled {
  readonly toMend: number;
  readonly onTheirWay: number;
  readonly reported: number;
  readonly sent: number;
}

/** So many requests for a stage are kept before they are sent. */
const KEPT = 100;

/**
 * Sends what mends each finding.
 * @param onFinding told of each, as it is found.
 * @param dryRun only count.
 * @throws what the clients throw; what was sent before stays sent.
 */
export async function mend(
  access: StackAccess,
  found: AsyncIterable<Finding>,
  onFinding: (finding: Finding) => void,
  dryRun = false,
): Promise<Reconciled> {
  const counts = { mend: 0, 'on-its-way': 0, report: 0 };
  let sent = 0;
  const kept = { parse: [] as Finding['requests'][number][], brief: [] as Finding['requests'][number][] };
  const send = async (most: number) => {
    for (const stage of QUEUE_STAGES) {
      if (kept[stage].length <= most) continue;
      sent += await sendRequests(access.sqs, access.queues[stage].url, kept[stage].splice(0));
    }
  };
  for await (const finding of found) {
    counts[finding.verdict] += 1;
    onFinding(finding);
    if (dryRun || finding.verdict !== 'mend') continue;
    kept[finding.stage].push(...finding.requests);
    await send(KEPT);
  }
  await send(0);
  return { toMend: counts.mend, onTheirWay: counts['on-its-way'], reported: counts.report, sent };
}
