import type { Evidence } from '../../core/brief.ts';
import { isSaying } from './cues.ts';
import type { Source } from './reading.ts';
import type { Word } from './words.ts';

/** How many words a speaker behind the words said takes, and what may still follow: "…, a ministry official said on Monday". */
const SPEAKER_WORDS = 6;
const TRAILING_WORDS = 3;

function saysSo(words: readonly Word[], index: number): boolean {
  const word = words[index];
  if (word === undefined || !isSaying(word)) return false;
  // The author's own "I believe", and nouns: "a note", "its vow that".
  const before = words[index - 1]?.lower ?? '';
  return (
    !/^(?:i|we|to|the|a|an|its|his|her|their|our|my|protest|repeated)$/.test(before) && !/^notes?$/.test(word.lower)
  );
}

function isWithinMarks(text: string, { quote, start, end }: Evidence): boolean {
  const opened = /["“]$/.test(text.slice(Math.max(0, start - 1), start)) && !/["”]/.test(quote);
  const closed = /^[,.!?]?["”]/.test(text.slice(end, end + 2)) && !/["“]/.test(quote);
  return opened || closed;
}

/**
 * Whether the article itself gives a quote to a speaker, by what stands right beside it: quotation marks, "said" or "said
 * that" before it, or ", … said" to the end of its sentence. Such a claim is never the outlet's own.
 */
export function isReported(source: Source, evidence: Evidence): boolean {
  const { text } = source;
  if (isWithinMarks(text, evidence)) return true;
  const sentence = source.sentenceAround(evidence);
  const before = text.slice(sentence.start, evidence.start);
  const lead = source.words(before);
  if (/[\p{L}’']\s$/u.test(before)) {
    if (saysSo(lead, lead.length - 1) && lead.at(-1)?.lower !== 'according') return true;
    if (lead.at(-1)?.lower === 'that' && saysSo(lead, lead.length - 2)) return true;
  }
  const after = text.slice(evidence.end, sentence.end);
  if (!/^,\s/.test(after)) return false;
  const trail = source.words(after);
  const at = trail.findIndex((_, index) => saysSo(trail, index));
  const verb = trail[at];
  if (verb === undefined || at > SPEAKER_WORDS || trail.slice(0, at).some(opensClause)) return false;
  if (verb.lower === 'according') return at === 0;
  return !/ing$/.test(verb.lower) && trail.length - at - 1 <= TRAILING_WORDS;
}

function opensClause(word: Word): boolean {
  return /^(?:and|but|which|who|whose|that|as|while|although|though)$/.test(word.lower);
}
