import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { bodyTokens } from './body-edges.ts';
import { inSentence } from './by-sentence.ts';
import { isTold } from './clause-cuts.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Names, Span, Token, VerbGroup } from './model.ts';
import { trimmed } from './quotes.ts';
import { isBalanced, isEmptySubject } from './standing-sentence.ts';
import type { Stretch } from './whole-phrases.ts';

/** No stretch is made longer than this, in code units. */
const LONGEST = 360;
/** Nor by the clause that it hangs on than this. */
const LONGEST_WITH_HOST = 200;
/** A stretch that is no sentence at all may take the whole of it up to this length. */
const LONGEST_WHOLE = 320;
/** How often an end may be put off. */
const MOST_STEPS = 4;

const RELATIVE = /^(?:who|whom|whose|which|whoever|whatever|whichever)$/;
const WEEKDAY = /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today)$/;
/** Words that open a clause which tells nothing by itself. */
const SUBORDINATING =
  /^(?:after|as|while|when|because|since|although|though|until|before|if|unless|whether|despite|with|not|how|why|what)$/;
/** Those behind which the main clause may follow. */
const LEADING_ON = /^(?:after|as|while|when|because|since|although|though|until|before|if|unless|despite|with|in)$/;
/** Those behind which the clause can be read without them. */
const DROPPED = /^(?:after|as|while|when|because|since|although|though)$/;
const PRONOUN = /^(?:he|she|it|they|this|these|those)$/;
/** Last words that leave something out; those of the second kind can be left out themselves. */
const OPEN_END =
  /^(?:the|an?|its|their|his|her|our|of|to|for|from|with|by|at|into|in|on|than|as|whose|whom|would|could|will|was|were|is|are|been|be|has|have|had|not|only|once|how|why|whether|that|which|who|between|without|against|so|and|or|but|including|such)$/;
const LOOSE_END = /^(?:so|and|or|but|nor|yet|including|such|that|which|who|how|why|not)$/;
/** Words that may follow an end. */
const FOLLOWING =
  /^(?:who|whom|which|that|where|when|while|as|after|before|because|since|until|if|unless|although|though|despite|according|including|so|once|whose)$/;
/** "making it | clear that". */
const UNFINISHED =
  /^(?:clear|plain|possible|impossible|harder|hard|difficult|easier|easy|known|likely|worse|necessary)$/;
const TIME = /^(?:day|week|month|year|hour|minute|days|weeks|months|years|hours|minutes)$/;

/**
 * The stretch of a sentence that holds a span and can be read by itself: it begins with no relative, participle,
 * subordinate clause or mark of a transcript, ends where a phrase ends, and closes the brackets that it opens.
 * @returns the span itself where nothing better is found within the length of a quote.
 */
export function standingSpan(document: Document, clauses: readonly Clause[], index: number, span: Span): Span {
  const { tokens } = document;
  const sentence = document.sentences[index];
  const held = tokensIn(document, span);
  const [first] = held;
  const last = held.at(-1);
  if (!sentence || !first || !last || first.sentence !== index) return span;
  const own = inSentence(clauses, index);
  const body = bodyTokens(document, sentence);
  const inBody = { from: Math.max(first.index, body.from), to: Math.min(last.index + 1, body.to) };
  if (inBody.to - inBody.from < 2) return span;
  const ended = withVerb(document, own, body, withEnd(document, own, body, inBody));
  const opened = withStart(document, own, body, behindSaying(tokens, own, ended));
  const started = behindSaying(tokens, own, opened);
  const condition = conditionBefore(tokens, own, body, started.from);
  const whether = { from: condition ?? started.from, to: started.to };
  const begun = lengthOf(document, whether) <= LONGEST ? whether : started;
  const whole = withBrackets(document, body, begun);
  const from = isHeadless(tokens, body, whole.from) ? body.from : whole.from;
  for (const stretch of [{ from, to: whole.to }, whole, ended, inBody]) {
    const standing = trimmed(document, stretch.from, stretch.to);
    if (standing.end > standing.start && standing.end - standing.start <= Math.max(LONGEST, span.end - span.start))
      return standing;
  }
  return span;
}

