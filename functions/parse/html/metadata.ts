import type { Draft } from '../formats/draft.ts';
import { webAddress } from '../formats/draft.ts';
import { primaryTag } from '../language.ts';
import { isRightsLine } from '../rights.ts';
import { readAuthors } from './authors.ts';
import { readLinkedData } from './json-ld.ts';
import { readPublished } from './published.ts';
import { firstMeta, type PageSurvey } from './survey.ts';
import { readTitle } from './title.ts';

/** Everything but the text: from JSON-LD, Open Graph and other `meta`, `time` elements and what the page shows. */
export function readMetadata(page: PageSurvey): Omit<Draft, 'paragraphs'> {
  const linked = readLinkedData(page.scripts);
  const source = readOutlet(page, linked.publisher);
  const title = readTitle(page, linked.headline, source);
  const titleAt = page.headings.find((heading) => heading.text === title)?.at ?? null;
  const address = [page.canonical, firstMeta(page, 'og:url'), linked.url].map((url) => webAddress(url ?? ''));
  const url = address.find((candidate) => candidate !== null) ?? null;
  const language =
    page.language ?? linked.language ?? firstMeta(page, 'og:locale', 'content-language', 'language', 'dc.language');
  const rights = linked.rights ?? firstMeta(page, 'copyright', 'dcterms.rights', 'dc.rights', 'rights');
  return {
    title,
    source,
    url,
    authors: readAuthors(page, linked.authors, source, titleAt),
    publishedAt: readPublished(page, linked.datePublished, url, titleAt),
    modifiedAt: null,
    section: null,
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
