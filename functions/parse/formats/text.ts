import { authorsOf, looksLikeName, namesBody, readByline } from '../byline.ts';
import { datelineOf } from '../dateline.ts';
import { writtenDate } from '../dates.ts';
import { blocksOf, collapseSpace, unwrap } from '../normalise.ts';
import { refuseLongText } from '../refusals.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { dateOfLine, takeByline, takeDate } from './head.ts';
import { onlyArticle, type ReadText } from './reader.ts';
import {
  agencyOf,
  bareHeadline,
  closingTime,
  isClosing,
  isEmbargo,
  isPressHead,
  isTechnicalLine,
  technicalNote,
} from './wire.ts';

type Field = 'title' | 'source' | 'authors' | 'publishedAt' | 'section' | 'url' | 'language' | 'rights';

/** Names of header lines ("Title: …") by what they hold: English, German, Spanish, French, Italian, Portuguese, Japanese. */
const FIELD_NAMES: Readonly<Record<Field, readonly string[]>> = {
  title: [
    ...[
      'title',
      'headline',
      'subject',
      're',
      'titel',
      'überschrift',
      'schlagzeile',
      'betreff',
      'título',
      'titular',
      'asunto',
    ],
    ...['titre', 'objet', 'sujet', 'titolo', 'oggetto', 'assunto', 'manchete', 'タイトル', '件名', '見出し', '題名'],
  ],
  source: [
    ...[
      'source',
      'outlet',
      'publisher',
      'publication',
      'newspaper',
      'quelle',
      'zeitung',
      'herausgeber',
      'fuente',
      'medio',
    ],
    ...['journal', 'fonte', 'testata', 'veículo', '出典', '媒体', '配信元', '発行元'],
  ],
  authors: [
    ...[
      'author',
      'authors',
      'byline',
      'by',
      'from',
      'autor',
      'autorin',
      'autoren',
      'von',
      'verfasser',
      'autores',
      'por',
    ],
    ...[
      'auteur',
      'auteurs',
      'par',
      'autore',
      'autori',
      'autrice',
      'autora',
      'de',
      'da',
      'di',
      '著者',
      '筆者',
      '記者',
      '執筆',
      '差出人',
    ],
  ],
  publishedAt: [
    ...[
      'date',
      'published',
      'publication date',
      'date published',
      'published on',
      'sent',
      'datum',
      'gesendet',
      'fecha',
    ],
    ...[
      'veröffentlicht',
      'veröffentlicht am',
      'erschienen',
      'erschienen am',
      'fecha de publicación',
      'publicado',
      'enviado',
    ],
    ...[
      'date de publication',
      'publié',
      'publié le',
      'envoyé',
      'data',
      'data di pubblicazione',
      'pubblicato',
      'inviato',
    ],
    ...['data de publicação', '日付', '日時', '公開日', '掲載日', '発行日', '送信日時', '配信日時'],
  ],
  section: ['section', 'ressort', 'rubrik', 'sección', 'rubrique', 'sezione', 'rubrica', 'seção', 'secção', 'editoria'],
  url: ['url', 'link', 'source url', 'enlace', 'lien', 'adresse', 'リンク'],
  language: ['language', 'lang', 'sprache', 'idioma', 'langue', 'lingua', '言語'],
  rights: [
    'copyright',
    'rights',
    'licence',
    'license',
    'lizenz',
    'derechos',
    'droits',
    'diritti',
    'direitos',
    '著作権',
  ],
};
const FIELDS = new Map(
  (Object.keys(FIELD_NAMES) as Field[]).flatMap((field) => FIELD_NAMES[field].map((name) => [name, field] as const)),
);
/** Header lines of a message that say nothing of the article; they go with the rest of its head. */
const MAIL_FIELDS = new Set([
  ...[
    'to',
    'cc',
    'bcc',
    'reply-to',
    'message-id',
    'importance',
    'attachments',
    'an',
    'kopie',
    'antwort an',
    'para',
    'à',
    'a',
  ],
  ...['cci', 'copia', 'cópia', 'anlagen', 'adjuntos', 'pièces jointes', 'allegati', 'anexos', '宛先', '添付'],
]);
/** Small words that may begin any line, and name a sender only before a name. */
const SENDER = new Set(['by', 'from', 'von', 'par', 'por', 'de', 'da', 'di']);
const SUBJECTS = new Set(['subject', 'betreff', 'asunto', 'objet', 'oggetto', 'assunto', '件名']);

