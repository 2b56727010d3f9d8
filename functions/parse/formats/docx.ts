import { openZip, type ZipArchive } from '../archive/zip-archive.ts';
import { type BlockWriter, blockWriter, type ParagraphKind } from '../office/block-writer.ts';
import { kindOfStyle, type ParagraphStyle } from '../office/paragraph-styles.ts';
import { skipping } from '../office/skipping.ts';
import { fieldsOf, readPart } from '../office/xml-part.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { unsupported } from '../sniff.ts';
import { SILENT, type XmlElement, type XmlHandler } from '../xml/read-xml.ts';
import { draftOfBlocks } from './block-head.ts';
import { onlyArticle, type ReadBytes } from './reader.ts';

const WHAT = 'a Word document (DOCX)';
/**
 * What is no text of the document as it stands: deletions and the places that text was moved from (ECMA-376 part 1,
 * 17.13.5), older properties, the second form of what is given twice (part 3, 10.2), readings above East Asian words.
 */
const LEFT_OUT = new Set([
  'Fallback',
  'del',
  'moveFrom',
  'pPrChange',
  'rPrChange',
  'sectPrChange',
  'tblPrChange',
  'tblPrExChange',
  'tcPrChange',
  'trPrChange',
  'numberingChange',
  'rt',
  'instrText',
  'delText',
]);
/** Elements that stand for a character (ECMA-376 part 1, 17.3.3). */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  ptab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
};

function isOn(value: string | undefined): boolean {
  return !/^(?:0|false|off)$/i.test(value ?? '');
}

/** Path of the main part as the package's relationships give it (ECMA-376 part 2, 9.3). */
function mainPart(archive: ZipArchive, limits: ParseLimits): string {
  let target = 'word/document.xml';
  readPart(archive, '_rels/.rels', WHAT, limits, {
    ...SILENT,
    open({ name, attributes }) {
      if (name !== 'Relationship' || !attributes['Type']?.endsWith('/officeDocument')) return;
      target = (attributes['Target'] ?? target).replace(/^\//, '');
    },
  });
  return target;
}

/** The paragraph styles by their id (ECMA-376 part 1, 17.7). */
function stylesOf(archive: ZipArchive, folder: string, limits: ParseLimits): Map<string, ParagraphStyle> {
  const styles = new Map<string, ParagraphStyle>();
  let open: ParagraphStyle | undefined;
  readPart(archive, `${folder}styles.xml`, WHAT, limits, {
    open({ name, attributes }) {
      const value = attributes['val'];
      if (name === 'style') {
        open = { name: attributes['styleId'] ?? '' };
        styles.set(open.name, open);
      } else if (!open || value === undefined) return;
      else if (name === 'name') open.name = value;
      else if (name === 'basedOn') open.parent = value;
      else if (name === 'outlineLvl' && /^[0-8]$/.test(value)) open.heading = Number(value) + 1;
    },
    close(name) {
      if (name === 'style') open = undefined;
    },
    text: () => undefined,
  });
  return styles;
}

/** Tells a writer of the body's blocks. */
function bodyHandler(writer: BlockWriter, styles: ReadonlyMap<string, ParagraphStyle>): XmlHandler {
  let kind: ParagraphKind = { heading: 0 };
  /** How many `pPr` and `t` are open: properties of a paragraph and text of a run. */
  const within = { pPr: 0, t: 0 };
  let markDeleted = false;
  let hidden = false;
  let contents = false;
  const properties = (name: string, value: string | undefined) => {
    if (name === 'pStyle') kind = kindOfStyle(styles, value ?? '');
    else if (name === 'outlineLvl' && /^[0-8]$/.test(value ?? '')) kind = { ...kind, heading: Number(value) + 1 };
    else if (name === 'del' || name === 'moveFrom') markDeleted = true;
  };
  const inner: XmlHandler = {
    open({ name, attributes }) {
      if (within.pPr > 0) properties(name, attributes['val']);
      else if (name === 'p') {
        writer.openParagraph({ heading: 0 });
        kind = { heading: 0 };
        markDeleted = false;
      } else if (name === 'pPr') within.pPr += 1;
      else if (name === 't') within.t += 1;
      else if (name === 'tr') writer.openRow();
      else if (name === 'vanish' && isOn(attributes['val'])) hidden = true;
      else if (name === 'docPartGallery') contents = /table of contents/i.test(attributes['val'] ?? '');
      else if (!hidden) {
        const character = CHARACTERS[name];
        if (character !== undefined) writer.text(character);
      }
    },
    close(name) {
      if (name === 'pPr' && within.pPr > 0) {
        within.pPr -= 1;
        writer.setKind(kind);
      } else if (within.pPr > 0) return;
      else if (name === 'p') {
        writer.closeParagraph(markDeleted);
        markDeleted = false;
      } else if (name === 't') within.t -= 1;
      else if (name === 'r') hidden = false;
      else if (name === 'tc') writer.closeCell();
      else if (name === 'tr') writer.closeRow();
    },
    text(text) {
      if (within.t > 0 && !hidden) writer.text(text);
    },
  };
  const leftOut = ({ name }: XmlElement) => {
    if (name === 'sdtContent' && contents) {
      contents = false;
      return true;
    }
    // The mark of a paragraph is deleted by an element of the same name.
    return LEFT_OUT.has(name) && !(within.pPr > 0 && (name === 'del' || name === 'moveFrom'));
  };
  return skipping(leftOut, inner);
}

/**
 * A Word document (ECMA-376 part 1, WordprocessingML) as it reads with all tracked changes accepted: paragraphs, headings,
 * list items, table rows, and text boxes after the paragraph that they are anchored to. Notes, comments, captions, heads
 * and feet of pages and tables of contents are left out.
 * @throws RejectedError `encrypted`, `malformed`, `too-large` or `too-complex`.
 */
export const readDocx: ReadBytes = (bytes, _hints, limits) => {
  const archive = openZip(bytes, limits, WHAT);
  const part = mainPart(archive, limits);
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const writer = blockWriter(limits);
  const styles = stylesOf(archive, folder, limits);
  if (!readPart(archive, part, WHAT, limits, bodyHandler(writer, styles))) {
    throw unsupported('a package of Office Open XML without a document');
  }
  const core = fieldsOf(archive, 'docProps/core.xml', WHAT, limits);
  const custom = fieldsOf(archive, 'docProps/custom.xml', WHAT, limits);
  return onlyArticle(
    draftOfBlocks(writer.finish(), {
      title: core.get('title')?.[0],
      authors: core.get('creator') ?? [],
      language: core.get('language')?.[0],
      published: (custom.get('name:date') ?? custom.get('name:published'))?.[0],
      source: (custom.get('name:publisher') ?? custom.get('name:source'))?.[0],
      rights: (core.get('rights') ?? custom.get('name:rights'))?.[0],
    }),
  );
};
