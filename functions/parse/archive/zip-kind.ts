import { namesInZip } from './zip-archive.ts';

/** Documents that are ZIP archives, by what is read of them: articles, or nothing. */
export type ZipDocument = 'docx' | 'odt' | 'epub';

/** Where an archive's first entry has its name, and behind it its content where it is stored. */
const FIRST_NAME = 30;
const TYPE_ENTRY = 'mimetype';

/** Entries that tell a document of the office which is read by nobody here. */
const NOT_READ: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\d*\.(?:xml|bin)$/, 'an Excel workbook (XLSX)'],
  [/^ppt\/presentation\d*\.xml$/, 'a PowerPoint presentation (PPTX)'],
  [/^visio\/document\.xml$/, 'a Visio drawing'],
  [/^AndroidManifest\.xml$/, 'an Android application'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java archive'],
  [/^Index\/Document\.iwa$/, 'a document of Apple Pages, Numbers or Keynote'],
];
const OPEN_DOCUMENT: Readonly<Record<string, string>> = {
  spreadsheet: 'an OpenDocument spreadsheet (ODS)',
  presentation: 'an OpenDocument presentation (ODP)',
  graphics: 'an OpenDocument drawing (ODG)',
};

/**
 * The media type that the archive's first entry states, or '' (OASIS ODF 1.3 part 2, 3.3; EPUB OCF 4.3).
 * @param head the archive's first bytes, one character each.
 */
function statedType(head: string): string {
  if (!head.startsWith(TYPE_ENTRY, FIRST_NAME)) return '';
  const extra = head.charCodeAt(28) + 256 * head.charCodeAt(29);
  return /^application\/[\w.+-]{1,100}/.exec(head.slice(FIRST_NAME + TYPE_ENTRY.length + extra))?.[0] ?? '';
}

/**
 * The kind of document that a ZIP archive is, or null for another archive. The parts that the standards demand tell it
 * (ECMA-376 part 2; OASIS ODF 1.3 part 2, 3; EPUB OCF 4.2).
 * @param head the first bytes, one character a byte.
 */
export function zipDocument(bytes: Uint8Array, head: string): ZipDocument | null {
  const type = statedType(head);
  if (/^application\/vnd\.oasis\.opendocument\.text(?:-template|-master|-web)?(?!-)/.test(type)) return 'odt';
  if (type.startsWith('application/epub+zip')) return 'epub';
  if (type !== '') return null;
  const found = new Set<string>();
  for (const name of namesInZip(bytes)) {
    if (name === '[Content_Types].xml' || name === 'content.xml') found.add(name);
    else if (name === 'META-INF/container.xml' || name === 'META-INF/manifest.xml') found.add(name);
    else if (/^word\/document\d*\.xml$/.test(name)) found.add('word');
    else if (name.endsWith('.opf')) found.add('opf');
  }
  if (found.has('[Content_Types].xml') && found.has('word')) return 'docx';
  if (found.has('META-INF/container.xml') && found.has('opf')) return 'epub';
  return found.has('content.xml') && found.has('META-INF/manifest.xml') ? 'odt' : null;
}

/** What an archive is that is a document of a kind which is not read, or null. */
export function unreadDocument(names: readonly string[], head: string): string | null {
  const open = /^application\/vnd\.oasis\.opendocument\.([a-z]+)/.exec(statedType(head))?.[1];
  if (open !== undefined && open !== 'text') return OPEN_DOCUMENT[open] ?? 'an OpenDocument file';
  return NOT_READ.find(([sign]) => names.some((name) => sign.test(name)))?.[1] ?? null;
}
