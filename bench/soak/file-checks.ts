import type { S3Client } from '@aws-sdk/client-s3';
import type { UploadReport } from '../../functions/api/responses.ts';
import { articleIdOf } from '../../functions/core/identity.ts';
import { versionPages } from '../../functions/runtime/object-versions.ts';
import type { ArticleFile } from './article-files.ts';
import type { Check } from './check.ts';
import type { ExpectedFile, ExpectedInbox } from './expected-inbox.ts';
import { answerOrStatus, eachOf } from './patient-client.ts';
import { POISON } from './plan.ts';
import type { Site } from './runtime-process.ts';

/** What the inbox holds of one key. */
export interface InboxKey {
  /** The newest version; undefined where it is a delete marker. */
  currentVersionId: string | undefined;
  /** Versions and delete markers. */
  versions: number;
}

/** Everything in the inbox, by key. */
export async function readInbox(s3: S3Client, bucket: string): Promise<Map<string, InboxKey>> {
  const keys = new Map<string, InboxKey>();
  for await (const { versions } of versionPages(s3, bucket, { prefix: '' })) {
    for (const { key, versionId, isLatest, isMarker } of versions) {
      const known = keys.get(key) ?? { currentVersionId: undefined, versions: 0 };
      known.versions += 1;
      if (isLatest && !isMarker) known.currentVersionId = versionId;
      keys.set(key, known);
    }
  }
  return keys;
}

/** Checks that the inbox itself holds what was put into it: what S3 has acknowledged is there, and is the newest. */
export function checkInbox(expected: ExpectedInbox, inbox: ReadonlyMap<string, InboxKey>): Check {
  const files = expected.files();
  const misses = files.flatMap(({ key, current }) => {
    const found = inbox.get(key);
    if (found === undefined) return [`${key}: it is not in the inbox`];
    if (found.currentVersionId === current?.versionId) return [];
    return [`${key}: the inbox shows version ${found.currentVersionId}, and ${current?.versionId} was put last`];
  });
  return { name: 'the inbox holds what was put', figure: `${files.length} keys`, misses };
}

export function isPoison({ key }: ExpectedFile): boolean {
  return key.includes(POISON);
}

/**
 * Checks what became of every file, by its report: nothing is lost, nothing is left on its way.
 * @param poisonIsDead whether poison files must be waiting as dead letters, or be briefed as all others.
 */
export async function checkFiles(site: Site, expected: ExpectedInbox, poisonIsDead: boolean): Promise<Check> {
  const files = expected.files();
  const misses: string[] = [];
  await eachOf(files, async (file) => {
    const { key, current } = file;
    const report = await answerOrStatus(() => site.client.findUpload(key));
    if (typeof report === 'number') misses.push(`${key}: no report (${report})`);
    else if (current === undefined) {
      if (report.status !== 'removed') misses.push(`${key}: it was deleted, and is ${report.status}`);
    } else if (poisonIsDead && isPoison(file)) {
      if (report.status !== 'received') misses.push(`${key}: it is poison, and is ${report.status}`);
    } else {
      const told = faultsOf(report, current, expected.bucket, key);
      misses.push(...told.map((fault) => `${key}: ${fault}`));
    }
  });
  const name = poisonIsDead ? 'lost under faults' : 'lost';
  return { name, figure: `${misses.length} of ${files.length} files`, misses };
}

function faultsOf(
  report: UploadReport,
  { file, versionId }: { file: ArticleFile; versionId: string },
  bucket: string,
  key: string,
): string[] {
  const { outcome } = file;
  if (report.versionId !== versionId) return [`it is told of version ${report.versionId} instead of ${versionId}`];
  const codes = report.rejections.map(({ part, code }) => `${part ?? ''} ${code}`);
  if (outcome.kind === 'rejected') {
    const isRight = report.status === 'rejected' && codes.join() === ` ${outcome.code}`;
    return isRight ? [] : [`it is ${report.status} (${codes.join()}) instead of rejected (${outcome.code})`];
  }
  if (report.status !== 'briefed') return [`it is ${report.status} (${codes.join()}) instead of briefed`];
  const live = report.parts.filter(({ state }) => state === 'live').map(({ articleId }) => articleId);
  const wanted = outcome.articles.map(({ part }) => articleIdOf(bucket, key, part));
  const refused = outcome.refused.map(({ part, code }) => `${part} ${code}`);
  return [
    ...(live.join() === wanted.join() ? [] : [`its articles are ${live.join()} instead of ${wanted.join()}`]),
    ...(codes.join() === refused.join() ? [] : [`its refusals are ${codes.join()} instead of ${refused.join()}`]),
  ];
}
