import { inSentence } from './by-sentence.ts';
import { cutSentence, isFiniteGroup, type Piece } from './clause-cuts.ts';
import { SPEECH_LEMMAS } from './lexicon/speech-verbs.ts';
import { CLAUSE_TAKERS, CONDITIONALS } from './lexicon/verb-forms.ts';
import type { Clause, Document, Mention, Names, Sentence, Span, Token, VerbGroup } from './model.ts';
import { pairBefore, pairNounIn } from './pairs.ts';
import { findVerbGroups } from './verb-groups.ts';

/** Nouns that make what is done by "the … of X" done by X. */
const ORGANS: ReadonlySet<string> = new Set(
  (
    'government president minister ministry premier chancellor king queen emir sultan army navy force troop soldier police ' +
    'military parliament official authority leader leadership spokesman spokeswoman spokesperson ambassador envoy delegation ' +
    'cabinet administration regime representative head chairman director chief side negotiator diplomat general commander ' +
    'guard marine pilot fighter militia militant rebel guerrilla ' +
    'gunboat warship ship vessel submarine bomber warplane jet plane aircraft helicopter gunship tank artillery drone ' +
    'country member ally state nation founder executive ' +
    'service patrol team agent unit squad brigade battalion commando coastguard peacekeeper inspector investigator regulator ' +
    'lawmaker legislator senator prosecutor mission staff crew intelligence'
  ).split(' '),
);
/** Words that open a stretch of time before the subject: "Last week, …", "On Monday, …", "Next Wednesday, April 11, …". */
const TIME_WORDS =
  /^(?:last|next|earlier|later|this|that|yesterday|today|tomorrow|week|month|year|day|morning|evening|night|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,4}(?:st|nd|rd|th)?)$/i;

/** A longer sentence is a table or a list, and no rule reads it. In tokens. */
const LONGEST_SENTENCE = 400;

/**
 * Cuts every sentence of the body into clauses: one for each verb group, at ; : — subordinators, relatives, conjunctions
 * and commas.
 * @returns clauses in order of their place; `index` is a clause's place in the array and `governor` points into it.
 *   Subjects and objects are mentions, and stay empty where no rule tells them for certain.
 */
export function findClauses(document: Document, names: Names): Clause[] {
  const quoted = quotedSpans(document);
  const clauses: Clause[] = [];
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body' || sentence.to - sentence.from > LONGEST_SENTENCE) continue;
    const groups = findVerbGroups(document.tokens, sentence.from, sentence.to);
    const pieces = cutSentence(document.tokens, sentence, groups);
    const mentions = inSentence(names.mentions, sentence.index);
    const base = clauses.length;
    const built = pieces.map((piece, offset) => clauseOf(document, sentence, piece, base + offset, quoted));
    govern(built, pieces, document.tokens, base);
    fillSlots(built, pieces, document.tokens, mentions);
    for (const clause of built) nameBoth(clause, document.tokens, names);
    for (const clause of built) speakOfThemselves(clause, built, document.tokens, names, base);
    for (const clause of built) clauses.push(clause);
  }
  return clauses;
}

function clauseOf(
  document: Document,
  sentence: Sentence,
  piece: Piece,
  index: number,
  quoted: readonly Span[],
): Clause {
  const { tokens } = document;
  const start = tokens[piece.from]?.start ?? sentence.start;
  const end = tokens[piece.to - 1]?.end ?? sentence.end;
  const head = piece.group ? (tokens[piece.group.head]?.start ?? start) : start;
  return {
    index,
    sentence: sentence.index,
    start,
    end,
    from: piece.from,
    to: piece.to,
    ...(piece.group ? { verb: piece.group } : {}),
    subjects: [],
    objects: [],
    depth: 0,
    conditional: piece.link !== 'content' && piece.opener !== undefined && CONDITIONALS.has(piece.opener),
    quoted: isWithin(quoted, head),
  };
}

/** Sets governors and depth: what a clause hangs on. */
function govern(clauses: Clause[], pieces: readonly Piece[], tokens: readonly Token[], base: number): void {
  for (const [offset, piece] of pieces.entries()) {
    const clause = clauses[offset];
    if (!clause) continue;
    const before = lastWithVerb(clauses, offset);
    if (!before) continue;
    const governor = governorOf(piece, before, pieces[before.index - base], tokens);
    if (governor !== undefined) clause.governor = governor;
    if (piece.link === 'relative' || piece.link === 'subordinate') {
      clause.depth = before.depth === 0 ? 1 : 2;
    } else if (piece.link === 'infinitive' || piece.link === 'content' || piece.link === 'participle') {
      clause.depth = before.depth;
    } else clause.depth = piece.link === 'coordinate' ? before.depth : 0;
  }
  governedByClosingSpeech(clauses, pieces, tokens);
}

