import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Names, Span, Token } from './model.ts';
import { nounPhraseAfter, nounPhraseBefore } from './noun-phrases.ts';
import { canAct } from './roles.ts';

/** Fewer letters than this seldom name a matter. */
const SHORTEST_TOPIC = 4;
/** Nouns that say that a matter follows: "the status of the Golan Heights". */
const MATTER = /^(?:status|future|fate|terms|legality|cause|extent|size|cost|timing|ownership)$/;
/** Nouns that say no more than that: "the issue of the Golan Heights" is about the Golan Heights. */
const BARE_MATTER =
  /^(?:issue|question|matter|problem|dispute|disagreement|row|debate|controversy|doubt|uncertainty|quarrel)$/;
/** Prepositions and conjunctions behind which the matter itself is named. */
const TOPIC_OPENERS = /^(?:over|on|about|whether|of|into|regarding|how|why|who)$/;
/** Nouns for those who act, for times, and for nothing in particular: never for a matter. */
const NO_MATTER: ReadonlySet<string> = new Set(
  (
    'country government official authority president minister spokesman spokeswoman spokesperson nation state party ' +
    'leader people politician expert analyst observer company firm group neighbour neighbor week month year day today ' +
    'yesterday court commission ministry head chairman others night time addition way thing step ground monday tuesday ' +
    'wednesday thursday friday saturday sunday january february march april june july august september october november ' +
    'december'
  ).split(' '),
);

interface Cue {
  from: number;
  to: number;
}

/**
 * The matter of an issue as a short noun phrase of the text: what "the status of" or "a dispute over" names, the object
 * of what somebody refuses, denies or is accused of; else the subject or the object of the clause, if it is no actor.
 * @param cue the tokens of the words that show the matter to be open.
 * @returns undefined where no noun phrase names it.
 */
export function topicOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  cue: Cue,
  quote: Span,
): string | undefined {
  const { tokens } = document;
  const words = tokensIn(document, quote);
  const from = words[0]?.index ?? clause.from;
  const to = (words.at(-1)?.index ?? clause.to - 1) + 1;
  const end = document.sentences[clause.sentence]?.to ?? to;
  const verbEnd = clause.verb?.to ?? cue.to;
  const governed = clauses[clause.index + 1];
  const under = governed?.governor === clause.index && governed.sentence === clause.sentence ? governed : undefined;
  const candidates = [
    namedMatter(tokens, from, end),
    behindCue(tokens, cue, end),
    ...(under ? matterUnder(tokens, under, end) : []),
    accusedOf(tokens, clause, end),
    nounPhraseBefore(tokens, from, clause.verb?.from ?? cue.from),
    nounPhraseAfter(tokens, verbEnd, end),
    ...phrasesIn(tokens, from, to),
  ];
  const named = candidates
    .flatMap((span) => (span ? [withoutPointing(tokensIn(document, span), span)] : []))
    .filter((span) => span.end - span.start >= SHORTEST_TOPIC);
  const matters = named.filter((span) => !isActor(document, names, clause, span));
  const found =
    matters.find((span) => !isVague(tokensIn(document, span))) ??
    matters[0] ??
    named.find((span) => tokensIn(document, span).length > 1 && !isParty(document, names, clause, span));
  return found ? document.text.slice(found.start, found.end) : undefined;
}

const POINTING =
  /^(?:its|their|his|her|our|my|your|this|that|these|those|such|any|much|many|some|more|no|first|other|another|the|a|an)$/;

/** "its privacy settings", "these tariffs": whose and which is not told by a topic that stands alone. */
function withoutPointing(words: readonly Token[], span: Span): Span {
  let at = 0;
  while (at < words.length - 1 && POINTING.test(words[at]?.lower ?? '')) at += 1;
  // "the Golan Heights" and "some of the islands" keep what they begin with.
  const next = words[at];
  if (next === undefined || next.lower === 'of' || (words[0]?.lower === 'the' && next.pos === 'PROPN')) return span;
  return { start: next.start, end: span.end };
}

/** Words that name a matter only with more beside them. */
const VAGUE: ReadonlySet<string> = new Set(
  (
    'thing issue matter question problem decision request report allegation claim statement action answer refusal debate lot ' +
    'view clash sign symbol case point side move deal plan proposal effort result step way part term number percent word fact ' +
    'situation circumstance event incident evidence comment remark concern accusation charge odds'
  ).split(' '),
);

function isVague(words: readonly Token[]): boolean {
  const [first, second] = words;
  if (first === undefined) return true;
  if (words.length === 1 && VAGUE.has(first.lemma.toLowerCase())) return true;
  // "slapping", "inflaming with arms": what somebody does, and no matter; "shooting of a journalist" is one.
  return /ing$/.test(first.lower) && (second === undefined || (second.pos === 'ADP' && second.lower !== 'of'));
}

