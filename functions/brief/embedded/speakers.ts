import type { Voice } from '../../core/brief.ts';
import { withoutArticle } from './canonical.ts';
import {
  AGENTS,
  ANONYMITY,
  DOCUMENT_NOUNS,
  OFFICIAL_SOURCES,
  OUTLET_NOUNS,
  SPOKEN_FOR,
  UNNAMED_SOURCES,
} from './lexicon/sources.ts';
import type { Document, Entity, Mention, Names, Sentence, Statement, Token } from './model.ts';

/** The words that name a speaker: tokens, and the mention among them if there is one. */
export interface Speaker {
  from: number;
  to: number;
  mention?: Mention;
  voice: Voice;
  label: string;
  entity?: string;
  /** Full name, where a person speaks. */
  person?: string;
  /** The body by which a state speaks, as the text names it. */
  body?: string;
}

/** What speakers are found with. */
export interface Context {
  document: Document;
  names: Names;
  /** Mentions by first token. */
  byToken: Map<number, Mention>;
}

/** Longest apposition between a speaker and the verb, in tokens. */
const LONGEST_APPOSITION = 22;
/** Longest noun phrase that is read as an unnamed speaker, in tokens. */
const LONGEST_PHRASE = 9;

/** The speaker whose words end right before token `end`, an apposition between commas left out. */
export function subjectBefore(context: Context, sentence: Sentence, end: number): Speaker | undefined {
  const { tokens } = context.document;
  let last = end;
  if (tokens[last - 1]?.text === ',') {
    let open = last - 2;
    while (open > sentence.from && last - open < LONGEST_APPOSITION && tokens[open]?.text !== ',') open -= 1;
    if (tokens[open]?.text !== ',') return undefined;
    const apposed = mentionEnding(context, sentence, last - 1);
    const main = mentionEnding(context, sentence, open);
    if (
      apposed !== undefined &&
      main !== undefined &&
      apposed.entity === main.entity &&
      main.how !== 'name' &&
      main.how !== 'title'
    ) {
      return speakerOf(context, sentence, phraseStart(tokens, sentence, main.from), last - 1, apposed);
    }
    last = open;
  }
  if (tokens[last - 1]?.text === ')') {
    let open = last - 2;
    while (open > sentence.from && tokens[open]?.text !== '(') open -= 1;
    last = open;
  }
  const mention = mentionEnding(context, sentence, last);
  if (mention !== undefined) {
    const head = headBeforePlace(context, sentence, mention);
    if (head !== undefined) {
      const label = bare(wordsIn(context.document, head.from, last));
      return { ...head, to: last, label, ...(head.body === undefined ? {} : { body: label }) };
    }
    const others = peopleOf(context, sentence, mention);
    if (others !== undefined) return others;
    const start = phraseStart(tokens, sentence, mention.from);
    const speaksFor = tokens[start - 1]?.lower === 'for' && UNNAMED_SOURCES.has(tokens[start - 2]?.lower ?? '');
    return speakerOf(context, sentence, speaksFor ? phraseStart(tokens, sentence, start - 2) : start, last, mention);
  }
  return phraseEnding(context, sentence, last);
}

/** "They added": the unnamed sources of the sentence before go on. */
export function pronounBefore(
  context: Context,
  sentence: Sentence,
  end: number,
  earlier: Statement | undefined,
): Speaker | undefined {
  const token = context.document.tokens[end - 1];
  if (token === undefined || end - 1 < sentence.from || !/^(?:they|he|she)$/.test(token.lower)) return undefined;
  const { voice, label } = earlier?.attribution ?? {};
  if (voice !== 'unnamed' || label === undefined) return undefined;
  return {
    from: end - 1,
    to: end,
    voice,
    label,
    ...(earlier?.entity === undefined ? {} : { entity: earlier.entity }),
  };
}

/** "Officials in Asunción and Montevideo", "the Foreign Ministry in Oslo": who speaks, where places end the subject. */
function headBeforePlace(context: Context, sentence: Sentence, place: Mention): Speaker | undefined {
  const { tokens } = context.document;
  let at = place.from - 1;
  const floor = Math.max(sentence.from, place.from - LONGEST_PHRASE);
  while (at > floor && isWithinPlaces(tokens[at])) at -= 1;
  if (!/^(?:in|at|near|inside|from)$/.test(tokens[at]?.lower ?? '') || at === sentence.from) return undefined;
  const mention = mentionEnding(context, sentence, at);
  const isSource = UNNAMED_SOURCES.has(tokens[at - 1]?.lower ?? '');
  if (!isSource && (mention === undefined || mention.how === 'pronoun')) return undefined;
  const from = phraseStart(tokens, sentence, mention?.from ?? at - 1);
  return speakerOf(context, sentence, from, at, mention ?? bodyBefore(context, sentence, at - 1));
}

