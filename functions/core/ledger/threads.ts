import type { IssueState } from '../brief.ts';
import type { FollowedItem } from './followed-items.ts';
import { stemOf } from './item-words.ts';
import type { FollowedList } from './ledger-line.ts';
import { areOfOneAction, areOpposed, isAction } from './opposed-actions.ts';
import { areOfOneFamily, isAnswered, isMutual } from './type-families.ts';
import { type WeightOf, weightOfAll, weighWords } from './word-weights.ts';

/** One measure, one issue or one risk, as the articles of a story tell it. */
export interface Thread {
  readonly list: FollowedList;
  /** The earliest telling first. */
  readonly tellings: FollowedItem[];
  /** How alike two tellings are by themselves: two of one thread may be alike only by way of a third. */
  kinship(a: FollowedItem, b: FollowedItem): number;
}

/** How alike two items are at least that are one: two risks, or two issues. */
const LEAST_LIKENESS = 0.25;
/** The same for two measures, by how many of them have their act told in the words of the other. */
const LEAST_BY_ACTS = [0.5, 0.3, 0.2] as const;
/** The same for two that are of talks, whose acts are told in many words. */
const LEAST_OF_TALKS = 0.25;
/** The same for two of one round of talks. */
const LEAST_OF_ONE_ROUND = 0.1;
/** More than two items can be. */
const NEVER = 2;
/** The same for two that tell one act of one actor in one status. */
const LEAST_OF_ONE_ACT = 0.2;
/** The same for two of one actor, whose types are of no one family. */
const LEAST_OF_TWO_FAMILIES = 0.4;
/** What is lacking from that may be where they have one head of their object. */
const LESS_WITH_HEAD = 0.1;
/** Words are weighed as in a story of so many articles at least. */
const LEAST_ARTICLES = 8;

/** States of an issue that is put off. */
const DELAYED: readonly string[] = ['deferred', 'stalled'] satisfies IssueState[];

function shareAny(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/** Whether what two items tell of somebody may be the same: only where both tell it, they must agree. */
function mayAgree(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || shareAny(a, b);
}

/** Whether one asks what the other does: who acts in one is the target of the other. */
function isAnswer(a: FollowedItem, b: FollowedItem): boolean {
  if (a.type === undefined || b.type === undefined || !isAnswered(a.type) || !isAnswered(b.type)) return false;
  return shareAny(a.actors, b.targets) || shareAny(a.targets, b.actors);
}

function partiesAgree(a: FollowedItem, b: FollowedItem): boolean {
  const areTwoSided = a.type === undefined || b.type === undefined || (isMutual(a.type) && isMutual(b.type));
  if (areTwoSided) return mayAgree(a.parties, b.parties);
  return (mayAgree(a.actors, b.actors) && mayAgree(a.targets, b.targets)) || isAnswer(a, b);
}

function haveOneHead(a: FollowedItem, b: FollowedItem): boolean {
  if (a.head.length === 0 || b.head.length === 0) return false;
  if (a.list === 'measures') return a.head[0] === b.head[0];
  const [smaller, larger] = a.head.length <= b.head.length ? [a.head, b.head] : [b.head, a.head];
  return smaller.every((word) => larger.includes(word));
}

/** Of how many of two measures the act is told in the words of the other. */
function actsTold(a: FollowedItem, b: FollowedItem): 0 | 1 | 2 {
  const [ofA, ofB] = [a.acts.some((act) => b.words.has(act)), b.acts.some((act) => a.words.has(act))];
  return ofA && ofB ? 2 : ofA || ofB ? 1 : 0;
}

/** What talks are called, and words that tell one round of them from another. */
const TALKS = ['talk', 'negotiation', 'meeting', 'summit', 'dialogue', 'conference', 'consultation'].map(stemOf);
const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'final'].map(stemOf);

/** Whether two measures are told of one round, as far as they tell it. */
function haveOneOrdinal(a: FollowedItem, b: FollowedItem): boolean {
  return ORDINALS.every((word) => a.words.has(word) === b.words.has(word));
}

/** Whether two measures are of one round of talks between parties of whom some are of both. */
function areOfOneRound(a: FollowedItem, b: FollowedItem): boolean {
  return (
    mayAgree(a.parties, b.parties) &&
    TALKS.some((word) => a.words.has(word) && b.words.has(word)) &&
    haveOneOrdinal(a, b)
  );
}

/** Whether two issues are a denial of what somebody said and a matter that is put off: these are two. */
function areDenialAndDelay(a: FollowedItem, b: FollowedItem): boolean {
  return [
    [a, b],
    [b, a],
  ].some(([one, other]) => one?.status === 'disputed-fact' && DELAYED.includes(other?.status ?? ''));
}

/** Whether one item is told in no words that are not the other's. */
function isToldInWordsOf(a: FollowedItem, b: FollowedItem, shared: number): boolean {
  return shared > 0 && shared === Math.min(a.words.size, b.words.size);
}

