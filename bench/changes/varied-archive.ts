import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { articleIdOf, contentHashOf, revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { BUCKET, type Example, NEWEST, oldestOf, readExamples } from '../growth/archive.ts';

/** Places that the example story is told of: each has parties of its own, and an equal share of the briefs. */
export const PLACES = 40;
const AT_ONCE = 16;

/** A party's id in one of the places. */
export function partyIn(id: string, place: number): string {
  return `${id}-${place}`;
}

function inPlace(brief: Brief, place: number): Brief {
  const moved = (ids: string[]): string[] => ids.map((id) => partyIn(id, place));
  return {
    ...brief,
    parties: brief.parties.map((party) => ({ ...party, id: partyIn(party.id, place) })),
    measures: brief.measures.map((one) => ({ ...one, actors: moved(one.actors), targets: moved(one.targets) })),
    unresolvedIssues: brief.unresolvedIssues.map((one) => ({ ...one, parties: moved(one.parties) })),
    risks: brief.risks.map((one) => ({ ...one, parties: moved(one.parties) })),
  };
}

async function putCopy(store: BriefStore, { article, brief }: Example, index: number): Promise<void> {
  const key = `in/${index}.txt`;
  const articleId = articleIdOf(BUCKET, key, '');
  const publishedAt = new Date(oldestOf(index + 1)).toISOString();
  const told = { publishedAt, receivedAt: publishedAt, contentHash: contentHashOf(key) };
  const revision = revisionOf('01');
  const own: Article = { ...article, ...told, articleId, uploadId: uploadIdOf(BUCKET, key), revision };
  const place = Math.floor(index / 3) % PLACES;
  const moved = { ...inPlace(brief, place), briefId: articleId, revision, article: { ...brief.article, ...told } };
  const articleKey = stagedArticleKey(articleId, `${revision}.000001`);
  await store.storeBrief({ article: own, brief: moved, manifest: null, articleKey }, NEWEST);
}

/**
 * Fills a table with briefs of the example story, told of many places: one list by party holds a fortieth of them. They are
 * stored as the brief function stores them, 250 a day, the newest first.
 */
export async function fillVariedArchive(table: Table, count: number): Promise<void> {
  const templates = await readExamples();
  const store = new BriefStore({ table });
  for (let start = 0; start < count; start += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, offset) => start + offset);
    await Promise.all(
      indexes.map(async (index) => {
        const template = templates[index % templates.length];
        if (template === undefined) throw new Error('There are no examples.');
        await putCopy(store, template, index);
      }),
    );
  }
}
