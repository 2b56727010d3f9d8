import type { ZipArchive } from '../archive/zip-archive.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { readXml, type XmlHandler } from '../xml/read-xml.ts';

/** Text of an XML part: UTF-8, or UTF-16 by its byte-order mark (XML 1.0, appendix F). */
export function xmlText(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

/**
 * Reads a part of an office document by events.
 * @returns whether the document has the part.
 * @throws RejectedError as `readXml` and `ZipArchive.read` do, and whatever the handler throws.
 */
export function readPart(
  archive: ZipArchive,
  name: string,
  what: string,
  limits: ParseLimits,
  handler: XmlHandler,
): boolean {
  const bytes = archive.read(name);
  if (bytes === undefined) return false;
  readXml(xmlText(bytes), what, limits, handler);
  return true;
}

/**
 * The texts of a part that lists fields, an element each (Dublin Core and the like), by the element's local name in the
 * order of the document; an element with a `name` is also there as `name:` and the value of that attribute.
 */
export function fieldsOf(archive: ZipArchive, part: string, what: string, limits: ParseLimits): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const open: { keys: string[]; text: string }[] = [];
  const handler: XmlHandler = {
    open: ({ name, attributes }) => {
      const named = attributes['name'];
      open.push({ keys: named === undefined ? [name] : [name, `name:${named.toLowerCase()}`], text: '' });
    },
    text: (text) => {
      const field = open.at(-1);
      if (field && field.text.length < 2_000) field.text += text;
    },
    close: () => {
      const { keys, text } = open.pop() ?? { keys: [], text: '' };
      const outer = open.at(-1);
      // A custom property of Office holds its value in an element of its type.
      if (outer && outer.text.length < 2_000) outer.text += text;
      if (text.trim() === '') return;
      for (const key of keys) fields.set(key, [...(fields.get(key) ?? []).slice(0, 50), text.trim()]);
    },
  };
  readPart(archive, part, what, limits, handler);
  return fields;
}