/** Whether two measures with one act have parties that agree, be it that one tells only to whom it is done. */
function haveCommonActor(a: FollowedItem, b: FollowedItem): boolean {
  return shareAny(a.actors, b.actors) || (a.type === b.type && isPassiveOf(a, b));
}

const NUMBER = /^\d+$/;
/** A number of more digits is a year as well. */
const LONGEST_COUNT = 3;

/** How many a measure is about, as far as its words tell: no day of its date. */
function countsOf({ words, when }: FollowedItem): string[] {
  const day = when === undefined ? '' : String(Number(when.slice(8)));
  return [...words].filter((word) => NUMBER.test(word) && word.length <= LONGEST_COUNT && word !== day);
}

/** Whether two measures of one act are about different numbers of things: "nine of the ships", "the other five". */
function areOfOtherCounts(a: FollowedItem, b: FollowedItem): boolean {
  const [ofA, ofB] = [countsOf(a), countsOf(b)];
  return ofA.length > 0 && ofB.length > 0 && !shareAny(ofA, ofB);
}

/** Whether two measures share a word beside those of what is done. */
function shareMatter(a: FollowedItem, b: FollowedItem): boolean {
  return [...a.words].some((word) => b.words.has(word) && !isAction(word));
}

/** Whether one of two measures tells no actor, and both tell one party of the same act. */
function isPassiveOf(a: FollowedItem, b: FollowedItem): boolean {
  return (a.actors.length === 0 || b.actors.length === 0) && shareAny(a.parties, b.parties);
}

/** How alike two items have to be that share so many words. */
function leastLikeness(a: FollowedItem, b: FollowedItem, shared: number): number {
  const haveHead = haveOneHead(a, b);
  const lessening = haveHead ? LESS_WITH_HEAD : 0;
  if (a.type === undefined || b.type === undefined) {
    return shared < 2 && !haveHead && !isToldInWordsOf(a, b, shared) ? NEVER : LEAST_LIKENESS - lessening;
  }
  const haveActor = haveCommonActor(a, b);
  const told = actsTold(a, b);
  // An act that is ended is often told as one of another type.
  if (!areOfOneFamily(a.type, b.type)) return haveActor && shared >= 2 ? LEAST_OF_TWO_FAMILIES : NEVER;
  const areTalks = isMutual(a.type) && isMutual(b.type);
  if (areTalks && areOfOneRound(a, b)) return LEAST_OF_ONE_ROUND;
  if (told > 0 && haveActor && a.status === b.status) return LEAST_OF_ONE_ACT;
  const isOneChallenge = a.isChallenge && b.isChallenge && told === 2;
  const isOneAction = told > 0 && areOfOneAction(a.actions, b.actions) && shareMatter(a, b);
  if (shared < 2 && !haveHead && !isOneChallenge && !isOneAction && !(told > 0 && haveActor)) return NEVER;
  return (areTalks ? LEAST_OF_TALKS : LEAST_BY_ACTS[told]) - lessening;
}

/** How alike two items are that may be about one thing, from 0 to 1; 0 for those that are not. */
function kinshipOf(a: FollowedItem, b: FollowedItem, common: { likeness: number; shared: number }): number {
  // Who denies a measure need not be a party to it.
  if (a.list === b.list && !partiesAgree(a, b)) return 0;
  if (a.passage !== undefined && a.passage === b.passage) return 1;
  if (areOpposed(a.actions, b.actions) || a.isChallenge !== b.isChallenge || areDenialAndDelay(a, b)) return 0;
  if (a.type !== undefined && b.type !== undefined && isMutual(a.type) && isMutual(b.type) && !haveOneOrdinal(a, b))
    return 0;
  if (common.likeness === 0 || common.likeness < leastLikeness(a, b, common.shared)) return 0;
  return a.type !== undefined && b.type !== undefined && areOfOtherCounts(a, b) ? 0 : common.likeness;
}

/** With so many items that have a word in common an item is compared at most: the newest of them. */
const MOST_COMPARED = 64;

/** Items of a story by their words, as they are compared with each other. */
class ComparedItems {
  readonly #items: readonly FollowedItem[];
  readonly #weightOf: WeightOf;
  readonly #having = new Map<string, number[]>();
  /** By index, what the words of each weigh together. */
  readonly #weights: Float64Array;
  readonly #common: Float64Array;
  readonly #shared: Uint16Array;

