import type { Draft } from '../formats/draft.ts';
import { webAddress } from '../formats/draft.ts';
import { primaryTag } from '../language.ts';
import { isRightsLine } from '../rights.ts';
import { readAuthors } from './authors.ts';
import { readLinkedData, sectionOf } from './json-ld.ts';
import { readItems } from './microdata.ts';
import { readModified, saysNothingNew } from './modified.ts';
import { readPublished } from './published.ts';
import { dateReader, shownDates } from './shown-dates.ts';
import { firstMeta, type PageSurvey } from './survey.ts';
import { readTitle } from './title.ts';

/** Everything but the text: from JSON-LD, microdata, Open Graph and other `meta`, and what the page shows. */
export function readMetadata(page: PageSurvey): Omit<Draft, 'paragraphs'> {
  const linked = readLinkedData(page.scripts, page.title);
  const address = [page.canonical, firstMeta(page, 'og:url'), linked.url].map((url) => webAddress(url ?? ''));
  const isRoot = (candidate: string) => new URL(candidate).pathname === '/' && new URL(candidate).search === '';
  const addresses = address.filter((candidate): candidate is string => candidate !== null);
  // Templates that name the front page as the canonical one of every page are a known fault.
  const url = addresses.find((candidate) => !isRoot(candidate)) ?? addresses[0] ?? null;
  const headline = readItems(page, null).headline;
  const source = readOutlet(page, linked.publisher);
  const { title, heading } = readTitle(page, [linked.headline, headline], [source, linked.publisher], url);
  const titleAt = heading?.at ?? null;
  const items = readItems(page, titleAt);
  const isArticle = linked.headline !== null || /^article/i.test(firstMeta(page, 'og:type') ?? '');
  const isFront = url !== null && isRoot(url) && !isArticle;
  const language =
    page.language ?? linked.language ?? firstMeta(page, 'og:locale', 'content-language', 'language', 'dc.language');
  const rights = linked.rights ?? firstMeta(page, 'copyright', 'dcterms.rights', 'dc.rights', 'rights');
  const read = dateReader(page);
  const shown = shownDates(page, read, titleAt);
  const modified = readModified(page, [linked.dateModified, items.dateModified], read, shown);
  const publishedAt = isFront ? null : readPublished(page, {
    linked: linked.datePublished,
    items: items.datePublished,
    pageDate: linked.pageDate,
    url,
    titleAt,
    modified,
    shown,
    read,
  });
  return {
    title,
    source: source ?? items.publisher,
    url,
    authors: isFront ? [] : readAuthors(page, {
      linked: linked.authors,
      items: items.authors,
      outlet: source,
      host: url === null ? null : new URL(url).hostname,
      isArticle,
      titleAt,
    }),
    publishedAt,
    modifiedAt: modified !== null && publishedAt !== null && saysNothingNew(modified, publishedAt) ? null : modified,
    section: sectionOf(firstMeta(page, 'article:section')) ?? linked.section ?? sectionOf(items.section),
    language: primaryTag(language),
    rights: rights ?? page.rights.find(isRightsLine) ?? null,
    notes: linked.paywalled ? ['the page is marked as behind a paywall: its text may be cut'] : [],
  };
}

/** The outlet as it names itself: never made from the address. */
function readOutlet(page: PageSurvey, publisher: string | null): string | null {
  const named = firstMeta(
    page,
    'og:site_name',
    'application-name',
    'dc.publisher',
    'dcterms.publisher',
    'citation_journal_title',
  );
  const outlet = named ?? publisher ?? firstMeta(page, 'publisher', 'apple-mobile-web-app-title');
  return outlet === null || /^https?:/i.test(outlet) || outlet.length > 100 ? null : outlet;
}
