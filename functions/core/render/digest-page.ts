import type { Evidence } from '../brief.ts';
import type { AheadEvent } from '../ledger/calendar.ts';
import type { Digest, UnreadFile } from '../ledger/digest.ts';
import type { ChangeKind, LedgerLine, StoryChanges, Telling } from '../ledger/ledger-line.ts';
import {
  attributionLabel,
  dayLabel,
  instantLabel,
  likelihoodLabel,
  monthLabel,
  stateLabel,
  statusLabel,
} from './labels.ts';
import { oneLine } from './one-line.ts';

/** The page of a digest, before any format writes it. */

/** A piece of a line. What articles bring in is a `text` or a `quotation`, one line each; all else is ours. */
export type DigestInline =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Words of an article within quotation marks, which the format adds. */
  | { readonly kind: 'quotation'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** `path` is an address from the root of the reader. */
  | { readonly kind: 'link'; readonly path: string; readonly text: string };
export type DigestLine = readonly DigestInline[];

/** A line of the page, and the quotes that it rests on. */
export interface DigestEntry {
  readonly line: DigestLine;
  readonly quotes: readonly DigestLine[];
}

export interface DigestBlock {
  /** Of a story. */
  readonly title?: DigestLine;
  readonly about?: DigestLine;
  readonly entries: readonly DigestEntry[];
  /** How many more there are. */
  readonly more?: DigestLine;
}

export interface DigestSection {
  readonly title: DigestLine;
  readonly blocks: readonly DigestBlock[];
}

export interface DigestPage {
  readonly title: DigestLine;
  readonly masthead: DigestLine;
  readonly sections: readonly DigestSection[];
  readonly footer: DigestLine;
}

/** What a page shows at most; the JSON has all. */
const STORIES = 12;
const LINES = 6;
const EVENTS = 15;
const QUIET = 12;
const UNREAD = 12;

export const KIND_WORDS: Record<ChangeKind, string> = {
  new: 'New',
  moved: 'Moved',
  repeated: 'Repeated',
  contradicted: 'Contradicted',
  quiet: 'Quiet',
};

function words(text: string): DigestInline {
  return { kind: 'words', text };
}

function said(text: string): DigestInline {
  return { kind: 'text', text: oneLine(text) };
}

function strong(text: string): DigestInline {
  return { kind: 'strong', text };
}

/** "1 brief", "2 briefs". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

function remaining(shown: number, all: number, one: string, several?: string): Pick<DigestBlock, 'more'> {
  return all > shown
    ? { more: [words(`And ${counted(all - shown, `more ${one}`, several && `more ${several}`)}.`)] }
    : {};
}

function dated({ datedAt, receivedAt }: Pick<Telling, 'datedAt' | 'receivedAt'>): string {
  if (datedAt !== null) return dayLabel(datedAt);
  return receivedAt === null ? 'undated' : `undated, received ${dayLabel(receivedAt)}`;
}

interface Cited extends Pick<Telling, 'briefId' | 'source' | 'datedAt' | 'receivedAt'> {
  readonly itemId?: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** Where the reader shows an item. */
export function pathOf({ briefId, itemId }: Pick<Cited, 'briefId' | 'itemId'>): string {
  return `/b/${encodeURIComponent(briefId)}${itemId === undefined ? '' : `#${encodeURIComponent(itemId)}`}`;
}

/** The clearest quote of a telling, with its outlet and date, which lead to the item. */
function quoteOf(cited: Cited, lead: DigestLine = []): DigestLine {
  const quote = cited.evidence[0]?.quote ?? '';
  const outlet = oneLine(cited.source ?? 'Outlet unknown');
  return [
    ...lead,
    { kind: 'quotation', text: oneLine(quote) },
    words(' — '),
    { kind: 'link', path: pathOf(cited), text: `${outlet}, ${dated(cited)}` },
  ];
}

type Label = (status: Telling['status']) => string | undefined;
const LABELS: Readonly<Record<string, Label>> = {
  m: statusLabel as Label,
  i: stateLabel as Label,
  r: likelihoodLabel as Label,
};

/**
 * The status of a telling as words. It goes by the telling's item, not by the list of its line: the denial of a measure is
 * told by an issue.
 */
export function statusWords({ itemId, status }: Pick<Telling, 'itemId' | 'status'>): string {
  const labels = [LABELS[itemId.slice(0, 1)], ...Object.values(LABELS)];
  const [words = status] = labels.flatMap((label) => label?.(status) ?? []);
  return words.toLowerCase();
}

/** Who says it. */
export function voiceOf({ parties }: LedgerLine, { attribution }: Telling): string {
  return oneLine(attributionLabel(attribution, { parties }));
}

export function outletsOf({ outlets, independent, kind }: LedgerLine): string {
  const more = kind === 'repeated' ? 'more ' : '';
  return `${counted(outlets, `${more}outlet`)}, ${independent} independent`;
}

/** What changed, after its kind and its subject. */
function changeWords(line: LedgerLine): DigestInline[] {
  const { kind, from, to } = line;
  const now = statusWords(to);
  switch (kind) {
    case 'new':
      return [words(now)];
    case 'moved':
      return [words(from === undefined ? now : `${statusWords(from)} → ${now}`)];
    case 'repeated':
      return [words(`${now}; ${outletsOf(line)}`)];
    case 'contradicted': {
      if (from === undefined) return [words(now)];
      const before = statusWords(from);
      return [
        words(`${before} (`),
        said(voiceOf(line, from)),
        words(`) against ${now} (`),
        said(voiceOf(line, to)),
        words(')'),
      ];
    }
    case 'quiet':
      return [words(`${now}; not told for ${counted(line.days ?? 0, 'day')}`)];
  }
}

/** One line of the ledger: its kind and subject, what changed and who says so, and the quotes of both ends. */
export function entryOf(line: LedgerLine): DigestEntry {
  const { kind, subject, from, to } = line;
  const voiced = kind === 'contradicted' ? [] : [words(' · '), said(voiceOf(line, to))];
  // Articles that name no outlet are of none.
  const isCounted = (kind === 'new' || kind === 'moved') && line.outlets > 0;
  const told = isCounted ? [words(` · ${outletsOf(line)}`)] : [];
  return {
    line: [strong(KIND_WORDS[kind]), words(' '), said(subject), words(' — '), ...changeWords(line), ...voiced, ...told],
    quotes: [...(from === undefined ? [] : [quoteOf(from)]), quoteOf(to)],
  };
}

function storyBlock({ story, lines }: StoryChanges): DigestBlock {
  const { briefIds, outlets, independent } = story;
  const articles = counted(briefIds.length, 'article');
  const told = outlets > 0 ? ` · ${counted(outlets, 'outlet')} · ${independent} independent` : '';
  return {
    title: [said(story.title)],
    about: [words(`${articles}${told}`)],
    entries: lines.slice(0, LINES).map(entryOf),
    ...remaining(LINES, lines.length, 'change'),
  };
}

/** What stands where a watch has no change. */
function nothingSince(since: string): DigestBlock {
  return { entries: [{ line: [words(`Nothing new since ${instantLabel(since)}.`)], quotes: [] }] };
}

/** That not everything was looked at, where it was not. */
function bounded({ examined }: Digest['sections'][number]): DigestBlock[] {
  if (examined.complete) return [];
  const reach = examined.from === null ? '' : `, back to ${dayLabel(examined.from)}`;
  const line = [words(`Made of the newest ${counted(examined.briefs, 'brief')} alone${reach}: there are more.`)];
  return [{ entries: [{ line, quotes: [] }] }];
}

function changeSection(section: Digest['sections'][number], since: string): DigestSection {
  const { watch, items } = section;
  const shown = items.slice(0, STORIES).map(storyBlock);
  const more = remaining(STORIES, items.length, 'story', 'stories');
  return {
    title: watch === null ? [words('Over all briefs')] : [said(watch.name)],
    blocks: [
      ...(shown.length > 0 ? shown : [nothingSince(since)]),
      ...(more.more === undefined ? [] : [{ entries: [], ...more }]),
      ...bounded(section),
    ],
  };
}

/** The day of an event, or its month, of which the article states no day. */
export function eventDay({ day, precision }: AheadEvent): string {
  return precision === 'month' ? `${monthLabel(day)}, day not stated` : dayLabel(day);
}

function eventEntry(event: AheadEvent): DigestEntry {
  const kind = event.kind === 'deadline' ? [words('deadline: ')] : [];
  return { line: [strong(eventDay(event)), words(' '), ...kind, said(event.text)], quotes: [quoteOf(event)] };
}

function aheadSection({ ahead }: Digest): DigestSection[] {
  const { items, from, to, completeTo } = ahead;
  if (items.length === 0) return [];
  const cut = completeTo !== to && items.length <= EVENTS ? [words('There are more than could be read.')] : undefined;
  const block: DigestBlock = {
    entries: items.slice(0, EVENTS).map(eventEntry),
    ...remaining(EVENTS, items.length, 'date'),
    ...(cut === undefined ? {} : { more: cut }),
  };
  return [{ title: [words(`Ahead, ${dayLabel(from)} to ${dayLabel(to)}`)], blocks: [block] }];
}

function quietSection({ quiet }: Digest): DigestSection[] {
  if (quiet.length === 0) return [];
  const entries = quiet.slice(0, QUIET).map(({ line }) => entryOf(line));
  return [{ title: [words('Gone quiet')], blocks: [{ entries, ...remaining(QUIET, quiet.length, 'issue') }] }];
}

function unreadEntry({ key, briefId, reason, remedy }: UnreadFile): DigestEntry {
  const named = key === null ? words('A file') : said(key);
  const article = briefId === null ? [] : [words(' (an article of it)')];
  return { line: [named, ...article, words(': '), said(reason), words(` ${remedy}`)], quotes: [] };
}

function unreadSection({ unread }: Digest): DigestSection[] {
  const { items, complete } = unread;
  if (items.length === 0) return [];
  const cut = complete || items.length > UNREAD ? {} : { more: [words('There are more.')] };
  const block = {
    entries: items.slice(0, UNREAD).map(unreadEntry),
    ...remaining(UNREAD, items.length, 'file'),
    ...cut,
  };
  return [{ title: [words('Could not be read')], blocks: [block] }];
}

function leftOutSection({ leftOut }: Digest): DigestSection[] {
  if (leftOut.length === 0) return [];
  const entries = leftOut.map(({ name }) => ({ line: [said(name)], quotes: [] }));
  return [{ title: [words('Watches that this page has no room for')], blocks: [{ entries }] }];
}

/** How many changes a digest tells, those that went quiet among them, each once. */
export function changesIn({ sections, quiet }: Digest): number {
  const lines = sections.flatMap(({ items }) => items.flatMap((story) => story.lines));
  return new Set([...lines, ...quiet.map(({ line }) => line)].map(({ id }) => id)).size;
}

function arrivedWords({ arrived: { briefs, complete } }: Digest): string {
  if (briefs === 0) return 'No brief arrived';
  return `${complete ? '' : 'At least '}${counted(briefs, 'brief')} arrived`;
}

/**
 * A digest as one page: what changed by watch, what lies ahead, what went quiet and what could not be read. Where nothing
 * is new, one line says so, with the time since when. What a page shows is bounded, and it says how much more there is.
 */
export function composeDigest(digest: Digest): DigestPage {
  const { since, until, watch } = digest;
  const changes = changesIn(digest);
  const isNews = changes > 0;
  const count = isNews ? ` ${counted(changes, 'change')}.` : '';
  return {
    title: [words('What changed'), ...(watch === null ? [] : [words(': '), said(watch.name)])],
    masthead: isNews
      ? [words(`Since ${instantLabel(since)}: ${arrivedWords(digest).toLowerCase()}.${count}`)]
      : [words(`Nothing new since ${instantLabel(since)}. ${arrivedWords(digest)}.`)],
    sections: [
      ...(isNews || digest.sections.some(({ examined }) => !examined.complete)
        ? digest.sections.map((section) => changeSection(section, since))
        : []),
      ...leftOutSection(digest),
      ...aheadSection(digest),
      ...quietSection(digest),
      ...unreadSection(digest),
    ],
    footer: [words(`Every line rests on the quotes below it. Made by Precis for ${instantLabel(until)}.`)],
  };
}
