import { PRECIS_VERSION } from '../generations.ts';
import type { Card } from '../store/card.ts';
import { datedTimeOf, receivedMs } from '../store/sort-time.ts';
import { escapeXml } from './escape-xml.ts';
import { dayLabel } from './labels.ts';
import { oneLine } from './one-line.ts';

/** One page of a list of briefs, to be followed by a reader of feeds. */
export interface AtomFeed {
  readonly title: string;
  /** The address of its first page with its filters: the id of the feed, the same on every page. */
  readonly url: string;
  /** The address of this page. */
  readonly selfUrl: string;
  /** That of the page with older briefs. */
  readonly nextUrl?: string | undefined;
  /** Where the API and the reader are, without a slash at its end. */
  readonly baseUrl: string;
  readonly cards: readonly Card[];
}

/** How many names a summary lists. */
const NAMES = 8;
/** When a feed without any entry was last changed: there is no better time, and it must tell one. */
const NEVER = new Date(0).toISOString();

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element of texts that may be anything. */
function element(name: string, attributes: Attributes, text?: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(oneLine(value ?? ''))}"`);
  const tag = `${name}${written.join('')}`;
  return text === undefined ? `<${tag}/>` : `<${tag}>${escapeXml(oneLine(text))}</${name}>`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function few(names: readonly string[]): string {
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : '';
  return `${names.slice(0, NAMES).join(', ')}${more}`;
}

function summaryOf({ source, datedAt, counts, parties, notHeard, opinion }: Card): string {
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  const found = [
    counted(counts.measures, 'measure'),
    counted(counts.unresolvedIssues, 'unresolved issue'),
    counted(counts.risks, 'risk'),
    ...(counts.upsides > 0 ? [counted(counts.upsides, 'upside')] : []),
  ];
  const day = datedAt === null ? 'undated' : dayLabel(datedAt);
  return [
    `${source ?? 'Outlet unknown'}, ${day}.`,
    `${found.join(', ')}.`,
    ...(parties.length > 0 ? [`Parties: ${few([...names.values()])}.`] : []),
    ...(notHeard.length > 0 ? [`Not heard: ${few(notHeard.map((id) => names.get(id) ?? id))}.`] : []),
    ...(opinion ? ['Marked as opinion.'] : []),
  ].join(' ');
}

function updatedOf({ receivedAt }: Card): string {
  return new Date(receivedMs(receivedAt)).toISOString();
}

function entry(card: Card, baseUrl: string): string {
  const published = datedTimeOf(card);
  const id = encodeURIComponent(card.briefId);
  const json = { rel: 'alternate', type: 'application/json', href: `${baseUrl}/v1/briefs/${id}` };
  return [
    '<entry>',
    element('id', {}, `urn:precis:brief:${id}`),
    element('title', { type: 'text' }, card.headline),
    element('updated', {}, updatedOf(card)),
    ...(published === undefined ? [] : [element('published', {}, published)]),
    element('link', { rel: 'alternate', type: 'text/html', href: `${baseUrl}/b/${id}` }),
    element('link', json),
    element('summary', { type: 'text' }, summaryOf(card)),
    ...card.parties.map((party) =>
      element('category', { term: party.id, scheme: 'urn:precis:party', label: party.name }),
    ),
    ...card.countries.map((country) => element('category', { term: country, scheme: 'urn:precis:country' })),
    '</entry>',
  ].join('\n');
}

/**
 * A page of a list of briefs as an Atom feed (RFC 4287), with a link to the page of older ones (RFC 5005, section 3). An
 * entry has the same id for ever; it is `updated` when its file was received, and `published` when the article says that
 * it was, a day from its beginning. Texts are text, never HTML. The same page gives the same feed, byte for byte.
 * @throws CorruptDataError where a card does not say when it was received.
 */
export function renderAtom({ title, url, selfUrl, nextUrl, baseUrl, cards }: AtomFeed): string {
  const updated = cards.map(updatedOf).reduce((latest, time) => (time > latest ? time : latest), NEVER);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    element('id', {}, url),
    element('title', { type: 'text' }, title),
    element('updated', {}, updated),
    '<author><name>Precis</name></author>',
    element('generator', { version: PRECIS_VERSION }, 'Precis'),
    element('link', { rel: 'self', type: 'application/atom+xml', href: selfUrl }),
    element('link', { rel: 'first', type: 'application/atom+xml', href: url }),
    ...(nextUrl === undefined ? [] : [element('link', { rel: 'next', type: 'application/atom+xml', href: nextUrl })]),
    element('link', { rel: 'alternate', type: 'text/html', href: `${baseUrl}/` }),
    ...cards.map((card) => entry(card, baseUrl)),
    '</feed>',
    '',
  ].join('\n');
}