function lastWithVerb(clauses: readonly Clause[], offset: number): Clause | undefined {
  for (let at = offset - 1; at >= 0; at--) if (clauses[at]?.verb) return clauses[at];
  return undefined;
}

function governorOf(
  piece: Piece,
  before: Clause,
  beforePiece: Piece | undefined,
  tokens: readonly Token[],
): number | undefined {
  if (piece.link === 'infinitive' || piece.link === 'content') {
    // "to cut rates and [to] raise taxes" hang on the same verb.
    const conjoined = tokens[piece.from - 1]?.pos === 'CCONJ' && before.verb?.infinitive === true;
    return conjoined ? before.governor : before.index;
  }
  if (piece.link === 'participle') {
    return piece.group?.progressive && isControlled(piece, tokens, before) ? before.index : undefined;
  }
  if (piece.link !== 'coordinate' || before.governor === undefined || !piece.group) return undefined;
  // "said it would withdraw and close its bases": the second verb shares the first one's governor.
  const own = tokens
    .slice(piece.from + 1, piece.group.from)
    .some((token) => token.pos === 'PROPN' || token.pos === 'NOUN');
  const similar = beforePiece?.group?.infinitive === piece.group.infinitive;
  return own || !similar ? undefined : before.governor;
}

/** "begun pulling back", "accused of raiding": the participle is the object of the verb before it. */
function isControlled(piece: Piece, tokens: readonly Token[], before: Clause): boolean {
  const first = tokens[piece.from];
  if (tokens[piece.from - 1]?.text === ',' || first?.text === ',') return false;
  return before.to === piece.from && (first?.pos === 'ADP' || piece.from === before.verb?.to);
}

