import type { FollowedItem } from './followed-items.ts';
import type { FollowedList } from './ledger-line.ts';
import { areOpposed } from './opposed-actions.ts';
import { areOfOneFamily, isMutual } from './type-families.ts';
import { likenessOf, type WeightOf, weighWords } from './word-weights.ts';

/** One measure, one issue or one risk, as the articles of a story tell it. */
export interface Thread {
  readonly list: FollowedList;
  /** The earliest telling first. */
  readonly tellings: FollowedItem[];
  /** How alike two tellings are by themselves: two of one thread may be alike only by way of a third. */
  kinship(a: FollowedItem, b: FollowedItem): number;
}

/** How alike two items of a list are at least that are one. */
const LEAST_LIKENESS: Readonly<Record<FollowedList, number>> = { measures: 0.3, unresolvedIssues: 0.35, risks: 0.35 };
/** The same for two measures with one head of their object, or two issues one of whose topics is part of the other's. */
const LEAST_WITH_HEAD = 0.2;
/** Words are weighed as in a story of so many articles at least. */
const LEAST_ARTICLES = 8;

function shareAny(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/** Whether what two items tell of somebody may be the same: only where both tell it, they must agree. */
function mayAgree(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || shareAny(a, b);
}

function partiesAgree(a: FollowedItem, b: FollowedItem): boolean {
  const areTwoSided = a.type === undefined || b.type === undefined || (isMutual(a.type) && isMutual(b.type));
  return areTwoSided ? mayAgree(a.parties, b.parties) : mayAgree(a.actors, b.actors) && mayAgree(a.targets, b.targets);
}

function haveOneHead(a: FollowedItem, b: FollowedItem): boolean {
  if (a.head.length === 0 || b.head.length === 0) return false;
  if (a.list === 'measures') return a.head[0] === b.head[0];
  const [smaller, larger] = a.head.length <= b.head.length ? [a.head, b.head] : [b.head, a.head];
  return smaller.every((word) => larger.includes(word));
}

/** Whether the act of each is told in the words of the other; of talks, each side has its own act, which is told as such. */
function shareActs(a: FollowedItem, b: FollowedItem): boolean {
  if (a.type !== undefined && b.type !== undefined && isMutual(a.type) && isMutual(b.type)) return true;
  const isTold = (acts: readonly string[], words: ReadonlySet<string>): boolean =>
    acts.length === 0 || acts.some((act) => words.has(act));
  return isTold(a.acts, b.words) && isTold(b.acts, a.words);
}

/** How alike two items are that may be about one thing, from 0 to 1; 0 for those that are not. */
export function kinshipOf(a: FollowedItem, b: FollowedItem, weightOf: WeightOf): number {
  if (a.type !== undefined && b.type !== undefined && !areOfOneFamily(a.type, b.type)) return 0;
  if (!partiesAgree(a, b)) return 0;
  if (a.passage !== undefined && a.passage === b.passage) return 1;
  if (areOpposed(a.words, b.words) || !shareActs(a, b)) return 0;
  const { likeness, shared } = likenessOf(a.words, b.words, weightOf);
  if (shared >= 2 && likeness >= Math.max(LEAST_LIKENESS[a.list], LEAST_LIKENESS[b.list])) return likeness;
  if (a.list !== b.list) return 0;
  return haveOneHead(a, b) && likeness >= LEAST_WITH_HEAD ? likeness : 0;
}

/** With so many items that have a word in common an item is compared at most: the newest of them. */
const MOST_COMPARED = 64;

/** Items of a story by their words, as they are compared with each other. */
class ComparedItems {
  readonly #items: readonly FollowedItem[];
  readonly #weightOf: WeightOf;
  readonly #having = new Map<string, number[]>();

  constructor(items: readonly FollowedItem[]) {
    this.#items = items;
    this.#weightOf = weighWords(
      items.map(({ words, article }) => ({ words, set: article.copySet })),
      LEAST_ARTICLES,
    );
  }

  add(index: number): void {
    for (const word of this.#items[index]?.words ?? []) {
      const earlier = this.#having.get(word);
      if (earlier === undefined) this.#having.set(word, [index]);
      else earlier.push(index);
    }
  }

  /** The indexes of those added that share a word with an item, lowest first. */
  near({ words }: FollowedItem): number[] {
    const near = new Set<number>();
    for (const word of words) for (const index of this.#having.get(word)?.slice(-MOST_COMPARED) ?? []) near.add(index);
    return [...near].sort((a, b) => a - b);
  }

  kinship(a: FollowedItem, b: FollowedItem): number {
    return kinshipOf(a, b, this.#weightOf);
  }
}

/**
 * The threads of a story. Each item joins the thread that has the item it is most alike, and with none of whose tellings
 * its parties disagree, or else begins one.
 * @param items of the story's articles, the earliest article first.
 */
export function groupThreads(items: readonly FollowedItem[]): Thread[] {
  const compared = new ComparedItems(items);
  const threads: Thread[] = [];
  const threadOf: Thread[] = [];
  items.forEach((item, index) => {
    let best: Thread | undefined;
    let most = 0;
    for (const other of compared.near(item)) {
      const earlier = items[other];
      const thread = threadOf[other];
      if (earlier?.list !== item.list || thread === undefined) continue;
      const kinship = compared.kinship(earlier, item);
      if (kinship <= most || !thread.tellings.every((telling) => partiesAgree(telling, item))) continue;
      best = thread;
      most = kinship;
    }
    if (best === undefined) {
      best = { list: item.list, tellings: [], kinship: (a, b) => compared.kinship(a, b) };
      threads.push(best);
    }
    best.tellings.push(item);
    threadOf.push(best);
    compared.add(index);
  });
  return threads;
}