/** "in which nobody …", "long been critical of …", "pledged to …": what begins so is no sentence without what stands before. */
function isHeadless(tokens: readonly Token[], body: Stretch, from: number): boolean {
  const [first, second] = [tokens[from], tokens[from + 1]];
  if (!first || !second || from === body.from || !/^\p{Ll}/u.test(first.text)) return false;
  if (RELATIVE.test(second.lower) && first.pos === 'ADP') return true;
  if (first.pos === 'ADV') return second.lower === 'been' || /^(?:after|before|when)$/.test(second.lower);
  return first.pos === 'VERB' && /(?:ed|ing)$/.test(first.lower);
}

/** "she said, adding that | the council agreed", "she said, but | refused": behind what only tells who speaks. */
function behindSaying(tokens: readonly Token[], clauses: readonly Clause[], stretch: Stretch): Stretch {
  const at = /^["”]$/.test(tokens[stretch.from]?.text ?? '') ? stretch.from + 1 : stretch.from;
  const opening = clauses.find(({ from, to }) => from <= at && at < to);
  const verb = opening?.verb;
  if (!verb || !PRONOUN.test(tokens[at]?.lower ?? '') || !SPEECH_LEMMAS.has(verb.lemma)) return stretch;
  if (verb.from !== at + 1 || tokens[verb.to]?.text !== ',') return stretch;
  let from = verb.to + 1;
  if (/^(?:adding|noting|stressing|explaining|insisting)$/.test(tokens[from]?.lower ?? '')) from += 1;
  if (/^(?:that|but|and)$/.test(tokens[from]?.lower ?? '')) from += 1;
  return from > verb.to + 1 && stretch.to - from > 3 ? { from, to: stretch.to } : stretch;
}

/**
 * "the claims of using force | and targeting civilians are false", "drivers who had no permit | were turned away": a
 * subject goes on to its verb; so does what somebody believes.
 */
function withVerb(document: Document, clauses: readonly Clause[], body: Stretch, stretch: Stretch): Stretch {
  const { tokens } = document;
  const first = tokens[stretch.from];
  if (!first) return stretch;
  const told = clauses.filter(({ verb }) => isTold(verb) && verb.head >= stretch.from && verb.head < stretch.to);
  const main = told.filter(
    ({ verb }) =>
      verb !== undefined &&
      !isRestrictive(tokens, stretch.from, verb.from) &&
      !isBareRelative(tokens, stretch.from, verb),
  );
  const last = main.at(-1)?.verb;
  const believes =
    last !== undefined &&
    TAKES_CLAUSE.has(last.lemma) &&
    IN_LIST.has(tokens[last.to]?.pos ?? 'X') &&
    stretch.to - last.to > 1 &&
    !clauses.some(({ verb }) => verb !== undefined && verb.head >= last.to && verb.head < stretch.to);
  // "may be needed as staff requirements | and other needs are known": what a subordinate clause tells, wants its verb.
  const opener = tokens
    .slice(stretch.from, stretch.to)
    .findLastIndex(({ lower }) => /^(?:as|because|while|although)$/.test(lower));
  const begun =
    opener > 0 &&
    stretch.to - stretch.from - opener > 1 &&
    IN_LIST.has(tokens[stretch.from + opener + 1]?.pos ?? 'X') &&
    tokens[stretch.to]?.pos === 'CCONJ' &&
    !clauses.some(({ verb }) => verb !== undefined && verb.head > stretch.from + opener && verb.head < stretch.to);
  if (last !== undefined && !believes && !begun) return stretch;
  if (last === undefined && !IN_LIST.has(first.pos)) return stretch;
  // "the lake, held by Norway since 1967": a participle tells something by itself.
  const held = clauses.some(
    ({ verb }) =>
      verb?.passive === true &&
      verb.head > stretch.from &&
      verb.head < stretch.to &&
      tokens[verb.from - 1]?.text === ',',
  );
  if (held) return stretch;
  const next = clauses.find(({ verb }) => isTold(verb) && verb.from >= stretch.to);
  // Only where nothing but the rest of the subject stands between.
  if (
    !next?.verb ||
    next.verb.from - stretch.to > FARTHEST_VERB ||
    tokens.slice(stretch.to, next.verb.from).some(({ text, pos }) => /^[;:–—"”]$/.test(text) || pos === 'SCONJ')
  )
    return stretch;
  const longer = withEnd(document, clauses, body, { from: stretch.from, to: Math.min(next.to, body.to) });
  return lengthOf(document, longer) <= LONGEST ? longer : stretch;
}

/** Verbs that take a clause and seldom a noun. */
const TAKES_CLAUSE: ReadonlySet<string> = new Set(
  'say believe think claim allege argue insist add note stress'.split(' '),
);
/** How far on the verb of a subject is looked for. */
const FARTHEST_VERB = 12;

/** "the facilities | the army raided in March": a relative without its pronoun. */
function isBareRelative(tokens: readonly Token[], from: number, verb: VerbGroup): boolean {
  if (!/^(?:DET|NOUN)$/.test(tokens[from]?.pos ?? 'X') || tokens[verb.to]?.pos !== 'ADP') return false;
  return tokens.slice(from, verb.from - 1).some(({ pos }, at) => {
    const next = tokens[from + at + 1];
    return pos === 'NOUN' && (next?.lower === 'the' || /^(?:it|they|he|she|we)$/.test(next?.lower ?? ''));
  });
}

/** Whether a verb is that of a relative which no comma parts from a common noun: "drivers who | had". */
function isRestrictive(tokens: readonly Token[], from: number, verb: number): boolean {
  const relative = tokens[verb - 1];
  const noun = tokens[verb - 2];
  return (
    relative !== undefined && verb - 2 >= from && /^(?:who|which|that)$/.test(relative.lower) && noun?.pos === 'NOUN'
  );
}

/** Verbs of which "it" is no party: "It comes a week after …". */
export const OF_EVENTS: ReadonlySet<string> = new Set(
  'come follow mark mean happen occur show represent constitute amount result include seem appear become bring leave'.split(
    ' ',
  ),
);

/**
 * "The ministry welcomed the decision, saying | it showed courage": where nobody is known by whom "it" stands, the
 * sentence from its beginning, since it names the matter.
 */
export function withAntecedent(document: Document, names: Names, index: number, span: Span): Span {
  const { tokens } = document;
  const sentence = document.sentences[index];
  const first = tokensIn(document, span)[0];
  if (!sentence || first?.lower !== 'it' || !SPEECH_LEMMAS.has(beforeThat(tokens, first.index)?.lemma ?? ''))
    return span;
  const verb = tokens.slice(first.index + 1, first.index + 4).find(({ pos }) => pos === 'VERB');
  const isParty = inSentence(names.mentions, index).some(({ start }) => start === first.start);
  if (isParty && !(verb && OF_EVENTS.has(verb.lemma))) return span;
  if (isEmptySubject(tokens, first.index, sentence.to)) return span;
  const body = bodyTokens(document, sentence);
  const start = tokens[body.from]?.start ?? span.start;
  // Too near the beginning to hold anything that "it" could stand for.
  if (first.index - body.from < LEAST_BEFORE || span.end - start > LONGEST) return span;
  return trimmed(document, body.from, (tokensIn(document, span).at(-1)?.index ?? first.index) + 1);
}

/** The fewest tokens that name a matter and whoever speaks of it. */
const LEAST_BEFORE = 8;

function beforeThat(tokens: readonly Token[], at: number): Token | undefined {
  return tokens[at - 1]?.lower === 'that' ? tokens[at - 2] : tokens[at - 1];
}

function lengthOf({ tokens }: Document, { from, to }: Stretch): number {
  return (tokens[to - 1]?.end ?? 0) - (tokens[from]?.start ?? 0);
}

/** The stretch to the first place behind it where a phrase ends. */
function withEnd(document: Document, clauses: readonly Clause[], body: Stretch, stretch: Stretch): Stretch {
  const { tokens } = document;
  let { to } = stretch;
  if (tokens[to - 1]?.lower === 'not' && tokens[to - 2]?.lower === 'but' && to - 3 > stretch.from) to -= 2;
  for (let step = 0; step < MOST_STEPS && !isClosed(tokens, body, to); step++) {
    const holding = clauses.find((clause) => clause.from <= to && to < clause.to);
    to = Math.min(holding?.to ?? to + 1, body.to);
    while (to - 1 > stretch.to && /^[,;:–—-]$/.test(tokens[to - 1]?.text ?? '')) to -= 1;
  }
  to = withCondition(document, clauses, body, { from: stretch.from, to });
  const listed = listEnd(tokens, clauses, body, stretch.from, to);
  if (listed > to && lengthOf(document, { from: stretch.from, to: listed }) <= LONGEST)
    return { from: stretch.from, to: listed };
  if (isClosed(tokens, body, to) && lengthOf(document, { from: stretch.from, to }) <= LONGEST)
    return { from: stretch.from, to };
  to = Math.min(to, stretch.to);
  while (to - 1 > stretch.from + 2 && LOOSE_END.test(tokens[to - 1]?.lower ?? '')) to -= 1;
  return { from: stretch.from, to };
}

/** "will fall | unless he resigns": what is to come goes with its condition. */
function withCondition(document: Document, clauses: readonly Clause[], body: Stretch, stretch: Stretch): number {
  const { tokens } = document;
  const { from, to } = stretch;
  if (to >= body.to || !/^(?:unless|until|if|provided|when|once)$/.test(tokens[to]?.lower ?? '')) return to;
  const coming = clauses.some(
    ({ verb }) =>
      verb !== undefined &&
      verb.head >= from &&
      verb.head < to &&
      (verb.modal !== undefined || verb.tense === 'future' || verb.lemma === 'expect'),
  );
  const condition = clauses.find(({ verb }) => isTold(verb) && verb.head > to)?.verb;
  if (!coming || !condition || tokens.slice(to, condition.head).some(({ text }) => /^[,;:–—]$/.test(text))) return to;
  let end = condition.to;
  while (end < body.to && !/^(?:[.,;:!?–—”"]|--)$/.test(tokens[end]?.text ?? '')) end += 1;
  return lengthOf(document, { from, to: end }) <= LONGEST ? end : to;
}

const IN_LIST: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'PART']);

/** Whether a noun phrase begins: "their leaders", "the price". */
function opensPhrase(token: Token | undefined): boolean {
  return token !== undefined && (IN_LIST.has(token.pos) || /^(?:its|their|his|her)$/.test(token.lower));
}

/** "workers, farmers | , and businesses", "by number | or address": one past the last noun of a list that a stretch cuts. */
function listEnd(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  body: Stretch,
  from: number,
  to: number,
): number {
  const last = tokens[to - 1];
  if (last?.pos !== 'NOUN' && last?.pos !== 'PROPN') return to;
  let end = to;
  let at = to;
  while (at < body.to) {
    const comma = tokens[at]?.text === ',';
    if (comma) at += 1;
    const joins = /^(?:and|or|nor)$/.test(tokens[at]?.lower ?? '');
    if (joins) at += 1;
    if (!comma && !joins) break;
    const start = at;
    while (at < body.to && (IN_LIST.has(tokens[at]?.pos ?? 'X') || tokens[at]?.text === '-')) at += 1;
    const noun = tokens[at - 1];
    if (at === start || (noun?.pos !== 'NOUN' && noun?.pos !== 'PROPN')) break;
    if (!joins) continue;
    // "the price | of oil", "a greater threat | than the flood".
    while (/^(?:of|than)$/.test(tokens[at]?.lower ?? '') && opensPhrase(tokens[at + 1])) {
      at += 2;
      while (at < body.to && IN_LIST.has(tokens[at]?.pos ?? 'X')) at += 1;
    }
    end = at;
  }
  const next = tokens[end];
  if (end === to || !next) return end;
  // "between blacks | and whites" is one phrase; else a noun with a verb of its own begins another clause.
  const between = tokens.slice(from, to).some(({ lower }) => lower === 'between' || lower === 'both');
  const joined = tokens.slice(from, to).some(({ lower }) => lower === 'and');
  const starts =
    end < body.to &&
    (next.pos === 'AUX' || next.pos === 'VERB') &&
    clauses.some(({ verb }) => verb?.from === end && verb.tense !== 'none');
  return starts && !(between && !joined) ? to : end;
}

function isClosed(tokens: readonly Token[], body: Stretch, to: number): boolean {
  const last = tokens[to - 1];
  const next = tokens[to];
  if (!last || !next || to >= body.to) return true;
  if (/^[”"’]$/.test(last.text) && next.start > last.end) return true;
  if (/^(?:[.,;:!?”)\]–—]|--|’’|'')$/.test(next.text))
    return !OPEN_END.test(last.lower) || last.pos === 'ADV' || isParticle(tokens, to - 1);
  if (next.text === '"') return next.start === last.end;
  if (next.text === '-') return next.start > last.end;
  if (OPEN_END.test(last.lower) && !isParticle(tokens, to - 1)) return false;
  if (TIME.test(last.lower) && /^(?:after|before)$/.test(next.lower)) return false;
  if (next.pos === 'CCONJ' || WEEKDAY.test(next.lower) || FOLLOWING.test(next.lower)) return true;
  if (next.pos === 'ADP') return next.lower !== 'of' && next.lower !== 'than';
  // "attack Gulf | shipping.": a noun that looks like a verb.
  const ends = tokens[to + 1] === undefined || to + 1 >= body.to || tokens[to + 1]?.pos === 'PUNCT';
  if (next.pos === 'VERB')
    return (/ing$/.test(next.lower) && last.pos !== 'ADP' && !ends) || SPEECH_LEMMAS.has(next.lemma);
  if (next.pos === 'ADV') return last.pos !== 'AUX';
  return false;
}

/** "carried out", "pull back": an adverb of direction behind its verb. */
function isParticle(tokens: readonly Token[], at: number): boolean {
  return (
    /^(?:up|out|down|off|over|on|in|away|back|through|to)$/.test(tokens[at]?.lower ?? '') &&
    tokens[at]?.lower !== 'to' &&
    tokens[at - 1]?.pos === 'VERB'
  );
}

/** The stretch from where its subject or its main clause begins. */
function withStart(document: Document, clauses: readonly Clause[], body: Stretch, stretch: Stretch): Stretch {
  const { tokens } = document;
  let { from } = stretch;
  if (SPEECH_LEMMAS.has(tokens[from - 1]?.lemma ?? '')) {
    const day = tokens[from]?.lower === 'on' ? from + 1 : from;
    if (WEEKDAY.test(tokens[day]?.lower ?? '')) from = day + 1;
  }
  if (tokens[from]?.lower === 'that') from += 1;
  // "was expected to assure them that | he would pay": what is only to be said stays with whoever is to say it.
  const governing = clauses.findLast(({ to }) => to <= from && to >= from - 1)?.verb;
  if (/^(?:assure|reassure|convince|persuade)$/.test(governing?.lemma ?? '') && tokens[from - 1]?.lower === 'that')
    return atHost(document, clauses, body, { from, to: stretch.to }, false);
  // "neither Norland | nor Ostia would pay": without its first word it would say the contrary.
  if (/^nor$/.test(tokens[from - 1]?.lower ?? '')) {
    const neither = tokens.slice(body.from, from).findLastIndex(({ lower }) => lower === 'neither');
    if (neither >= 0) return { from: body.from + neither, to: stretch.to };
  }
  const first = tokens[from];
  if (!first || from <= body.from) return subordinate(document, clauses, body, { from, to: stretch.to });
  const acting = gerundBefore(tokens, clauses, from);
  if (acting !== undefined) return { from: acting, to: stretch.to };
  const own = { from, to: stretch.to };
  if (RELATIVE.test(first.lower)) return atHost(document, clauses, body, own, true);
  const clause = clauses.find((other) => other.from <= from && from < other.to);
  const group = clause?.verb;
  const opensWithVerb = group !== undefined && group.from === from;
  if (opensWithVerb && group) {
    const named = group.tense !== 'none' && !group.infinitive && clause?.subjects.length === 1;
    const before = tokens[from - 1];
    // "a mission that | failed", "had clearly, in March, | barred it": not the verb of the subject that is named.
    // "previously | signed agreements": what has been signed.
    const describes = /ed$/.test(first.lower) && before?.pos === 'ADV' && tokens[from + 1]?.pos === 'NOUN';
    const apart =
      describes ||
      before?.lower === 'that' ||
      /^["“]$/.test(before?.text ?? '') ||
      (before?.text === ',' && tokens.slice(body.from, from).some(({ pos }) => pos === 'AUX'));
    return named && group.modal === undefined && !apart ? own : atHost(document, clauses, body, own, false);
  }
  if (/^["“]$/.test(first.text) && tokens[from + 1]?.pos === 'VERB' && !/ing$/.test(tokens[from + 1]?.lower ?? ''))
    return atHost(document, clauses, body, own, false);
  // "will see | it acquire the rest": a verb without its ending is governed by the one before.
  const base = clause?.verb !== undefined && tokens[clause.verb.head]?.lower === clause.verb.lemma;
  if (
    base &&
    /^(?:see|let|make|watch|have|help)$/.test(tokens[from - 1]?.lemma ?? '') &&
    tokens[from - 1]?.pos === 'VERB'
  )
    return atHost(document, clauses, body, own, false);
  // "making | it clear that": its verb stands before it.
  if (first.lower === 'it' && tokens[from - 1]?.pos === 'VERB' && UNFINISHED.test(tokens[from + 1]?.lower ?? ''))
    return atHost(document, clauses, body, own, false);
  if (first.pos === 'VERB' && /(?:ing|ed)$/.test(first.lower)) return atHost(document, clauses, body, own, false);
  return subordinate(document, clauses, body, own);
}

/** "if it fails, | then prices will rise": the first token of the condition before a clause. */
function conditionBefore(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  body: Stretch,
  from: number,
): number | undefined {
  if (tokens[from - 1]?.text !== ',') return undefined;
  const before = clauses.findLast((clause) => clause.to <= from && clause.from >= body.from);
  if (!before?.conditional || before.to < from - 1) return undefined;
  for (let at = from - 2; at >= body.from; at--) {
    if (/^(?:if|unless)$/.test(tokens[at]?.lower ?? '')) return at;
    if (/^[.;:–—"“”]$/.test(tokens[at]?.text ?? '')) return undefined;
  }
  return undefined;
}

/** "Holding back the ferries | could trigger": what is done is the subject, not the noun next to the verb. */
function gerundBefore(tokens: readonly Token[], clauses: readonly Clause[], from: number): number | undefined {
  const before = clauses.find((clause) => clause.to === from);
  const following = clauses.find((clause) => clause.from === from);
  const verb = before?.verb;
  if (!before || !verb || !/ing$/.test(tokens[verb.head]?.lower ?? '') || verb.tense !== 'none') return undefined;
  const modal = following?.verb?.modal !== undefined || following?.verb?.tense === 'future';
  const opens = tokens.slice(before.from, verb.from).every((token) => token.pos === 'PUNCT' || token.lower === 'that');
  const said = SPEECH_LEMMAS.has(verb.lemma) || tokens[from - 1]?.pos === 'PUNCT';
  return modal && opens && !said ? verb.from : undefined;
}

/** Behind "as" or "after", or with the main clause that a subordinate one hangs on. */
function subordinate(document: Document, clauses: readonly Clause[], body: Stretch, own: Stretch): Stretch {
  const { tokens } = document;
  const first = tokens[own.from];
  const added = first?.lower === 'in' && tokens[own.from + 1]?.lower === 'addition';
  if (!first || (!added && !SUBORDINATING.test(first.lower))) return own;
  const main = clauses.some(
    ({ verb, from, to, depth }) =>
      from > own.from && to <= own.to && depth === 0 && verb !== undefined && verb.tense !== 'none' && verb.from > from,
  );
  if (main) return own;
  const rest = { from: own.from, to: body.to };
  const behind = clauses.find((clause) => clause.from <= own.to + 1 && own.to + 1 < clause.to);
  const said = behind?.verb !== undefined && SPEECH_LEMMAS.has(behind.verb.lemma) && behind.to >= body.to - 1;
  const follows = LEADING_ON.test(first.lower) && tokens[own.to]?.text === ',' && own.to < body.to - 2 && !said;
  if (follows && lengthOf(document, rest) <= LONGEST) return rest;
  const hosted = atHost(document, clauses, body, own, false);
  if (hosted.from < own.from) return hosted;
  const clause = clauses.find((other) => other.from <= own.from + 1 && own.from + 1 < other.to);
  const told = clause?.verb !== undefined && clause.verb.tense !== 'none' && clause.verb.from > own.from + 1;
  const joined = tokens.slice(own.from, own.to).some((token) => token.text === ',');
  return DROPPED.test(first.lower) && told && !joined && tokens[own.from + 1]?.pos !== 'NUM'
    ? { from: own.from + 1, to: own.to }
    : own;
}

/** The stretch from the beginning of the clause before it that has a subject, or from the noun that a relative describes. */
function atHost(
  document: Document,
  clauses: readonly Clause[],
  body: Stretch,
  own: Stretch,
  relative: boolean,
): Stretch {
  const { tokens } = document;
  const before = clauses.filter((clause) => clause.from < own.from && clause.to > body.from).reverse();
  if (relative) {
    const noun = nounStart(tokens, body.from, own.from);
    const subject = /^(?:who|which)$/.test(tokens[own.from]?.lower ?? '') && isVerbal(tokens[own.from + 1]);
    const parted = tokens[own.from - 1]?.text === ',';
    const single = parted || tokens[own.from - 1]?.pos === 'PROPN' || /^an?$/.test(tokens[noun]?.lower ?? '');
    if (noun < own.from && subject && single) return { from: noun, to: own.to };
  }
  for (const host of before) {
    const from = Math.max(host.from, body.from);
    // "the court | had, in March, | barred it".
    const parted =
      host.verb?.from === from && tokens[from]?.pos === 'AUX' ? phraseStart(tokens, body.from, from) : from;
    if (parted < from && lengthOf(document, { from: parted, to: own.to }) <= LONGEST_WITH_HOST)
      return { from: parted, to: own.to };
    const told = host.verb !== undefined && host.verb.from > from && host.verb.tense !== 'none';
    // "a mission that | failed": its own relative.
    const isOwn = tokens[from]?.lower === 'that' && from + 1 === own.from;
    if (!told || isOwn || RELATIVE.test(tokens[from]?.lower ?? '')) continue;
    if (PRONOUN.test(tokens[from]?.lower ?? '') && from > body.from) continue;
    const stretch = { from, to: own.to };
    if (lengthOf(document, stretch) <= LONGEST_WITH_HOST) return stretch;
    break;
  }
  const whole = { from: body.from, to: own.to };
  if (lengthOf(document, whole) <= LONGEST_WHOLE) return whole;
  const noun = nounStart(tokens, body.from, own.from);
  return relative && noun < own.from ? { from: noun, to: own.to } : own;
}

/** First token of the noun phrase that ends right before a token. */
function phraseStart(tokens: readonly Token[], floor: number, end: number): number {
  let start = end;
  while (
    start > floor &&
    (IN_LIST.has(tokens[start - 1]?.pos ?? 'X') || (start < end && tokens[start - 1]?.lower === 'of'))
  )
    start -= 1;
  return start;
}

function isVerbal(token: Token | undefined): boolean {
  return token !== undefined && (token.pos === 'VERB' || token.pos === 'AUX' || token.pos === 'ADV');
}

const PLURAL_VERB = /^(?:are|were|have)$/;

/** First token of the noun phrase before a relative, and the comma between them; the relative's own where there is none. */
export function nounStart(tokens: readonly Token[], floor: number, relative: number): number {
  let start = relative;
  if (tokens[start - 1]?.text === ',' && start - 1 > floor) start -= 1;
  const end = start;
  while (start > floor) {
    const token = tokens[start - 1];
    const inside = token !== undefined && ['NOUN', 'PROPN', 'ADJ', 'DET', 'NUM', 'PART'].includes(token.pos);
    const linked = token?.lower === 'of' || /^(?:-|'s|’s)$/.test(token?.text ?? '');
    if (!inside && !(linked && start < end)) break;
    // "the assets of the Ostian government, which is": a thing's relative describes the name next to it.
    const named = token?.lower === 'of' && tokens.slice(start, end).some(({ pos }) => pos === 'PROPN');
    if (named && tokens[relative]?.lower === 'which' && !PLURAL_VERB.test(tokens[relative + 1]?.lower ?? '')) break;
    start -= 1;
    // "keeps in place | an envoy who": a phrase begins with its article.
    if (
      /^(?:the|an?)$/.test(token?.lower ?? '') &&
      tokens[start - 1]?.lower !== 'of' &&
      !/^(?:all|both|half)$/.test(tokens[start - 1]?.lower ?? '')
    )
      break;
  }
  return start < end ? start : relative;
}

/** The stretch to the bracket that it opens, or without the one that it closes alone. */
function withBrackets(document: Document, body: Stretch, stretch: Stretch): Stretch {
  const { tokens, text } = document;
  const textOf = ({ from, to }: Stretch): string => text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  if (isBalanced(textOf(stretch))) return stretch;
  let { from, to } = stretch;
  while (to > from + 2 && /^[)\]]$/.test(tokens[to - 1]?.text ?? '') && !isBalanced(textOf({ from, to }))) to -= 1;
  if (isBalanced(textOf({ from, to }))) return { from, to };
  for (let at = stretch.to; at < body.to; at++) {
    const longer = { from: stretch.from, to: at + 1 };
    if (lengthOf(document, longer) > LONGEST) break;
    if (/^(?:[)\]”"’]|'')$/.test(tokens[at]?.text ?? '') && isBalanced(textOf(longer))) return longer;
  }
  return stretch;
}
