import type { BriefQuery } from '../../client/client.ts';
import type { ListedBrief } from '../../functions/api/responses.ts';
import type { Check } from './check.ts';
import type { ExpectedBrief, ExpectedInbox } from './expected-inbox.ts';
import { listAll } from './patient-client.ts';
import type { Site } from './runtime-process.ts';
import { OUTLETS } from './stories.ts';

/** Sizes of pages that must all give the same list. */
const LIMITS = [50, 17, 4];
/** States whose lists are read, too. */
const STATES = ['Norway', 'Kenya', 'Peru'];

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
  for (const state of STATES) {
    const of = briefs.filter(({ story }) => story.states.includes(state));
    const found = await listAll(client, { ...unfolded, party: state.toLowerCase() }, 50);
    facets.push(...differences(`the list of ${state}`, idsOf(found), new Set(of.map(({ articleId }) => articleId))));
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
      figure: `${facets.length} wrong in ${OUTLETS.length + STATES.length} lists`,
      misses: facets,
    },
    checkFolded(briefs, all, folded),
  ];
}

/** Of live articles with the same text, one is listed, and the others say that they are its copies. */
function checkFolded(
  briefs: readonly ExpectedBrief[],
  all: readonly ListedBrief[],
  folded: readonly ListedBrief[],
): Check {
  const told = new Map(all.map(({ briefId, duplicateOf }) => [briefId, duplicateOf]));
  const ofText = new Map<string, string[]>();
  for (const { articleId, story } of briefs) ofText.set(story.mark, [...(ofText.get(story.mark) ?? []), articleId]);
  const listed = idsOf(folded);
  const misses = differences('the list without copies', listed, new Set(listed.filter((id) => told.has(id))));
  let copies = 0;
  for (const ids of ofText.values()) {
    const [original, ...others] = ids.filter((id) => listed.includes(id));
    if (original === undefined || others.length > 0) {
      misses.push(
        `${original === undefined ? 'none' : others.length + 1} of ${ids.join()}, which are one text, is listed`,
      );
      continue;
    }
    copies += ids.length - 1;
    for (const id of ids) {
      const wanted = id === original ? null : original;
      if (told.get(id) !== wanted) misses.push(`${id} is told as a copy of ${told.get(id)} instead of ${wanted}`);
    }
  }
  const figure = `${misses.length} of ${briefs.length} articles, ${copies} of them copies`;
  return { name: 'copies that are listed, or not told', figure, misses };
}
