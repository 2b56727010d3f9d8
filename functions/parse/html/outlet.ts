import { firstMeta, type PageSurvey } from './survey.ts';

const MAX_OUTLET = 100;
const EDGES = /^[\s|·•–—-]{1,10}|[\s|·•–—-]{1,10}$/gu;
const HOST = /^(?:www\.)?[\w-]{1,60}(?:\.[\w-]{2,20}){1,3}$/;
const SEPARATOR = /\s+[|·•–—-]\s+/u;

/**
 * The outlet as it names itself, never made from the address. Of a name with a motto, the part that the publisher's name
 * bears out; of an address and a publisher's name, the name.
 * @param publisher what linked data name as the publisher.
 */
export function readOutlet(page: PageSurvey, publisher: string | null): string | null {
  const named = firstMeta(
    page,
    'og:site_name',
    'application-name',
    'dc.publisher',
    'dcterms.publisher',
    'citation_journal_title',
  );
  const candidates = [named, publisher, firstMeta(page, 'publisher', 'apple-mobile-web-app-title')].flatMap(
    (name) => name?.replace(EDGES, '') || [],
  );
  const outlet = candidates[0];
  if (outlet === undefined || /^https?:/i.test(outlet) || outlet.length > MAX_OUTLET) return null;
  const house = publisher?.replace(EDGES, '').toLowerCase() ?? '';
  const part = outlet.split(SEPARATOR).find((piece) => piece.toLowerCase() === house);
  const isHouse = HOST.test(outlet) && publisher !== null && !HOST.test(publisher) && !/^https?:/i.test(publisher);
  return isHouse && publisher.length <= MAX_OUTLET ? publisher : (part ?? outlet);
}
