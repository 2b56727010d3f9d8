import { readByline } from '../byline.ts';
import { datelineOf } from '../dateline.ts';
import { blocksOf, collapseSpace, unwrap } from '../normalise.ts';
import { refuseLongText } from '../refusals.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { dateOfLine, takeByline, takeDate } from './head.ts';
import { isHeaderLine, isMailLine, isSubjectLine, takeHeader } from './header-lines.ts';
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
    const isMessage = block.some(isSubjectLine);
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
      const dropped = isMessage && isMailLine(line);
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
