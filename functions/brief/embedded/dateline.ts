import { lookupForm } from './canonical.ts';
import type { Document, Sentence } from './model.ts';

/** How far into a paragraph a dateline may reach, in code units. */
const LONGEST_DATELINE = 90;
/** Only the first paragraphs may open with one. */
const LAST_PARAGRAPH = 3;
const AGENCY =
  /\((?:AP|Reuters|REUTERS|AFP|Xinhua|UPI|CNN|TASS|DPA|dpa|ANI|PTI|IANS|Bloomberg|RTTNews|ENI|EFE|BBC|[A-Z]{2,5})\)/;
/** "[Text]" closes the head of a monitored broadcast: station, language, time. */
const MONITORED = /\[(?:Text|Excerpts?|Report|Interview|Editorial|Article|Letter|Speech)\b[^\]]{0,60}\]/;
const LONGEST_HEAD = 240;

/**
 * Length of the dateline that a paragraph opens with ("DAMASCUS / WASHINGTON: ", "LONDON (Reuters) - "), its mark and
 * the white space behind it included; 0 where there is none, or nothing follows it on its line. In code units.
 * @param paragraph its text; @param index its place in the article, from 0; @param places of the dateline as the
 *   parser read it.
 */
export function datelineLength(paragraph: string, index: number, places: readonly string[]): number {
  if (index > LAST_PARAGRAPH || /^\s/u.test(paragraph)) return 0;
  const [line = ''] = paragraph.split('\n', 1);
  const broadcast = MONITORED.exec(line.slice(0, LONGEST_HEAD));
  const length =
    broadcast === null ? markedLength(line.slice(0, LONGEST_DATELINE), places) : broadcast.index + broadcast[0].length;
  if (length === 0) return 0;
  const rest = line.slice(length);
  const body = rest.replace(/^[\s–—-]+/u, '');
  return /\p{L}/u.test(body) ? length + rest.length - body.length : 0;
}

function markedLength(head: string, places: readonly string[]): number {
  const mark = /--|[–—:_]| - |\) ?[-‑]? ?(?=\p{Lu}|["“])/u.exec(head);
  if (mark === null) return 0;
  const before = head.slice(0, mark.index + (mark[0].startsWith(')') ? 1 : 0));
  const words = before
    .replace(AGENCY, '')
    .replace(/\(.{0,40}\)/, '')
    .split(/[\s,/]+/u)
    .filter((word) => /\p{L}/u.test(word));
  if (words.length === 0 || words.length > 9 || words.some((word) => !/^[\p{Lu}"“[]/u.test(word))) return 0;
  const shouted = (words[0]?.length ?? 0) > 2 && words[0] === words[0]?.toUpperCase();
  const opening = lookupForm(before);
  const isPlace = places.some((place) => place !== '' && opening.startsWith(lookupForm(place)));
  return AGENCY.test(before) || shouted || isPlace ? mark.index + mark[0].length : 0;
}

/**
 * One past the last token of a sentence that is a dateline, or the sentence's first token where it is none. Its places
 * are where the report was written, not who acts.
 */
export function datelineEnd(document: Document, sentence: Sentence): number {
  const paragraph = document.paragraphs[sentence.paragraph];
  if (sentence.kind !== 'boilerplate' || paragraph?.start !== sentence.start) return sentence.from;
  const text = document.text.slice(paragraph.start, paragraph.end);
  return datelineLength(text, paragraph.index, document.dateline.places) > 0 ? sentence.to : sentence.from;
}