/** "…, the ministry said": a verb of saying at the end governs the main clauses before it. */
function governedByClosingSpeech(clauses: Clause[], pieces: readonly Piece[], tokens: readonly Token[]): void {
  for (const [offset, speech] of clauses.entries()) {
    if (offset === 0 || !speech.verb || !SPEECH_LEMMAS.has(speech.verb.lemma) || speech.verb.passive) continue;
    if (!isFiniteGroup(speech.verb)) continue;
    const before = tokens[speech.from - 1]?.text ?? '';
    if (!/^[,?!”"]$|^''$/.test(before)) continue;
    if (pieces[offset]?.link === 'coordinate' || pieces[offset]?.link === 'relative') continue;
    // A verb of saying that is followed by what is said does not close anything.
    if (clauses.some((clause) => clause.governor === speech.index && CLAUSE_TAKERS.has(speech.verb?.lemma ?? '')))
      continue;
    for (const clause of clauses.slice(0, offset)) {
      if (clause.governor === undefined && clause.depth === 0) clause.governor = speech.index;
    }
  }
}

function fillSlots(
  clauses: readonly Clause[],
  pieces: readonly Piece[],
  tokens: readonly Token[],
  mentions: readonly Mention[],
): void {
  for (const [offset, clause] of clauses.entries()) {
    const piece = pieces[offset];
    if (!piece) continue;
    const group = clause.verb;
    if (!group) {
      clause.subjects.push(...subjectsIn(tokens, mentions, clause.from, clause.to));
      continue;
    }
    const own = hasNominal(tokens, clause.from, group.from, piece);
    if (!own && isCoordinate(clauses, pieces, offset)) {
      const shared = sameKind(tokens, clauses, pieces, offset);
      if (shared) clause.shares = shared.index;
    }
    const found = own
      ? subjectsIn(tokens, mentions, afterOpener(tokens, clause.from, group.from, piece), group.from)
      : inheritedSubjects(clauses, pieces, offset, group, tokens, mentions);
    clause.subjects.push(...found);
    if (clause.subjects.length === 0 && SPEECH_LEMMAS.has(group.lemma) && !own) {
      clause.subjects.push(...firstNominal(tokens, mentions, group.to, clause.to));
    } else clause.objects.push(...objectsOf(group, tokens, mentions, clause));
  }
}

/** "The two sides | agreed": who they are was said before. */
function nameBoth(clause: Clause, tokens: readonly Token[], names: Names): void {
  const { verb } = clause;
  const noun = verb === undefined ? undefined : pairNounIn(tokens, clause.from, verb.from);
  if (noun !== undefined && clause.subjects.length === 0)
    clause.subjects.push(...pairBefore(names, tokens, clause.from, noun));
}

/** "Norland said | it would close the lock": a pronoun that nobody else is meant by stands for whoever says so. */
function speakOfThemselves(
  clause: Clause,
  clauses: readonly Clause[],
  tokens: readonly Token[],
  names: Names,
  base: number,
): void {
  const speech = clause.governor === undefined ? undefined : clauses[clause.governor - base];
  const { verb } = clause;
  if (!verb || clause.subjects.length > 0 || !speech?.verb || !SPEECH_LEMMAS.has(speech.verb.lemma)) return;
  const before = tokens.slice(clause.from, verb.from).filter((token) => token.pos !== 'ADV' && token.lower !== 'that');
  const [pronoun] = before;
  if (before.length !== 1 || !/^(?:it|they|he|she)$/.test(pronoun?.lower ?? '')) return;
  const personal = /^(?:he|she)$/.test(pronoun?.lower ?? '');
  const agrees = (mention: Mention): boolean =>
    personal === (names.entities.get(mention.entity)?.kind === 'person' || mention.person !== undefined) || !personal;
  if (speech.subjects.length > 0 && speech.subjects.every(agrees)) clause.subjects.push(...speech.subjects);
}

/** First token behind the word that joins a clause to what stands before it: "shortly after | Norland announced". */
function afterOpener(tokens: readonly Token[], from: number, to: number, piece: Piece): number {
  const at = tokens[from]?.pos === 'ADV' && piece.opener === tokens[from + 1]?.lower ? from + 1 : from;
  if (piece.opener === undefined || piece.opener !== tokens[at]?.lower) return from;
  if (piece.link === 'start' && at === from && tokens[at]?.pos !== 'SCONJ') return from;
  // "after a period of three weeks, | the council": a phrase of time before the subject.
  const comma = tokens.slice(at, to).findIndex((token) => token.text === ',');
  const timed = tokens.slice(at + 1, at + Math.max(comma, 0)).some((token) => TIME_WORDS.test(token.lemma));
  return comma > 0 && timed && at + comma + 1 < to ? at + comma + 1 : at + 1;
}

function hasNominal(tokens: readonly Token[], from: number, to: number, piece: Piece): boolean {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token || (at === from && piece.opener === token.lower && piece.link !== 'start')) continue;
    if (token.pos === 'NOUN' || token.pos === 'PROPN' || token.pos === 'NUM') return true;
    if (token.pos === 'PRON' && !/^(?:who|which|that|whom|whose)$/.test(token.lower)) return true;
    if (token.pos === 'DET' && /^(?:this|these|those|both|all|some|many)$/.test(token.lower)) return true;
  }
  return false;
}

/** The subject of a clause that has none of its own. */
function inheritedSubjects(
  clauses: readonly Clause[],
  pieces: readonly Piece[],
  offset: number,
  group: VerbGroup,
  tokens: readonly Token[],
  mentions: readonly Mention[],
): Mention[] {
  const piece = pieces[offset];
  const before = clauses[offset - 1];
  if (!piece || !before) return [];
  if (piece.link === 'infinitive') return controllerOf(before, tokens);
  if (piece.link === 'relative') return antecedent(tokens, mentions, piece.from);
  if (piece.link === 'participle') {
    if (group.passive) return antecedent(tokens, mentions, piece.from);
    const main = tokens[piece.from - 1]?.text === ',' ? mainBefore(clauses, pieces, offset) : before;
    return main?.verb?.passive ? [] : (main?.subjects ?? []);
  }
  if (isCoordinate(clauses, pieces, offset)) return sameKind(tokens, clauses, pieces, offset)?.subjects ?? [];
  for (let at = offset - 1; at >= 0; at--) {
    const link = pieces[at]?.link;
    const embedded = link === 'relative' || link === 'participle' || link === 'infinitive' || link === 'subordinate';
    if (embedded && at > 0) continue;
    return clauses[at]?.subjects ?? [];
  }
  return [];
}

