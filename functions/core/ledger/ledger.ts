import { compareText } from '../compare-text.ts';
import { articlesOf, countOutlets, type LedgerArticle } from './articles.ts';
import { type FollowedItem, followedItemsOf } from './followed-items.ts';
import { Stems } from './item-words.ts';
import type { LedgerBrief } from './ledger-brief.ts';
import { ledgerIdOf } from './ledger-id.ts';
import type { ChangeKind, LedgerLine, Story, StoryChanges } from './ledger-line.ts';
import { linesOfThread } from './lines.ts';
import { groupStories } from './stories.ts';
import { groupThreads } from './threads.ts';

/** Days of silence after which an issue is quiet, unless a request asks otherwise. */
export const QUIET_AFTER_DAYS = 7;

export interface LedgerRequest {
  /** UTC instants of 24 characters: lines known after `since` and not after `asOf`. */
  readonly since: string;
  readonly asOf: string;
  readonly quietAfterDays?: number;
}

const KINDS_IN_ORDER: readonly ChangeKind[] = ['moved', 'contradicted', 'new', 'repeated', 'quiet'];

/** Parties that a story is said to be about at most. */
const STORY_PARTIES = 6;

/** The parties of a story's articles, those of most of them first. */
function partiesOf(articles: readonly LedgerArticle[]): Story['parties'] {
  const parties = new Map<string, { id: string; name: string; articles: number }>();
  for (const { brief } of articles) {
    for (const { id, name, role } of brief.parties) {
      const party = parties.get(id) ?? { id, name, articles: 0 };
      parties.set(id, party);
      if (role !== 'mentioned') party.articles += 1;
    }
  }
  return [...parties.values()]
    .sort((a, b) => b.articles - a.articles || compareText(a.id, b.id))
    .slice(0, STORY_PARTIES)
    .map(({ id, name }) => ({ id, name }));
}

function storyOf(articles: readonly [LedgerArticle, ...LedgerArticle[]]): Story {
  const newest = articles.findLast(({ moment }) => moment !== undefined) ?? articles[0];
  const sets = new Map<number, string[]>();
  for (const { copySet, brief } of articles) sets.set(copySet, [...(sets.get(copySet) ?? []), brief.briefId]);
  const times = articles.map(({ time }) => time).sort(compareText);
  return {
    id: ledgerIdOf('story', articles[0].brief.briefId),
    title: newest.brief.headline.text,
    parties: partiesOf(articles),
    briefIds: articles.map(({ brief }) => brief.briefId),
    ...countOutlets(articles),
    copies: [...sets.values()].filter(({ length }) => length > 1),
    from: times[0] ?? articles[0].time,
    to: times.at(-1) ?? articles[0].time,
  };
}

function inOrder(a: LedgerLine, b: LedgerLine): number {
  const byKind = KINDS_IN_ORDER.indexOf(a.kind) - KINDS_IN_ORDER.indexOf(b.kind);
  return byKind || compareText(b.knownAt, a.knownAt) || compareText(a.id, b.id);
}

/** When the newest of some lines was known. */
function newestOf(lines: readonly LedgerLine[]): string {
  return lines.reduce((newest, { knownAt }) => (knownAt > newest ? knownAt : newest), '');
}

/**
 * What changed, as `docs/ledger.md` defines it: of the ledger of all given briefs, the lines known after `since` and not after
 * `asOf`, by story, the newest change first. It depends on neither the order of the briefs nor, but for when lines were
 * known, on that of their receipt.
 */
export function readLedger(briefs: readonly LedgerBrief[], request: LedgerRequest): StoryChanges[] {
  const articles = articlesOf(briefs);
  const stems = new Stems();
  const items = new Map(articles.map((article) => [article, followedItemsOf(article, stems)]));
  const itemsOf = (article: LedgerArticle): readonly FollowedItem[] => items.get(article) ?? [];
  const window = { ...request, quietAfterDays: request.quietAfterDays ?? QUIET_AFTER_DAYS };
  const changes = groupStories(articles, itemsOf, stems).flatMap(([first, ...others]): StoryChanges[] => {
    if (first === undefined) return [];
    const story = storyOf([first, ...others]);
    const ofStory = [first, ...others].flatMap(itemsOf);
    const denials = ofStory.filter(({ list, status }) => list === 'unresolvedIssues' && status === 'disputed-fact');
    const agreements = ofStory.filter(
      ({ type, status }) => type === 'agreement' && (status === 'agreed' || status === 'completed'),
    );
    const lines = groupThreads(ofStory).flatMap((thread) =>
      linesOfThread({ thread, story, denials, agreements }, window),
    );
    return lines.length === 0 ? [] : [{ story, lines: lines.sort(inOrder) }];
  });
  return changes.sort(
    (a, b) => compareText(newestOf(b.lines), newestOf(a.lines)) || compareText(a.story.id, b.story.id),
  );
}
