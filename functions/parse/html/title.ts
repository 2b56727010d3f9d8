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

/** Longer claims are no titles; what is cut off them is not missed. */
const MAX_TITLE = 500;

/**
 * A title without the outlet's name before or behind it; unchanged where no part of it is plainly that name. A short
 * last part counts as such (outlets put their name, or a desk's and their name, there).
 */
function withoutOutlet(title: string, outlet: string | null): string {
  const isOutlet = (part: string | undefined) =>
    part !== undefined && outlet !== null && words(part).length > 0 && overlap(part, outlet) >= 0.99;
  let rest = title.slice(0, MAX_TITLE);
  for (let cuts = 0; cuts < 2; cuts += 1) {
    const parts = rest.split(SEPARATOR);
    const last = parts.at(-1) ?? '';
    if (parts.length < 2) break;
    const short = words(last).length <= 4 && words(rest).length - words(last).length >= 3;
    if (isOutlet(last) || short) rest = rest.slice(0, rest.lastIndexOf(last)).replace(/[\s|·•»«›‹:\-–—/]{1,20}$/u, '');
    else if (isOutlet(parts[0])) rest = rest.slice((parts[0] ?? '').length).replace(/^[\s|·•»«›‹:\-–—/]{1,20}/u, '');
  }
  return rest;
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
