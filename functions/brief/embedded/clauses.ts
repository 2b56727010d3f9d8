import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { inSentence } from './by-sentence.ts';
import { cutSentence, isFiniteGroup, type Piece } from './clause-cuts.ts';
import { CLAUSE_TAKERS, CONDITIONALS } from './lexicon/verb-forms.ts';
import type { Clause, Document, Mention, Names, Sentence, Span, Token, VerbGroup } from './model.ts';
import { firstNominal, nominalHeads, subjectsIn, TIME_WORDS } from './nominal-heads.ts';
import { pairBefore, pairNounIn } from './pairs.ts';
import { findVerbGroups } from './verb-groups.ts';

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
    const governor = governorIndex(piece, before, pieces[before.index - base], tokens);
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

function governorIndex(
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
    if (own) {
      const from = afterOpener(tokens, clause.from, group.from, piece);
      clause.subjects.push(...subjectsIn(tokens, mentions, from, group.from));
    } else if (isCoordinate(clauses, pieces, offset)) {
      const shared = sameKind(tokens, clauses, pieces, offset);
      if (shared) clause.shares = shared.index;
      clause.subjects.push(...(shared?.subjects ?? []));
    } else clause.subjects.push(...inheritedSubjects(clauses, pieces, offset, group, tokens, mentions));
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
    !personal || names.entities.get(mention.entity)?.kind === 'person' || mention.person !== undefined;
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
    'schedule set slate design poise prepare plan give'
  ).split(' '),
);

function antecedent(tokens: readonly Token[], mentions: readonly Mention[], from: number): Mention[] {
  let at = from - 1;
  while (at >= 0 && tokens[at]?.pos === 'PUNCT') at -= 1;
  const found = mentions.find((mention) => mention.from <= at && at < mention.to);
  return found ? [found] : [];
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
