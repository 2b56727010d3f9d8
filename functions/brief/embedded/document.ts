import type { Article } from '../../core/article.ts';
import { splitSentences } from '../../core/text/sentences.ts';
import type { Lexicon } from '../lexicon.ts';
import { datelineLength } from './dateline.ts';
import { isReadAsEnglish } from './language.ts';
import { letterCaseOf } from './letter-case.ts';
import type { Document, Paragraph, Sentence, Span, Token, VerbGroup } from './model.ts';
import { kindOf } from './sentence-kind.ts';
import { newTagger } from './tagger.ts';
import { tokenize } from './tokens.ts';
import { turnsOf } from './turns.ts';
import { findVerbGroups } from './verb-groups.ts';

/**
 * Cuts an article into paragraphs, sentences and tokens; a dateline, the label of a speaker or a time before a paragraph is
 * a sentence by itself, and boilerplate, as is what the article marks as such; what an interviewer asks is a heading of the answer.
 * @param lexicon the desk's own words, whose names are noted at the tokens where they begin.
 * @returns spans with exact UTF-16 offsets into `article.text`; every character but white space is in one paragraph
 *   and one sentence, and the indexes of sentences and tokens run through the whole document.
 */
export function readDocument(article: Article, lexicon?: Lexicon): Document {
  const { text } = article;
  const paragraphs = splitParagraphs(text);
  const sentences: Sentence[] = [];
  const tokens: Token[] = [];
  const tag = newTagger();
  const turns = turnsOf(text, paragraphs);
  const letterCase = letterCaseOf(text);
  const isMarked = markedIn(article.boilerplate);
  for (const paragraph of paragraphs) {
    const turn = turns.get(paragraph.index);
    const head =
      turn === undefined
        ? datelineLength(text.slice(paragraph.start, paragraph.end), paragraph.index, article.dateline.places)
        : turn.start - paragraph.start;
    const body = { start: paragraph.start + head, end: paragraph.end };
    const dateline = head === 0 ? [] : [{ start: paragraph.start, end: trimmedEnd(text, paragraph.start, body.start) }];
    for (const span of [...dateline, ...splitSentences(text, body, letterCase === 'lower')]) {
      const index = sentences.length;
      const from = tokens.length;
      for (const token of tokenize(tag, text, span, index, from)) tokens.push(token);
      const isDateline = span === dateline[0];
      const kind = kindOf(text.slice(span.start, span.end), standsAlone(text, span, paragraph));
      const { start, end } = span;
      const sentence: Sentence = { start, end, index, paragraph: paragraph.index, from, to: tokens.length, kind };
      if (isDateline || isMarked(span)) sentence.kind = 'boilerplate';
      else if (turn?.by === 'asks') sentence.kind = 'heading';
      else if (kind === 'heading' && tellsSomething(tokens, sentence)) sentence.kind = 'body';
      sentences.push(sentence);
    }
  }
  lexicon?.verbs.readIn(tokens);
  lexicon?.names.noteIn(tokens);
  const { title, source, authors, publishedAt, dateline, language } = article;
  const english = isReadAsEnglish(language, text);
  const card = { title, source, authors, publishedAt, dateline, language, english };
  const own = lexicon === undefined ? {} : { lexicon };
  return { text, ...card, letterCase, paragraphs, turns, sentences, tokens, ...own };
}

/**
 * Whether a sentence lies within what the article's producer marked as boilerplate. Sentences are asked for in order; a
 * mark that cuts one leaves it in.
 */
function markedIn(marks: Article['boilerplate']): (sentence: Span) => boolean {
  const ordered = [...marks].sort((one, other) => one.start - other.start);
  let at = 0;
  return ({ start, end }) => {
    while ((ordered[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at += 1;
    const mark = ordered[at];
    return mark !== undefined && mark.start <= start && end <= mark.end;
  };
}

/** Fewer words make no sentence of a line without a full stop. In tokens. */
const SHORTEST_STATEMENT = 6;

/** "Police have cordoned off the area": a line without a full stop that has a verb in the past, and small letters. */
function tellsSomething(tokens: readonly Token[], { from, to }: Sentence): boolean {
  if (to - from < SHORTEST_STATEMENT) return false;
  const words = tokens.slice(from, to).filter((token) => /^\p{L}/u.test(token.text));
  const capitals = words.filter((token) => /^\p{Lu}/u.test(token.text));
  if (capitals.length > words.length / 2) return false;
  return findVerbGroups(tokens, from, to).some(
    (group) => group.from > from && !group.infinitive && group.modal === undefined && isTold(group),
  );
}

function isTold({ tense, perfect }: VerbGroup): boolean {
  return tense === 'past' || (tense === 'present' && perfect);
}

/** Paragraphs are what blank lines separate. */
function splitParagraphs(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start: number | undefined;
  let end = 0;
  for (const line of linesOf(text)) {
    const blank = text.slice(line.start, line.end).trim() === '';
    if (!blank) {
      start ??= line.start;
      end = line.end;
    }
    if (start !== undefined && (blank || line.end === text.length)) {
      paragraphs.push({ index: paragraphs.length, start, end });
      start = undefined;
    }
  }
  return paragraphs;
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
    lines.push({ start, end: at });
    start = at + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function standsAlone(text: string, span: Span, paragraph: Span): boolean {
  const opens = span.start === paragraph.start || text[span.start - 1] === '\n';
  const closes = span.end === paragraph.end || text[span.end] === '\n';
  return opens && closes;
}
