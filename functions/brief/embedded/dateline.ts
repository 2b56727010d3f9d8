import type { Document, Sentence } from './model.ts';

/** How far into a paragraph a dateline may reach, in code units. */
const LONGEST_DATELINE = 90;
const AGENCY =
  /\((?:AP|Reuters|REUTERS|AFP|Xinhua|UPI|CNN|TASS|DPA|dpa|ANI|PTI|IANS|Bloomberg|RTTNews|ENI|EFE|BBC|[A-Z]{2,5})\)/;

/**
 * One past the last token of a dateline that opens a sentence ("DAMASCUS / WASHINGTON:", "LONDON (Reuters) -"), or the
 * sentence's first token where there is none. Its places are where the report was written, not who acts.
 */
export function datelineEnd(document: Document, sentence: Sentence): number {
  const opensParagraph = document.paragraphs[sentence.paragraph]?.start === sentence.start;
  if (!opensParagraph || sentence.paragraph > 3) return sentence.from;
  const head = document.text.slice(sentence.start, Math.min(sentence.end, sentence.start + LONGEST_DATELINE));
  const broadcast = MONITORED.exec(
    document.text.slice(sentence.start, Math.min(sentence.end, sentence.start + LONGEST_HEAD)),
  );
  const length = broadcast === null ? datelineLength(head) : broadcast.index + broadcast[0].length;
  if (length === 0) return sentence.from;
  let at = sentence.from;
  while (at < sentence.to && (document.tokens[at]?.start ?? 0) < sentence.start + length) at += 1;
  return at;
}

/** "[Text]" closes the head of a monitored broadcast: station, language, time. */
const MONITORED = /\[(?:Text|Excerpts?|Report|Interview|Editorial|Article|Letter|Speech)\b[^\]]{0,60}\]/;
const LONGEST_HEAD = 240;

/** Length of the dateline that a text opens with, 0 where there is none. */
function datelineLength(head: string): number {
  const mark = /--|[–—:_]| - |\) ?[-‑]? ?(?=\p{Lu}|["“])/u.exec(head);
  if (mark === null) return 0;
  const before = head.slice(0, mark.index + (mark[0].startsWith(')') ? 1 : 0));
  const places = before.replace(AGENCY, '').replace(/\(.{0,40}\)/, '');
  const words = places.split(/[\s,/]+/u).filter((word) => /\p{L}/u.test(word));
  if (words.length === 0 || words.length > 9 || words.some((word) => !/^[\p{Lu}"“[]/u.test(word))) return 0;
  const shouted = (words[0]?.length ?? 0) > 2 && words[0] === words[0]?.toUpperCase();
  return AGENCY.test(before) || shouted ? mark.index + mark[0].length : 0;
}
