import { inSentence } from './by-sentence.ts';
import { isTold } from './clause-cuts.ts';
import { PARTICIPLE_FORMS } from './lexicon/verb-forms.ts';
import type { Clause, Document, Mention, Names, Token } from './model.ts';
import { canAct } from './roles.ts';
import { isBalanced } from './standing-sentence.ts';

/** The words that show a matter to be open: the first token, and one past the last. */
export interface Cue {
  from: number;
  to: number;
}

/** The most tokens of a topic that is a clause, and the fewest that say something. */
const LONGEST = 18;
const SHORTEST = 3;
/** How far behind its cue a question may begin: "refused to give | any more details about | how". */
const REACH = 6;
/** And one behind "on" or "about": "respond to a request for comment on | when". */
const FAR_REACH = 11;

const ASKING = /^(?:whether|how|why|what|who|where|when|which|if)$/;
/** Those that open a question wherever they stand; the others also open relatives and times. */
const ALWAYS_ASKING = /^(?:whether|how|why)$/;
/** Words before "if" that make a question of it. */
const WONDERING =
  /^(?:know|known|say|see|seen|clear|unclear|unknown|sure|certain|ask|wonder|determine|decide|establish)$/;
const MARK = /^(?:[.,;:?!()–—]|--)$/;
/** Words at which what is asked has ended, once it has a verb. */
const AFTERWARDS =
  /^(?:as|while|because|although|though|since|until|unless|amid|but|so|despite|whereas|after|before|if)$/;
const SUBJECT_PRONOUN = /^(?:he|she|it|they)$/;
const POSSESSIVE_PRONOUN = /^(?:its|his|her|their)$/;
const PRONOUN = /^(?:he|she|it|they|i|we|you)$/;
const SPEAKER_PRONOUN = /^(?:i|we|you|us|me|our|my|your)$/;
const POINTING = /^(?:this|that|these|those)$/;
/** Nouns with which somebody says that something is so. */
const CLAIM =
  /^(?:report|claim|allegation|accusation|denial|suggestion|charge|rumour|rumor|speculation|doubt|evidence|proof|confirmation|assertion|indication|suspicion)$/;
const CLAIMING: ReadonlySet<string> = new Set(
  'deny doubt dispute allege claim believe suspect speculate reject confirm verify'.split(' '),
);
/** What somebody refuses who refuses to speak. */
const SPEAKING: ReadonlySet<string> = new Set(
  'comment say give discuss elaborate confirm reveal disclose identify speculate answer name specify tell'.split(' '),
);

/**
 * The topic of an issue that is a clause: what is asked ("whether the ferry will reopen"), what is denied, doubted or
 * alleged (the same), what is refused ("refusal to vacate the islands") or what somebody is accused of. Pronouns whose
 * party is known become its name.
 * @returns undefined where the text has no such clause, or none that can be read by itself.
 */
export function clauseTopic(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  cue: Cue,
): ClauseTopic | undefined {
  const own = inSentence(clauses, clause.sentence);
  const text: Text = { document, names, own, end: document.sentences[clause.sentence]?.to ?? cue.to };
  return (
    askedBefore(text, cue) ??
    asked(text, cue) ??
    claimed(text, clause, cue) ??
    accused(text, clause) ??
    refused(text, cue) ??
    doing(text, cue)
  );
}

/** A topic, and where in the text its last word ends. */
export interface ClauseTopic {
  text: string;
  end: number;
}

interface Text {
  document: Document;
  names: Names;
  /** The clauses of the sentence. */
  own: readonly Clause[];
  /** One past the last token of the sentence. */
  end: number;
  /** Who denies what is told: "he" at its beginning. */
  denier?: Mention | undefined;
}

/** "It is unclear | whether the ferry will reopen", "questions about | how the papers were lost". */
function asked(text: Text, cue: Cue): ClauseTopic | undefined {
  const { tokens } = text.document;
  for (let at = cue.from; at < Math.min(text.end, cue.to + FAR_REACH); at++) {
    const token = tokens[at];
    if (!token || (at >= cue.to && MARK.test(token.text))) return undefined;
    const asksAbout = /^(?:on|about|to|of|over)$/.test(tokens[at - 1]?.lower ?? '');
    if (at >= cue.to + REACH && !asksAbout) continue;
    if (!ASKING.test(token.lower) || !opensQuestion(tokens, at, cue)) continue;
    const orNot = tokens[at + 1]?.lower === 'or' && tokens[at + 2]?.lower === 'not' ? 2 : 0;
    const word = token.lower === 'if' ? 'whether' : token.lower;
    return finite(text, at + 1 + orNot, word) ?? ofSubject(text, cue, at + 1 + orNot, word);
  }
  return undefined;
}

