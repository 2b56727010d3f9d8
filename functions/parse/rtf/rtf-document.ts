import { RejectedError } from '../../core/errors.ts';
import type { Block } from '../formats/block-head.ts';
import { blockWriter, type ParagraphKind } from '../office/block-writer.ts';
import { kindOfStyle, type ParagraphStyle } from '../office/paragraph-styles.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { charsetPage, decodePage } from './code-pages.ts';
import { rtfTokens } from './tokens.ts';

/** What an RTF file says. */
export interface RtfDocument {
  blocks: Block[];
  /** Fields of the `\info` group by name. */
  info: ReadonlyMap<string, string>;
}

/** Where the text of a group goes (RTF 1.9.1, "Destinations"). */
type Destination = 'body' | 'nowhere' | 'fonts' | 'styles' | 'info' | 'field';

/** The state that a group inherits and its end restores. */
interface Group {
  to: Destination;
  /** Where the text around a group that goes nowhere goes. */
  outer: Destination;
  /** Name of a field of `\info`. */
  field: string;
  /** Characters that follow `\u` for readers that do not know it. */
  unicodeSkip: number;
  page: number | undefined;
  hidden: boolean;
  deleted: boolean;
  style: number | undefined;
  outline: number | undefined;
  inTable: boolean;
}

/** Destinations whose text is no part of the article's. Those behind `\*` that are not read go nowhere too. */
const NOWHERE = new Set(
  (
    'colortbl filetbl pict objdata nonshppict header headerl headerr headerf footer footerl footerr footerf footnote ' +
    'fldinst xe tc tcn rxe txe listtext pntext pntxta pntxtb sp sn sv shprslt do revtbl atnid atnauthor annotation ' +
    'bkmkstart bkmkend listtable listoverridetable listpicture ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template upr ' +
    'objclass objname datafield keycode'
  ).split(' '),
);
/** Destinations behind `\*` that hold text of the article: of shapes. */
const READ_ANYWAY = new Set(['shpinst', 'shptxt']);
const INFO_FIELDS = new Set(['title', 'author', 'company', 'subject']);
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  softline: '\n',
  page: '\n',
  column: '\n',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '~': '\u00a0',
  _: '-',
  '{': '{',
  '}': '}',
  '\\': '\\',
  zwj: '\u200d',
  zwnj: '\u200c',
};
const PARAGRAPH_ENDS = new Set(['par', 'sect', '\n', '\r']);
/** A mark of a list that the program wrote out. */
const LIST_MARK = /^[•·▪◦‣■●\uf0b7] /u;
/** The code page of RTF without `\ansicpg`. */
const DEFAULT_PAGE = 1252;
const SYMBOL_CHARSET = 2;

const ROOT: Group = {
  to: 'body',
  outer: 'body',
  field: '',
  unicodeSkip: 1,
  page: undefined,
  hidden: false,
  deleted: false,
  style: undefined,
  outline: undefined,
  inTable: false,
};

function malformed(): RejectedError {
  return new RejectedError('malformed', 'This is an RTF document that is damaged or cut: its groups do not end.', {
    remedy: 'Save the document again and upload it.',
  });
}

/**
 * Reads an RTF file (RTF 1.9.1) in one pass without recursion.
 * @throws RejectedError `too-complex` over the limit on nesting, `too-large` over the one on text, `malformed` where it ends
 *   within a group.
 */
