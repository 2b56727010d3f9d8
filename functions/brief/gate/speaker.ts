import type { Attribution, Evidence } from '../../core/brief.ts';
import { isConnective } from './allowed-words.ts';
import { isSaying } from './cues.ts';
import { holds, names, type PartyForms } from './party-names.ts';
import { type Source, standsAt } from './reading.ts';
import { isReported } from './reported.ts';
import { answers } from './spoken-turns.ts';
import { stateCalled } from './state-names.ts';
import { recentStretch } from './surroundings.ts';
import type { Word } from './words.ts';

/** How many words beside "said" may be the speaker. */
const REACH = 6;
const PRONOUN = /^(?:it|they|he|she|we|i|who|which|that)$/;
/** How far behind a quote's sentence its speaker may be named, in code units: "“…” That, Olin said, …". */
const SENTENCE_REACH = 300;
/** How many paragraphs back the name of one who goes on speaking may stand. */
const SPEAKER_PARAGRAPHS = 3;

function verbNearest(words: readonly Word[], from: number, to: number): number | undefined {
  let best: { index: number; distance: number } | undefined;
  for (const [index, word] of words.entries()) {
    if (!isSaying(word)) continue;
    const distance = word.end <= from ? from - word.end : word.start >= to ? word.start - to : 0;
    if (best === undefined || distance < best.distance) best = { index, distance };
  }
  return best?.index;
}

/**
 * The words beside the attributing verb nearest to a quote: where its speaker stands if the sentence names one.
 * @returns undefined where the sentence attributes nothing, or only to a pronoun.
 */
function attributorBeside(source: Source, evidence: Evidence): readonly Word[] | undefined {
  const { text } = source;
  const sentence = source.sentenceAround(evidence);
  const words = source.words(text.slice(sentence.start, sentence.end));
  const index = verbNearest(words, evidence.start - sentence.start, evidence.end - sentence.start);
  if (index === undefined) return undefined;
  const before = words.slice(Math.max(0, index - REACH), index);
  const after = words.slice(index + 1, index + 1 + REACH);
  const according = words[index]?.lower === 'according';
  // A pronoun right before or behind the verb speaks.
  const subject = before.filter((word) => !/^(?:has|have|had|also|later|then|repeatedly)$/.test(word.lower)).at(-1);
  if (!according && (PRONOUN.test(subject?.lower ?? '') || PRONOUN.test(after[0]?.lower ?? 'it'))) {
    const named =
      before.some((word) => word.capital && !word.opening) || (subject?.capital === true && !subject.opening);
    if (!named) return undefined;
  }
  const beside = according ? after : [...before, ...after];
  return beside.some((word) => word.capital || !isConnective(word.lower, word.stem)) ? beside : undefined;
}

function shares(words: readonly Word[], label: readonly Word[]): boolean {
  return label.some(
    (part) =>
      !isConnective(part.lower, part.stem) &&
      words.some((word) => word.lower === part.lower || word.stem === part.stem),
  );
}

/**
 * Whether the article lets a label be the speaker of a quote: it is named in the sentence beside the attributing verb,
 * or the sentence leaves the speaker open and the label is named in it or shortly before.
 * @param forms the party that the label belongs to, where it is one.
 */
export function maySpeak(source: Source, label: string, evidence: Evidence, forms?: PartyForms): boolean {
  const { text } = source;
  const words = source.words(label);
  if (words.length === 0) return false;
  if (answers(source, label, evidence, forms)) return true;
  const beside = attributorBeside(source, evidence);
  // Another name of the party that speaks is the party; a stranger's is not.
  const own = forms !== undefined && names(forms, source.plain(label)) ? forms : undefined;
  if (beside !== undefined) {
    return shares(beside, words) || (own !== undefined && names(own, beside.map((word) => word.lower).join(' ')));
  }
  const recent = source.plainIn(recentStretch(text, evidence, SPEAKER_PARAGRAPHS));
  const sentence = source.sentenceAround(evidence);
  const near = `${recent} ${source.plainIn(sentence)}`;
  if (holds(near, source.plain(label))) return true;
  return own !== undefined && names(own, near);
}

