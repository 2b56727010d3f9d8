import { CLAUSE_TAKERS, RELATIVES, SUBORDINATORS } from './lexicon/verb-forms.ts';
import type { Sentence, Token, VerbGroup } from './model.ts';

/** A stretch of a sentence that will be one clause. Indexes are of tokens. */
export interface Piece {
  from: number;
  to: number;
  group?: VerbGroup;
  /** The word that opens it, lower case, if it is a conjunction or a relative. */
  opener?: string;
  /** How it hangs on what stands before it. */
  link:
    | 'start'
    | 'break'
    | 'subordinate'
    | 'relative'
    | 'coordinate'
    | 'content'
    | 'infinitive'
    | 'participle'
    | 'resumed';
}

const HARD_BREAK = /^(?:[;:—–]|--)$/;

/** Whether a verb group can carry a clause: finite, or under a modal. */
export function isFiniteGroup(group: VerbGroup): boolean {
  return group.tense !== 'none' || group.modal !== undefined;
}

/** Whether a verb tells something by itself: finite, or under a modal, and no infinitive. */
export function isTold(verb: VerbGroup | undefined): verb is VerbGroup & { infinitive: false } {
  return verb !== undefined && !verb.infinitive && isFiniteGroup(verb);
}

/** Cuts a sentence between its verb groups, each at the best boundary that stands there. */
export function cutSentence(tokens: readonly Token[], sentence: Sentence, groups: readonly VerbGroup[]): Piece[] {
  const pieces: Piece[] = [];
  let start = sentence.from;
  let link: Piece['link'] = 'start';
  let opener: string | undefined;
  const close = (to: number, group: VerbGroup | undefined): void => {
    if (to > start) pieces.push(pieceOf(start, to, group, opener, link));
  };
  const [first] = groups;
  if (first) {
    const lead = leadingRelative(tokens, sentence.from, first.from);
    if (lead !== undefined) {
      close(lead, undefined);
      start = lead;
      link = 'relative';
      opener = tokens[lead]?.lower;
    } else opener = openerOf(tokens, start, first.from);
  }
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1];
    if (!next) {
      close(sentence.to, group);
      break;
    }
    // "Who owns the gate | remains unresolved": a question is the subject.
    const asks = index === 0 && SUBJECT_QUESTIONS.test(tokens[start]?.lower ?? '') && start === sentence.from;
    const cut = cutBetween(tokens, group, next, asks);
    close(cut.at, group);
    start = cut.at;
    link = cut.link;
    opener = cut.opener;
  }
  if (groups.length === 0) close(sentence.to, undefined);
  return pieces;
}

function pieceOf(
  from: number,
  to: number,
  group: VerbGroup | undefined,
  opener: string | undefined,
  link: Piece['link'],
): Piece {
  return { from, to, link, ...(group ? { group } : {}), ...(opener === undefined ? {} : { opener }) };
}

function openerOf(tokens: readonly Token[], from: number, to: number): string | undefined {
  for (let at = from; at < Math.min(to, from + 3); at++) {
    const token = tokens[at];
    if (token && SUBORDINATORS.has(token.lower) && token.pos !== 'DET') return token.lower;
  }
  return undefined;
}

/** "Syria, which borders…": the relative before the first verb. */
function leadingRelative(tokens: readonly Token[], from: number, to: number): number | undefined {
  for (let at = to - 1; at > from + 0; at--) {
    const token = tokens[at];
    if (!token || token.text === ';') return undefined;
    const nominal = ['NOUN', 'PROPN', 'PUNCT', 'PRON'].includes(tokens[at - 1]?.pos ?? 'X');
    if (RELATIVES.has(token.lower) && token.pos !== 'DET' && nominal) return at;
  }
  return undefined;
}

const SUBJECT_QUESTIONS = /^(?:who|what|whether|how|why|when|where|which)$/;

interface Cut {
  at: number;
  link: Piece['link'];
  opener?: string;
}

function cutBetween(tokens: readonly Token[], a: VerbGroup, b: VerbGroup, asks: boolean): Cut {
  const from = a.to;
  const to = b.from;
  for (let at = to - 1; at >= from; at--) {
    const text = tokens[at]?.text ?? '';
    if (HARD_BREAK.test(text)) return { at: at + 1, link: 'break' };
  }
  if (b.infinitive) return { at: to, link: 'infinitive' };
  const subordinate = subordinatorIn(tokens, from, to, a);
  if (subordinate && isFiniteGroup(b)) return laterBoundary(tokens, subordinate.at + 1, to) ?? subordinate;
  if (subordinate) return subordinate;
  if (!isFiniteGroup(b)) {
    const at = absoluteStart(tokens, from, to) ?? participleStart(tokens, from, to);
    return { at, link: tokens[to - 1]?.pos === 'CCONJ' ? 'coordinate' : 'participle' };
  }
  const direct = directComma(tokens, from, to);
  if (direct) return direct;
  const parted = coordinationIn(tokens, from, to) ?? commaIn(tokens, from, to);
  return parted ?? (asks ? { at: to, link: 'resumed' } : bareCut(tokens, from, to, a));
}

