import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Names, Span, Token } from './model.ts';
import { nounPhraseAfter, nounPhraseBefore } from './noun-phrases.ts';
import { type Cue, clauseTopic, isParticiple } from './topic-clauses.ts';

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
    'december jan. feb. mar. apr. aug. sept. oct. nov. dec.'
  ).split(' '),
);

/** How well a topic names its matter: as a question or an act, by a noun that says so, by a phrase, by a bare noun. */
export type TopicKind = 'clause' | 'named' | 'phrase' | 'bare';

export interface Topic {
  text: string;
  kind: TopicKind;
  /** Where the clause ends that is the topic. */
  end?: number;
}

/**
 * The matter of an issue as a short phrase of the text: what is asked, denied or refused (`clauseTopic`); what "the status
 * of" or "a dispute over" names; the object of what somebody refuses, denies or is accused of; else the subject or the
 * object of the clause, if it is no actor. A bare noun takes what is told of it: "zones stalled for years".
 * @param cue the tokens of the words that show the matter to be open.
 * @returns undefined where no phrase names it.
 */
export function topicOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  cue: Cue,
  quote: Span,
): Topic | undefined {
  const { tokens } = document;
  const words = tokensIn(document, quote);
  const from = words[0]?.index ?? clause.from;
  const to = partEnd(tokens, cue.to, (words.at(-1)?.index ?? clause.to - 1) + 1);
  const end = partEnd(tokens, cue.to, document.sentences[clause.sentence]?.to ?? to);
  const asked = clauseTopic(document, names, clauses, clause, cue);
  if (asked !== undefined) return { ...asked, kind: 'clause' };
  const verbEnd = clause.verb?.to ?? cue.to;
  const governed = clauses[clause.index + 1];
  const under = governed?.governor === clause.index && governed.sentence === clause.sentence ? governed : undefined;
  const usable = (spans: readonly (Span | undefined)[]): Span[] =>
    spans
      .flatMap((span) => (span ? [withoutPointing(tokensIn(document, span), span)] : []))
      .map((span) => whole(document, clauses, clause.sentence, span))
      .filter((span) => span.end - span.start >= SHORTEST_TOPIC && namesMatter(document, names, clause, span));
  const sliceOf = (span: Span): string =>
    document.text
      .slice(span.start, span.end)
      .replace(/^["“]|["”]$/gu, '')
      .replace(TO_A_TIME, '');
  const isRich = (span: Span): boolean => !isBare(tokensIn(document, span));
  const found = namedMatter(tokens, from, to);
  const matter = found && whole(document, clauses, clause.sentence, withoutPointing(tokensIn(document, found), found));
  if (matter && isRich(matter) && matter.end - matter.start >= SHORTEST_TOPIC)
    return { text: sliceOf(matter), kind: 'named' };
  const named = usable([cueNoun(tokens, cue, from, end)]).find(isRich);
  if (named) return { text: sliceOf(named), kind: 'named' };
  const undone = withoutDue(document, clause, cue, subjectOf(document, clauses, clause, ownersEnd(tokens, from)));
  if (undone !== undefined) return { text: undone, kind: 'phrase' };
  const near = usable([
    behindCue(tokens, cue, end),
    ...(under ? matterUnder(tokens, under, end) : []),
    accusedOf(tokens, clause, end),
    ...(actsUpon(clause, cue)
      ? [nounPhraseAfter(tokens, verbEnd, end)]
      : [
          subjectOf(document, clauses, clause, from),
          nounPhraseBefore(tokens, from, clause.verb?.from ?? cue.from),
          nounPhraseAfter(tokens, tokens[verbEnd]?.pos === 'ADP' ? verbEnd + 1 : verbEnd, end),
        ]),
  ]);
  const rich = near.find(isRich);
  if (rich) return { text: sliceOf(rich), kind: 'phrase' };
  for (const span of near) {
    const told = withPredicate(document, clause, span, to) ?? withActor(document, clause, span);
    if (told !== undefined) return { text: told, kind: 'phrase' };
  }
  const further = usable(phrasesIn(tokens, from, to));
  const other = further.find(isRich) ?? near[0] ?? further[0];
  return other ? { text: sliceOf(other), kind: 'bare' } : undefined;
}