const BEFORE_SAYING =
  /^(?:has|have|had|also|later|then|on|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/;
/** Forms that are nouns, participles or praise as often as sayings. */
const NOT_PLAINLY_SAYING =
  /(?:ing$|^(?:notes?|reports?|claims?|signals?|hopes?|pledged?s?|vow(?:s|ed)?|alleged|suspected)$)/;

/** Whether an article plainly lets a party speak: its name and "said" side by side. */
export function isHeardIn(words: readonly Word[], forms: PartyForms): boolean {
  return forms.parts.some((parts) =>
    words.some((_, at) => {
      if (!standsAt(words, at, parts)) return false;
      let next = at + parts.length;
      if (words[next - 1]?.possessive === true) return false;
      while (BEFORE_SAYING.test(words[next]?.lower ?? '') && words[next]?.before.trim() === '') next++;
      const verb = words[next];
      if (verb === undefined || !isSaying(verb) || verb.before.trim() !== '') return false;
      return !NOT_PLAINLY_SAYING.test(verb.lower) && words[next + 1]?.lower !== 'by';
    }),
  );
}

/** Whether attributing words are somebody's who is not named in them: "he added", "the ministry said". */
function leavesNameOpen(words: readonly Word[]): boolean {
  const named = words.some((word, index) => word.capital && (index > 0 || !isConnective(word.lower, word.stem)));
  if (named) return false;
  // "…, adding that": whoever spoke before goes on.
  if (words.length === 1 && /ing$/.test(words[0]?.lower ?? '')) return true;
  return words.some(isSaying) && words.some((word) => PRONOUN.test(word.lower) || word.lower === 'the');
}

/** Whether the pronoun of attributing words may mean a label: a state is no "he", a person no "it". */
function isMeantBy(words: readonly Word[], label: string, forms: PartyForms | undefined): boolean {
  const says = (pronoun: RegExp): boolean => words.some((word) => pronoun.test(word.lower));
  if (says(/^(?:he|she|i)$/)) return stateCalled(label) === undefined;
  return !(says(/^it$/) && forms?.party.kind === 'person');
}

/** Whether anybody says what stands in the sentence of a quote: a verb of saying is there, or quotation marks. */
function isSaid(source: Source, evidence: Evidence): boolean {
  const sentence = source.sentenceAround(evidence);
  const whole = source.text.slice(sentence.start, sentence.end);
  return /["“”«»]/.test(whole) || source.words(whole).some(isSaying);
}

/** Whether attributing words give a quote to a label: they name it in the quote's sentence, or it was named before them. */
function attributes(
  source: Source,
  label: string,
  piece: Evidence,
  first: Evidence,
  forms: PartyForms | undefined,
): boolean {
  const { text } = source;
  const words = source.words(piece.quote);
  const plain = words.map((word) => word.lower).join(' ');
  const namedBy = (stretch: string): boolean =>
    holds(stretch, source.plain(label)) || (forms !== undefined && names(forms, stretch));
  if (leavesNameOpen(words))
    return isMeantBy(words, label, forms) && namedBy(source.plainIn(recentStretch(text, piece, SPEAKER_PARAGRAPHS)));
  if (!namedBy(plain)) return false;
  const sentence = source.sentenceAround(first);
  const beside = piece.start < sentence.end && piece.end > sentence.start && words.some(isSaying);
  return beside || maySpeak(source, label, first, forms);
}

/**
 * An attribution that the article carries: its label stands in its own evidence (or a pronoun that follows it does), and
 * may speak there. One that it does not carry becomes an unnamed one: the claim stays somebody's, and is never made the
 * outlet's.
 */
export function checkedAttribution(
  source: Source,
  attribution: Attribution,
  evidence: readonly Evidence[],
  formsById: ReadonlyMap<string, PartyForms>,
): { attribution: Attribution; held: boolean } {
  const { voice, label, party } = attribution;
  const forms = party === undefined ? undefined : formsById.get(party);
  const name = label ?? forms?.party.name;
  const [first] = evidence;
  if (first === undefined) return { attribution, held: false };
  if (name === undefined) {
    const mute = Object.keys(attribution).length > 1 || voice === 'party' || voice === 'named';
    if (voice === 'outlet' && isReported(source, first)) return { attribution: { voice: 'unnamed' }, held: true };
    if (!mute) return { attribution, held: false };
    return { attribution: { voice: voice === 'outlet' ? voice : 'unnamed' }, held: true };
  }
  const own = attribution.evidence ?? [];
  if (party === undefined && own.length === 0 && label !== undefined && source.writers.includes(label))
    return isReported(source, first) ? { attribution: { voice: 'unnamed' }, held: true } : { attribution, held: false };
  const carried =
    answers(source, name, first, forms) ||
    (own.length === 0
      ? isSaid(source, first) && maySpeak(source, name, first, forms)
      : own.some((piece) => isClose(source, piece, first) && attributes(source, name, piece, first, forms)));
  return carried ? { attribution, held: false } : { attribution: { voice: 'unnamed' }, held: true };
}

/** Whether attributing words stand in the quote's paragraph, or few before it, or behind it in its sentence. */
function isClose(source: Source, piece: Evidence, first: Evidence): boolean {
  if (piece.start >= first.start) return piece.start < source.sentenceAround(first).end + SENTENCE_REACH;
  return recentStretch(source.text, first, SPEAKER_PARAGRAPHS).start <= piece.start;
}
