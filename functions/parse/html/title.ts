import { firstMeta, type PageSurvey } from './survey.ts';

const SEPARATOR = /\s+(?:[|·•»«›‹:]{1,2}|[-–—]{1,2}|\/)\s+|\s?[|»]\s?/u;

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Share of the words of one text that the other has, by the shorter one. */
function overlap(one: string, other: string): number {
  const [a, b] = [new Set(words(one)), new Set(words(other))];
  const smaller = Math.min(a.size, b.size);
  if (smaller === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return common / smaller;
}

/** A title without the outlet's name before or behind it; unchanged where no part of it is plainly that name. */
function withoutOutlet(title: string, outlet: string | null): string {
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return title;
  const isOutlet = (part: string | undefined) =>
    part !== undefined && outlet !== null && words(part).join('') !== '' && overlap(part, outlet) >= 0.99;
  const last = parts.at(-1) ?? '';
  const cutLast = isOutlet(last) || (words(last).length <= 4 && words(title).length - words(last).length >= 3);
  if (cutLast)
    return withoutOutlet(title.slice(0, title.lastIndexOf(last)).replace(/[\s|·•»«›‹:\-–—/]+$/u, ''), outlet);
  if (isOutlet(parts[0])) return title.slice((parts[0] ?? '').length).replace(/^[\s|·•»«›‹:\-–—/]+/u, '');
  return title;
}

/**
 * The article's title: the heading that the document's other titles agree with, else those titles without the outlet's
 * name.
 */
export function readTitle(page: PageSurvey, headline: string | null, outlet: string | null): string | null {
  const social = firstMeta(
    page,
    'og:title',
    'twitter:title',
    'parsely-title',
    'dc.title',
    'citation_title',
    'sailthru.title',
  );
  const claims = [headline, social, page.title].filter((claim): claim is string => claim !== null);
  const headings = page.headings.filter(({ text }) => words(text).length > 0 && text.length <= 300);
  const first = headings.filter(({ label }) => label.startsWith('h1'));
  const agreed = [...first.filter((h) => !h.aside), ...first.filter((h) => h.aside), ...headings]
    .filter(({ text }) => words(text).length >= 2 && text !== outlet)
    .find(({ text }) => claims.some((claim) => overlap(claim, text) >= 0.75));
  if (agreed) return agreed.text;
  const [claim] = [headline, social].filter((value): value is string => value !== null);
  if (claim !== undefined && words(claim).length >= 2) return withoutOutlet(claim, outlet);
  if (page.title !== null) return withoutOutlet(page.title, outlet);
  return claim ?? first.find(({ aside }) => !aside)?.text ?? null;
}