/** "Neighbours of Jane Roe", "the lawyers of Jane Roe": those who are hers, not she. */
function peopleOf(context: Context, sentence: Sentence, mention: Mention): Speaker | undefined {
  const { tokens } = context.document;
  const of = mention.from - 1;
  const noun = tokens[of - 1];
  if (tokens[of]?.lower !== 'of' || noun === undefined || of - 1 < sentence.from) return undefined;
  const isPerson = context.names.entities.get(mention.entity)?.kind === 'person';
  const isCommon = of - 1 === sentence.from ? /s$/.test(noun.lower) : noun.pos === 'NOUN' && noun.text === noun.lower;
  if (!isPerson || !isCommon) return undefined;
  const from = phraseStart(tokens, sentence, of - 1);
  return speakerOf(context, sentence, from, mention.to, undefined);
}

function isWithinPlaces(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return ['PROPN', 'ADJ', 'DET'].includes(token.pos) || token.lower === 'and' || token.text === ',';
}

function mentionEnding(context: Context, sentence: Sentence, end: number): Mention | undefined {
  for (let from = end - 1; from >= Math.max(sentence.from, end - 12); from -= 1) {
    const mention = context.byToken.get(from);
    if (mention !== undefined && mention.to === end) return mention;
  }
  return undefined;
}