const LONGEST_SUBJECT = 4;

/** "The insurer is weighing | whether it can go on": whether the insurer can, if nothing else is named that it may be. */
function ofSubject(text: Text, cue: Cue, from: number, word: string): ClauseTopic | undefined {
  const { document, own } = text;
  const { tokens } = document;
  const clause = own.find((other) => other.from <= cue.from && cue.from < other.to);
  const pronoun = tokens[from];
  if (!clause?.verb || !pronoun || !/^(?:it|they)$/.test(pronoun.lower)) return undefined;
  const start = tokens[clause.from]?.lower === 'that' ? clause.from + 1 : clause.from;
  const subject = tokens.slice(start, clause.verb.from);
  const [first, last] = [subject[0], subject.at(-1)];
  if (!first || last?.pos !== 'NOUN' || subject.length > LONGEST_SUBJECT) return undefined;
  if (subject.some(({ pos }) => !['DET', 'ADJ', 'NOUN'].includes(pos))) return undefined;
  const between = tokens.slice(clause.verb.to, from - 1);
  if (between.some(({ pos }) => pos === 'NOUN' || pos === 'PROPN')) return undefined;
  if ((pronoun.lower === 'they') !== (last.lower !== last.lemma)) return undefined;
  const done = finite(text, from + 1, word);
  if (done === undefined) return undefined;
  const who = `${first.lower}${document.text.slice(first.end, last.end)}`;
  return { ...done, text: `${word} ${who}${done.text.slice(word.length)}` };
}

/** Forms of a verb that open a predicate, and what may stand between them and the cue. */
const OPENS_PREDICATE =
  /^(?:is|are|was|were|has|have|had|remains?|remained|stays?|can|could|may|might|will|would|depends?)$/;
const WITHIN_PREDICATE = /^(?:be|been|being|not|never|still|yet|now|also|only|itself)$/;

/** "Whether the ferry will reopen | is not known": what is asked is the subject of the cue. */
function askedBefore(text: Text, cue: Cue): ClauseTopic | undefined {
  const { tokens } = text.document;
  const from = beginning(tokens, cue.from);
  const word = tokens[from]?.lower ?? '';
  if (!ASKING.test(word) || word === 'if' || tokens[from + 1]?.lower === 'ever') return undefined;
  const to = predicateOf(tokens, from, cue);
  if (to === undefined || to - from < SHORTEST || to - from > LONGEST) return undefined;
  if (tokens.slice(from, to).some(({ text: mark }, at) => MARK.test(mark) && !isWithin(tokens, from + at)))
    return undefined;
  const isAct = tokens[from + 1]?.lower === 'to';
  const told = tokens.slice(from + 1, to).some(({ pos }) => pos === 'VERB' || pos === 'AUX');
  if (!isAct && !told) return undefined;
  const said = spoken(text, from + 1, to);
  return said && behind(word, said);
}

