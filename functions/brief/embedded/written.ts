import type { Attribution } from '../../core/brief.ts';
import { QUOTING_LEMMAS } from '../../core/text/speech-verbs.ts';
import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Entity, Mention, Names, Span, Token } from './model.ts';
import { capitalised, isBalanced, isEmptySubject } from './standing-sentence.ts';
import { nounStart, OF_EVENTS } from './standing-span.ts';

const SUBJECT_PRONOUNS: ReadonlySet<string> = new Set(['he', 'she', 'it', 'they', 'who', 'which']);

/**
 * Writes an item's sentence: its quote, with the fewest edits that let it stand alone. A subject pronoun becomes the name
 * that it stands for, a missing subject is put before, the relative behind a noun is left out, and what a source says is
 * written as said. No other word is added.
 */
export function sentenceFor(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  span: Span,
  attribution: Attribution,
): string {
  const tellsIt =
    !isReported(document, span) &&
    attribution.evidence?.some(({ start, end }) => start >= span.start && end <= span.end) === true;
  const own = !clause.quoted && !tellsIt && speaksOfItself(document, names, span, attribution);
  const relative = own ? undefined : withoutRelative(document, clauses, clause, span);
  const body = own
    ? document.text.slice(span.start, span.end)
    : (relative ?? withSubject(document, names, clause, span));
  // "hoped for talks with the rebels, who have refused them": what describes them is not said by whoever hopes.
  if (relative !== undefined && hasAside(document, clauses, clause.sentence, span))
    return capitalised(withoutAside(relative));
  const first = tokensIn(document, span)[0]?.index ?? 0;
  const begun = inSentence(clauses, clause.sentence).some(
    ({ verb, start }) => verb !== undefined && start < span.end && verb.from > first + 1 && verb.modal !== undefined,
  );
  const claim = asClaim(document, withoutAside(body), span, attribution, {
    own,
    begun,
    quoted: clause.quoted,
    tellsIt,
    isPlace: isPlaceOnly(names, attribution),
  });
  return isBalanced(claim) ? claim : withoutLoneMark(claim);
}