/** Titles and adjectives right before a name belong to the label ("Secretary of State Jane Roe"). */
function phraseStart(tokens: Token[], sentence: Sentence, from: number): number {
  let start = from;
  while (start > sentence.from && from - start < 7) {
    const token = tokens[start - 1];
    const before = tokens[start - 2];
    if (token === undefined || /["“”,]/.test(token.text)) break;
    const isHyphen = token.text === '-' && tokens[start]?.start === token.end;
    const isWord = ['ADJ', 'NOUN', 'PROPN'].includes(token.pos) || isHyphen;
    const isOf = token.lower === 'of' && start - 2 >= sentence.from && /^\p{Lu}/u.test(before?.text ?? '');
    if (!isWord && !isOf) break;
    start -= 1;
  }
  return start;
}

/** An unnamed speaker: a noun phrase that ends right before token `end`, with a relative clause or "of …" allowed. */
function phraseEnding(context: Context, sentence: Sentence, end: number): Speaker | undefined {
  const { tokens } = context.document;
  let from = end;
  while (from > sentence.from && end - from < LONGEST_PHRASE + 6) {
    const token = tokens[from - 1];
    if (token === undefined || /^[,;:"“”()]$/.test(token.text)) break;
    from -= 1;
  }
  for (let at = from; at < end; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const mention = context.byToken.get(at);
    if (
      mention !== undefined &&
      mention.to <= end &&
      /^(?:who|which|in|of|from|at|for|on|to)$/.test(tokens[mention.to]?.lower ?? '')
    ) {
      return speakerOf(context, sentence, at, mention.to, mention);
    }
    if (isSource(context, sentence, at) || DOCUMENT_NOUNS.has(token.lower) || OUTLET_NOUNS.has(token.lower)) {
      const next = tokens[at + 1];
      if (next !== undefined && at + 1 < end && next.pos === 'NOUN') continue;
      return speakerOf(
        context,
        sentence,
        Math.max(from, phraseStart(tokens, sentence, at)),
        at + 1,
        bodyBefore(context, sentence, at),
      );
    }
  }
  return undefined;
}

/** A noun for people who say something: one of the lexicon, or any plural for those who do something ("shippers"). */
function isSource(context: Context, sentence: Sentence, at: number): boolean {
  const token = context.document.tokens[at];
  if (token === undefined || at >= sentence.to) return false;
  if (UNNAMED_SOURCES.has(token.lower)) return true;
  const isCommon = token.text === token.lower || at === sentence.from;
  return isCommon && ['NOUN', 'PROPN'].includes(token.pos) && AGENTS.test(token.lower);
}

/** "Vodafone spokesman": the body named right before the noun for its voice. */
function bodyBefore(context: Context, sentence: Sentence, at: number): Mention | undefined {
  if (!UNNAMED_SOURCES.has(context.document.tokens[at]?.lower ?? '')) return undefined;
  const mention = mentionEnding(context, sentence, at);
  const kind = mention === undefined ? undefined : context.names.entities.get(mention.entity)?.kind;
  return kind === undefined || ['person', 'place', 'outlet'].includes(kind) ? undefined : mention;
}

/** The speaker that begins at token `at`: an article, adjectives and titles, then a name or an unnamed source. */
export function phraseFrom(context: Context, sentence: Sentence, at: number): Speaker | undefined {
  const { tokens } = context.document;
  for (let index = at; index < Math.min(sentence.to, at + LONGEST_PHRASE); index += 1) {
    const token = tokens[index];
    if (token === undefined || /^[,;:.!?"“”)]$/.test(token.text)) return undefined;
    const mention = context.byToken.get(index);
    if (mention !== undefined) {
      const next = tokens[mention.to];
      const goesOn =
        next !== undefined &&
        mention.to < sentence.to &&
        (next.pos === 'NOUN' || next.pos === 'PROPN' || next.text === '’s' || next.text === "'s");
      if (!goesOn || mention.to - at >= LONGEST_PHRASE) return speakerOf(context, sentence, at, mention.to, mention);
      if (mention.how === 'name' || mention.how === 'title')
        return speakerOf(context, sentence, at, mention.to, mention);
    }
    const mayBeSpeaker =
      isSource(context, sentence, index) || DOCUMENT_NOUNS.has(token.lower) || OUTLET_NOUNS.has(token.lower);
    const next = tokens[index + 1];
    if (mayBeSpeaker && !(next !== undefined && index + 1 < sentence.to && ['NOUN', 'PROPN'].includes(next.pos))) {
      return speakerOf(context, sentence, at, index + 1, bodyBefore(context, sentence, index));
    }
    if (
      token.pos === 'VERB' ||
      token.pos === 'AUX' ||
      token.pos === 'ADV' ||
      token.pos === 'SCONJ' ||
      token.lower === 'to'
    )
      return undefined;
  }
  return undefined;
}

function speakerOf(
  context: Context,
  sentence: Sentence,
  from: number,
  to: number,
  mention: Mention | undefined,
): Speaker {
  const { document, names } = context;
  const label = bare(wordsIn(document, from, to));
  const head = document.tokens[to - 1]?.lower ?? '';
  const words = document.text.slice(sentence.start, sentence.end).toLowerCase();
  const entity = mention === undefined ? undefined : names.entities.get(mention.entity);
  const isAnonymous = UNNAMED_SOURCES.has(head) && ANONYMITY.some((phrase) => words.includes(phrase));
  if (entity === undefined || isAnonymous) {
    const voice: Voice = DOCUMENT_NOUNS.has(head) ? 'document' : OUTLET_NOUNS.has(head) ? 'outlet' : 'unnamed';
    return { from, to, voice, label };
  }
  const person = mention?.person;
  const common = { from, to, ...(mention === undefined ? {} : { mention }) };
  if (person === undefined && UNNAMED_SOURCES.has(head) && !SPOKEN_FOR.has(head)) {
    const speaksFor = OFFICIAL_SOURCES.has(head) && entity.kind !== 'place' ? { entity: entity.key } : {};
    return { ...common, voice: 'unnamed', label, ...speaksFor };
  }
  const shown = mention?.how === 'pronoun' || mention?.how === 'nominal' ? (person ?? entity.name) : label;
  if (entity.kind === 'outlet') return { ...common, voice: 'outlet', label: shown };
  if (entity.kind === 'place') return { ...common, voice: 'named', label: shown };
  const body = mention === undefined || person !== undefined ? undefined : bodyOf(document, mention, entity);
  return {
    ...common,
    voice: 'party',
    label: shown,
    entity: entity.key,
    ...(person === undefined ? {} : { person }),
    ...(body === undefined ? {} : { body }),
  };
}

/** The organ by which a state speaks ("Syrian Foreign Ministry"); any other body speaks by itself. */
function bodyOf(document: Document, mention: Mention, entity: Entity): string | undefined {
  if (entity.kind !== 'state' || !/^\p{Lu}/u.test(mention.organ ?? '')) return undefined;
  return withoutArticle(document.text.slice(mention.start, mention.end));
}

function bare(label: string): string {
  return label.replace(/^(?:the|a|an) /i, '');
}

/** The text from one token to another. */
export function wordsIn(document: Document, from: number, to: number): string {
  return document.text.slice(document.tokens[from]?.start ?? 0, document.tokens[to - 1]?.end ?? 0);
}