function isCoordinate(clauses: readonly Clause[], pieces: readonly Piece[], offset: number): boolean {
  const before = clauses[offset - 1];
  const piece = pieces[offset];
  return (
    piece?.link === 'coordinate' && before !== undefined && (before.verb !== undefined || before.to === piece.from)
  );
}

/** "Norland rejected calls for it to open the lock, | vowing not to": behind a comma, the subject of the main verb. */
function mainBefore(clauses: readonly Clause[], pieces: readonly Piece[], offset: number): Clause | undefined {
  for (let at = offset - 1; at >= 0; at--) {
    const clause = clauses[at];
    const link = pieces[at]?.link;
    const own = link !== 'relative' && link !== 'subordinate' && link !== 'infinitive' && link !== 'participle';
    if (clause?.verb && own && isFiniteGroup(clause.verb)) return clause;
  }
  return clauses[offset - 1];
}

/** The clause that a coordinated one continues: an infinitive continues an infinitive, a finite verb a finite one. */
function sameKind(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  pieces: readonly Piece[],
  offset: number,
): Clause | undefined {
  const finite = clauses[offset]?.verb ? isFiniteGroup(clauses[offset].verb) : true;
  // "…, who accused him of it, and pledged": behind a comma the main clause goes on.
  const parted = tokens[(pieces[offset]?.from ?? 0) - 1]?.text === ',';
  for (let at = offset - 1; at >= 0; at--) {
    const verb = clauses[at]?.verb;
    if (!verb) return clauses[at];
    const relative = pieces[at]?.link === 'relative' && (parted || at !== offset - 1);
    if (isFiniteGroup(verb) === finite && !relative) return clauses[at];
  }
  return undefined;
}

/** "agreed to withdraw": the subject of the governor; "urged Iran to withdraw": its object. */
function controllerOf(before: Clause, tokens: readonly Token[]): Mention[] {
  const verb = before.verb;
  if (!verb) return before.subjects;
  const after = tokens[verb.to];
  const direct = verb.to >= before.to || after?.pos === 'PUNCT' || after?.pos === 'ADV';
  if (direct)
    return verb.passive && OBJECT_CONTROL.has(verb.lemma) ? before.subjects : verb.passive ? [] : before.subjects;
  return OBJECT_CONTROL.has(verb.lemma) ? before.objects : before.subjects;
}

const OBJECT_CONTROL: ReadonlySet<string> = new Set(
  (
    'urge ask tell order call press force allow invite persuade encourage instruct warn require push pressure permit enable ' +
    'expect want authorize authorise request advise convince compel oblige lobby appeal help cause direct command ' +
    'schedule set slate design poise prepare plan'
  ).split(' '),
);

function antecedent(tokens: readonly Token[], mentions: readonly Mention[], from: number): Mention[] {
  let at = from - 1;
  while (at >= 0 && tokens[at]?.pos === 'PUNCT') at -= 1;
  const found = mentions.find((mention) => mention.from <= at && at < mention.to);
  return found ? [found] : [];
}

/** The mentions that head the subject: the first noun phrase, and what "and" joins to it. */
function subjectsIn(tokens: readonly Token[], mentions: readonly Mention[], from: number, to: number): Mention[] {
  const start = afterLeadIn(tokens, from, to);
  return nominalHeads(tokens, mentions, start, to);
}

/** Skips "ROME - ", "In Damascus on Friday, ", "Next Monday, April 11, " and "According to the ministry, ". */
function afterLeadIn(tokens: readonly Token[], from: number, to: number): number {
  let start = afterTime(tokens, afterPlace(tokens, afterNumber(tokens, from, to), to), to);
  for (let at = from; at < to - 1 && isLeadIn(tokens[start]); at++) {
    const token = tokens[at];
    if (token?.text !== ',' && token?.text !== ':') continue;
    const after = tokens[at + 1];
    if (!after || !LEADS_ON.has(after.pos)) continue;
    start = at + 1;
    // "In Norland's capital, Oslo, police …": what the two commas hold is the place.
    const second = tokens.slice(at + 2, Math.min(at + 5, to - 1)).findIndex((other) => other.text === ',');
    if (
      after.pos === 'PROPN' &&
      second >= 0 &&
      tokens[from]?.pos === 'ADP' &&
      !tokens.slice(at + 2 + second, to).some((other) => other.pos === 'VERB')
    )
      start = at + 3 + second;
  }
  return start;
}