function namedMatter(tokens: readonly Token[], from: number, to: number): Span | undefined {
  for (let at = from; at < to - 1; at++) {
    const token = tokens[at];
    const next = tokens[at + 1]?.lower ?? '';
    if (!token || (token.pos !== 'NOUN' && token.pos !== 'PROPN')) continue;
    const lemma = token.lemma.toLowerCase();
    if (MATTER.test(lemma) && next === 'of') return nounPhraseAfter(tokens, at, to);
    if (BARE_MATTER.test(lemma) && /^(?:of|over|about|on)$/.test(next)) {
      const behind = nounPhraseAfter(tokens, at + 2, to);
      if (behind) return withArticle(tokens, at + 2, behind);
      const asked = /^(?:what|whether|who|how|which|why)$/.test(tokens[at + 2]?.lower ?? '');
      if (asked && to - at <= LONGEST_QUESTION) return withoutMark(tokens, at, to);
    }
  }
  return undefined;
}

/** The most tokens of "dispute over what has been settled". */
const LONGEST_QUESTION = 10;

function withoutMark(tokens: readonly Token[], from: number, to: number): Span | undefined {
  const first = tokens[from];
  const last = tokens[to - 1]?.pos === 'PUNCT' ? tokens[to - 2] : tokens[to - 1];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** "the Golan Heights" keeps its article. */
function withArticle(tokens: readonly Token[], at: number, span: Span): Span {
  const [article, name] = [tokens[at], tokens[at + 1]];
  const kept = article?.lower === 'the' && name?.pos === 'PROPN' && name.start === span.start;
  return kept ? { start: article.start, end: span.end } : span;
}

/** Behind the last word of a cue that asks for its matter: "doubts about |", "clear | whether". */
function behindCue(tokens: readonly Token[], cue: Cue, to: number): Span | undefined {
  for (let at = cue.to - 1; at <= cue.to && at < to; at++) {
    const token = tokens[at];
    if (token && TOPIC_OPENERS.test(token.lower)) return nounPhraseAfter(tokens, at + 1, to);
  }
  return undefined;
}

/** "reluctance to vacate | some of the territories", "denies that | any understanding | exists". */
function matterUnder(tokens: readonly Token[], under: Clause, to: number): (Span | undefined)[] {
  const group = under.verb;
  if (!group) return [nounPhraseAfter(tokens, under.from, to)];
  const object = nounPhraseAfter(tokens, group.to, to);
  return group.infinitive ? [object] : [nounPhraseBefore(tokens, under.from, group.from), object];
}

/** "accused X of amassing | armoured vehicles". */
function accusedOf(tokens: readonly Token[], clause: Clause, to: number): Span | undefined {
  if (!/^(?:accuse|suspect|convict|acquit)$/.test(clause.verb?.lemma ?? '')) return undefined;
  for (let at = clause.verb?.to ?? clause.to; at < to - 1; at++) {
    if (tokens[at]?.lower !== 'of') continue;
    const gerund = /ing$/.test(tokens[at + 1]?.lower ?? '');
    return nounPhraseAfter(tokens, gerund ? at + 2 : at + 1, to);
  }
  return undefined;
}

/** Every noun phrase of a stretch, as a last resort. */
function phrasesIn(tokens: readonly Token[], from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let at = from; at < to; at++) {
    const opens = ['DET', 'ADJ', 'NOUN', 'PROPN'].includes(tokens[at]?.pos ?? 'X');
    const inside = ['DET', 'ADJ', 'NOUN', 'PROPN'].includes(tokens[at - 1]?.pos ?? 'X') && at > from;
    const span = opens && !inside ? nounPhraseAfter(tokens, at, to) : undefined;
    if (span) spans.push(span);
  }
  return spans;
}

/** Whether a phrase names those who act, "the two sides", or nothing in particular. */
function isActor(document: Document, names: Names, clause: Clause, span: Span): boolean {
  const head = headOf(tokensIn(document, span));
  if (!head || NO_MATTER.has(head.lemma.toLowerCase()) || head.lower === 'sides' || head.pos === 'PRON') return true;
  return isParty(document, names, clause, span);
}

/** Whether a phrase is the name of one who can act. */
function isParty(document: Document, names: Names, clause: Clause, span: Span): boolean {
  const head = headOf(tokensIn(document, span));
  if (!head) return true;
  return inSentence(names.mentions, clause.sentence).some(
    ({ start, end, entity }) => start <= head.start && span.end <= end && canAct(names, entity),
  );
}

/** The last word before what hangs on the phrase. */
function headOf(words: readonly Token[]): Token | undefined {
  const behind = words.findIndex((token) => token.pos === 'ADP' || token.text === ',');
  return words[(behind < 0 ? words.length : behind) - 1];
}
