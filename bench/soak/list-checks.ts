import type { BriefQuery } from '../../client/client.ts';
import type { ListedBrief } from '../../functions/api/responses.ts';
import type { Check } from './check.ts';
import type { ExpectedInbox } from './expected-inbox.ts';
import { listAll } from './patient-client.ts';
import type { Site } from './runtime-process.ts';
import { OUTLETS } from './stories.ts';

/** Sizes of pages that must all give the same list. */
const LIMITS = [50, 17, 4];
/** The states whose lists are read, too. */
const PARTIES = ['norway', 'kenya', 'peru'];

/** How a list differs from what it must hold. */
function differences(what: string, found: readonly string[], wanted: ReadonlySet<string>): string[] {
  const once = new Set(found);
  const repeated = found.filter((id, index) => found.indexOf(id) !== index);
  return [
    ...[...wanted].filter((id) => !once.has(id)).map((id) => `${what}: ${id} is missing`),
    ...[...once].filter((id) => !wanted.has(id)).map((id) => `${what}: ${id} does not belong there`),
    ...repeated.map((id) => `${what}: ${id} is there twice`),
  ];
}

function idsOf(items: readonly ListedBrief[]): string[] {
  return items.map(({ briefId }) => briefId);
}

/**
 * Checks the lists: each live article once, at every page size, and in the lists of its outlet and its parties; of
 * articles with one text, one alone where copies are folded.
 */
export async function checkLists({ client }: Site, expected: ExpectedInbox): Promise<Check[]> {
  const briefs = expected.briefs();
  const wanted = new Set(briefs.map(({ articleId }) => articleId));
  const unfolded: BriefQuery = { duplicates: 'true' };
  const lists = new Map<number, ListedBrief[]>();
  for (const limit of LIMITS) lists.set(limit, await listAll(client, unfolded, limit));
  const [all = []] = lists.values();
  const doubled = differences('the list', idsOf(all), wanted);
  const inOrder = idsOf(all).join();
  const disagreeing = [...lists].flatMap(([limit, items]) =>
    idsOf(items).join() === inOrder ? [] : [`with ${limit} on a page, the list is another`],
  );

  const facets: string[] = [];
  for (const outlet of OUTLETS) {
    const of = briefs.filter(({ story }) => story.source.toLowerCase() === outlet.toLowerCase());
    const found = await listAll(client, { ...unfolded, source: outlet }, 50);
    facets.push(...differences(`the list of ${outlet}`, idsOf(found), new Set(of.map(({ articleId }) => articleId))));
  }
  for (const party of PARTIES) {
    const of = all.filter(({ parties }) => parties.some(({ id }) => id === party));
    const found = await listAll(client, { ...unfolded, party }, 50);
    facets.push(...differences(`the list of ${party}`, idsOf(found), new Set(idsOf(of))));
  }

  const folded = await listAll(client, {}, 50);
  return [
    {
      name: 'doubled, or missing in the list',
      figure: `${doubled.length} of ${wanted.size} articles`,
      misses: doubled,
    },
    { name: `lists of ${LIMITS.join(', ')} on a page`, figure: `${all.length} briefs each`, misses: disagreeing },
    {
      name: 'lists by outlet and party',
      figure: `${facets.length} wrong in ${OUTLETS.length + PARTIES.length} lists`,
      misses: facets,
    },
    checkFolded(all, folded),
  ];
}

/** Of articles with the same text, one is listed, and the others say that they are its copies. */
function checkFolded(all: readonly ListedBrief[], folded: readonly ListedBrief[]): Check {
  const listed = new Map<string, string[]>();
  for (const { contentHash, briefId } of folded) {
    listed.set(contentHash, [...(listed.get(contentHash) ?? []), briefId]);
  }
  const misses: string[] = [];
  let copies = 0;
  for (const { briefId, contentHash, duplicateOf } of all) {
    const originals = listed.get(contentHash) ?? [];
    if (originals.length !== 1) misses.push(`${originals.length} with the text of ${briefId} are listed`);
    if (originals.includes(briefId)) continue;
    copies += 1;
    if (duplicateOf === null || !originals.includes(duplicateOf)) {
      misses.push(`${briefId} has the text of ${originals.join()}, and says that it is a copy of ${duplicateOf}`);
    }
  }
  const figure = `${misses.length} of ${all.length} articles, ${copies} of them copies`;
  return { name: 'copies that are listed, or not told', figure, misses };
}
