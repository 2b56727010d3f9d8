import { RejectedError } from '../../core/errors.ts';
import { openZip, type ZipArchive } from '../archive/zip-archive.ts';
import { fragmentBlocks } from '../html/fragment.ts';
import { readPart, xmlText } from '../office/xml-part.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { refuseLongText, tooLarge } from '../refusals.ts';
import { SILENT } from '../xml/read-xml.ts';
import { type Block, draftOfBlocks, type Properties } from './block-head.ts';
import { onlyArticle, type ReadBytes } from './reader.ts';

const WHAT = 'an EPUB book';
/** Ways to make a font unusable outside its book; they lock no text (EPUB OCF 4.4). */
const FONT_OBFUSCATION = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);
/** Documents of the spine that are no text of the book, by what the book says of them. */
const FRAME = /^(?:cover|toc|landmarks|loi|lot|index|copyright-page|title-?page-image)$/;
/** What a document of the book says of itself in its first element that has a type (EPUB Structural Semantics). */
const FIRST_TYPE = /<(?:body|section|div|nav)\b[^<>]{0,500}?\bepub:type\s{0,3}=\s{0,3}["']([\w\s-]{1,100})["']/;
const HEAD_CHARACTERS = 20_000;
/** An empty element as XML writes it; to HTML it is an open one. */
const EMPTY_ELEMENT =
  /<(script|title|style|iframe|textarea|noscript|div|span|p|a|i|b|em|strong|td|th|li|h[1-6])(\s[^<>]{0,1000})?\/>/gi;

/** Links to notes and back. */
const NOTE_LINK =
  /<a\b[^<>]{0,300}?\b(?:epub:type="noteref"|role="doc-(?:noteref|backlink)"|class="footnote-(?:ref|back)")[^<>]{0,300}>[^<>]{0,20}(?:<sup>[^<>]{0,20}<\/sup>)?<\/a>/g;

/** The book's package document. */
interface Package {
  properties: Properties;
  /** Paths of the documents in the order in which they are read. */
  documents: string[];
}

function malformed(why: string): RejectedError {
  return new RejectedError('malformed', `This is ${WHAT} that is damaged: ${why}.`, {
    remedy: 'Export the book again, or upload its text.',
  });
}

/** @throws RejectedError `encrypted` where anything but fonts is (EPUB OCF 4.2.6.3.2). */
function refuseLocked(archive: ZipArchive, limits: ParseLimits): void {
  readPart(archive, 'META-INF/encryption.xml', WHAT, limits, {
    ...SILENT,
    open({ name, attributes }) {
      if (name !== 'EncryptionMethod' || FONT_OBFUSCATION.has(attributes['Algorithm'] ?? '')) return;
      throw new RejectedError('encrypted', `This is ${WHAT} that is locked by its publisher (DRM).`, {
        remedy: 'Upload a copy that is not locked.',
      });
    },
  });
}

/** Path of the package document (EPUB OCF 4.2.6.3.1). */
function packagePath(archive: ZipArchive, limits: ParseLimits): string {
  let path = '';
  readPart(archive, 'META-INF/container.xml', WHAT, limits, {
    ...SILENT,
    open({ name, attributes }) {
      if (name === 'rootfile' && path === '') path = attributes['full-path'] ?? '';
    },
  });
  return path || (archive.entries.find(({ name }) => name.endsWith('.opf'))?.name ?? '');
}

/** A reference of the package document as a path in the archive. */
function pathOf(base: string, reference: string): string {
  let path = reference.replace(/[?#].*$/s, '');
  try {
    path = decodeURIComponent(path);
  } catch {
    // A stray per cent sign stands for itself.
  }
  const folders = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') folders.pop();
    else if (step !== '.' && step !== '') folders.push(step);
  }
  return folders.join('/');
}

/** Reads the package document: metadata, manifest and spine (EPUB 3.3, 5). */
function readPackage(archive: ZipArchive, path: string, limits: ParseLimits): Package {
  const fields = new Map<string, string[]>();
  const items = new Map<string, { path: string; media: string; nav: boolean }>();
  const spine: string[] = [];
  const frame = new Set<string>();
  let metadata = false;
  let field = '';
  let text = '';
  const found = readPart(archive, path, WHAT, limits, {
    open({ name, attributes }) {
      if (name === 'metadata') metadata = true;
      else if (name === 'item') {
        items.set(attributes['id'] ?? '', {
          path: pathOf(path, attributes['href'] ?? ''),
          media: attributes['media-type'] ?? '',
          nav: /\bnav\b/.test(attributes['properties'] ?? ''),
        });
      } else if (name === 'itemref' && attributes['linear'] !== 'no') spine.push(attributes['idref'] ?? '');
      else if (name === 'reference' && FRAME.test(attributes['type'] ?? ''))
        frame.add(pathOf(path, attributes['href'] ?? ''));
      // A creator of another role is none of the text's (MARC relators); a date may be one of conversion.
      const other =
        /^(?!aut$)/.test(attributes['role'] ?? 'aut') || /^(?!publication$)/.test(attributes['event'] ?? 'publication');
      field = metadata && !other ? name : '';
      text = '';
    },
    text(piece) {
      if (field !== '' && text.length < 2_000) text += piece;
    },
    close(name) {
      if (name === 'metadata') metadata = false;
      if (name === field && text.trim() !== '')
        fields.set(name, [...(fields.get(name) ?? []).slice(0, 50), text.trim()]);
      field = '';
    },
  });
  if (!found) throw malformed('it has no package document');
  const documents = spine.flatMap((id) => {
    const item = items.get(id);
    return item && !item.nav && /html/.test(item.media) && !frame.has(item.path) ? [item.path] : [];
  });
  const first = (name: string) => fields.get(name)?.[0];
  return {
    documents: [...new Set(documents)],
    properties: {
      title: first('title'),
      authors: fields.get('creator') ?? [],
      published: first('date'),
      source: first('publisher'),
      language: first('language'),
      rights: first('rights'),
    },
  };
}

/** The blocks of all documents of the book, within the limits on one HTML document and one article's text. */
function bookBlocks(archive: ZipArchive, documents: readonly string[], limits: ParseLimits): Block[] {
  const blocks: Block[] = [];
  let characters = 0;
  let shown = 0;
  for (const path of documents) {
    const bytes = archive.read(path);
    if (bytes === undefined) throw malformed(`it lacks "${path.slice(0, 100)}"`);
    const html = xmlText(bytes);
    characters += html.length;
    if (characters > limits.htmlBytes) throw tooLarge('book', characters, limits.htmlBytes, 'characters of HTML');
    const types = (FIRST_TYPE.exec(html.slice(0, HEAD_CHARACTERS))?.[1] ?? '').split(/\s+/);
    if (types.some((type) => FRAME.test(type))) continue;
    for (const block of fragmentBlocks(html.replace(NOTE_LINK, '').replace(EMPTY_ELEMENT, '<$1$2></$1>'), limits)) {
      shown += block.text.length;
      blocks.push(block);
    }
    if (shown > limits.textCharacters) refuseLongText(blocks.map(({ text }) => text).join('\n\n'), limits);
  }
  return blocks;
}

/**
 * An EPUB book (EPUB 2 and 3) is one article: the text of its documents in the order of the spine, without cover, table of
 * contents and what is not of that order.
 * @throws RejectedError `encrypted` where it is locked; `malformed`, `too-large` or `too-complex`.
 */
export const readEpub: ReadBytes = (bytes, _hints, limits) => {
  const archive = openZip(bytes, limits, WHAT);
  refuseLocked(archive, limits);
  const { documents, properties } = readPackage(archive, packagePath(archive, limits), limits);
  return onlyArticle(draftOfBlocks(bookBlocks(archive, documents, limits), properties));
};
