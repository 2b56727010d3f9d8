import type { LedgerArticle } from './articles.ts';
import type { FollowedItem } from './followed-items.ts';
import { contentStems } from './item-words.ts';
import { weighWords } from './word-weights.ts';

/** Days after the newest article of a story, after which nothing joins it. */
const LONGEST_GAP_DAYS = 30;
const DAY_MS = 86_400_000;
/** How alike (the cosine of their weighed words and parties) an article is to one of its story at least. */
const LEAST_LIKENESS = 0.15;
/** The same for two that have a pair of their foremost parties in common. */
const LEAST_WITH_PAIR = 0.07;
/** Words are weighed as among so many articles at least: a story alone is no reason to take its words for common. */
const LEAST_ARTICLES = 100;
/** How many of an article's foremost parties and states say what it is about. */
const FOREMOST_PARTIES = 4;

/** Articles that are copies of each other, which no rule takes apart. */
interface Unit {
  readonly articles: LedgerArticle[];
  readonly words: Set<string>;
  /** Of parties, by id. */
  readonly foremost: Set<string>;
}

function unitsOf(
  articles: readonly LedgerArticle[],
  itemsOf: (article: LedgerArticle) => readonly FollowedItem[],
): Unit[] {
  const units = new Map<number, Unit>();
  for (const article of articles) {
    const unit = units.get(article.copySet) ?? { articles: [], words: new Set(), foremost: new Set() };
    units.set(article.copySet, unit);
    unit.articles.push(article);
    const { headline, parties } = article.brief;
    for (const word of contentStems(headline.text)) unit.words.add(word);
    for (const { words } of itemsOf(article)) for (const word of words) unit.words.add(word);
    for (const { id } of parties.slice(0, FOREMOST_PARTIES)) {
      unit.foremost.add(id);
      unit.words.add(`~${id}`);
    }
  }
  return [...units.values()];
}

/** By story its units, and the time of its newest dated article in milliseconds. */
interface GrowingStory {
  readonly units: number[];
  newest: number | undefined;
}

function leastLikeness(a: Unit, b: Unit): number {
  let common = 0;
  for (const party of a.foremost) if (b.foremost.has(party)) common += 1;
  return common >= 2 ? LEAST_WITH_PAIR : common === 1 ? LEAST_LIKENESS : Number.POSITIVE_INFINITY;
}

/**
 * The articles of each story, in order. The earliest article is the first of its story; each later one joins the story of
 * the article that it is most alike, if they are alike enough and share a party or state, and the story is not over, or
 * else begins one. So an article that is added changes nothing of the stories of those before it, but for the weights of
 * words. An undated article joins a story whatever its time.
 * @param articles in order, as `articlesOf` gives them.
 */
export function groupStories(
  articles: readonly LedgerArticle[],
  itemsOf: (article: LedgerArticle) => readonly FollowedItem[],
): LedgerArticle[][] {
  const units = unitsOf(articles, itemsOf);
  const weightOf = weighWords(
    units.map(({ words }, set) => ({ words, set })),
    LEAST_ARTICLES,
  );
  const stories: GrowingStory[] = [];
  const storyOf: GrowingStory[] = [];
  const lengths: number[] = [];
  const having = new Map<string, number[]>();
  const common = new Float64Array(units.length);
  units.forEach((unit, index) => {
    let square = 0;
    common.fill(0, 0, index);
    for (const word of unit.words) {
      const weight = weightOf(word) ** 2;
      square += weight;
      const earlier = having.get(word);
      for (const other of earlier ?? []) common[other] = (common[other] ?? 0) + weight;
      if (earlier === undefined) having.set(word, [index]);
      else earlier.push(index);
    }
    lengths.push(Math.sqrt(square));

    const times = unit.articles.flatMap(({ moment }) => (moment === undefined ? [] : [Date.parse(moment.time)]));
    const first = times[0];
    let best: GrowingStory | undefined;
    let bestLikeness = 0;
    for (let other = 0; other < index; other += 1) {
      const likeness = (common[other] ?? 0) / ((lengths[index] ?? 1) * (lengths[other] ?? 1));
      const story = storyOf[other];
      const earlier = units[other];
      // Of equals the earliest.
      if (story === undefined || earlier === undefined || !(likeness > bestLikeness)) continue;
      const isOver =
        first !== undefined && story.newest !== undefined && first - story.newest > LONGEST_GAP_DAYS * DAY_MS;
      if (isOver || likeness < leastLikeness(unit, earlier)) continue;
      best = story;
      bestLikeness = likeness;
    }
    if (best === undefined) {
      best = { units: [], newest: undefined };
      stories.push(best);
    }
    best.units.push(index);
    storyOf.push(best);
    for (const time of times) best.newest = Math.max(best.newest ?? time, time);
  });
  const places = new Map(articles.map((article, place) => [article, place]));
  const place = (article: LedgerArticle): number => places.get(article) ?? 0;
  return stories.map((story) =>
    story.units.flatMap((index) => units[index]?.articles ?? []).sort((a, b) => place(a) - place(b)),
  );
}