/** ", | has announced": what stands before the comma was put in between. */
function directComma(tokens: readonly Token[], from: number, to: number): Cut | undefined {
  let at = to - 1;
  while (at > from && tokens[at]?.pos === 'ADV') at -= 1;
  return at >= from && tokens[at]?.text === ',' ? { at: at + 1, link: 'resumed' } : undefined;
}

/** "since 1967, | remains", "after that, | but …": the subordinator opened no clause. */
function laterBoundary(tokens: readonly Token[], from: number, to: number): Cut | undefined {
  for (let at = to - 1; at >= from; at--) {
    const token = tokens[at];
    const comma = tokens[at - 1]?.text === ',';
    if (token?.text === ',' && onlyAdverbs(tokens, at + 1, to)) return { at: at + 1, link: 'resumed' };
    if (token?.pos === 'CCONJ' && comma) return { at, link: 'coordinate', opener: token.lower };
  }
  return undefined;
}

function subordinatorIn(tokens: readonly Token[], from: number, to: number, a: VerbGroup): Cut | undefined {
  for (let at = to - 1; at >= from; at--) {
    const token = tokens[at];
    if (!token || !SUBORDINATORS.has(token.lower) || token.pos === 'DET') continue;
    const before = tokens[at - 1];
    if ((token.lower === 'as' || token.lower === 'so') && token.pos !== 'SCONJ') continue;
    if (/^(?:since|until|till|before|after)$/.test(token.lower) && tokens[at + 1]?.pos === 'NUM') continue;
    if (token.lower === 'once' && token.pos === 'ADV' && before?.text !== ',') continue;
    // "after talks with", "before the vote": a preposition has no clause of its own behind it but a noun only.
    if (token.lower === 'as' && tokens[at + 1]?.lower === 'well') continue;
    const wide = before?.pos === 'ADV' && at - 1 >= from && /^(?:even|just|only|shortly|soon)$/.test(before.lower);
    const nominal = before !== undefined && ['NOUN', 'PROPN', 'PUNCT', 'ADP', 'CCONJ', 'NUM'].includes(before.pos);
    const takesContent = token.lower === 'that' && (at === from || CLAUSE_TAKERS.has(a.lemma));
    const relative = RELATIVES.has(token.lower) && nominal && at > from && !takesContent;
    const asked = token.lower === 'if' && at === from && ASKING.has(a.lemma);
    const link = relative ? 'relative' : isContent(token) || asked ? 'content' : 'subordinate';
    const atStart = before?.pos === 'ADP' && relative && at - 1 > from ? at - 1 : at;
    return { at: wide ? at - 1 : atStart, link, opener: token.lower };
  }
  return undefined;
}

/** Verbs behind which "if" means whether. */
const ASKING: ReadonlySet<string> = new Set(
  'know ask see wonder tell decide say determine include doubt check learn'.split(' '),
);

function isContent(token: Token): boolean {
  return /^(?:that|whether|how|why|what)$/.test(token.lower);
}

/** ", with withdrawals extending …": what "with" puts beside the clause. */
function absoluteStart(tokens: readonly Token[], from: number, to: number): number | undefined {
  for (let at = to - 1; at > from; at--) {
    if (tokens[at]?.lower === 'with' && tokens[at - 1]?.text === ',') return at;
    if (tokens[at]?.text === ',') return undefined;
  }
  return undefined;
}

function participleStart(tokens: readonly Token[], from: number, to: number): number {
  const before = tokens[to - 1];
  if (to - 1 < from || !before) return to;
  return before.pos === 'ADP' || before.pos === 'CCONJ' || before.lower === 'not' ? to - 1 : to;
}

/** "… and closed its borders", "… but Israel rejected it": the conjunction that joins two clauses rather than two names. */
function coordinationIn(tokens: readonly Token[], from: number, to: number): Cut | undefined {
  let plain: number | undefined;
  for (let at = to - 1; at >= from; at--) {
    const token = tokens[at];
    if (token?.pos !== 'CCONJ' || token.text === '&' || isPaired(tokens, at, from)) continue;
    if (onlyAdverbs(tokens, at + 1, to) || tokens[at - 1]?.text === ',') return coordinateAt(tokens, at);
    if (!joinsNames(tokens, at, from)) plain ??= at;
  }
  if (plain === undefined) return undefined;
  // "…, directors and auditors will": with a comma before the two, the comma parts the clauses.
  for (let at = plain - 1; at >= from && NAMING.has(tokens[at]?.pos ?? 'X'); at--) {
    if (tokens[at - 1]?.text === ',' && at - 1 >= from) return { at, link: 'break' };
  }
  return coordinateAt(tokens, plain);
}