/** Past a time that no comma ends: "In early October | the patrol", "On Tuesday | Norland", "just last week | its army". */
function afterTime(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (
    at < to &&
    (tokens[at]?.pos === 'ADV' ||
      /^(?:in|on|by|since|during|just|only|early|late|mid|earlier|later|several|times)$/.test(tokens[at]?.lower ?? ''))
  )
    at += 1;
  const timed = at;
  while (at < to && TIME_WORDS.test(tokens[at]?.text ?? '')) at += 1;
  const opens = at > timed && at < to && /^(?:DET|PROPN|ADJ|NOUN)$/.test(tokens[at]?.pos ?? '');
  return opens ? at : from;
}

/** Past the number of a list: "5. On Monday, …". */
function afterNumber(tokens: readonly Token[], from: number, to: number): number {
  if (from + 1 >= to || tokens[from]?.pos !== 'NUM') return from;
  const next = tokens[from + 1];
  if (/^\d{1,3}[.)]$/.test(tokens[from]?.text ?? '')) return from + 1;
  return next?.text === '.' || next?.text === ')' ? from + 2 : from;
}

/** How far the dash behind the place of a report may stand, in tokens. */
const PLACE_REACH = 6;

/** Past the place from which a sentence reports: "ROME - …", "CHANDIGARH, India - …". */
function afterPlace(tokens: readonly Token[], from: number, to: number): number {
  if (!/^\p{Lu}{3,}$/u.test(tokens[from]?.text ?? '')) return from;
  for (let at = from + 1; at < Math.min(to - 1, from + PLACE_REACH); at++) {
    const token = tokens[at];
    if (token && /^(?:-|--|–|—)$/.test(token.text)) return at + 1;
    if (token?.pos !== 'PROPN' && token?.text !== ',') return from;
  }
  return from;
}

const LEAD_INS: ReadonlySet<string> = new Set(['ADP', 'SCONJ', 'ADV', 'CCONJ', 'VERB', 'PUNCT']);
const LEADS_ON: ReadonlySet<string> = new Set(['DET', 'PROPN', 'NOUN', 'PRON', 'ADJ', 'NUM', 'PUNCT']);

function isLeadIn(token: Token | undefined): boolean {
  return token !== undefined && (LEAD_INS.has(token.pos) || TIME_WORDS.test(token.text));
}

/** Mentions that head a noun phrase starting at `from`; prepositional phrases behind it do not count. */
export function nominalHeads(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  from: number,
  to: number,
): Mention[] {
  const found: Mention[] = [];
  let organ = false;
  let inside = false;
  let owned = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) break;
    const mention = headedBy(tokens, mentions, at, to);
    // "Berg's administration": the noun is the owner's.
    if (mention && owned && mention.how === 'nominal') {
      owned = false;
      at = mention.to - 1;
      continue;
    }
    if (mention && !inside && describesNext(tokens, mentions, mention, to)) {
      at = mention.to - 1;
      continue;
    }
    if (mention && !inside && !isPossessor(tokens, mention, to)) {
      found.push(mention);
      at = mention.to - 1;
      continue;
    }
    if (mention && isPossessor(tokens, mention, to) && !inside) {
      if (possessesOrgan(tokens, mention.to, to)) {
        found.push(mention);
        owned = true;
      }
      at = mention.to - 1;
      continue;
    }
    if (token.pos === 'NOUN' && !inside) organ = ORGANS.has(token.lemma) || QUANTITIES.has(token.lemma);
    if (token.pos === 'CCONJ' || token.text === ',') owned = false;
    if (token.pos === 'ADP') {
      if (token.lower === 'of' && organ) continue;
      inside = true;
    }
    if (token.pos === 'CCONJ' || token.text === ',') inside = found.length === 0 && inside;
  }
  return found;
}

/** The mention that starts at a token; of "Northern Front fighters", the front whose organ they are. */
function headedBy(tokens: readonly Token[], mentions: readonly Mention[], at: number, to: number): Mention | undefined {
  const found = mentions.find((other) => other.from === at && other.to <= to);
  if (found?.how !== 'nominal' || found.to - at < 2) return found;
  const owner = mentions.find((other) => other.from === at && other.to < found.to && other.how !== 'nominal');
  return owner !== undefined && possessesOrgan(tokens, owner.to, to) ? owner : found;
}

/** Nouns that only count what stands behind their "of". */
const QUANTITIES: ReadonlySet<string> = new Set(
  'couple number group dozen dozens hundred thousand pair series team handful majority rest most part coalition convoy fleet'.split(
    ' ',
  ),
);