export function readRtfDocument(
  bytes: Uint8Array,
  limits: Pick<ParseLimits, 'xmlDepth' | 'textCharacters'>,
): RtfDocument {
  const writer = blockWriter(limits);
  const info = new Map<string, string>();
  const fontPages = new Map<number, number | undefined>();
  const styles = new Map<string, ParagraphStyle>();
  const outer: Group[] = [];
  let group: Group = { ...ROOT };
  let documentPage = DEFAULT_PAGE;
  let defaultFont: number | undefined;
  /** The font or style of a table that is being described, and its name. */
  let entry = { number: 0, name: '' };
  /** Bytes in the code page of the group that are not decoded yet. */
  let pending: number[] = [];
  let toSkip = 0;
  let starred = false;
  let paragraphOpen = false;
  /** Of the shapes whose text is being read: whether a paragraph is open around them, and how many groups are. */
  const shapes: { paragraphOpen: boolean; depth: number }[] = [];
  let rowOpen = false;

  const kind = (): ParagraphKind => {
    const styled = group.style === undefined ? { heading: 0 } : kindOfStyle(styles, String(group.style));
    return group.outline === undefined ? styled : { ...styled, heading: group.outline + 1 };
  };
  const say = (text: string) => {
    if (group.to === 'field') info.set(group.field, ((info.get(group.field) ?? '') + text).slice(0, 2_000));
    else if (group.to === 'styles') entry.name = (entry.name + text).slice(0, 200);
    if (group.to !== 'body' || group.hidden || group.deleted) return;
    if (!paragraphOpen) {
      if (group.inTable !== rowOpen && shapes.length === 0) {
        if (rowOpen) writer.closeRow();
        else writer.openRow();
        rowOpen = group.inTable;
      }
      writer.openParagraph(kind());
      paragraphOpen = true;
    }
    writer.text(text);
  };
  const flush = () => {
    if (pending.length === 0) return;
    const page = group.page ?? (defaultFont === undefined ? undefined : fontPages.get(defaultFont)) ?? documentPage;
    const text = decodePage(Uint8Array.from(pending), page);
    pending = [];
    say(text);
  };
  const endParagraph = () => {
    if (!paragraphOpen) return;
    writer.setKind(kind());
    writer.closeParagraph();
    paragraphOpen = false;
  };
  const take = (byte: number) => {
    if (toSkip > 0) toSkip -= 1;
    else if (group.to !== 'nowhere' && group.to !== 'fonts') pending.push(byte);
  };
  const goTo = (to: Destination) => {
    if (group.to !== 'nowhere') group.outer = group.to;
    group.to = to;
  };
  const endEntry = () => {
    if (group.to !== 'styles' || entry.name === '') return;
    styles.set(String(entry.number), { name: entry.name.replace(/;\s*$/, '').trim() });
    entry = { number: 0, name: '' };
  };
  const unicode = (value: number) => {
    say(String.fromCharCode(value < 0 ? value + 65_536 : value));
    toSkip = group.unicodeSkip;
  };
  /** @returns whether the word names a destination. */
  const destination = (word: string): boolean => {
    const optional = starred;
    starred = false;
    if (word === 'shptxt' && group.to !== 'nowhere') {
      shapes.push({ paragraphOpen, depth: outer.length });
      paragraphOpen = false;
    } else if (word === 'ud') group.to = group.outer;
    else if (group.to === 'nowhere' && !(optional && READ_ANYWAY.has(word))) return NOWHERE.has(word);
    else if (word === 'fonttbl') goTo('fonts');
    else if (word === 'stylesheet') goTo('styles');
    else if (word === 'info') goTo('info');
    else if (group.to === 'info') {
      if (INFO_FIELDS.has(word)) {
        group.field = word;
        goTo('field');
      } else goTo('nowhere');
    } else if (NOWHERE.has(word) || (optional && !READ_ANYWAY.has(word))) goTo('nowhere');
    else return READ_ANYWAY.has(word);
    return true;
  };
  const setFont = (value: number) => {
    if (group.to === 'fonts') entry = { number: value, name: '' };
    else group.page = fontPages.has(value) ? (fontPages.get(value) ?? documentPage) : undefined;
  };
  /** Words that set a state. @returns whether the word is one. */
  const setting = (word: string, value: number | undefined): boolean => {
    const on = value !== 0;
    if (word === 'ansicpg') documentPage = value || DEFAULT_PAGE;
    else if (word === 'mac') documentPage = 10_000;
    else if (word === 'pc') documentPage = 437;
    else if (word === 'pca') documentPage = 850;
    else if (word === 'deff') defaultFont = value;
    else if (word === 'f') setFont(value ?? 0);
    else if (word === 'fcharset') {
      if (group.to === 'fonts')
        fontPages.set(entry.number, value === SYMBOL_CHARSET ? undefined : charsetPage(value ?? 0));
    } else if (word === 'cpg') {
      if (group.to === 'fonts') fontPages.set(entry.number, value);
    } else if (word === 'uc') group.unicodeSkip = Math.min(Math.max(value ?? 1, 0), 100);
    else if (word === 'v') group.hidden = on;
    else if (word === 'deleted') group.deleted = on;
    else if (word === 'plain') {
      Object.assign(group, { page: undefined, hidden: false, deleted: false });
    } else if (word === 'pard') Object.assign(group, { style: undefined, outline: undefined, inTable: false });
    else if (word === 's') {
      if (group.to === 'styles') entry.number = value ?? 0;
      else group.style = value;
    } else if (word === 'outlinelevel')
      group.outline = value !== undefined && value >= 0 && value <= 8 ? value : undefined;
    else if (word === 'intbl') group.inTable = true;
    else return false;
    return true;
  };
  const structure = (word: string) => {
    if (PARAGRAPH_ENDS.has(word)) endParagraph();
    else if (word === 'cell' || word === 'nestcell') {
      endParagraph();
      if (!rowOpen) writer.openRow();
      rowOpen = true;
      writer.closeCell();
    } else if (word === 'row' || word === 'nestrow') {
      endParagraph();
      if (rowOpen) writer.closeRow();
      rowOpen = false;
    }
  };
  const control = (word: string, value: number | undefined) => {
    if (word === '*') {
      starred = true;
      return;
    }
    // Writers that forget the characters to skip put a control word there.
    toSkip = 0;
    // A change of font within a character of two bytes is none: what is pending is decoded first.
    flush();
    if (word === 'u' && value !== undefined) {
      starred = false;
      if (group.to !== 'nowhere' && group.to !== 'fonts') unicode(value);
      return;
    }
    if (destination(word) || setting(word, value)) return;
    const character = CHARACTERS[word];
    if (character !== undefined) say(character);
    else if (group.to === 'body') structure(word);
  };

  let closed = false;
  for (const token of rtfTokens(bytes)) {
    if (token.kind === 'control') control(token.word, token.value);
    else if (token.kind === 'byte') take(token.byte);
    else if (token.kind === 'bytes') {
      starred = false;
      for (let at = token.from; at < token.to; at += 1) take(bytes[at] ?? 0);
    } else {
      flush();
      toSkip = 0;
      starred = false;
      if (token.kind === 'open') {
        outer.push(group);
        if (outer.length > limits.xmlDepth) {
          throw new RejectedError(
            'too-complex',
            `The RTF document nests groups over ${limits.xmlDepth} deep, the limit.`,
            {
              remedy: 'Upload the article as plain text.',
            },
          );
        }
        group = { ...group };
        if (group.to === 'styles') entry = { number: 0, name: '' };
      } else {
        endEntry();
        if (shapes.at(-1)?.depth === outer.length) {
          endParagraph();
          paragraphOpen = shapes.pop()?.paragraphOpen ?? false;
        }
        const around = outer.pop();
        if (around === undefined) break;
        group = around;
        if (outer.length === 0) {
          closed = true;
          break;
        }
      }
    }
  }
  if (!closed) throw malformed();
  endParagraph();
  if (rowOpen) writer.closeRow();
  const blocks = writer.finish().map((block) => ({ ...block, text: block.text.replace(LIST_MARK, '') }));
  return { blocks, info };
}
