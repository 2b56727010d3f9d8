import type { Draft } from '../formats/draft.ts';
import { webAddress } from '../formats/draft.ts';
import { primaryTag } from '../language.ts';
import { isRightsLine } from '../rights.ts';
import { readAuthors } from './authors.ts';
import type { LinkedData } from './json-ld.ts';
import { readItems } from './microdata.ts';
import { readModified, saysNothingNew } from './modified.ts';
import { readOutlet } from './outlet.ts';
import { readPublished } from './published.ts';
import { readSection } from './section.ts';
import { dateReader, shownDates } from './shown-dates.ts';
import { firstMeta, type PageSurvey } from './survey.ts';
import { readTitle } from './title.ts';

function isFrontPage(url: string): boolean {
  const { pathname, search } = new URL(url);
  return pathname === '/' && search === '';
}

/** The page's address. Templates that name the front page as the canonical one of every page are a known fault. */
function readAddress(page: PageSurvey, linked: string | null): string | null {
  const addresses = [page.canonical, firstMeta(page, 'og:url'), linked].flatMap((url) => webAddress(url ?? '') ?? []);
  return addresses.find((url) => !isFrontPage(url)) ?? addresses[0] ?? null;
}

/** Everything but the text: from JSON-LD, microdata, Open Graph and other `meta`, and what the page shows. */
export function readMetadata(page: PageSurvey, linked: LinkedData): Omit<Draft, 'paragraphs'> {
  const url = readAddress(page, linked.url);
  const headline = readItems(page, null).headline;
  const source = readOutlet(page, linked.publisher);
  const { title, heading } = readTitle(page, [linked.headline, headline], [source, linked.publisher], url);
  const titleAt = heading?.at ?? null;
  const items = readItems(page, titleAt);
  const isArticle = linked.headline !== null || /^article/i.test(firstMeta(page, 'og:type') ?? '');
  // A front page is many articles: what it dates and signs is theirs.
  const isFront = url !== null && isFrontPage(url) && !isArticle;
  const language =
    page.language ?? linked.language ?? firstMeta(page, 'og:locale', 'content-language', 'language', 'dc.language');
  const rights = linked.rights ?? firstMeta(page, 'copyright', 'dcterms.rights', 'dc.rights', 'rights');
  const read = dateReader(page);
  const shown = shownDates(page, read, titleAt);
  const modified = readModified(page, [linked.dateModified, items.dateModified], read, shown);
  const publishedAt = isFront
    ? null
    : readPublished(page, {
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
    authors: isFront
      ? []
      : readAuthors(page, {
          linked: linked.authors,
          items: items.authors,
          outlet: source,
          host: url === null ? null : new URL(url).hostname,
          isArticle,
          titleAt,
        }),
    publishedAt,
    modifiedAt: modified !== null && publishedAt !== null && saysNothingNew(modified, publishedAt) ? null : modified,
    section: readSection([firstMeta(page, 'article:section'), linked.section, items.section], source),
    language: primaryTag(language),
    rights: rights ?? page.rights.find(isRightsLine) ?? null,
    notes: linked.paywalled ? ['the page is marked as behind a paywall: its text may be cut'] : [],
  };
}