/** "the Afghan Taliban", "two Russian envoys": an adjective before the name that it describes. */
function describesNext(tokens: readonly Token[], mentions: readonly Mention[], mention: Mention, to: number): boolean {
  if (mention.how === 'name') return locatesNext(mentions, mention, to);
  if (mention.how !== 'demonym' && mention.how !== 'gazetteer' && mention.how !== 'acronym') return false;
  let at = mention.to;
  // "Japanese online brokerage Monex".
  if (mention.how === 'demonym') while (at < mention.to + 4 && /^(?:NOUN|ADJ)$/.test(tokens[at]?.pos ?? '')) at += 1;
  const next = mentions.find((other) => other.from === at && other.to <= to);
  return next !== undefined && tokens[mention.to]?.text !== ',' && (at === mention.to || next.how === 'name');
}

/** The most words of an office between a place and a name. */
const LONGEST_OFFICE = 2;

/** "Harbour City Councillor Ada Berg": a place that only tells where the office is. */
function locatesNext(mentions: readonly Mention[], mention: Mention, to: number): boolean {
  const next = mentions.find((other) => other.from >= mention.to && other.to <= to);
  return next?.how === 'title' && next.entity !== mention.entity && next.from - mention.to <= LONGEST_OFFICE;
}

function isPossessor(tokens: readonly Token[], mention: Mention, to: number): boolean {
  const next = tokens[mention.to];
  if (mention.to >= to || !next) return false;
  const joined = next.text === '-' && next.start === tokens[mention.to - 1]?.end;
  return (
    joined ||
    /^['’]s?$/.test(next.text) ||
    /['’]s?$/.test(tokens[mention.to - 1]?.text ?? '') ||
    (next.pos === 'NOUN' && !TIME_WORDS.test(next.text))
  );
}

/** "Israel's army", "Iranian troops": an organ acts for whom it belongs to; "Iran's economy" does not. */
function possessesOrgan(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < Math.min(to, from + 5); at++) {
    const token = tokens[at];
    if (!token) return false;
    if (token.pos === 'NOUN' || token.pos === 'PROPN') {
      if (ORGANS.has(token.lemma) || ORGANS.has(token.lower)) return true;
    } else if (token.pos !== 'PART' && token.pos !== 'ADJ') return false;
  }
  return false;
}

function firstNominal(tokens: readonly Token[], mentions: readonly Mention[], from: number, to: number): Mention[] {
  for (let at = from; at < Math.min(to, from + 8); at++) {
    const mention = mentions.find((other) => other.from === at && other.to <= to);
    if (mention) return [mention];
    if (tokens[at]?.pos === 'ADP' || tokens[at]?.pos === 'PUNCT') return [];
  }
  return [];
}

function objectsOf(
  group: VerbGroup,
  tokens: readonly Token[],
  mentions: readonly Mention[],
  clause: Clause,
): Mention[] {
  const next = tokens[group.to];
  if (group.to >= clause.to || !next || next.pos === 'PUNCT') return [];
  if (next.pos === 'ADP' && !PARTICLES.has(next.lower)) return [];
  let end = group.to;
  while (end < clause.to && (end === group.to || tokens[end]?.pos !== 'ADP') && tokens[end]?.text !== ',') end += 1;
  // "called on | Norland".
  return nominalHeads(tokens, mentions, next.pos === 'ADP' ? group.to + 1 : group.to, end);
}

const PARTICLES: ReadonlySet<string> = new Set('up out down off over on in away back'.split(' '));

/** Whether an offset lies in one of some spans, which are in order and do not overlap. */
function isWithin(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset < (spans[low - 1]?.end ?? 0);
}

/** What stands between quotation marks; a quotation that is not closed runs to the end of its paragraph. */
function quotedSpans(document: Document): Span[] {
  const spans: Span[] = [];
  for (const paragraph of document.paragraphs) {
    let start: number | undefined;
    for (let at = paragraph.start; at < paragraph.end; at++) {
      const character = document.text[at];
      if (character === '“' || (character === '"' && start === undefined)) start ??= at;
      else if ((character === '”' || character === '"') && start !== undefined) {
        spans.push({ start, end: at + 1 });
        start = undefined;
      }
    }
    if (start !== undefined) spans.push({ start, end: paragraph.end });
  }
  return spans;
}
