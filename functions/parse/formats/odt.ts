import { RejectedError } from '../../core/errors.ts';
import { openZip, type ZipArchive } from '../archive/zip-archive.ts';
import { type BlockWriter, blockWriter } from '../office/block-writer.ts';
import { kindOfStyle, type ParagraphStyle } from '../office/paragraph-styles.ts';
import { skipping } from '../office/skipping.ts';
import { fieldsOf, readPart, xmlText } from '../office/xml-part.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { unsupported } from '../sniff.ts';
import { SILENT, type XmlElement, type XmlHandler } from '../xml/read-xml.ts';
import { draftOfBlocks } from './block-head.ts';
import { onlyArticle, type ReadBytes } from './reader.ts';

const WHAT = 'an OpenDocument text (ODT)';
/** Spaces that one element may stand for. */
const MAX_SPACES = 100;
/**
 * What is no text of the document as it stands (OASIS ODF 1.3 part 3): tracked deletions (5.5), annotations (14.1), notes
 * (6.3), descriptions of pictures, readings above East Asian words, indexes (8), forms, declarations and hidden text.
 */
const LEFT_OUT = new Set([
  'tracked-changes',
  'annotation',
  'annotation-end',
  'note',
  'title',
  'desc',
  'ruby-text',
  'table-of-content',
  'illustration-index',
  'table-index',
  'object-index',
  'user-index',
  'alphabetical-index',
  'bibliography',
  'forms',
  'scripts',
  'event-listeners',
  'variable-decls',
  'sequence-decls',
  'user-field-decls',
  'hidden-text',
  'hidden-paragraph',
  'page-number',
  'page-count',
  'binary-data',
  'covered-table-cell',
]);

/** @throws RejectedError `unsupported-format` where the package is another kind of document. */
function refuseOthers(archive: ZipArchive): void {
  const bytes = archive.read('mimetype');
  const type = bytes === undefined ? '' : xmlText(bytes.subarray(0, 200)).trim();
  const kind = /^application\/vnd\.oasis\.opendocument\.([a-z]+)/.exec(type)?.[1] ?? 'text';
  if (kind !== 'text') throw unsupported(`an OpenDocument ${kind}`);
}

/** @throws RejectedError `encrypted` where the manifest says that parts are (OASIS ODF 1.3 part 2, 4.4). */
function refuseEncrypted(archive: ZipArchive, limits: ParseLimits): void {
  readPart(archive, 'META-INF/manifest.xml', WHAT, limits, {
    ...SILENT,
    open({ name }) {
      if (name !== 'encryption-data') return;
      throw new RejectedError('encrypted', `This is ${WHAT} with a password.`, {
        remedy: 'Save it without the password and upload it again.',
      });
    },
  });
}

/** Takes down styles: of paragraphs into `styles`, and the ids of those of hidden text into `hidden`. */
function styleHandler(styles: Map<string, ParagraphStyle>, hidden: Set<string>): XmlHandler {
  let open = '';
  return {
    open({ name, attributes }) {
      if (name === 'style') {
        open = attributes['name'] ?? '';
        const level = attributes['default-outline-level'] ?? '';
        styles.set(open, {
          name: attributes['display-name'] ?? open,
          parent: attributes['parent-style-name'],
          heading: /^[1-9]$/.test(level) ? Number(level) : undefined,
        });
      } else if (name === 'text-properties' && attributes['display'] === 'none' && open !== '') hidden.add(open);
    },
    close(name) {
      if (name === 'style') open = '';
    },
    text: () => undefined,
  };
}

function headingLevel(level: string | undefined): number {
  return /^[1-9]$/.test(level ?? '') ? Number(level) : 1;
}

/** Tells a writer of the body's blocks; the automatic styles stand before the body. */
function contentHandler(writer: BlockWriter, styles: Map<string, ParagraphStyle>, hidden: Set<string>): XmlHandler {
  let body = false;
  let paragraphs = 0;
  const automatic = styleHandler(styles, hidden);
  const inner: XmlHandler = {
    open(element) {
      const { name, attributes } = element;
      if (name === 'body') body = true;
      else if (!body) automatic.open(element);
      else if (name === 'p' || name === 'h') {
        const kind = kindOfStyle(styles, attributes['style-name'] ?? '');
        const heading = name === 'h' ? headingLevel(attributes['outline-level']) : kind.heading;
        writer.openParagraph({ ...kind, heading });
        paragraphs += 1;
      } else if (name === 'table-row') writer.openRow();
      else if (paragraphs === 0) return;
      else if (name === 'tab') writer.text('\t');
      else if (name === 'line-break') writer.text('\n');
      else if (name === 's') writer.text(' '.repeat(Math.min(Number(attributes['c'] ?? 1) || 1, MAX_SPACES)));
    },
    close(name) {
      if (name === 'body') body = false;
      else if (!body) automatic.close(name);
      else if (name === 'p' || name === 'h') {
        writer.closeParagraph();
        paragraphs -= 1;
      } else if (name === 'table-cell') writer.closeCell();
      else if (name === 'table-row') writer.closeRow();
    },
    text(text) {
      // Line ends of the mark-up are white space (OASIS ODF 1.3 part 3, 6.1.2).
      if (paragraphs > 0) writer.text(text.replace(/[\n\r\t]/g, ' '));
    },
  };
  const leftOut = ({ name, attributes }: XmlElement) =>
    LEFT_OUT.has(name) || (body && (name === 'span' || name === 'p') && hidden.has(attributes['style-name'] ?? ''));
  return skipping(leftOut, inner);
}

/**
 * An OpenDocument text (OASIS ODF 1.3) as it reads with all tracked changes accepted: paragraphs, headings, list items,
 * table rows, and text frames after the paragraph that they are anchored to. Notes, annotations, captions and indexes are
 * left out.
 * @throws RejectedError `encrypted`, `malformed`, `too-large` or `too-complex`.
 */
export const readOdt: ReadBytes = (bytes, _hints, limits) => {
  const archive = openZip(bytes, limits, WHAT);
  refuseOthers(archive);
  refuseEncrypted(archive, limits);
  const styles = new Map<string, ParagraphStyle>();
  const hidden = new Set<string>();
  readPart(archive, 'styles.xml', WHAT, limits, styleHandler(styles, hidden));
  const writer = blockWriter(limits);
  if (!readPart(archive, 'content.xml', WHAT, limits, contentHandler(writer, styles, hidden))) {
    throw unsupported('an OpenDocument package without content');
  }
  const meta = fieldsOf(archive, 'meta.xml', WHAT, limits);
  return onlyArticle(
    draftOfBlocks(writer.finish(), {
      title: meta.get('title')?.[0],
      authors: meta.get('initial-creator') ?? meta.get('creator') ?? [],
      language: meta.get('language')?.[0],
      published: (meta.get('name:date') ?? meta.get('name:published'))?.[0],
      source: (meta.get('name:publisher') ?? meta.get('publisher') ?? meta.get('name:source'))?.[0],
      rights: (meta.get('rights') ?? meta.get('name:rights'))?.[0],
    }),
  );
};
