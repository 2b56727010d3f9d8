import { contentHashOf } from '../../functions/core/identity.ts';
import type { Check } from './check.ts';
import type { ExpectedBrief, ExpectedInbox } from './expected-inbox.ts';
import type { InboxKey } from './file-checks.ts';
import { answerOrStatus, eachOf } from './patient-client.ts';
import type { Site } from './runtime-process.ts';

/** Statuses of a brief that is not shown: there never was one, or it was retracted. */
const NOT_SHOWN = [404, 410];

/** Checks every article that must be live: that its brief and its text are those of the newest upload. */
export async function checkBriefs(site: Site, expected: ExpectedInbox): Promise<Check[]> {
  const briefs = expected.briefs();
  const missing: string[] = [];
  const stale: string[] = [];
  await eachOf(briefs, async (wanted) => {
    const { articleId, file } = wanted;
    const brief = await answerOrStatus(() => site.client.getBrief(articleId));
    const article = await answerOrStatus(() => site.client.getArticle(articleId));
    if (typeof brief === 'number' || typeof article === 'number') {
      missing.push(`${file.key}: the brief of ${articleId} answers ${brief}`);
      return;
    }
    stale.push(
      ...faultsOf(wanted, {
        versionId: brief.article.upload.versionId,
        sha256: brief.article.upload.sha256,
        ofBrief: brief.article.contentHash,
        ofArticle: article.contentHash,
        text: article.text,
      }).map((fault) => `${file.key}: ${fault}`),
    );
  });
  return [
    { name: 'articles without their brief', figure: `${missing.length} of ${briefs.length} articles`, misses: missing },
    { name: 'stale', figure: `${new Set(stale).size} of ${briefs.length} articles`, misses: stale },
  ];
}

interface Served {
  readonly versionId: string | null;
  readonly sha256: string;
  readonly ofBrief: string;
  readonly ofArticle: string;
  readonly text: string;
}

function faultsOf({ versionId, bytes, story }: ExpectedBrief, served: Served): string[] {
  if (served.versionId !== versionId) return [`its brief is of version ${served.versionId} instead of ${versionId}`];
  if (served.sha256 !== contentHashOf(bytes)) return ['its brief is of other bytes than were uploaded'];
  if (served.ofArticle !== served.ofBrief) return ['its brief is of another text than is served beside it'];
  if (served.ofArticle !== contentHashOf(served.text)) return ['the text that is served has another hash'];
  return served.text.includes(story.mark) ? [] : ['the text that is served is that of another article'];
}

/** Checks that nothing is shown of what was removed, or is no longer in its file. */
export async function checkRetracted(site: Site, expected: ExpectedInbox): Promise<Check> {
  const live = new Set(expected.briefs().map(({ articleId }) => articleId));
  const retracted = expected
    .files()
    .flatMap(({ key, articleIds }) => [...articleIds].map((articleId) => ({ key, articleId })))
    .filter(({ articleId }) => !live.has(articleId));
  const misses: string[] = [];
  await eachOf(retracted, async ({ key, articleId }) => {
    for (const ask of [() => site.client.getBrief(articleId), () => site.client.getArticle(articleId)]) {
      const answer = await answerOrStatus<unknown>(ask);
      if (typeof answer !== 'number' || !NOT_SHOWN.includes(answer)) misses.push(`${key}: ${articleId} is still shown`);
    }
  });
  return { name: 'retracted and still shown', figure: `${misses.length} of ${retracted.length} articles`, misses };
}

/** Checks that no article has more versions than its file ever had. */
export async function checkVersions(
  site: Site,
  expected: ExpectedInbox,
  inbox: ReadonlyMap<string, InboxKey>,
): Promise<Check> {
  const misses: string[] = [];
  let versions = 0;
  const briefs = expected.briefs();
  await eachOf(briefs, async ({ articleId, file }) => {
    const answer = await answerOrStatus(() => site.client.getVersions(articleId));
    if (typeof answer === 'number') {
      misses.push(`${file.key}: the versions of ${articleId} answer ${answer}`);
      return;
    }
    const { items } = answer;
    versions += items.length;
    // A client whose put was repeated has made more versions than it knows; one deleted for good is no longer listed.
    const most = Math.max(file.acts, inbox.get(file.key)?.versions ?? 0);
    if (items.length > most) misses.push(`${file.key}: ${articleId} has ${items.length} versions, its file ${most}`);
    if (items.filter(({ current }) => current).length !== 1)
      misses.push(`${file.key}: ${articleId} has no current one`);
  });
  return { name: 'versions beyond those of the file', figure: `${misses.length} (${versions} in all)`, misses };
}
