import type { Attribution } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import { QUOTING_LEMMAS } from './lexicon/speech-verbs.ts';
import type { Clause, Document, Mention, Names, Span, Token } from './model.ts';

const SUBJECT_PRONOUNS: ReadonlySet<string> = new Set(['he', 'she', 'it', 'they', 'who', 'which']);

/**
 * Writes an item's sentence: its quote, with the fewest edits that let it stand alone. A subject pronoun becomes the name
 * that it stands for, a missing subject is put before, and what a source says is written as said. No other word is added.
 */
export function sentenceFor(
  document: Document,
  names: Names,
  clause: Clause,
  span: Span,
  attribution: Attribution,
): string {
  const own = speaksOfItself(document, names, span, attribution);
  const body = own ? document.text.slice(span.start, span.end) : withSubject(document, names, clause, span);
  return asClaim(document, body, span, attribution, own);
}

/** "…, it is working": the pronoun stands for the speaker, and may stay behind "Syria says". */
function speaksOfItself(document: Document, names: Names, span: Span, attribution: Attribution): boolean {
  const [first] = tokensIn(document, span);
  if (!first || attribution.party === undefined || !SUBJECT_PRONOUNS.has(first.lower)) return false;
  return inSentence(names.mentions, first.sentence).some(
    (mention) => mention.start === first.start && mention.entity === attribution.party,
  );
}

function withSubject(document: Document, names: Names, clause: Clause, span: Span): string {
  const text = document.text.slice(span.start, span.end);
  const [first] = tokensIn(document, span);
  if (!first) return text;
  const pronoun = inSentence(names.mentions, first.sentence).find(
    (mention) => mention.start === first.start && mention.how === 'pronoun',
  );
  const subject = pronoun ?? onlySubject(clause, span);
  const name = subject ? names.entities.get(subject.entity)?.name : undefined;
  if (name === undefined) return isSubjectless(first) ? text : capitalised(text);
  if (SUBJECT_PRONOUNS.has(first.lower)) return capitalised(`${name}${text.slice(first.end - span.start)}`);
  if (pronoun || !clause.verb) return isSubjectless(first) ? text : capitalised(text);
  const bare = first.start === document.tokens[clause.verb.from]?.start && clause.verb.tense !== 'none';
  if (bare) return capitalised(`${name} ${text}`);
  return isSubjectless(first) ? text : capitalised(text);
}

function onlySubject(clause: Clause, span: Span): Mention | undefined {
  const [subject, other] = clause.subjects;
  if (!subject || other || clause.start < span.start) return undefined;
  return subject;
}

function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  return first.toUpperCase() + text.slice(first.length);
}

/** "… says …" before what a source says, unless the words already say that somebody says it. */
function asClaim(document: Document, body: string, span: Span, attribution: Attribution, own: boolean): string {
  const { voice, label } = attribution;
  if (voice === 'outlet' || voice === 'document' || label === undefined) return body;
  const tokens = tokensIn(document, span);
  if (tokens.some((token) => tellsSource(token))) return body;
  if (!own && body.toLowerCase().includes(label.toLowerCase())) return body;
  if (!own && tokens[0] && isSubjectless(tokens[0]) && startsAlike(tokens[0], body))
    return `${capitalised(label)}: “${document.text.slice(span.start, span.end)}”`;
  return `${capitalised(label)} ${isPlural(label, voice) ? 'say' : 'says'} ${lowered(document, body, span)}`;
}

/** Whether a stretch begins with its verb or a relative, so that it is no sentence: it is shown as quoted. */
function isSubjectless(first: Token): boolean {
  return first.pos === 'VERB' || first.pos === 'AUX' || /^(?:which|who|whom|whose)$/.test(first.lower);
}

/** Whether nothing was put before the first word. */
function startsAlike(first: Token, body: string): boolean {
  return body.startsWith(first.text) || body.startsWith(capitalised(first.text));
}

/** Verbs by which a party says something of its own accord; with one of them the words already tell their source. */
const DECLARING: ReadonlySet<string> = new Set(
  'announce deny accuse warn pledge promise vow urge demand threaten'.split(' '),
);

function tellsSource(token: Token): boolean {
  if (token.lower === 'according') return true;
  return token.pos === 'VERB' && (QUOTING_LEMMAS.has(token.lemma) || DECLARING.has(token.lemma));
}

/** "officials say", "the United States says": a common noun in the plural, or a name. */
function isPlural(label: string, voice: Attribution['voice']): boolean {
  const last = label.split(' ').at(-1) ?? label;
  if (/^(?:people|police)$/i.test(last)) return true;
  if (!/s$/.test(last) || /(?:ss|us|is)$/.test(last)) return false;
  return voice === 'unnamed' || /^\p{Ll}/u.test(last);
}

/** The first letter in lower case, unless the word is a name, "I" or an abbreviation. */
function lowered(document: Document, body: string, span: Span): string {
  const [first] = tokensIn(document, span);
  const kept = !first || !body.startsWith(capitalised(first.text)) || first.pos === 'PROPN' || first.lower === 'i';
  if (kept || /^\p{Lu}{2}/u.test(first.text)) return body;
  return body.slice(0, 1).toLowerCase() + body.slice(1);
}