/** "it took “immediate action, closing the gates": without the mark that nothing closes. */
function withoutLoneMark(text: string): string {
  const marks = text.match(/["“”]/gu)?.length ?? 0;
  return marks === 1 ? text.replace(/["“”]/u, '') : text;
}

function isPlaceOnly(names: Names, { label, party }: Attribution): boolean {
  if (party !== undefined || label === undefined) return false;
  return [...names.entities.values()].some(({ name, kind }) => kind === 'place' && name === label);
}

/** "he said | he hopes": whether a verb of saying stands right before. */
function isReported({ tokens }: Document, span: Span): boolean {
  const at = tokens.findIndex(({ start }) => start >= span.start);
  const before = tokens[tokens[at - 1]?.lower === 'that' ? at - 2 : at - 1];
  return before?.pos === 'VERB' && QUOTING_LEMMAS.has(before.lemma);
}

/** Whether a comma stands before the relative of a stretch, and it is not within a quotation. */
function hasAside(document: Document, clauses: readonly Clause[], sentence: number, span: Span): boolean {
  const found = /^[^,]{1,100}, (?=(?:who|which)\s)/u.exec(document.text.slice(span.start, span.end));
  if (found === null) return false;
  const at = span.start + found[0].length;
  return inSentence(clauses, sentence).some(({ start, end, quoted }) => start <= at && at < end && !quoted);
}

/** "The Norse fleet, however, left": without the word that joins the sentence to another one. */
function withoutAside(text: string): string {
  return text
    .replace(/,(?=["”]$)/u, '')
    .replace(/, (?:however|meanwhile|moreover|nevertheless|therefore|though|for example|for instance),/u, '');
}

/** "…, it is working": the pronoun stands for the speaker, and may stay behind "Syria says". */
function speaksOfItself(document: Document, names: Names, span: Span, attribution: Attribution): boolean {
  const [first] = tokensIn(document, span);
  if (!first || !SUBJECT_PRONOUNS.has(first.lower)) return false;
  const { label, party, voice } = attribution;
  if (label === undefined || voice === 'outlet' || voice === 'document') return false;
  const mention = inSentence(names.mentions, first.sentence).find((other) => other.start === first.start);
  if (mention && party !== undefined) return mention.entity === party;
  // "The ministers said they plan": the verb of saying stands right before.
  const before = document.tokens.slice(Math.max(0, first.index - 3), first.index);
  const told = before.findLast((token) => !/^(?:that|NUM|NOUN)$/.test(token.lower) && token.pos === 'VERB');
  return told !== undefined && told.sentence === first.sentence && QUOTING_LEMMAS.has(told.lemma);
}

/** The most tokens of a noun that its relative makes the subject. */
const LONGEST_NOUN = 10;

/**
 * "the mayor, who signed the treaty": "the mayor signed the treaty", where nothing else is told of the mayor. A relative
 * that no comma parts from its noun tells which ones are meant ("drivers who struck"): it stands alone only behind a name
 * or "a".
 */
function withoutRelative(
  document: Document,
  clauses: readonly Clause[],
  clause: Clause,
  span: Span,
): string | undefined {
  const tokens = tokensIn(document, span);
  const [first] = tokens;
  const at = tokens.findIndex((token) => /^(?:who|which)$/.test(token.lower));
  const relative = tokens[at];
  const next = tokens[at + 1];
  if (!first || !relative || !next || at < 1 || at > LONGEST_NOUN || (next.pos !== 'VERB' && next.pos !== 'AUX'))
    return undefined;
  if (nounStart(document.tokens, first.index, relative.index) !== first.index) return undefined;
  const own = inSentence(clauses, clause.sentence).filter((other) => other.to > relative.index);
  // "Egypt, which had trouble, is now hoping": the noun has a verb of its own.
  const resumed = own.some(
    ({ verb, from, start }) =>
      start < span.end &&
      from > relative.index + 1 &&
      verb?.from === from &&
      (verb.tense !== 'none' || verb.modal !== undefined) &&
      !verb.infinitive,
  );
  if (resumed) return undefined;
  const noun = tokens[at - 1]?.text === ',' ? tokens[at - 2] : tokens[at - 1];
  if (!noun) return undefined;
  const parted = noun !== tokens[at - 1];
  const opens = document.sentences[first.sentence]?.from === noun.index;
  const named = noun.pos === 'PROPN' && !opens;
  if (!parted && !named && !/^an?$/.test(first.lower)) return undefined;
  if (!numbersAgree(tokens.slice(0, at), next)) return undefined;
  // "the definition, which could lead to fines": what could is told by the sentence, not by its last noun.
  const verb = own.find((other) => other.verb !== undefined && other.verb.from >= relative.index)?.verb;
  if (relative.lower === 'which' && (verb?.modal !== undefined || /^(?:mean|lead|cause|make)$/.test(verb?.lemma ?? '')))
    return undefined;
  // "an issue, which will be impossible to resolve": which one stands elsewhere.
  if (parted && relative.lower === 'which' && /^an?$/.test(first.lower)) return undefined;
  const end = parted ? relativeEnd(tokens, at) : undefined;
  return capitalised(document.text.slice(span.start, noun.end) + document.text.slice(relative.end, end ?? span.end));
}

/** "the plan, which brought aid to the south, | for the whole region": where the comma closes the relative. */
function relativeEnd(tokens: readonly Token[], relative: number): number | undefined {
  const comma = tokens.findIndex(
    ({ text }, at) =>
      at > relative + 2 && text === ',' && /^(?:for|to|with|from|into|as)$/.test(tokens[at + 1]?.lower ?? ''),
  );
  return comma < 0 ? undefined : tokens[comma - 1]?.end;
}

/** Whether a noun and a verb that shows its number can belong together: not "the council were". */
function numbersAgree(noun: readonly Token[], verb: Token): boolean {
  const head = noun.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  if (!head) return false;
  const joined = noun.some(({ lower }) => lower === 'and');
  const plural =
    joined ||
    (head.pos === 'NOUN' && /[^s]s$/.test(head.lower)) ||
    /^(?:people|police|men|women|children)$/.test(head.lower);
  if (/^(?:were|are|have)$/.test(verb.lower))
    return plural || /s$/.test(head.lower) || (head.pos === 'PROPN' && COLLECTIVE.test(head.lower));
  if (/^(?:was|is|has)$/.test(verb.lower)) return !plural || head.pos === 'PROPN';
  return true;
}

/** Names that are spoken of in the plural as well. */
const COLLECTIVE = /^(?:taliban|police|government|party|army|team|forces|hamas|hezbollah|opposition|unhcr)$/;

function withSubject(document: Document, names: Names, clause: Clause, span: Span): string {
  const text = document.text.slice(span.start, span.end);
  const [first] = tokensIn(document, span);
  if (!first) return text;
  const pronoun = inSentence(names.mentions, first.sentence).find(
    (mention) => mention.start === first.start && mention.how === 'pronoun',
  );
  const subject = pronoun ?? onlySubject(document, clause, span);
  const name = subject ? nameOf(document, names, subject, first, clause) : undefined;
  if (name === undefined) return isSubjectless(document, first) ? text : capitalised(text);
  if (SUBJECT_PRONOUNS.has(first.lower))
    return capitalised(behindName(name, text.slice(first.end - span.start), clause) ?? text);
  if (pronoun || !clause.verb) return isSubjectless(document, first) ? text : capitalised(text);
  const bare = first.start === document.tokens[clause.verb.from]?.start && clause.verb.tense !== 'none';
  if (bare) return capitalised(`${name} ${text}`);
  return isSubjectless(document, first) ? text : capitalised(text);
}

/**
 * The name to put in place of a pronoun or before a verb, with the article that it takes; undefined where it is not the
 * name of whom the word stands for: "he" is a person, also where the person speaks for a state, "it" is none.
 */
function nameOf(document: Document, names: Names, subject: Mention, first: Token, clause: Clause): string | undefined {
  const entity = names.entities.get(subject.entity);
  if (!entity) return undefined;
  const isPronoun = SUBJECT_PRONOUNS.has(first.lower);
  if (isPronoun && (first.lower === 'who' || first.lower === 'which')) return entity.name;
  // Who is meant within a quotation, the speaker knows.
  if (isPronoun && clause.quoted) return undefined;
  if (isPronoun && isListener(document, entity, first)) return undefined;
  const isPerson = /^(?:he|she)$/.test(first.lower);
  if (isPerson && entity.kind !== 'person') return subject.person;
  if (first.lower === 'it') {
    const { tokens, sentences } = document;
    // "It was expected that …": nobody was.
    if (isEmptySubject(tokens, first.index, sentences[first.sentence]?.to ?? tokens.length)) return undefined;
    if (entity.kind === 'person' || OF_EVENTS.has(clause.verb?.lemma ?? '')) return undefined;
    const next = document.tokens[first.index + 1];
    // "making | it clear that": its verb stands before it.
    if (next && (!['VERB', 'AUX', 'ADV', 'PART', 'PUNCT'].includes(next.pos) || next.lower === 'clear'))
      return undefined;
  }
  if (isPronoun && entity.kind === 'outlet') return undefined;
  const name = withTheArticle(document, entity);
  // "the Daily Post": no person, whatever it was taken for.
  return isPerson && name.startsWith('the ') ? undefined : name;
}

/** "told Roe that | he had seen it": who is told is not who has seen it. */
function isListener({ tokens }: Document, entity: Entity, first: Token): boolean {
  const end = tokens[first.index - 1]?.lower === 'that' ? first.index - 1 : first.index;
  const told = entity.mentions.find(({ to }) => to === end);
  return (
    told !== undefined && tokens.slice(Math.max(0, told.from - 3), told.from).some(({ lemma }) => lemma === 'tell')
  );
}

/** Last words of names that take an article in a sentence. */
const TAKES_ARTICLE =
  /(?:^|\s)(?:States|Nations|Kingdom|Emirates|Netherlands|Philippines|Union|Commission|Ministry|Court|Authority|Council|Committee|Parliament|Senate|Department|Agency|Administration|Government|Bureau|Office|Board|Bank|Fund|Organi[sz]ation|Federation|Republic|League|Alliance|Front|Movement|Association|Army|Navy|Guard|Police|Party|Service|Centre|Center|House|Assembly|Treasury|Taliban)$/;

function withTheArticle(document: Document, entity: Entity): string {
  const { name } = entity;
  const written = entity.mentions.filter(({ start, end }) => document.text.slice(start, end) === name);
  const withThe = written.filter(({ from }) => document.tokens[from - 1]?.lower === 'the');
  const bare = entity.kind === 'person' || !TAKES_ARTICLE.test(name) || /^the\s/iu.test(name);
  if (written.length === 0) return bare ? name : `the ${name}`;
  // "the Roe campaign" says nothing of Roe.
  return withThe.length * 2 > written.length ? `the ${name}` : name;
}

/** "They're late": "the guards are late"; what "he's" is short for cannot always be told. */
function behindName(name: string, rest: string, { verb }: Clause): string | undefined {
  const contracted = /^['’](s|re|ve)(?= )/u.exec(rest);
  if (contracted === null) return `${name}${rest}`;
  if (contracted[1] === 's' && verb?.progressive !== true) return undefined;
  const form = { s: 'is', re: 'are', ve: 'have' }[contracted[1] ?? 's'];
  return `${name} ${form}${rest.slice(contracted[0].length)}`;
}

function onlySubject(document: Document, clause: Clause, span: Span): Mention | undefined {
  const [subject, other] = clause.subjects;
  if (!subject || other || clause.start < span.start) return undefined;
  const [first] = tokensIn(document, span);
  const before = first && document.tokens[first.index - 1];
  // "previously | signed agreements", "had, in March, | barred it": not the verb of the subject before.
  const joins =
    before === undefined || before.sentence !== first?.sentence || before.pos === 'CCONJ' || before.text === ',';
  const told =
    joins || before.pos === 'NOUN' || before.pos === 'PROPN' || before.pos === 'PRON' || before.lower === 'that';
  if (!told) return undefined;
  const apart =
    before?.text === ',' && document.tokens.slice(subject.to, first?.index).some(({ pos }) => pos === 'AUX');
  return apart ? undefined : subject;
}

interface How {
  /** Whether the words begin with a pronoun that stands for the speaker. */
  own: boolean;
  /** Whether the speaker is known for a place, which says nothing. */
  isPlace: boolean;
  /** Whether the words hold those by which they are said. */
  tellsIt: boolean;
  /** Whether the words stand in quotation marks. */
  quoted: boolean;
  /** Whether something stands before the verb: "holding the lock | would cost". */
  begun: boolean;
}

/** "… says …" before what a source says, unless the words already say that somebody says it. */
function asClaim(
  document: Document,
  body: string,
  span: Span,
  attribution: Attribution,
  { own, begun, quoted, tellsIt, isPlace }: How,
): string {
  const { voice } = attribution;
  if (voice === 'outlet' || voice === 'document' || attribution.label === undefined) return capitalised(body);
  if (isPlace) return capitalised(body);
  const cue = attribution.cue?.replaceAll('\u00ad', '') ?? '';
  // "people hoping to buy bread were left waiting": who hopes says nothing.
  // "people who said they had voted": they are counted, not quoted.
  const isRelative = /^[^,]+\s(?:who|which)\s(?:\p{L}+\s)?\p{L}+$/u.test(attribution.evidence?.[0]?.quote ?? '');
  if (isRelative || /^(?:hoping|fearing|believing|expecting|wanting|thinking)$/.test(cue)) return capitalised(body);
  const label = withArticle(attribution.label, attribution).replace(BEFORE_HONORIFIC, '');
  const thinks =
    THINKING.test(cue) && !tokensIn(document, span).some(({ lower }) => lower === cue) && thinksItself(attribution);
  const plural = cue === 'say' || (cue !== 'says' && isPlural(label, voice));
  const says = thinks ? cue : plural ? 'say' : 'says';
  const tokens = tokensIn(document, span);
  const [first] = tokens;
  if (own && first) {
    const rest = document.text.slice(first.end, span.end);
    const verb = tokens.find((token) => token.pos === 'VERB' || token.pos === 'AUX');
    if (verb && tellsSource(verb) && verb.index === first.index + 1) return capitalised(`${label}${rest}`);
    return `${capitalised(label)} ${says} ${lowered(document, body, span)}`;
  }
  if (tellsIt || saysSo(tokens)) return capitalised(body);
  if (body.toLowerCase().includes(attribution.label.toLowerCase())) return capitalised(body);
  const isQuestion = /\?["”]?$/u.test(body);
  // "they are in for a fight": of whom the speaker speaks, stands elsewhere.
  const next = tokens[1];
  const stands = next !== undefined && ['VERB', 'AUX', 'ADV', 'PUNCT', 'PART'].includes(next.pos);
  const pointing =
    quoted &&
    stands &&
    first !== undefined &&
    /^(?:he|she|they|it|that|this|these|those)$/.test(first.lower) &&
    startsAlike(first, body);
  if (speaksInFirstPerson(tokens) || isQuestion || pointing)
    return `${capitalised(label)}: “${withoutMarks(document.text.slice(span.start, span.end))}”`;
  if (first && goesOnSpeaking(document, first))
    return `${capitalised(label)} ${document.text.slice(span.start, span.end)}`;
  if (first && !(begun && /ing$/.test(first.lower)) && isSubjectless(document, first) && startsAlike(first, body))
    return `${capitalised(label)}: “${document.text.slice(span.start, span.end)}”`;
  return `${capitalised(label)} ${says} ${lowered(document, body, span)}`;
}

/** Verbs by which somebody does not say a thing, but holds it. */
const THINKING =
  /^(?:believe[sd]?|thinks?|thought|hope[sd]?|fear(?:s|ed)?|expect(?:s|ed)?|suspect(?:s|ed)?|doubt(?:s|ed)?)$/;
/** Whether the words that attribute name the one to whom they do, or stand for them. */
function thinksItself({ label = '', evidence }: Attribution): boolean {
  const words = evidence?.[0]?.quote.toLowerCase() ?? '';
  return words.includes(label.toLowerCase()) || /^(?:it|he|she|they)\s/.test(words);
}

/** "Education Mr. Roe": what is left of an office before a name. */
const BEFORE_HONORIFIC = /^.*\s(?=(?:Mr|Mrs|Ms|Dr)\.? \p{Lu})/u;

/** The label with the article that the text puts before it: "the ministry", "a senior official". */
function withArticle(label: string, { evidence }: Attribution): string {
  const said = evidence?.[0]?.quote ?? '';
  const article = /^(?:the|an?|one) /iu.exec(said)?.[0] ?? '';
  const named = said.slice(article.length, article.length + label.length);
  if (article === '' || named.toLowerCase() !== label.toLowerCase()) return label;
  return `${article.toLowerCase()}${named}`;
}

/** Whether a stretch begins with its verb or a relative, so that it is no sentence: it is shown as quoted. */
function isSubjectless({ tokens }: Document, first: Token): boolean {
  const next = tokens[first.index + 1];
  // "hoped-for talks", "besieged towns are".
  if (next?.text === '-' && next.start === first.end) return false;
  return first.pos === 'VERB' || first.pos === 'AUX' || /^(?:which|who|whom|whose)$/.test(first.lower);
}

/** "she said, but | refused to give details": the verb is the speaker's. */
function goesOnSpeaking({ tokens }: Document, first: Token): boolean {
  const [said, comma, joint] = [tokens[first.index - 3], tokens[first.index - 2], tokens[first.index - 1]];
  const joins = /^(?:but|and)$/.test(joint?.lower ?? '') && comma?.text === ',';
  return joins && said !== undefined && first.pos === 'VERB' && QUOTING_LEMMAS.has(said.lemma) && said.pos === 'VERB';
}

/** Whether "I" or "we" is said, which only its speaker can say. */
function speaksInFirstPerson(tokens: readonly Token[]): boolean {
  let open = false;
  for (const { text, lower } of tokens) {
    if (/^["“”]$/.test(text)) open = text === '"' ? !open : text === '“';
    else if (!open && text !== 'US' && /^(?:i|we|our|my|us|me|ourselves|myself)$/.test(lower)) return true;
  }
  return false;
}

/** A text within quotation marks has none of its own at its edges. */
function withoutMarks(text: string): string {
  return /^["“][^"“”]*["”]$/u.test(text) ? text.slice(1, -1) : text;
}

/** Whether nothing was put before the first word. */
function startsAlike(first: Token, body: string): boolean {
  return body.startsWith(first.text) || body.startsWith(capitalised(first.text));
}

/** Verbs by which a party says something of its own accord; with one of them the words already tell their source. */
const DECLARING: ReadonlySet<string> = new Set(
  'announce deny accuse warn pledge promise vow urge demand threaten'.split(' '),
);

/** Whether the words tell their source: by their first verb, by their last one, or by "according to". */
function saysSo(tokens: readonly Token[]): boolean {
  if (tokens.some((token) => token.lower === 'according')) return true;
  const verbs = tokens.filter((token) => token.pos === 'VERB');
  const [first] = verbs;
  const last = verbs.at(-1);
  const end = tokens.at(-1)?.index ?? 0;
  if (first && tellsSource(first)) return true;
  return (
    last !== undefined &&
    tellsSource(last) &&
    (end - last.index <= LATE || /^(?:that|["“”])$/.test(tokens[tokens.indexOf(last) + 1]?.lower ?? ''))
  );
}

/** How near to the end a verb of saying closes what is said. In tokens. */
const LATE = 2;

function tellsSource(token: Token): boolean {
  return token.pos === 'VERB' && (QUOTING_LEMMAS.has(token.lemma) || DECLARING.has(token.lemma));
}

/** One word for several who speak, also with a capital letter at the beginning of a sentence. */
const PLURAL_SPEAKERS =
  /^(?:workers|employees|organi[sz]ers|teachers|farmers|drivers|students|settlers|protesters|protestors|demonstrators|officials|authorities|residents|villagers|activists|campaigners|investigators|prosecutors|doctors|nurses|scientists|researchers|experts|analysts|economists|critics|lawyers|ministers|lawmakers|senators|leaders|rebels|insurgents|militants|separatists|supporters|opponents|parents|relatives|witnesses|survivors|observers|diplomats|traders|investors|regulators|unions|banks|companies|republicans|democrats|conservatives|liberals|historians|engineers|miners|fishermen)$/i;

/** "officials say", "the United States says": a common noun in the plural, or a name. */
function isPlural(label: string, voice: Attribution['voice']): boolean {
  const last = label.split(' ').at(-1) ?? label;
  if (/^(?:people|police|(?!yemen$|turkmen$).*men)$/i.test(last)) return true;
  if (!/\s/u.test(label) && PLURAL_SPEAKERS.test(last)) return true;
  if (/(?:crats|licans|tives|erals|ists|ators|utors)$/.test(last)) return true;
  if (!/s$/.test(last) || /(?:ss|us|is)$/.test(last)) return false;
  return voice === 'unnamed' || /^\p{Ll}/u.test(last);
}

/** The first letter in lower case, unless the word is a name, "I" or an abbreviation. */
function lowered(document: Document, body: string, span: Span): string {
  const [first, second] = tokensIn(document, span);
  if (!first || !body.startsWith(capitalised(first.text)) || first.lower === 'i') return body;
  if (/^\p{Lu}{2}/u.test(first.text)) return body;
  if (first.pos === 'PROPN' && !opensSentence(document, first, second)) return body;
  return body.slice(0, 1).toLowerCase() + body.slice(1);
}

/** A word with a capital letter only because a sentence begins with it: "Additional funding". */
function opensSentence(document: Document, first: Token, second: Token | undefined): boolean {
  const opens = document.sentences[first.sentence]?.from === first.index && /^\p{Ll}/u.test(second?.text ?? '');
  return (
    opens &&
    /(?:al|ous|ive|able|ible|ful|less|ary|ing|ed|ly|more|many|such)$/.test(first.lower) &&
    second?.pos === 'NOUN'
  );
}
