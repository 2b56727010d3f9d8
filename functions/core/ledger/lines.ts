import type { MeasureType } from '../brief.ts';
import { partyRef } from '../dossier/cited-items.ts';
import { datedAtOf } from '../store/sort-time.ts';
import { countOutlets, isEarlier, type LedgerArticle, type Outlets } from './articles.ts';
import { contradictionOf, isContradiction } from './contradictions.ts';
import type { FollowedItem } from './followed-items.ts';
import { ledgerIdOf } from './ledger-id.ts';
import type { ChangeKind, LedgerLine, Story, Telling } from './ledger-line.ts';
import { repetitionOf } from './repetition.ts';
import { silenceOf } from './silence.ts';
import { isBeginning, type Step, stepsOf } from './steps.ts';
import type { Thread } from './threads.ts';

/** What lines are asked for: those known after `since` and not after `asOf`. */
export interface LineWindow {
  readonly since: string;
  readonly asOf: string;
  readonly quietAfterDays: number;
}

export interface ThreadOfStory {
  readonly thread: Thread;
  readonly story: Story;
  /** The issues of the story that are disputes over a fact. */
  readonly denials: readonly FollowedItem[];
  /** Those of its measures that are agreements, and were come to. */
  readonly agreements: readonly FollowedItem[];
}

function tellingOf(item: FollowedItem): Telling {
  const { article, id, text, status, attribution, certainty, evidence } = item;
  const { brief, version } = article;
  return {
    briefId: brief.briefId,
    version,
    itemId: id,
    headline: brief.headline.text,
    source: brief.article.source,
    datedAt: datedAtOf(brief.article),
    receivedAt: brief.article.receivedAt,
    text,
    status,
    attribution,
    certainty,
    evidence: [...evidence],
  };
}

/** The type that most tellings have, of equals the earliest; `other` only where none has another. */
function typeOf(tellings: readonly FollowedItem[]): MeasureType | undefined {
  const counts = new Map<MeasureType, number>();
  for (const { type } of tellings) if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts].sort(([a, m], [b, n]) => Number(a === 'other') - Number(b === 'other') || n - m);
  return types[0]?.[0];
}

function partiesOf(tellings: readonly FollowedItem[]): LedgerLine['parties'] {
  const parties = new Map<string, LedgerLine['parties'][number]>();
  for (const { article, parties: ids } of tellings) {
    for (const id of ids) if (!parties.has(id)) parties.set(id, partyRef(article.brief, id));
  }
  return [...parties.values()];
}

/** When the first of some items was received. */
function firstReceipt(items: readonly FollowedItem[]): string | undefined {
  return items.reduce<string | undefined>(
    (first, { article: { received } }) => (first === undefined || received < first ? received : first),
    undefined,
  );
}

const later = (a: string, b: string): string => (a > b ? a : b);

interface FoundLine extends Outlets {
  readonly kind: ChangeKind;
  /** What tells it from others of its kind and thread. */
  readonly key: readonly string[];
  readonly from?: FollowedItem;
  readonly to: FollowedItem;
  readonly days?: number;
  readonly knownAt: string;
}

const articlesOf = (items: readonly FollowedItem[]): LedgerArticle[] => items.map(({ article }) => article);

/** The ends of a step were told when a telling of each status was received, the former of them published before. */
function knownSince(tellings: readonly FollowedItem[], { from, to }: Step): string {
  const before = tellings.filter(({ status, article }) => status === from.status && isEarlier(article, to.article));
  const after = tellings.filter(({ status, article }) => status === to.status && isEarlier(from.article, article));
  return later(firstReceipt(before) ?? from.article.received, firstReceipt(after) ?? to.article.received);
}

/** Whether any of some items was received within a window. */
function isFresh(items: readonly FollowedItem[], { since, asOf }: LineWindow): boolean {
  return items.some(({ article: { received } }) => received > since && received <= asOf);
}

function foundLines(ofStory: ThreadOfStory, window: LineWindow): FoundLine[] {
  const { tellings } = ofStory.thread;
  // But for a silence, a line is known from the receipt of one of its ends.
  const found = isFresh(tellings, window) || isFresh(ofStory.denials, window) ? receivedLines(ofStory, window) : [];
  const silence = silenceOf(ofStory.thread, ofStory.agreements, window);
  if (silence !== undefined) {
    const key = [silence.to.article.brief.briefId];
    found.push({ kind: 'quiet', key, ...countOutlets(articlesOf(tellings)), ...silence });
  }
  return found.filter(({ knownAt }) => knownAt > window.since && knownAt <= window.asOf);
}

function receivedLines({ thread, denials }: ThreadOfStory, window: LineWindow): FoundLine[] {
  const { tellings } = thread;
  const beginning = tellings.find(isBeginning);
  const all = countOutlets(articlesOf(tellings));
  const found: FoundLine[] = [];
  if (beginning !== undefined) {
    const knownAt = firstReceipt(tellings.filter(isBeginning)) ?? beginning.article.received;
    found.push({ kind: 'new', key: [], to: beginning, ...all, knownAt });
  }
  for (const step of stepsOf(thread, denials)) {
    if (isContradiction(step)) continue;
    const { from, to } = step;
    const told = tellings.filter(({ status }) => status === to.status);
    const key = [from.status, to.status];
    found.push({
      kind: 'moved',
      key,
      from,
      to,
      ...countOutlets(articlesOf(told)),
      knownAt: knownSince(tellings, step),
    });
  }
  const contradiction = contradictionOf(thread, denials);
  if (contradiction !== undefined) {
    const { from, to } = contradiction;
    const knownAt = later(from.article.received, to.article.received);
    found.push({ kind: 'contradicted', key: [], from, to, ...all, knownAt });
  }
  const repetition = repetitionOf(thread, window);
  if (repetition !== undefined)
    found.push({ kind: 'repeated', key: [repetition.to.article.brief.briefId], ...repetition });
  return found;
}

/** The lines of a thread that are known within a window. */
export function linesOfThread(ofStory: ThreadOfStory, window: LineWindow): LedgerLine[] {
  const { thread, story } = ofStory;
  const [first] = thread.tellings;
  const found = foundLines(ofStory, window);
  if (first === undefined || found.length === 0) return [];
  const threadId = ledgerIdOf('thread', thread.list, first.article.brief.briefId, first.id);
  const clearest = thread.tellings.find(({ certainty }) => certainty === 'high') ?? first;
  const type = typeOf(thread.tellings);
  const parties = partiesOf(thread.tellings);
  return found.map(({ kind, key, from, to, outlets, independent, days, knownAt }) => ({
    id: ledgerIdOf('line', threadId, kind, ...key),
    kind,
    list: thread.list,
    storyId: story.id,
    threadId,
    subject: clearest.text,
    parties,
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from: tellingOf(from) }),
    to: tellingOf(to),
    outlets,
    independent,
    ...(days === undefined ? {} : { days }),
    knownAt,
  }));
}
