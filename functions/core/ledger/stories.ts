import { lazily } from '../lazily.ts';
import type { LedgerArticle } from './articles.ts';
import { type FollowedItem, stateNameStems } from './followed-items.ts';
import type { Stems } from './item-words.ts';
import { weighWords } from './word-weights.ts';

/** Days after the newest article of a story, after which nothing joins it. */
const LONGEST_GAP_DAYS = 30;
const DAY_MS = 86_400_000;
/** How alike (the cosine of their weighed words and parties) an article is to one of its story at least. */
const LEAST_LIKENESS = 0.16;
/** The same for two that have a pair of parties in common. */
const LEAST_WITH_PAIR = 0.08;
/** The same for two without any. */
const LEAST_WITHOUT_PARTY = 0.22;
/** With how much of the nearness that an article needs to a second story it joins both into one. */
const JOINS = 1.3;
/** Less than this says nothing. */
const LEAST_OF_ANY = 0.03;
/** Words are weighed as among so many articles at least: a story alone is no reason to take its words for common. */
const LEAST_ARTICLES = 100;

/** Articles that are copies of each other, which no rule takes apart. */
interface Unit {
  readonly articles: LedgerArticle[];
  readonly words: Set<string>;
  /** Ids. */
  readonly parties: Set<string>;
}

const NAMES = lazily(() => /\p{Lu}[\p{L}\p{M}]+/gu);

function unitsOf(
  articles: readonly LedgerArticle[],
  itemsOf: (article: LedgerArticle) => readonly FollowedItem[],
  stems: Stems,
): Unit[] {
  const units = new Map<number, Unit>();
  for (const article of articles) {
    const unit = units.get(article.copySet) ?? { articles: [], words: new Set(), parties: new Set() };
    units.set(article.copySet, unit);
    unit.articles.push(article);
    const { headline, summary, ahead, parties } = article.brief;
    const texts = [headline, ...summary, ...ahead].map(({ text }) => text);
    const states = stateNameStems(article.brief, stems);
    for (const text of texts) for (const stem of stems.ofText(text)) if (!states.has(stem)) unit.words.add(stem);
    // Names count twice: they tell one matter from another of its kind.
    for (const name of texts.flatMap((text) => text.match(NAMES()) ?? [])) {
      for (const stem of stems.ofText(name)) if (!states.has(stem)) unit.words.add(`^${stem}`);
    }
    for (const { words } of itemsOf(article)) for (const word of words) unit.words.add(word);
    for (const { id } of parties) {
      unit.parties.add(id);
      unit.words.add(`~${id}`);
    }
  }
  return [...units.values()];
}

function leastLikeness(a: Unit, b: Unit): number {
  let common = 0;
  for (const party of a.parties) if (b.parties.has(party)) common += 1;
  return common === 0 ? LEAST_WITHOUT_PARTY : common === 1 ? LEAST_LIKENESS : LEAST_WITH_PAIR;
}

/** By story its units, and the time of its newest dated article in milliseconds. */
interface GrowingStory {
  readonly units: number[];
  newest: number | undefined;
}

/** How near an article is to those of a story: it may be alike to one of them, or somewhat to several. */
class Nearness {
  readonly #most = [0, 0, 0];

  /** @param share of the likeness that one article alone would have to have. */
  add(share: number): void {
    this.#most.push(share);
    this.#most.sort((a, b) => b - a);
    this.#most.pop();
  }

  sum(): number {
    const [first = 0, second = 0, third = 0] = this.#most;
    return first + second / 2 + third / 4;
  }
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
  stems: Stems,
): LedgerArticle[][] {
  const units = unitsOf(articles, itemsOf, stems);
  const weightOf = weighWords(
    units.map(({ words }, set) => ({ words, set })),
    LEAST_ARTICLES,
  );
  const stories = new Set<GrowingStory>();
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
    const near = new Map<GrowingStory, Nearness>();
    for (let other = 0; other < index; other += 1) {
      const likeness = (common[other] ?? 0) / ((lengths[index] ?? 1) * (lengths[other] ?? 1));
      const [story, earlier] = [storyOf[other], units[other]];
      if (story === undefined || earlier === undefined || likeness < LEAST_OF_ANY) continue;
      const isOver =
        first !== undefined && story.newest !== undefined && first - story.newest > LONGEST_GAP_DAYS * DAY_MS;
      if (isOver) continue;
      const nearness = near.get(story) ?? new Nearness();
      near.set(story, nearness);
      nearness.add(likeness / leastLikeness(unit, earlier));
    }
    // Of equals the earliest.
    const joined = [...near].filter(([, nearness]) => nearness.sum() > 1).sort(([, m], [, n]) => n.sum() - m.sum());
    let [best] = joined.map(([story]) => story);
    if (best === undefined) {
      best = { units: [], newest: undefined };
      stories.add(best);
    }
    for (const [other, nearness] of joined.slice(1)) {
      if (nearness.sum() < JOINS) continue;
      // The article is of both: they are one.
      stories.delete(other);
      best.units.push(...other.units);
      for (const one of other.units) storyOf[one] = best;
      if (other.newest !== undefined) best.newest = Math.max(best.newest ?? other.newest, other.newest);
    }
    best.units.push(index);
    storyOf[index] = best;
    for (const time of times) best.newest = Math.max(best.newest ?? time, time);
  });
  const places = new Map(articles.map((article, place) => [article, place]));
  const place = (article: LedgerArticle): number => places.get(article) ?? 0;
  return [...stories].map((story) =>
    story.units.flatMap((index) => units[index]?.articles ?? []).sort((a, b) => place(a) - place(b)),
  );
}