/** The first token of the sentence, or of the part of it behind a semicolon, in which a token stands. */
function beginning(tokens: readonly Token[], at: number): number {
  let from = at;
  for (let before = tokens[from - 1]; before?.sentence === tokens[at]?.sentence; before = tokens[from - 1]) {
    if (/^[;:]$/.test(before?.text ?? '')) break;
    from -= 1;
  }
  while (from < at && /^(?:["“'‘]|and|but|just|exactly)$/.test(tokens[from]?.lower ?? '')) from += 1;
  return from;
}

/** Where the predicate of a cue begins: "| has still not been explained", "| remains disputed". */
function predicateOf(tokens: readonly Token[], from: number, cue: Cue): number | undefined {
  let at = cue.from;
  while (at > from && WITHIN_PREDICATE.test(tokens[at]?.lower ?? '')) at -= 1;
  if (!OPENS_PREDICATE.test(tokens[at]?.lower ?? '')) {
    at = cue.from - 1;
    while (at > from && WITHIN_PREDICATE.test(tokens[at]?.lower ?? '')) at -= 1;
  }
  if (at <= from || !OPENS_PREDICATE.test(tokens[at]?.lower ?? '')) return undefined;
  return /^(?:can|could|may|might|will|would)$/.test(tokens[at - 1]?.lower ?? '') ? at - 1 : at;
}

function opensQuestion(tokens: readonly Token[], at: number, cue: Cue): boolean {
  const word = tokens[at]?.lower ?? '';
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (!next || MARK.test(next.text)) return false;
  // "how can it": asked of the reader.
  if (/^(?:how|why|when|where)$/.test(word) && next.pos === 'AUX') return false;
  if (word === 'what' && next.pos === 'AUX' && !['VERB', 'ADJ', 'ADP'].includes(tokens[at + 2]?.pos ?? 'X'))
    return false;
  if (word === 'if') return WONDERING.test(before?.lower ?? '');
  if (ALWAYS_ASKING.test(word)) return true;
  if (/^(?:on|about|of|over)$/.test(before?.lower ?? '')) return true;
  return at <= cue.to && !['NOUN', 'PROPN', 'PUNCT', 'PRON'].includes(before?.pos ?? 'PUNCT');
}

/** "denied | that its ships had fired", "reports | that a truce was agreed": whether it is so. */
function claimed(text: Text, clause: Clause, cue: Cue): ClauseTopic | undefined {
  const { tokens } = text.document;
  for (let at = cue.from; at < Math.min(text.end, cue.to + REACH); at++) {
    const token = tokens[at];
    if (token?.lower !== 'that' || !CLAIM.test(tokens[at - 1]?.lemma.toLowerCase() ?? '')) continue;
    if (text.own.some(({ verb }) => verb?.from === at + 1)) continue;
    return finite(text, at + 1, 'whether');
  }
  const claiming = [clause, ...text.own].find(
    ({ verb }) =>
      verb !== undefined && CLAIMING.has(verb.lemma) && verb.from < cue.to && cue.from < verb.to && !verb.passive,
  );
  const having = claiming && havingDone(text, claiming);
  if (having) return having;
  const said = claiming && text.own.find(({ from, verb }) => from === claiming.to && isTold(verb));
  if (!said || said.governor !== claiming.index) return undefined;
  const from = tokens[said.from]?.lower === 'that' ? said.from + 1 : said.from;
  if (from >= (said.verb?.from ?? 0)) return undefined;
  return finite(
    claiming.verb?.lemma === 'deny' ? { ...text, denier: denierOf(text, claiming) } : text,
    from,
    'whether',
  );
}

/** "The company denied | having shipped fuel to the island": whether the company had done so. */
function havingDone(text: Text, claiming: Clause): ClauseTopic | undefined {
  const { tokens } = text.document;
  const at = claiming.verb?.to ?? claiming.to;
  if (claiming.verb?.lemma !== 'deny' || tokens[at]?.lower !== 'having') return undefined;
  const entity = denierOf(text, claiming)?.entity;
  const name = entity === undefined ? undefined : text.names.entities.get(entity)?.name;
  const done = phrase({ ...text, denier: undefined }, at + 1);
  return name === undefined || done === undefined ? undefined : behind(`whether ${name} had`, done);
}

/** Who denies, where a name stands right before the verb: "the boy's uncle, Juan Roe, | denied". */
function denierOf({ names }: Text, { sentence, verb, subjects: [subject, other] }: Clause): Mention | undefined {
  if (subject && !other && subject.how !== 'pronoun') return subject;
  return inSentence(names.mentions, sentence).find(
    (mention) =>
      verb !== undefined && mention.how !== 'pronoun' && mention.to <= verb.from && mention.to >= verb.from - 1,
  );
}

/** "accused Chile of | amassing vehicles": the accusation of doing so. */
function accused({ document, own, names, end }: Text, clause: Clause): ClauseTopic | undefined {
  const { tokens } = document;
  const { verb } = clause;
  if (!verb || !/^(?:accuse|suspect|acquit|convict)$/.test(verb.lemma)) return undefined;
  for (let at = verb.to; at < Math.min(end - 1, verb.to + LONGEST); at++) {
    if (tokens[at]?.lower !== 'of') continue;
    const act = tokens[at + 1];
    const gerund = /\p{L}{2}ing$/u.test(act?.lower ?? '') && (act?.pos === 'VERB' || act?.pos === 'AUX');
    if (!gerund) continue;
    // "suspected of inflaming | with arms": what stands before "which".
    if (tokens[at + 2]?.pos === 'ADP') return undefined;
    const done = phrase({ document, own, names, end }, at + 1);
    if (done === undefined) return undefined;
    return verb.lemma === 'accuse' ? behind('accusation of', done) : done;
  }
  return undefined;
}

/** "has refused to vacate the islands": the refusal to do so. */
function refused(text: Text, cue: Cue): ClauseTopic | undefined {
  const { tokens } = text.document;
  for (let at = cue.from; at < Math.min(cue.to, text.end - 2); at++) {
    const token = tokens[at];
    const [to, act] = [tokens[at + 1], tokens[at + 2]];
    const noun = nounOfRefusing(token?.lower ?? '');
    if (noun === undefined || to?.lower !== 'to' || !act) continue;
    if (!['VERB', 'NOUN', 'ADJ'].includes(act.pos) || SPEAKING.has(act.lemma)) return undefined;
    const done = phrase(text, at + 2);
    if (done === undefined) return undefined;
    if (noun !== 'doing') return behind(`${noun} to`, done);
    const gerund = gerundOf(act.lower);
    return gerund === undefined ? undefined : { ...done, text: done.text.replace(act.text, gerund) };
  }
  return undefined;
}

/** The noun of a word of refusing, where the word has one of its own stem. */
function nounOfRefusing(word: string): string | undefined {
  if (/^refus(?:e|es|ed|ing|al)$/.test(word)) return 'refusal';
  if (/^declin(?:e|es|ed|ing)$/.test(word)) return 'refusal';
  if (word === 'reluctance' || word === 'failure' || word === 'unwillingness' || word === 'inability') return word;
  return /^(?:fail|fails|failed|failing|unable|able)$/.test(word) ? 'doing' : undefined;
}

/** "frame" as "framing"; undefined where its spelling is not certain. */
function gerundOf(verb: string): string | undefined {
  if (!/^\p{Ll}{3,}$/u.test(verb) || /^(?:be|have|tie|die|lie|see|agree|free|guarantee|flee)$/.test(verb))
    return undefined;
  if (/[^e]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  // "stop" and "admit" double their last letter, "visit" and "offer" do not.
  if (/^[^aeiou]*[aeiou][bdgmnprt]$/.test(verb)) return `${verb}${verb.at(-1)}ing`;
  if (/^(?:admit|commit|permit|submit|refer|prefer|occur|begin|forget|regret|control|compel|transfer)$/.test(verb))
    return `${verb}${verb.at(-1)}ing`;
  return `${verb}ing`;
}

/** "doubts about | removing the missiles", "has admitted | carrying out the attack": what may be or have been done. */
function doing(text: Text, cue: Cue): ClauseTopic | undefined {
  const { tokens } = text.document;
  for (let at = cue.to - 1; at <= cue.to && at < text.end; at++) {
    const opens = /^(?:over|on|about|of|into|against)$/.test(tokens[at]?.lower ?? '');
    if (!opens && (at !== cue.to - 1 || !isParticiple(tokens[at]))) continue;
    const act = tokens[at + 1];
    const open = tokens[at + 2];
    const object = open !== undefined && ['DET', 'ADJ', 'NOUN', 'PROPN', 'PRON', 'NUM', 'ADP'].includes(open.pos);
    if (act && /\p{L}{2}ing$/u.test(act.lower) && act.pos === 'VERB' && object && open?.lower !== 'of') {
      const done = phrase(text, at + 1);
      if (done?.text.split(' ').length === 2 && open?.pos === 'ADP') return undefined;
      return done !== undefined && tokens[at - 1]?.lemma === 'accuse' ? behind('accusation of', done) : done;
    }
  }
  return undefined;
}

function behind(words: string, { text, end }: ClauseTopic): ClauseTopic {
  return { text: `${words} ${text}`, end };
}

/** A clause with its own verb behind a word that asks. */
function finite(text: Text, from: number, word: string): ClauseTopic | undefined {
  const { tokens } = text.document;
  const first = tokens[from];
  if (!first) return undefined;
  const opensWithPointing =
    POINTING.test(first.lower) && (tokens[from + 1]?.pos === 'AUX' || tokens[from + 1]?.pos === 'VERB');
  if (opensWithPointing || SPEAKER_PRONOUN.test(first.lower)) return undefined;
  const to = endOf(text, from, true);
  const verbs = text.own.some(({ verb }) => verb !== undefined && verb.head >= from && verb.head < to);
  if (!verbs || to - from < SHORTEST - 1) return undefined;
  const said = spoken(text, from, to);
  return said && behind(word, said);
}

/** A gerund or a bare infinitive with what belongs to it. */
function phrase(text: Text, from: number): ClauseTopic | undefined {
  const to = endOf(text, from, false);
  return to - from < SHORTEST - 1 ? undefined : spoken(text, from, to);
}

/** One past the last token of a clause that begins at a token: before the next mark, or where something else begins. */
function endOf({ document: { tokens }, own, end }: Text, from: number, needsVerb: boolean): number {
  const limit = Math.min(end, from + LONGEST);
  let verb = !needsVerb;
  let to = from;
  let edge = from;
  for (; to < limit; to++) {
    const token = tokens[to];
    if (!token || (MARK.test(token.text) && !isWithin(tokens, to))) break;
    const begun = verb && to > from + 1;
    const begins = own.find((clause) => clause.from === to || (clause.from === to + 1 && token.pos === 'CCONJ'));
    if (begun && begins && isTold(begins.verb) && (token.pos === 'CCONJ' || PRONOUN.test(token.lower))) break;
    if (begun && AFTERWARDS.test(token.lower)) break;
    if (begun && resumes(tokens, own, from, to)) break;
    if (own.some((clause) => clause.verb?.head === to)) verb = true;
    if (verb && to > from + 2 && /^(?:who|which|that|where)$/.test(token.lower) && tokens[to - 1]?.pos !== 'ADP')
      edge = to;
    if (verb && to > from + 2 && token.pos === 'ADP' && token.lower !== 'of') edge = to;
  }
  const isCut = to === limit && limit < end && !MARK.test(tokens[to]?.text ?? '.');
  if (isCut) to = edge > from + 2 ? edge : from;
  while (to > from && isOpen(tokens, to - 1)) to -= 1;
  return to;
}

/** Whether the verb of another clause begins at a token: "reluctance to roll back tariffs | was felt". */
function resumes(tokens: readonly Token[], own: readonly Clause[], from: number, at: number): boolean {
  const clause = own.find(({ verb }) => verb?.from === at);
  if (!clause || !isTold(clause.verb)) return false;
  const told = own.some(
    ({ verb }) =>
      isTold(verb) &&
      verb.from >= from &&
      verb.from < at &&
      (verb.modal === undefined || tokens[verb.head]?.lower !== verb.modal),
  );
  const infinitive = own.some(({ verb }) => verb !== undefined && !isTold(verb) && verb.head >= from && verb.head < at);
  if (!told && !infinitive) return false;
  const opened = tokens.slice(from, at).some((token) => /^(?:who|which|that|where|whose|when)$/.test(token.lower));
  const governor = own.find(({ index }) => index === clause.governor);
  return !opened && !(governor?.verb !== undefined && governor.verb.head >= from);
}

/** "$1,000" and "5:30" are not parted by their marks, nor is a short list. */
function isWithin(tokens: readonly Token[], at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return before?.end === token?.start && token?.end === next?.start;
}

function isOpen(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (/^(?:up|out|down|off|over|on|in|away|back)$/.test(token.lower)) return tokens[at - 1]?.pos !== 'VERB';
  return (
    (['ADP', 'DET', 'CCONJ', 'SCONJ', 'PART', 'AUX', 'PUNCT'].includes(token.pos) && !/^["”]$/.test(token.text)) ||
    /^(?:that|who|which|where|when|also|even|just|only)$/.test(token.lower)
  );
}

/** The words of a stretch with the names of those for whom its pronouns stand; undefined where one of them stays open. */
function spoken({ document, names, own, denier }: Text, from: number, to: number): ClauseTopic | undefined {
  const { tokens } = document;
  const mentions = inSentence(names.mentions, tokens[from]?.sentence ?? 0);
  const named = new Set<string>();
  let text = '';
  let last = tokens[from]?.start ?? 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) return undefined;
    const denies = at === from && denier !== undefined && agrees(names, denier, token.lower);
    const mention = denies ? denier : mentions.find((other) => other.start <= token.start && token.end <= other.end);
    if (SPEAKER_PRONOUN.test(token.lower) && token.text !== 'US') return undefined;
    const isSubject = SUBJECT_PRONOUN.test(token.lower);
    const isOwner = POSSESSIVE_PRONOUN.test(token.lower);
    if (!isSubject && !isOwner) {
      if (mention) named.add(mention.entity);
      continue;
    }
    if (mention && named.has(mention.entity)) continue;
    const sure = denies || (mention !== undefined && isBeyondDoubt(tokens, names, own, mentions, mention));
    const name = mention && sure ? names.entities.get(mention.entity)?.name : undefined;
    if (name === undefined || mention === undefined) {
      // "whether the ferry would leave its berth": what stands before may own it.
      if (at > from && (isOwner || at > from + 3)) continue;
      return undefined;
    }
    named.add(mention.entity);
    text += document.text.slice(last, token.start) + (isOwner ? `${name}${/s$/.test(name) ? '’' : '’s'}` : name);
    last = token.end;
  }
  const whole = (text + document.text.slice(last, tokens[to - 1]?.end ?? last)).replace(/\s+/gu, ' ');
  const plain = isBalanced(whole) ? whole : whole.replace(/["“”]|(?<=^|\s)['‘](?=\p{L})/gu, '');
  return { text: plain.replace(/[.,;:]+$/u, ''), end: tokens[to - 1]?.end ?? last };
}

/** "he" and "she" are persons, "it" and "its" are none. */
function agrees(names: Names, mention: Mention, pronoun: string): boolean {
  const isPerson = names.entities.get(mention.entity)?.kind === 'person' || mention.person !== undefined;
  if (/^(?:he|she|his|her)$/.test(pronoun)) return isPerson && mention.person === undefined;
  return /^(?:they|their)$/.test(pronoun) || !isPerson;
}

/** Whether a pronoun can stand for one party only: the sentence names no other one before it. */
function isBeyondDoubt(
  tokens: readonly Token[],
  names: Names,
  own: readonly Clause[],
  mentions: readonly Mention[],
  pronoun: Mention,
): boolean {
  if (!canAct(names, pronoun.entity)) return false;
  const before = mentions.filter((other) => other.start < pronoun.start && other.how !== 'pronoun');
  const others = before.filter(
    (other) => other.entity !== pronoun.entity && names.entities.get(other.entity)?.kind !== 'outlet',
  );
  if (others.length > 0) return false;
  if (before.length > 0) return true;
  // Who is meant stands in another sentence: it must be the subject of this one, and no other name in it.
  const isNamed = (token: Token): boolean => token.pos === 'PROPN' && !/day$/.test(token.lower);
  if (tokens.some((token) => token.sentence === pronoun.sentence && token.start < pronoun.start && isNamed(token)))
    return false;
  return own.some(
    ({ subjects: [subject, other] }) =>
      other === undefined &&
      subject?.entity === pronoun.entity &&
      subject.sentence === pronoun.sentence &&
      subject.start < pronoun.start,
  );
}

/** The words of a silence: "declined to comment", "did not respond to a request for comment". */
const SILENCE = /^(?:comment|comments|named|identified|surname)$/;

/** Whether a cue tells only that somebody says nothing, and not of what: "refused to comment further". */
export function isSilence(tokens: readonly Token[], cue: Cue): boolean {
  const limit = cue.to + FAR_REACH;
  for (let at = cue.from; at < limit; at++) {
    const token = tokens[at];
    if (!token || token.sentence !== tokens[cue.from]?.sentence || (at > cue.to && MARK.test(token.text))) return false;
    if (!SILENCE.test(token.lower) || (at >= cue.to && at > cue.from + FAR_REACH)) continue;
    const about = tokens
      .slice(at + 1, at + 5)
      .findIndex(({ lower }) => /^(?:on|about|whether|how|why|when|if|who|what)$/.test(lower));
    const next = tokens[at + 2 + about];
    return about < 0 || /day$/.test(next?.lower ?? '') || next?.sentence !== token.sentence;
  }
  return false;
}

/** Whether a word is a participle, by its form. */
export function isParticiple(token: Token | undefined): boolean {
  return token !== undefined && (/\p{L}{2}ed$/u.test(token.lower) || PARTICIPLE_FORMS.has(token.lower));
}