const HEADER_LINE = /^(\p{L}[\p{L} '’-]{0,28}?)\s{0,2}(?::\s{1,5}|：\s{0,5})(\S.{0,1000})$/u;
const MAX_TITLE = 160;
const MAX_TITLE_WORDS = 25;
const MAX_QUESTION_WORDS = 14;
/** Blocks at the head of a file that may hold title, byline, date and header lines. */
const HEAD_BLOCKS = 10;
/** Lines of a head; what goes on longer is no head. */
const HEAD_LINES = 200;
const ABBREVIATION = /\b(?:\p{Lu}\.|Mr\.|Mrs\.|Ms\.|Dr\.|St\.|Gen\.|Sen\.|vs\.|v\.)/gu;
const CREDIT =
  /^(?:this|the) (?:story|article|report) (?:has been|was|is) (?:originally |first )?(?:reported|published|written|posted) (?:by|in|on) (?:the )?(\p{Lu}[^.,;:!?]{1,60})[.!]?$/iu;

interface HeaderLine {
  name: string;
  value: string;
}

function headerOf(line: string): HeaderLine | null {
  const match = HEADER_LINE.exec(line.trim());
  if (!match) return null;
  return { name: (match[1] ?? '').toLowerCase().trim(), value: collapseSpace(match[2] ?? '') };
}

/** Takes a header line into the draft. @returns whether it was one; a value that cannot be told is left in the text. */
function takeHeader(draft: Draft, line: string): boolean {
  const header = headerOf(line);
  const field = FIELDS.get(header?.name ?? '');
  if (!header || field === undefined) return false;
  const { value } = header;
  if (field === 'authors') return takeAuthors(draft, value, SENDER.has(header.name));
  const told =
    field === 'publishedAt'
      ? writtenDate(value)
      : field === 'url'
        ? webAddress(value)
        : field === 'title'
          ? bareHeadline(value)
          : value;
  if (told === null) return false;
  draft[field] = told;
  return true;
}

/** The sender of a message may be an outlet. */
function takeAuthors(draft: Draft, value: string, isSender: boolean): boolean {
  const authors = authorsOf(value.replace(/<[^<>]{0,200}>/g, ' '));
  const [first] = authors;
  if (first === undefined || (isSender && !looksLikeName(first) && !namesBody(first))) return false;
  if (authors.length === 1 && namesBody(first)) draft.source ??= first;
  else if (draft.authors.length === 0) draft.authors = authors;
  return true;
}

/** Whether a first line is plainly a title: short, without a final stop, neither sentence nor dateline nor byline. */
function isTitle(line: string): boolean {
  const text = line.trim();
  if (text.length < 3 || text.length > MAX_TITLE || !/\p{L}/u.test(text) || isHeaderLine(text)) return false;
  if (/[.:;,…。][)"”’]?$/u.test(text) || /^[-*•>(]/.test(text)) return false;
  if (text.split(/\s+/).length > MAX_TITLE_WORDS || /[.!?] \p{Lu}/u.test(text.replace(ABBREVIATION, ''))) return false;
  // A long question opens an interview; a title asks a short one.
  if (/\?["”’]?$/u.test(text) && text.split(/\s+/).length > MAX_QUESTION_WORDS) return false;
  return datelineOf(text, null).places.length === 0 && !isRightsLine(text);
}

function isHeaderLine(line: string): boolean {
  return FIELDS.has(headerOf(line)?.name ?? '');
}

/** Whether what follows a title may follow one: nothing, the rest of a head, or the first line of an indented text. */
function mayFollowTitle(title: string, next: string | undefined): boolean {
  if (next === undefined) return true;
  if (/^(?:\s{2}|\t|\u3000)/.test(next) && !/^\s/.test(title)) return true;
  return isAside(next) || readByline(next) !== null || dateOfLine(next) !== null || isHeaderLine(next);
}

/** Whether a line is for those who handle the text, and no part of it. */
function isAside(line: string): boolean {
  return isTechnicalLine(line) || isPressHead(line) || isEmbargo(line);
}

/** Whom to ask, above the title of a press release. */
const CONTACTS =
  /^(?:(?:media|press|for more information|for further information) ?(?:contacts?)?|contacts?|(?:presse)?kontakt|rückfragen|contacto(?: de prensa)?|contacts? presse|contatt[oi](?: stampa)?|contato(?: para a imprensa)?|perscontact|お問い合わせ先|問い合わせ先?)\s{0,2}[:：]/iu;

/**
 * Takes header lines, title, byline and date off the head of the text, and what desks write above it for one another. The
 * first line that is none of them ends the head, and the last line of all is never taken: an article has a body. The
 * contacts above the title of a press release stay in the text.
 */
function takeHead(draft: Draft, blocks: readonly string[][]): string[][] {
  const rest = blocks.map((block) => [...block]);
  let titleMayCome = true;
  let pressRelease = false;
  let seen = 0;
  for (let index = 0; index < Math.min(rest.length, HEAD_BLOCKS); index += 1) {
    const block = rest[index] ?? [];
    const isMessage = block.some((line) => SUBJECTS.has(headerOf(line)?.name ?? ''));
    while (block.length > 0 && seen < HEAD_LINES) {
      seen += 1;
      const [line = '', next] = block;
      const isLast = index === rest.length - 1;
      if (isLast && block.length === 1) return rest;
      const note = technicalNote(block);
      if (note > 0 && !(isLast && note === block.length)) {
        block.splice(0, note);
        continue;
      }
      if (isAside(line)) {
        if (isEmbargo(line)) draft.notes.push(`the text says: "${collapseSpace(line)}"`);
        pressRelease ||= isPressHead(line) || isEmbargo(line);
        block.shift();
        continue;
      }
      if (pressRelease && draft.title === null && CONTACTS.test(line.trim())) break;
      const titleHere =
        draft.title === null && titleMayCome && mayFollowTitle(line, next) && isTitle(bareHeadline(line));
      const dropped = isMessage && MAIL_FIELDS.has(headerOf(line)?.name ?? '');
      const dated = takeDate(draft, line);
      const taken = dropped || dated || takeHeader(draft, line) || takeByline(draft, line);
      if (!taken && !titleHere) return rest;
      if (!taken) draft.title = bareHeadline(line);
      if (!dropped && !dated) titleMayCome = false;
      block.shift();
    }
  }
  return rest;
}

/** Lines at the end of a transmission that are no part of the text. */
const TAIL_LINES = 4;

/** Takes the marks and the time that close a transmission off the end of the text. */
function takeTail(draft: Draft, blocks: readonly string[][]): string[][] {
  const rest = blocks.filter((block) => block.length > 0).map((block) => [...block]);
  for (let seen = 0; seen < TAIL_LINES; seen += 1) {
    const block = rest.at(-1);
    const line = block?.at(-1);
    if (block === undefined || line === undefined || (rest.length === 1 && block.length === 1)) break;
    const time = closingTime(line);
    if (time === null && !isClosing(line)) break;
    draft.publishedAt ??= time;
    block.pop();
    if (block.length === 0) rest.pop();
  }
  return rest;
}

/** The outlet that a closing line names ("This story has been reported by …"); the line stays in the text. */
function creditedOutlet(paragraphs: readonly string[]): string | null {
  for (const paragraph of paragraphs.slice(-3)) {
    for (const sentence of paragraph.slice(-300).split(/(?<=[.!?])\s+/)) {
      const name = CREDIT.exec(sentence.trim())?.[1];
      if (name !== undefined) return name.trim();
    }
  }
  return null;
}

/** Plain text, clean of control characters, to a draft: what is not recognised as metadata stays in the paragraphs. */
export function parseText(text: string): Draft {
  const draft = emptyDraft();
  draft.paragraphs = unwrap(takeTail(draft, takeHead(draft, blocksOf(text))));
  draft.source ??= creditedOutlet(draft.paragraphs) ?? agencyOf(draft.paragraphs[0] ?? '', draft.paragraphs.slice(-2));
  return draft;
}

/** Plain text whose title is known apart: nothing is taken off its head. */
export function parseBody(title: string | null, text: string): Draft {
  const paragraphs = unwrap(blocksOf(text));
  return { ...emptyDraft(), title, paragraphs, source: creditedOutlet(paragraphs) };
}

/** A plain text holds one article. @throws RejectedError `too-large`. */
export const readPlainText: ReadText = (text, _hints, limits) => {
  refuseLongText(text, limits);
  return onlyArticle(parseText(text));
};
