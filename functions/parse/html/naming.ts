const ASIDE =
  /(?:^|[\s_-])(?:comments?|commentlist|respond|related|sidebar|footer|widgets?|teasers?|promo|recommend\w*|newsletter|menu|nav|navigation|navbar|breadcrumbs?|most-?read|popular|trending|latest|recent|carousel|slider|ticker|read-?more|also|author-?bio|aside|topics|tags)(?=$|[\s_-])/;
const BYLINE_LABEL =
  /(?:^|[\s_-])(?:by|by_?line|autor\w*|auteur\w*|writer\w*|reporter\w*|contributor\w*|credit|creator|journalist|fn)(?=$|[\s_-])|author|byline|dateline/;
const DATE_LABEL = /date|time|publish|posted|pubdate|created|datum|fecha|dato|when|meta|byline|info|kicker|dateline/;
const HEADLINE_LABEL = /(?:^|[\s_-])(?:headline|title)(?=$|[\s_-])/;

/** What an element's names say that it holds. */
export interface Naming {
  label: string;
  aside: boolean;
  byline: boolean;
  date: boolean;
  headline: boolean;
}

/** An element without names. */
export const UNNAMED: Naming = { label: '', aside: false, byline: false, date: false, headline: false };

/** @param name class, id and other names of an element, as they stand. */
export function namingOf(name: string): Naming {
  // camelCase and BEM names are split, so that one word can be looked for.
  const label = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .trim();
  return {
    label,
    aside: ASIDE.test(label),
    byline: BYLINE_LABEL.test(label),
    date: DATE_LABEL.test(label),
    headline: HEADLINE_LABEL.test(label),
  };
}