/** "a decision | to the spring", "a vote | until Thursday": when it is put off to. */
const TO_A_TIME =
  /(?<=\S) (?:to|until|till) (?:(?:the|next|this|late|early|mid|end of) ?)*(?:spring|summer|autumn|winter|week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\b.*$/i;

/** The end of a stretch, or of the part of it before a semicolon or before who says so. */
function partEnd(tokens: readonly Token[], from: number, to: number): number {
  const mark = tokens
    .slice(from, to)
    .findIndex(
      ({ text, lower }, at) => text === ';' || (lower === 'according' && tokens[from + at + 1]?.lower === 'to'),
    );
  return mark < 0 ? to : from + mark;
}

/** The subject from its beginning: "UK plans for a facility | to help with debt | have not been agreed". */
function subjectOf(document: Document, clauses: readonly Clause[], clause: Clause, from: number): Span | undefined {
  const { tokens } = document;
  const { verb } = clause;
  if (!verb || (!verb.passive && !/^(?:be|remain|stay|stand|seem|appear)$/.test(verb.lemma))) return undefined;
  const before = clauses[clause.index - 1];
  const added = before?.sentence === clause.sentence && before.to === clause.from && before.verb?.tense === 'none';
  // "the money | pledged by the donors | has not been paid".
  if (verb.from === clause.from && added && before.verb?.from === before.from)
    return nounPhraseBefore(tokens, document.sentences[clause.sentence]?.from ?? from, before.from);
  const first = tokens[from];
  if (!first || !['DET', 'ADJ', 'NOUN', 'PROPN', 'NUM'].includes(first.pos)) return undefined;
  return nounPhraseAfter(tokens, from, verb.from);
}

/** Verbs by which somebody takes a stand: the matter is their object, never their subject. */
const STANDING: ReadonlySet<string> = new Set(
  'deny reject dismiss refute refuse accuse oppose criticise criticize blame challenge dispute contest condemn ignore resist suspect'.split(
    ' ',
  ),
);

/** Whether the cue is an active verb of one who takes a stand: "the church denied | these allegations". */
function actsUpon({ verb }: Clause, cue: Cue): boolean {
  return verb !== undefined && !verb.passive && STANDING.has(verb.lemma) && verb.from < cue.to && cue.from < verb.to;
}

/** "these claims" that "the church denied": "claims denied by the church". */
function withActor(document: Document, clause: Clause, span: Span): string | undefined {
  const { tokens } = document;
  const { verb, subjects } = clause;
  const head = verb && tokens[verb.head];
  const [subject, other] = subjects;
  const words = tokensIn(document, span);
  if (!verb || !head || verb.passive || !STANDING.has(verb.lemma) || verb.negated || verb.modal !== undefined)
    return undefined;
  if (words.length !== 1 || (words[0]?.index ?? 0) < verb.to || (words[0]?.index ?? 0) > verb.to + 2) return undefined;
  if (other || subject?.how === 'pronoun') return undefined;
  const own =
    subject && subject.start < head.start ? { from: subject.from, to: subject.to } : shortSubject(tokens, clause);
  const first = own && tokens[own.from];
  const last = own && tokens[own.to - 1];
  if (!first || !last) return undefined;
  const article = tokens[first.index - 1]?.lower === 'the' ? 'the ' : '';
  return `${document.text.slice(span.start, span.end)} ${participleOf(verb.lemma)} by ${article}${document.text.slice(first.start, last.end)}`;
}

/** The participle of a regular verb: "deny", "refuse", "reject". */
function participleOf(lemma: string): string {
  if (lemma.endsWith('y')) return `${lemma.slice(0, -1)}ied`;
  return lemma.endsWith('e') ? `${lemma}d` : `${lemma}ed`;
}

/** A subject of few words between the beginning of its clause and its verb. */
function shortSubject(tokens: readonly Token[], { from, verb }: Clause): { from: number; to: number } | undefined {
  if (!verb || verb.from - from < 1 || verb.from - from > LONGEST_SUBJECT) return undefined;
  const start = tokens[from]?.lower === 'the' ? from + 1 : from;
  const words = tokens.slice(start, verb.from);
  const plain = words.every(({ pos }) => pos === 'NOUN' || pos === 'PROPN' || pos === 'ADJ');
  return plain && words.length > 0 ? { from: start, to: verb.from } : undefined;
}

const LONGEST_SUBJECT = 4;

/** Nouns by which a cue itself names the matter: "a trade dispute between the two neighbours". */
const CONFLICT =
  /^(?:dispute|tension|row|standoff|stand-off|disagreement|conflict|rift|stalemate|deadlock|impasse|controversy|feud|violation|relation|problem|difference|backlog|impunity|lack|absence)$/;

function cueNoun(tokens: readonly Token[], cue: Cue, from: number, to: number): Span | undefined {
  for (let at = cue.from; at < cue.to; at++) {
    const token = tokens[at];
    // "the controversial project", "alleged talks".
    if (token?.pos === 'ADJ' && at === cue.to - 1 && ['NOUN', 'PROPN', 'ADJ'].includes(tokens[cue.to]?.pos ?? 'X'))
      return nounPhraseAfter(tokens, at, to);
    // "there is no such | understanding on monitors".
    const isDenied = tokens[at - 1]?.lower === 'such' && tokens[at - 2]?.lower === 'no';
    if (isDenied && token?.pos === 'NOUN') return nounPhraseAfter(tokens, at, to);
    if (token?.pos !== 'NOUN' || !CONFLICT.test(token.lemma.toLowerCase())) continue;
    let start = at;
    while (start > from && ['NOUN', 'PROPN', 'ADJ', 'PART'].includes(tokens[start - 1]?.pos ?? 'X')) start -= 1;
    return nounPhraseAfter(tokens, start, to);
  }
  return undefined;
}

/** Nouns whose infinitive says what they are about: "its ability to secure documents". */
const WANTS_ACT =
  /^(?:ability|right|power|bid|effort|attempt|proposal|decision|demand|request|refusal|reluctance|failure|call|duty|obligation|permission|approval|threat|pledge|promise|offer|intention|plan|authority|capacity|need|opportunity)$/;
const BEHIND_PARTICIPLE = /^(?:by|in|for|on|from|to|between|over|against|with|under|at)$/;
/** The most tokens that a phrase is lengthened by. */
const LONGEST_TAIL = 8;

/** A phrase with the infinitive or the participle that belongs to it: "money | pledged by the donors". */
function whole(document: Document, clauses: readonly Clause[], sentence: number, span: Span): Span {
  const { tokens } = document;
  const words = tokensIn(document, span);
  const last = words.at(-1);
  const head = headOf(words);
  const next = last && tokens[last.index + 1];
  if (!last || !head || !next) return span;
  const clause = inSentence(clauses, sentence).find(({ verb }) => verb?.from === next.index);
  const verb = clause?.verb;
  if (verb?.tense !== 'none' || verb.modal !== undefined) return span;
  const acts = verb.infinitive && head === last && WANTS_ACT.test(head.lemma.toLowerCase());
  const simple = !words.some(({ pos }) => pos === 'ADP');
  const done = simple && verb.passive && !verb.infinitive && BEHIND_PARTICIPLE.test(tokens[verb.to]?.lower ?? '');
  if (!acts && !done) return span;
  const object = nounPhraseAfter(tokens, done ? verb.to + 1 : verb.to, clause?.to ?? verb.to, LONGEST_TAIL);
  return object ? { start: span.start, end: object.end } : span;
}

/** What is told of a bare subject by a passive: "agreement to be ratified by the board", "zones stalled for years". */
function withPredicate(document: Document, clause: Clause, span: Span, to: number): string | undefined {
  const { tokens } = document;
  const { verb } = clause;
  const head = tokensIn(document, span).at(-1);
  if (!verb?.passive || !head || head.index >= verb.from || verb.from - head.index > 2) return undefined;
  if (VAGUE.has(head.lemma.toLowerCase()) || !isParticiple(tokens[verb.head])) return undefined;
  const due = /^(?:must|should|shall|will|would)$/.test(verb.modal ?? '') || verb.tense === 'future';
  if (verb.modal !== undefined && !due) return undefined;
  const yet = tokens.slice(verb.from, verb.to).some((token) => token.lower === 'yet');
  const joint = verb.negated ? (yet ? 'not yet ' : 'not ') : due ? 'to be ' : verb.progressive ? 'being ' : '';
  if (verb.negated && due) return undefined;
  const words = tokens.slice(verb.head, tailEnd(tokens, verb.to, Math.min(to, clause.to)));
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return undefined;
  return `${document.text.slice(span.start, span.end)} ${joint}${document.text.slice(first.start, last.end)}`;
}

/** Participles of what is owed to persons. */
const OWED =
  /^(?:paid|compensated|reimbursed|refunded|consulted|heard|freed|released|told|informed|rehoused|evacuated)$/;

/** What persons have not been given who are owed it: "crews of the two boats not paid", "unpaid crew". */
function withoutDue(document: Document, { verb }: Clause, cue: Cue, span: Span | undefined): string | undefined {
  const done = verb && document.tokens[verb.head];
  const state = document.tokens[cue.to - 1]?.lower ?? '';
  const lacks = LACKING.test(state);
  const owed = verb?.passive && verb.negated && verb.modal === undefined && OWED.test(done?.lower ?? '');
  if (!span || !done || !(owed || lacks)) return undefined;
  const own = withoutPointing(tokensIn(document, span), span);
  const words = tokensIn(document, own);
  const head = headOf(words);
  const lemma = head?.lemma.toLowerCase() ?? '';
  if (!head || head.pos === 'PRON' || !(PERSONS.has(lemma) || NO_MATTER.has(lemma) || GROUPS.test(head.lower)))
    return undefined;
  const persons = document.text.slice(own.start, own.end);
  if (owed) return `${persons} not ${done.lower}`;
  const [first, second] = words;
  return first?.pos === 'NUM' && second
    ? `${first.text} ${state} ${document.text.slice(second.start, own.end)}`
    : `${state} ${persons}`;
}

function ownersEnd(tokens: readonly Token[], from: number): number {
  return /^(?:her|his|its|their)$/.test(tokens[from]?.lower ?? '') ? from + 1 : from;
}

/** How persons are who are not given what is owed to them. */
const LACKING = /^(?:unpaid|jailed|imprisoned|detained|missing|trapped|homeless|stranded)$/;

const GROUPS = /^(?:people|men|women|children|staff|families|villagers|crews?|owners|relatives)$/;

/** One past the phrase behind a verb: "by the board", "for years". */
function tailEnd(tokens: readonly Token[], from: number, to: number): number {
  if (tokens[from]?.pos !== 'ADP') return from;
  const limit = Math.min(to, from + LONGEST_TAIL);
  let end = from + 1;
  while (end < limit && ['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'PART'].includes(tokens[end]?.pos ?? 'X')) end += 1;
  return ['NOUN', 'PROPN'].includes(tokens[end - 1]?.pos ?? 'X') ? end : from;
}

/** Nouns for persons: who somebody is can be open, but then the text asks it. Lemmas. */
const PERSONS: ReadonlySet<string> = new Set(
  (
    'man woman boy girl child baby person individual guy driver passenger pilot captain player footballer coach manager ' +
    'teacher student pupil doctor nurse lawyer attorney solicitor barrister prosecutor judge juror witness victim suspect ' +
    'gunman killer attacker assailant thief robber burglar murderer rapist hacker terrorist militant rebel insurgent ' +
    'subversive fighter soldier officer policeman guard detective investigator inspector rescuer firefighter survivor ' +
    'resident villager citizen civilian voter user customer client consumer worker employee employer employee boss owner ' +
    'tenant landlord neighbour husband wife father mother parent son daughter brother sister uncle aunt cousin friend ' +
    'boyfriend girlfriend partner classmate colleague fan supporter opponent rival competitor candidate contender ' +
    'lawmaker legislator senator congressman mayor councillor governor ambassador diplomat envoy mediator negotiator ' +
    'representative delegate aide adviser advisor assistant secretary treasurer director executive trader investor banker ' +
    'broker economist scientist researcher academic professor journalist reporter editor writer author artist singer ' +
    'actor actress celebrity king queen prince princess pope priest bishop imam cleric pastor monk refugee migrant ' +
    'immigrant asylum-seeker prisoner inmate hostage detainee farmer fisherman miner developer contractor mouthpiece ' +
    'advocate activist campaigner protester demonstrator critic commentator figure mastermind perpetrator culprit ' +
    'duke duchess lord lady baron ' +
    'organiser organizer organisation organization police army troops force crew team club family couple group operator ' +
    'bank airline carrier manufacturer supplier retailer agency union institution authority administration department ' +
    'council committee parliament congress senate board panel regulator watchdog'
  ).split(' '),
);

const POINTING =
  /^(?:its|their|his|her|our|my|your|this|that|these|those|such|any|much|many|some|more|no|first|other|another|the|a|an)$/;

/** "its privacy settings", "these tariffs": whose and which is not told by a topic that stands alone. */
export function withoutPointing(words: readonly Token[], span: Span): Span {
  let at = 0;
  while (at < words.length - 1 && POINTING.test(words[at]?.lower ?? '')) at += 1;
  // "much of the money": the money.
  if (
    /^(?:much|most|all|part|half|many)$/.test(words[at - 1]?.lower ?? words[at]?.lower ?? '') &&
    words.length > at + 1
  ) {
    const of = words[at]?.lower === 'of' ? at : words[at + 1]?.lower === 'of' ? at + 1 : -1;
    const named =
      of < 0 ? undefined : words.slice(of + 1).find(({ pos, lower }) => pos !== 'DET' && !POINTING.test(lower));
    if (named) return { start: named.start, end: span.end };
  }
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

/** Nouns that name a matter without another word. */
const TELLING: ReadonlySet<string> = new Set(
  (
    'sovereignty independence autonomy ceasefire cease-fire truce statehood amnesty compensation extradition ransom ' +
    'succession abortion euthanasia immigration corruption doping ownership custody citizenship recognition reunification ' +
    'secession devolution disarmament denuclearisation denuclearization enlargement ratification accession'
  ).split(' '),
);

/** One common noun, with nothing that tells which one; or what somebody does, without the rest. */
export function isBare(words: readonly Token[]): boolean {
  const [first, second] = words;
  if (first === undefined) return true;
  const content = words.filter(({ pos }) => pos === 'NOUN' || pos === 'PROPN' || pos === 'ADJ' || pos === 'VERB');
  const [only, other] = content;
  if (other === undefined) {
    if (only === undefined) return true;
    return only.pos !== 'PROPN' && !TELLING.has(only.lemma.toLowerCase());
  }
  const lemmas = content.map(({ lemma }) => lemma.toLowerCase());
  if (lemmas.every((lemma, at) => VAGUE.has(lemma) || (content[at]?.pos === 'ADJ' && EMPTY_ADJECTIVES.has(lemma))))
    return true;
  // "slapping", "inflaming with arms": what somebody does, and no matter; "shooting of a journalist" is one.
  return /ing$/.test(first.lower) && first.pos === 'VERB' && second?.pos === 'ADP' && second.lower !== 'of';
}

/** Adjectives that do not tell one thing from another. */
const EMPTY_ADJECTIVES: ReadonlySet<string> = new Set(
  'big small good bad main major key certain various several different own further similar latest recent full new old same other very large great serious'.split(
    ' ',
  ),
);

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

/** Whether a phrase can name a matter: no actor, no person, no date or number, no place, and not "the two sides". */
export function namesMatter(document: Document, names: Names, clause: Clause, span: Span): boolean {
  const words = tokensIn(document, span);
  const head = headOf(words);
  if (!head || head.pos === 'PRON' || head.pos === 'NUM' || head.pos === 'SYM' || /^[\d%$£€]/.test(head.text))
    return false;
  const lemma = head.lemma.toLowerCase();
  if (NO_MATTER.has(lemma) || PERSONS.has(lemma) || /^(?:sides?|per ?cent|%)$/.test(head.lower)) return false;
  if (lemma !== 'case' && /^(?:people|men|women|children|guys|folks)$/.test(head.lower)) return false;
  return !isName(document, names, clause, span);
}

/** Whether a phrase is no more than the name of one who can act, or of a place, a person or a paper. */
function isName(document: Document, names: Names, clause: Clause, span: Span): boolean {
  const head = headOf(tokensIn(document, span));
  if (!head) return true;
  // "the ministry in the capital", "the capital on Monday": whatever hangs on the name.
  return inSentence(names.mentions, clause.sentence).some(({ start, end }) => start <= head.start && head.end <= end);
}

/** The last noun before what hangs on the phrase. */
function headOf(words: readonly Token[]): Token | undefined {
  const behind = words.findIndex((token, at) => at > 0 && (token.pos === 'ADP' || token.text === ','));
  const own = words.slice(0, behind < 0 ? words.length : behind);
  return own.findLast(({ pos }) => pos === 'NOUN' || pos === 'PROPN') ?? own.at(-1);
}
