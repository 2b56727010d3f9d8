import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXml } from './s3-error.ts';

/** An element with text; nothing for an undefined one. */
export function text(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? '' : `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** An element with a time, in whole seconds as Amazon S3 tells them. @param time milliseconds since the epoch. */
export function timestamp(name: string, time: number): string {
  return text(name, new Date(Math.floor(time / 1000) * 1000).toISOString());
}

/** An element with elements. */
export function group(name: string, ...children: string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

/** A document of Amazon S3 with a root and its children. */
export function xmlDocument(root: string, ...children: string[]): string {
  const namespace = root === 'Error' ? '' : ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace}>${children.join('')}</${root}>`;
}

/** Escapes what would not come back as it was, control characters included (as Amazon S3 does, though XML 1.0 has none). */
function escapeXml(value: string): string {
  return value.replace(/[&<>"'\p{Cc}]/gu, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      case "'":
        return '&apos;';
      default:
        return `&#x${character.charCodeAt(0).toString(16)};`;
    }
  });
}

/**
 * Reads the small XML of a request into objects, texts as they are.
 * @param repeated the names of elements that become lists.
 * @throws S3Error `MalformedXML`, also for a document with another root.
 */
export function readXml(source: string, root: string, repeated: readonly string[]): Record<string, unknown> {
  // No request has a document type, whose entities would only be a way to do harm, or unparsed text.
  if (/<!(DOCTYPE|\[CDATA\[)/.test(source) || XMLValidator.validate(source) !== true) throw malformedXml();
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: false,
    // The parser drops references to control characters, which keys may hold: `childText` reads them all.
    processEntities: false,
    removeNSPrefix: true,
    isArray: (name) => repeated.includes(name),
  });
  const document: unknown = parser.parse(source);
  const found = isRecord(document) ? document[root] : undefined;
  if (!isRecord(found)) throw malformedXml();
  return found;
}

/** @returns the text of a child element; undefined without one. @throws S3Error if it holds elements. */
export function childText(parent: unknown, name: string): string | undefined {
  const value = isRecord(parent) ? parent[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string') return unescapeXml(value);
  throw malformedXml();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @throws S3Error for a reference to nothing. */
function unescapeXml(value: string): string {
  return value.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{1,4}));?/g, (reference, hex, decimal, name) => {
    if (!reference.endsWith(';')) throw malformedXml();
    if (name !== undefined) {
      const character = ENTITIES[name];
      if (character === undefined) throw malformedXml();
      return character;
    }
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (point > 0x10ffff) throw malformedXml();
    return String.fromCodePoint(point);
  });
}

/** @returns the child elements of a name that `readXml` was told to repeat, for `childText`. */
export function children(parent: Record<string, unknown>, name: string): unknown[] {
  const value = parent[name];
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
