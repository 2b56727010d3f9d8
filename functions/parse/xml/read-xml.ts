import { SaxesParser } from 'saxes';
import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

/** An element as it opens. Names are local: the prefix of the namespace is cut off. */
export interface XmlElement {
  name: string;
  /** The prefix as written, '' where there is none: documents with undeclared prefixes are read all the same. */
  prefix: string;
  /** Attributes by local name. */
  attributes: Readonly<Record<string, string>>;
}

/** What a reader of XML is told, in the order of the document. */
export interface XmlHandler {
  open(element: XmlElement): void;
  close(name: string): void;
  text(text: string): void;
}

/** A handler that does nothing, for those who want to be told of one thing. */
export const SILENT: XmlHandler = { open: () => undefined, close: () => undefined, text: () => undefined };

const REMEDY = 'Upload the article as plain text, HTML or another format of docs/formats.md.';
/** References of HTML that documents use although XML does not have them. */
const HTML_REFERENCES: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  shy: '\u00ad',
};
/** Most elements have none, and an object for each costs more than the element. */
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? '' : name.slice(0, colon);
}

function attributesOf(written: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const names = Object.keys(written);
  if (names.length === 0) return NO_ATTRIBUTES;
  const attributes: Record<string, string> = Object.create(null);
  for (const name of names) attributes[local(name)] = String(written[name]);
  return attributes;
}

/**
 * Reads XML by events, without a tree, without fetching and without expanding entities that the document declares.
 * @param what the document as a person calls it ("an NITF document"), for the rejection.
 * @throws RejectedError `malformed` where it is not well-formed; `too-complex` over the limits on depth and elements, or
 *   where it declares entities; whatever the handler throws.
 */
export function readXml(
  text: string,
  what: string,
  limits: Pick<ParseLimits, 'xmlDepth' | 'xmlElements'>,
  handler: XmlHandler,
): void {
  const parser = new SaxesParser({ position: false, fragment: false });
  Object.assign(parser.ENTITIES, HTML_REFERENCES);
  let depth = 0;
  let elements = 0;
  const tooComplex = (limit: string) =>
    new RejectedError('too-complex', `This is ${what} ${limit}.`, { remedy: REMEDY });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw tooComplex('that declares entities of its own, which are not expanded');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (depth > limits.xmlDepth) throw tooComplex(`that nests elements over ${limits.xmlDepth} deep, the limit`);
    if (elements > limits.xmlElements) throw tooComplex(`of over ${limits.xmlElements} elements, the limit`);
    handler.open({ name: local(tag.name), prefix: prefixOf(tag.name), attributes: attributesOf(tag.attributes) });
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handler.close(local(tag.name));
  });
  parser.on('text', (piece) => handler.text(piece));
  parser.on('cdata', (piece) => handler.text(piece));
  parser.on('error', (cause) => {
    throw new RejectedError('malformed', `This is ${what} that is damaged or cut: its XML is not well-formed.`, {
      remedy: REMEDY,
      cause,
    });
  });
  parser.write(text).close();
}
