import type { Element } from './tree.ts';

/** Attributes that name an element. */
const LABELS = new Set(['class', 'id', 'itemprop', 'rel', 'property', 'data-testid']);

/** What the attributes of an element say to a survey of its page. */
export interface Attributes {
  /** What the element is called, as it stands. */
  name: string;
  /** `itemprop`, or RDFa's `property` without its prefix; lower case. */
  property: string;
  itemType: string | null;
  /** `datetime`, `content` or `title`. */
  value: string;
  hasContent: boolean;
  hasDatetime: boolean;
  href: string;
}

/** Reads the attributes of an element in one pass; values are cut at a length that no name or date has. */
export function attributesOf(element: Element): Attributes {
  const found: Attributes = {
    name: '',
    property: '',
    itemType: null,
    value: '',
    hasContent: false,
    hasDatetime: false,
    href: '',
  };
  let title = '';
  for (const { name, value } of element.attrs) {
    if (LABELS.has(name)) found.name += ` ${value.length > 200 ? value.slice(0, 200) : value}`;
    switch (name) {
      case 'itemprop':
        found.property = value.slice(0, 40).toLowerCase().trim();
        break;
      case 'property':
        found.property ||= value
          .slice(0, 40)
          .toLowerCase()
          .replace(/^\w{1,12}:/, '');
        break;
      case 'itemscope':
        found.itemType ??= '';
        break;
      case 'itemtype':
      case 'typeof':
        found.itemType = value.slice(0, 100);
        break;
      case 'datetime':
        found.hasDatetime = value !== '';
        if (found.hasDatetime) found.value = value.slice(0, 200);
        break;
      case 'content':
        found.hasContent = value !== '';
        if (!found.hasDatetime) found.value = value.slice(0, 200);
        break;
      case 'title':
        title = value;
        break;
      case 'href':
        found.href = value;
        break;
      default:
    }
  }
  found.value ||= title.slice(0, 200);
  return found;
}