  constructor(items: readonly FollowedItem[]) {
    this.#items = items;
    this.#weightOf = weighWords(
      items.map(({ words, article }) => ({ words, set: article.copySet })),
      LEAST_ARTICLES,
    );
    this.#weights = Float64Array.from(items, ({ words }) => weightOfAll(words, this.#weightOf));
    this.#common = new Float64Array(items.length);
    this.#shared = new Uint16Array(items.length);
  }

  /** Adds the item of an index, and gives the earlier ones of its list that may be about one thing, the earliest first. */
  kinOf(index: number): { index: number; kinship: number }[] {
    const item = this.#items[index];
    if (item === undefined) return [];
    const near: number[] = [];
    for (const word of item.words) {
      const weight = this.#weightOf(word) ** 2;
      const having = this.#having.get(word);
      if (having === undefined) this.#having.set(word, [index]);
      else {
        for (let at = Math.max(0, having.length - MOST_COMPARED); at < having.length; at += 1) {
          const other = having[at] ?? 0;
          if (this.#shared[other] === 0) near.push(other);
          this.#shared[other] = (this.#shared[other] ?? 0) + 1;
          this.#common[other] = (this.#common[other] ?? 0) + weight;
        }
        having.push(index);
      }
    }
    const kin = near
      .sort((a, b) => a - b)
      .flatMap((other) => {
        const earlier = this.#items[other];
        const shared = this.#shared[other] ?? 0;
        const likeness = (this.#common[other] ?? 0) / this.#length(index, other);
        this.#shared[other] = 0;
        this.#common[other] = 0;
        if (earlier?.list !== item.list) return [];
        const kinship = kinshipOf(earlier, item, { likeness, shared });
        return kinship > 0 ? [{ index: other, kinship }] : [];
      });
    return kin;
  }

  #length(one: number, other: number): number {
    return Math.sqrt((this.#weights[one] ?? 0) * (this.#weights[other] ?? 0));
  }

  /** How alike any two items are. */
  kinship(a: FollowedItem, b: FollowedItem): number {
    const common = [...a.words].filter((word) => b.words.has(word));
    const length = Math.sqrt(weightOfAll(a.words, this.#weightOf) * weightOfAll(b.words, this.#weightOf));
    const likeness = length === 0 ? 0 : weightOfAll(common, this.#weightOf) / length;
    return kinshipOf(a, b, { likeness, shared: common.length });
  }
}

/** How alike an item is at least to one of a second thread that it joins both threads into one. */
const LEAST_OF_JOINT = 0.5;

/** Whether the parties of an item are those of a thread. Of talks, some are named here and some there. */
function belongs(item: FollowedItem, { tellings }: Thread): boolean {
  const agreeing = tellings.filter((telling) => partiesAgree(telling, item)).length;
  const isOfTalks = item.type !== undefined && isMutual(item.type);
  return isOfTalks ? agreeing > 0 : agreeing === tellings.length;
}

/**
 * The threads of a story. Each item joins the thread that has the item it is most alike, and whose parties it may have, or
 * else begins one; of an item that is very much alike to those of two threads, both are one.
 * @param items of the story's articles, the earliest article first.
 */
export function groupThreads(items: readonly FollowedItem[]): Thread[] {
  const places = new Map(items.map((item, index) => [item, index]));
  const inOrder = (a: FollowedItem, b: FollowedItem): number => (places.get(a) ?? 0) - (places.get(b) ?? 0);
  const originals = new Map<string, FollowedItem[]>();
  for (const item of items) {
    const key = `${item.article.copySet} ${item.list} ${item.id}`;
    const same = originals.get(key);
    if (same === undefined) originals.set(key, [item]);
    else same.push(item);
  }
  // A copy tells what its original tells: it decides nothing.
  const copiesOf = new Map([...originals.values()].map((same) => [same[0], same]));
  return joinAlike([...copiesOf.keys()].flatMap((item) => item ?? [])).map((thread) => ({
    ...thread,
    tellings: thread.tellings.flatMap((item) => copiesOf.get(item) ?? []).sort(inOrder),
  }));
}

function joinAlike(items: readonly FollowedItem[]): Thread[] {
  const compared = new ComparedItems(items);
  const indexes = new Map(items.map((item, index) => [item, index]));
  const threads = new Set<Thread>();
  const threadOf: Thread[] = [];
  items.forEach((item, index) => {
    const near = new Map<Thread, number>();
    for (const { index: other, kinship } of compared.kinOf(index)) {
      const thread = threadOf[other];
      if (thread !== undefined && kinship > (near.get(thread) ?? 0)) near.set(thread, kinship);
    }
    // Of equals the earliest.
    const [nearest, ...others] = [...near].sort(([, m], [, n]) => n - m).filter(([thread]) => belongs(item, thread));
    const thread = nearest?.[0] ?? {
      list: item.list,
      tellings: [],
      kinship: (a: FollowedItem, b: FollowedItem) => compared.kinship(a, b),
    };
    threads.add(thread);
    for (const [other, kinship] of others) {
      if (kinship < LEAST_OF_JOINT || !other.tellings.every((telling) => belongs(telling, thread))) continue;
      threads.delete(other);
      thread.tellings.push(...other.tellings);
      for (const telling of other.tellings) threadOf[indexes.get(telling) ?? 0] = thread;
    }
    thread.tellings.push(item);
    threadOf[index] = thread;
  });
  return [...threads];
}
