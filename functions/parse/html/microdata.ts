import { authorsOf } from '../byline.ts';
import { type Item, type ItemValue, isAside, type PageSurvey } from './survey.ts';

/** What microdata and RDFa in the page say of the article; values as they stand. */
export interface PageItems {
  headline: string | null;
  authors: string[];
  datePublished: string | null;
  dateModified: string | null;
  section: string | null;
  publisher: string | null;
}

const ARTICLE = /(?:Article|BlogPosting|Report|Posting|Review|Recipe|CreativeWork)$/i;

/** The item that the title stands in, else the first article that is no aside; -1 for none. */
function articleOf(page: PageSurvey, titleAt: number | null): number {
  let inner = -1;
  let first = -1;
  for (const [index, item] of page.items.entries()) {
    if (!ARTICLE.test(item.type)) continue;
    if (titleAt !== null && item.at <= titleAt && titleAt < item.to) inner = index;
    if (first === -1 && !isAside(page, item, titleAt)) first = index;
  }
  if (inner >= 0 || first >= 0) return inner >= 0 ? inner : first;
  const articles = page.items.filter(({ type, parent }) => parent === -1 && ARTICLE.test(type));
  return titleAt === null && articles.length === 1 && articles[0] ? page.items.indexOf(articles[0]) : -1;
}

/**
 * Reads the article's item: its own properties, and the names of the author and publisher items within it. Properties
 * that stand in no item count where no article is opened.
 */
export function readItems(page: PageSurvey, titleAt: number | null): PageItems {
  const article = articleOf(page, titleAt);
  const isOwn = (value: ItemValue) =>
    article === -1
      ? (value.item === -1 || /WebPage$/i.test(page.items[value.item]?.type ?? '')) && !isAside(page, value, titleAt)
      : value.item === article;
  const own = page.values.filter((value) => value.value !== '' && isOwn(value));
  const first = (...names: string[]) => own.find(({ property }) => names.includes(property))?.value ?? null;
  const belongs = (item: Item | undefined) =>
    item !== undefined && item.parent === article && (article !== -1 || !isAside(page, item, titleAt));
  const namesIn = (...properties: string[]) =>
    page.values
      .filter(({ property, item }) => {
        const holder = page.items[item];
        return property === 'name' && belongs(holder) && properties.includes(holder?.property.toLowerCase() ?? '');
      })
      .map(({ value }) => value);
  const plain = own.filter(({ property }) => property === 'author' || property === 'creator');
  return {
    headline: first('headline'),
    authors: [...namesIn('author', 'creator'), ...plain.map(({ value }) => value)].flatMap(authorsOf),
    datePublished: first('datepublished') ?? first('datecreated'),
    dateModified: first('datemodified', 'dateupdated'),
    section: first('articlesection'),
    publisher: namesIn('publisher')[0] ?? null,
  };
}
