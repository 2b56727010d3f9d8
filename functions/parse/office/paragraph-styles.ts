import type { ParagraphKind } from './block-writer.ts';

/** A style of paragraphs. */
export interface ParagraphStyle {
  name: string;
  /** Id of the style that it is derived from. */
  parent?: string | undefined;
  /** Level of a heading, from 1. */
  heading?: number | undefined;
}

/** A style derived from styles so many times is one of a circle. */
const MAX_PARENTS = 20;
const PLAIN: ParagraphKind = { heading: 0 };
const LEFT_OUT =
  /^(?:(?:image |table |figure )?captions?\d?|illustration|figure|table of figures|drawing|(?:toc|contents|index)(?: ?heading)?(?: ?\d)?|user index.*|(?:contents|index) heading|header(?: (?:left|right|first))?|footer(?: (?:left|right|first))?|header and footer|footnote(?: text)?|endnote(?: text)?|balloon text|comment text|annotation text)$/i;

/** What a style's name says, or null where it says nothing. Programs store the names of their own styles in English. */
function byName(name: string): ParagraphKind | null {
  const plain = name.replace(/_20_/g, ' ').replace(/[_-]/g, ' ').trim();
  const heading = /^heading ?([1-9])$/i.exec(plain)?.[1];
  if (heading !== undefined) return { heading: Number(heading) };
  if (/^(?:title|headline)$/i.test(plain)) return { heading: 1, role: 'title' };
  if (/^(?:subtitle|deck|standfirst)$/i.test(plain)) return { heading: 0, role: 'subtitle' };
  if (/^(?:author|byline)$/i.test(plain)) return { heading: 0, role: 'author' };
  if (/^date$/i.test(plain)) return { heading: 0, role: 'date' };
  return LEFT_OUT.test(plain) ? { heading: 0, dropped: true } : null;
}

/**
 * What paragraphs of a style are: by the style's name, the heading level that it sets, or the styles that it is derived
 * from.
 * @param styles by id; an id that they do not hold is taken for a name.
 */
export function kindOfStyle(styles: ReadonlyMap<string, ParagraphStyle>, id: string): ParagraphKind {
  let current: string | undefined = id;
  for (let step = 0; current !== undefined && step < MAX_PARENTS; step += 1) {
    const style: ParagraphStyle = styles.get(current) ?? { name: current };
    const told = byName(style.name);
    if (told) return told;
    if (style.heading !== undefined) return { heading: style.heading };
    current = style.parent;
  }
  return PLAIN;
}