const PAIRING: Readonly<Record<string, RegExp>> = { and: /^(?:between|both)$/, nor: /^neither$/, or: /^either$/ };

/** "between Norland and Suderland", "neither side nor …": what the first word of a pair awaits. */
function isPaired(tokens: readonly Token[], at: number, from: number): boolean {
  const opener = PAIRING[tokens[at]?.lower ?? ''];
  for (let before = at - 1; opener !== undefined && before >= from; before--) {
    const token = tokens[before];
    if (token === undefined || token.pos === 'CCONJ' || /^[,;:]$/.test(token.text)) return false;
    if (opener.test(token.lower)) return true;
  }
  return false;
}

const NAMING: ReadonlySet<string> = new Set(['NOUN', 'PROPN', 'ADJ', 'DET', 'NUM']);

function coordinateAt(tokens: readonly Token[], at: number): Cut {
  const opener = tokens[at]?.lower;
  return { at, link: 'coordinate', ...(opener === undefined ? {} : { opener }) };
}

function onlyAdverbs(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const pos = tokens[at]?.pos;
    if (pos !== 'ADV' && pos !== 'PART') return false;
  }
  return true;
}

function joinsNames(tokens: readonly Token[], at: number, from: number): boolean {
  if (at - 1 < from) return false;
  const before = tokens[at - 1];
  const opensNominal = at - 2 < from || ['PUNCT', 'SCONJ'].includes(tokens[at - 2]?.pos ?? 'X');
  return before?.pos === 'PROPN' && tokens[at + 1]?.pos === 'PROPN' && opensNominal;
}

function commaIn(tokens: readonly Token[], from: number, to: number): Cut | undefined {
  let found: number | undefined;
  for (let at = to - 1; at >= from; at--) {
    if (tokens[at]?.text !== ',') continue;
    if (at === to - 1 || onlyAdverbs(tokens, at + 1, to)) return { at: at + 1, link: 'resumed' };
    found = at;
    if (!startsApposition(tokens, at, from)) break;
  }
  return found === undefined ? undefined : { at: found + 1, link: 'break' };
}

/** ", the foreign minister," between a name and its verb: the clause began before it. */
function startsApposition(tokens: readonly Token[], comma: number, from: number): boolean {
  if (comma - 1 < from) return false;
  const after = tokens[comma + 1];
  const before = tokens[comma - 1];
  return (after?.pos === 'DET' || after?.lower === 'who') && (before?.pos === 'PROPN' || before?.pos === 'NOUN');
}

/** Nothing separates the two: "said it would", "the land it took", "the men arrested yesterday said". */
function bareCut(tokens: readonly Token[], from: number, to: number, a: VerbGroup): Cut {
  if (!isFiniteGroup(a) && a.passive) return { at: to, link: 'resumed' };
  const quote = quoteIn(tokens, from, to);
  if (quote !== undefined) return { at: quote, link: 'content' };
  if (CLAUSE_TAKERS.has(a.lemma) && !a.passive && from <= to) {
    const addressee = a.lemma === 'tell' ? afterNominal(tokens, from, to) : from;
    return { at: addressee, link: 'content' };
  }
  const at = nominalStart(tokens, from, to);
  // "held since 2016 | were released": the noun phrase hangs on a preposition, the subject stands before.
  const hangs = tokens[at - 1]?.pos === 'ADP' || tokens[at - 1]?.lower === 'since';
  if (at >= to || (hangs && at - 1 >= from)) return { at: to, link: 'resumed' };
  return { at, link: tokens[at]?.pos === 'PRON' ? 'relative' : 'break' };
}

function quoteIn(tokens: readonly Token[], from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    const text = tokens[at]?.text ?? '';
    if (text === '“' || text === '"' || text === '``') return at;
  }
  return undefined;
}

/** One past the first noun phrase: "told reporters | it would". */
function afterNominal(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (at < to && ['DET', 'ADJ', 'NUM'].includes(tokens[at]?.pos ?? 'X')) at += 1;
  while (at < to && ['NOUN', 'PROPN'].includes(tokens[at]?.pos ?? 'X')) at += 1;
  return at < to ? at : from;
}

/** Where the noun phrase that ends right before `to` begins. */
function nominalStart(tokens: readonly Token[], from: number, to: number): number {
  let at = to;
  while (at > from && ['ADV', 'PART'].includes(tokens[at - 1]?.pos ?? 'X') && tokens[at - 1]?.text !== '’s') at -= 1;
  if (tokens[at - 1]?.pos === 'PRON' && at - 1 >= from) return at - 1;
  while (at > from && ['NOUN', 'PROPN', 'ADJ', 'NUM', 'DET', 'PART', 'PRON'].includes(tokens[at - 1]?.pos ?? 'X')) {
    at -= 1;
    if (tokens[at]?.pos === 'DET') break;
  }
  return at;
}
