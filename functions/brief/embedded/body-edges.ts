import { tokensIn } from './content-words.ts';
import type { Document, Sentence, Span } from './model.ts';

/** How far into a sentence its marks may reach, in code units. */
const LONGEST_HEAD = 160;
const LONGEST_CAPTION = 280;

/** What may stand before a sentence without being part of it. */
const HEADS: readonly RegExp[] = [
  // "[Begin recording]", "[Perez]": marks of a transcript.
  /^\[[^\]]{1,60}\]\s*/u,
  // "5. On Monday": the number of a list.
  /^\d{1,3}[.)]\s+(?=["“]?\p{Lu})/u,
  // "Thursday, May 7, 2015 ": the day of the report.
  /^(?:\p{Lu}\p{Ll}+day, )?(?:\p{Lu}\p{Ll}{2,8} \d{1,2}, \d{4}|\d{1,2} \p{Lu}\p{Ll}{2,8} \d{4}) (?=["“‘]?\p{Lu})/u,
  // "By Jane Doe | The council": who wrote it.
  /^By \p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,4} ?[|:]\s*/u,
  /^By \p{Lu}[\p{L}.,'’ -]{3,100}\((?:AP|Reuters|AFP|CNN)\) ?[-–—]+ (?=\p{Lu})/u,
  // "Photo: AP ", "(Photo: AP) ": whose the picture is.
  /^\(?Photo(?: by)?: ?\p{Lu}[\p{L}./ ]{1,30}\)\s*(?=\p{Lu})/u,
  // "ROME - ", "CHANDIGARH, India - ", "COLOMBO, April 17 - ", "Moscow, SANA- ": where it was written.
  /^\p{Lu}{3,}(?:[ -]\p{Lu}{3,}){0,2}(?:, \p{Lu}[\p{L}.]+(?: \d{1,2})?){0,2} ?(?:-|--|–|—) (?=["“]?\p{Lu})/u,
  /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?, \p{Lu}{3,}\s?[-–—]\s?(?=\p{Lu})/u,
  /^\p{Lu}\p{L}+(?:\.\p{L}{2,4})? [-–—] (?=\p{Lu}[^–—]*$)/u,
  /^Photo (?=\p{Lu}{3,}\b)/u,
  // "(CNN)", "Hong Kong (CNN Business) ": whose it is.
  /^(?:\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2}(?:, \p{Lu}[\p{L}.]+)? )?\((?:[A-Z]{2,5}|CNN Business|Reuters|Bloomberg)\)\s*(?:[-–—]+\s*)?(?=["“‘']?\p{Lu})/u,
];
const TAIL = /\s*\[(?:end|begin|start|passage|words?|applause|laughter)\b[^\]]{0,60}\]$/iu;

/**
 * What of a sentence is its own: without the marks of a transcript, the number of a list, a byline or the place of the
 * report before it, and without marks of a transcript behind it.
 */
export function bodyOf(document: Document, sentence: Sentence): Span {
  const { text } = document;
  let { start, end } = sentence;
  for (let more = true; more; ) {
    more = false;
    const head = text.slice(start, Math.min(end, start + LONGEST_HEAD));
    const caption = captionLength(text.slice(start, Math.min(end, start + LONGEST_CAPTION)));
    if (caption > 0) start += caption;
    for (const pattern of HEADS) {
      const length = pattern.exec(head)?.[0].length ?? 0;
      if (length === 0 || start + length >= end) continue;
      start += length;
      more = true;
      break;
    }
  }
  const tail = TAIL.exec(text.slice(Math.max(start, end - LONGEST_HEAD), end));
  if (tail !== null && start < end - tail[0].length) end -= tail[0].length;
  return { start, end };
}

const CAPTION_HEAD = /^(?:Image|Media) (?:copyright|caption)\b/u;
/** Where a sentence begins behind a caption without a full stop: a word that has a capital letter nowhere else. */
const BEHIND_CAPTION = /(?<=\p{Ll}|\d) (?=(?:A|An|The|At|In|On|After|Some|More|Several|Two|Three|Police|US|UK) )/gu;

/** Length of a picture's credit and caption before a sentence; 0 where there is none or its end cannot be told. */
function captionLength(head: string): number {
  if (!CAPTION_HEAD.test(head)) return 0;
  const [line = ''] = head.split(/[.!?]\s/u, 1);
  const last = [...line.matchAll(BEHIND_CAPTION)].at(-1);
  if (last === undefined || /caption$/.test(line.slice(0, last.index))) return 0;
  return last.index + 1;
}

/** The first token of what is a sentence's own, and one past the last. */
export function bodyTokens(document: Document, sentence: Sentence): { from: number; to: number } {
  const span = bodyOf(document, sentence);
  if (span.start === sentence.start && span.end === sentence.end) return { from: sentence.from, to: sentence.to };
  const tokens = tokensIn(document, span);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return { from: sentence.from, to: sentence.to };
  return { from: first.index, to: last.index + 1 };
}
