import type { Attribution, Evidence } from '../../core/brief.ts';
import { PLAIN_SPEECH, QUOTING_LEMMAS, SPEECH_LEMMAS, STANCE_LEMMAS } from '../../core/text/speech-verbs.ts';
import { isEnglish } from './language.ts';
import type { Document, Mention, Names, Sentence, Span, Statement, Token } from './model.ts';
import { type Context, phraseFrom, pronounBefore, type Speaker, subjectBefore, wordsIn } from './speakers.ts';

const OPENING_QUOTE = /^["“«]$/;
const QUOTE_MARK = /["“”«»]/;
/** A longer sentence is no prose, and says nothing that could be attributed. In tokens. */
const LONGEST_SENTENCE = 600;
/** How far behind a verb the clause that it reports may begin, in tokens. */
const LONGEST_REPORT = 25;
/** Words between a verb of saying and the mark that ends its clause ("said in a statement on Friday,"). */
const LONGEST_TAIL = 9;
/** How far behind its subject a second verb of saying may stand, in tokens. */
const LONGEST_COORDINATION = 24;
/** Fewer words before a reporting clause are a link ("However,"), not what is said. */
const SHORTEST_CONTENT = 4;
/** How far behind "said here on Friday" its "that" may stand, in tokens. */
const REACH_OF_THAT = 7;

/**
 * Finds who says what: verbs of saying before and after the words said, "according to", and quotations that go on from
 * the sentence before.
 * @returns statements by sentence, none in another language than English; `content` is the words said without the attribution.
 */
export function findStatements(document: Document, names: Names): Statement[] {
  if (!isEnglish(document)) return [];
  const byToken = new Map<number, Mention>();
  for (const mention of names.mentions) {
    const other = byToken.get(mention.from);
    if (other === undefined || other.to < mention.to) byToken.set(mention.from, mention);
  }
  const context: Context = { document, names, byToken };
  const statements: Statement[] = [];
  let open: Statement | undefined;
  for (const sentence of document.sentences) {
    if (sentence.kind === 'boilerplate' || sentence.to - sentence.from > LONGEST_SENTENCE) continue;
    const latest = statements.at(-1);
    const found = statementsOf(context, sentence, latest?.sentence === sentence.index - 1 ? latest : undefined);
    if (found.length === 0) {
      const continued = continuation(document, sentence, open);
      if (continued !== undefined) statements.push(continued);
      else open = undefined;
      continue;
    }
    statements.push(...found);
    open = isQuoted(document, sentence) ? found[0] : undefined;
  }
  return statements;
}

/**
 * Who says the words of a span: the innermost statement that holds most of it, or the outlet where none does.
 */
export function attributionAt(statements: readonly Statement[], span: Span): Attribution {
  let best: Statement | undefined;
  for (const statement of statements) {
    const { start, end } = statement.content;
    const shared = Math.min(end, span.end) - Math.max(start, span.start);
    if (shared <= 0 || 2 * shared < span.end - span.start) continue;
    if (best === undefined || end - start < best.content.end - best.content.start) best = statement;
  }
  return best?.attribution ?? { voice: 'outlet' };
}

/**
 * An attribution that refers to no party but those given: who is none of them is a named source.
 */
export function amongParties(attribution: Attribution, parties: ReadonlySet<string>): Attribution {
  const { party, ...rest } = attribution;
  if (party === undefined || parties.has(party)) return attribution;
  return rest.voice === 'party' ? { ...rest, voice: 'named' } : rest;
}

/** @param earlier the last statement of the sentence before. */
function statementsOf(context: Context, sentence: Sentence, earlier: Statement | undefined): Statement[] {
  const { tokens } = context.document;
  const statements: Statement[] = [];
  let speaker: Speaker | undefined;
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token.lower === 'according' && tokens[at + 1]?.lower === 'to') {
      const found = accordingTo(context, sentence, at);
      if (found !== undefined) {
        statements.push(found.statement);
        speaker ??= found.speaker;
      }
      continue;
    }
    if (token.pos !== 'VERB' || !SPEECH_LEMMAS.has(token.lemma) || isWithinQuotes(tokens, sentence, at)) continue;
    // "hoped-for talks".
    if (tokens[at + 1]?.text === '-' && tokens[at + 1]?.start === token.end) continue;
    const goesOnFrom = coordinated(context, sentence, at, speaker ?? openingSubject(context, sentence, at));
    const found = goesOnFrom ?? saidBy(context, sentence, at, speaker, statements.at(-1) ?? earlier);
    if (found === undefined) continue;
    if (goesOnFrom !== undefined) cutBefore(tokens, statements.at(-1), at);
    statements.push(...found.statements);
    speaker = found.speaker;
  }
  return statements;
}

/** "Norway welcomed the offer but insisted that …": the subject of the verb before says this, too. */
function coordinated(
  context: Context,
  sentence: Sentence,
  at: number,
  speaker: Speaker | undefined,
): { statements: Statement[]; speaker: Speaker } | undefined {
  const { tokens } = context.document;
  const verb = tokens[at];
  if (
    speaker === undefined ||
    verb === undefined ||
    verb.lower.endsWith('ing') ||
    !/^(?:and|but)$/.test(tokens[at - 1]?.lower ?? '')
  )
    return undefined;
  if (at - speaker.from > LONGEST_COORDINATION || speaker.to > at || !reports(tokens, sentence, at)) return undefined;
  const content = contentAfter(tokens, sentence, at);
  if (content === undefined) return undefined;
  const attributing = { from: speaker.from, to: at + 1 };
  return { speaker, statements: [statementOf(context, sentence, speaker, content, attributing, verb.lower)] };
}

/** The subject of the first verb of a sentence that opens with it. */
function openingSubject(context: Context, sentence: Sentence, end: number): Speaker | undefined {
  const { tokens } = context.document;
  if (!/^(?:and|but)$/.test(tokens[end - 1]?.lower ?? '')) return undefined;
  for (let at = sentence.from + 1; at < Math.min(end, sentence.from + LONGEST_REPORT); at += 1) {
    if (tokens[at]?.pos !== 'VERB') continue;
    const speaker = subjectBefore(context, sentence, groupStart(tokens, sentence, at));
    return speaker !== undefined && speaker.from - sentence.from <= 1 ? speaker : undefined;
  }
  return undefined;
}

/** What was said before ends where the next verb of the same subject begins. */
function cutBefore(tokens: Token[], statement: Statement | undefined, at: number): void {
  const end = tokens[tokens[at - 2]?.text === ',' ? at - 3 : at - 2]?.end;
  if (statement === undefined || end === undefined || end <= statement.content.start) return;
  if (statement.content.end > end) statement.content = { start: statement.content.start, end };
}

function accordingTo(
  context: Context,
  sentence: Sentence,
  at: number,
): { statement: Statement; speaker: Speaker } | undefined {
  const { document } = context;
  const { tokens } = document;
  const speaker = phraseFrom(context, sentence, at + 2);
  if (speaker === undefined) return undefined;
  const opens = at === sentence.from || (at - sentence.from <= 2 && !/^[,;]$/.test(tokens[at - 1]?.text ?? ''));
  const comma = nextMark(tokens, speaker.to, sentence.to);
  const content: Span = opens
    ? { start: tokens[comma + 1]?.start ?? sentence.end, end: sentence.end }
    : { start: sentence.start, end: tokens[tokens[at - 1]?.text === ',' ? at - 2 : at - 1]?.end ?? sentence.start };
  if (content.end <= content.start) return undefined;
  return {
    statement: statementOf(context, sentence, speaker, content, { from: at, to: speaker.to }, 'according to'),
    speaker,
  };
}

function saidBy(
  context: Context,
  sentence: Sentence,
  at: number,
  previous: Speaker | undefined,
  earlier: Statement | undefined,
): { statements: Statement[]; speaker: Speaker } | undefined {
  const { tokens } = context.document;
  const verb = tokens[at];
  if (verb === undefined) return undefined;
  const group = groupStart(tokens, sentence, at);
  if (tokens[group - 1]?.lower === 'to' || isPassive(tokens, group, at)) return undefined;
  const before = tokens[group - 1];
  const isGerund = verb.lower.endsWith('ing');
  // "Roe told reporters": whom one tells stands behind the verb.
  const inverted =
    !isGerund &&
    verb.lemma !== 'tell' &&
    QUOTING_LEMMAS.has(verb.lemma) &&
    (before === undefined || group === sentence.from || /^[,"”?!’']$/.test(before.text));
  if (inverted) {
    const behind = phraseFrom(context, sentence, at + 1);
    const next = behind === undefined ? undefined : tokens[behind.to];
    const isSubject =
      next !== undefined && next.sentence === sentence.index && (next.pos === 'AUX' || next.pos === 'VERB');
    if (behind !== undefined && behind.from === at + 1 && !isSubject) {
      return {
        speaker: behind,
        statements: around(
          context,
          sentence,
          behind,
          { from: group, to: behind.to },
          wordsIn(context.document, group, at + 1),
        ),
      };
    }
  }
  if (isGerund && group === at) {
    if (previous === undefined || !/^[,"”]$/.test(before?.text ?? '')) return undefined;
    const content = contentAfter(tokens, sentence, at);
    if (content === undefined) return undefined;
    return {
      speaker: previous,
      statements: [statementOf(context, sentence, previous, content, { from: at, to: at + 1 }, verb.lower)],
    };
  }
  const speaker = subjectBefore(context, sentence, group) ?? pronounBefore(context, sentence, group, earlier);
  if (speaker === undefined) return undefined;
  const determined = /^(?:the|a|an)$/.test(tokens[speaker.from - 1]?.lower ?? '') ? speaker.from - 1 : speaker.from;
  const mark = tokens[determined - 1]?.text ?? '';
  const comesAfter = /^[,"”]$/.test(mark) && isSentencePart(tokens, sentence, speaker.from, at);
  if (!reports(tokens, sentence, at) && !(comesAfter && QUOTE_MARK.test(mark))) return undefined;
  const cue = wordsIn(context.document, group, at + 1);
  const attributing = { from: determined, to: at + 1 };
  if (comesAfter) return { speaker, statements: around(context, sentence, speaker, attributing, cue) };
  const content = contentAfter(tokens, sentence, at);
  return content === undefined
    ? undefined
    : { speaker, statements: [statementOf(context, sentence, speaker, content, attributing, cue)] };
}

/** Whether the words behind a verb are what is said: a clause, a quotation, or the object of a verb of stance. */
function reports(tokens: Token[], sentence: Sentence, at: number): boolean {
  const verb = tokens[at];
  const next = tokens[tokens[at + 1]?.lower === 'out' ? at + 2 : at + 1];
  if (verb === undefined) return false;
  if (next === undefined || at + 1 >= sentence.to || STANCE_LEMMAS.has(verb.lemma)) return true;
  if (PLAIN_SPEECH.has(verb.lemma))
    return verb.lemma === 'say' || /^[,.;:]$/.test(next.text) || holdsClause(tokens, sentence, at + 1);
  return (
    next.lower === 'that' || next.text === ':' || next.text === ',' || QUOTE_MARK.test(next.text) || next.lower === 'to'
  );
}

/** Whether a verb, a quotation or a reporting "that" follows. */
function holdsClause(tokens: Token[], sentence: Sentence, from: number): boolean {
  for (let at = from; at < Math.min(sentence.to, from + LONGEST_REPORT); at += 1) {
    const token = tokens[at];
    if (token === undefined) return false;
    if (token.pos === 'VERB' || token.pos === 'AUX' || QUOTE_MARK.test(token.text)) return true;
  }
  return false;
}

/** A reporting clause at the end or in the middle: nothing but the verb's own words up to a mark or the end. */
function isSentencePart(tokens: Token[], sentence: Sentence, speakerFrom: number, at: number): boolean {
  if (speakerFrom - sentence.from < SHORTEST_CONTENT) return false;
  const verb = tokens[at];
  if (verb === undefined || !QUOTING_LEMMAS.has(verb.lemma)) return false;
  const next = tokens[at + 1];
  if (next !== undefined && at + 1 < sentence.to && (next.text === ':' || QUOTE_MARK.test(next.text))) return false;
  for (let index = at + 1; index < sentence.to; index += 1) {
    const token = tokens[index];
    if (token === undefined || /^[,.;:!?"”]$/.test(token.text)) return true;
    if (index - at > LONGEST_TAIL || token.lower === 'that' || ['AUX', 'VERB', 'SCONJ', 'PRON'].includes(token.pos))
      return false;
  }
  return true;
}

/** What stands before and behind an inserted reporting clause. */
function around(
  context: Context,
  sentence: Sentence,
  speaker: Speaker,
  attributing: { from: number; to: number },
  cue: string,
): Statement[] {
  const { tokens } = context.document;
  const statements: Statement[] = [];
  const last = tokens[attributing.from - 1];
  const endBefore =
    last === undefined
      ? sentence.start
      : last.text === ','
        ? (tokens[attributing.from - 2]?.end ?? sentence.start)
        : last.end;
  if (attributing.from > sentence.from && endBefore > sentence.start) {
    statements.push(
      statementOf(context, sentence, speaker, { start: sentence.start, end: endBefore }, attributing, cue),
    );
  }
  const mark = nextMark(tokens, attributing.to, sentence.to);
  const rest = tokens[mark + 1];
  if (rest !== undefined && mark + 1 < sentence.to && sentence.end - rest.start > 20 && goesOn(rest)) {
    statements.push(
      statementOf(context, sentence, speaker, { start: rest.start, end: sentence.end }, attributing, cue),
    );
  }
  return statements;
}

/** What follows an inserted reporting clause goes on with what is said, unless it describes the speaker. */
function goesOn(token: Token): boolean {
  if (/^(?:who|whose|whom|which)$/.test(token.lower)) return false;
  return OPENING_QUOTE.test(token.text) || ['CCONJ', 'SCONJ', 'PRON', 'ADP', 'AUX'].includes(token.pos);
}

function contentAfter(tokens: Token[], sentence: Sentence, at: number): Span | undefined {
  let from = at + 1;
  for (let index = from; index < Math.min(sentence.to, at + REACH_OF_THAT); index += 1) {
    const token = tokens[index];
    if (token === undefined || ['AUX', 'VERB', 'PRON'].includes(token.pos) || token.text === ',') break;
    if (token.lower === 'that') {
      from = index;
      break;
    }
  }
  while (from < sentence.to && (/^[,:]$/.test(tokens[from]?.text ?? '') || tokens[from]?.lower === 'that')) from += 1;
  const first = tokens[from];
  return first === undefined || from >= sentence.to || sentence.end - first.start < 8
    ? undefined
    : { start: first.start, end: sentence.end };
}

function statementOf(
  context: Context,
  sentence: Sentence,
  speaker: Speaker,
  content: Span,
  attributing: { from: number; to: number },
  cue: string,
): Statement {
  const { document } = context;
  const start = document.tokens[attributing.from]?.start ?? sentence.start;
  const end = document.tokens[attributing.to - 1]?.end ?? sentence.end;
  const evidence: Evidence = {
    quote: document.text.slice(start, end),
    start,
    end,
    sentence: sentence.index,
    paragraph: sentence.paragraph,
  };
  const attribution: Attribution = { voice: speaker.voice, label: speaker.label, cue, evidence: [evidence] };
  if (speaker.entity !== undefined && speaker.voice !== 'outlet') attribution.party = speaker.entity;
  return {
    content,
    sentence: sentence.index,
    attribution,
    ...(speaker.entity === undefined ? {} : { entity: speaker.entity }),
    ...(speaker.person === undefined ? {} : { person: speaker.person }),
    ...(speaker.body === undefined ? {} : { body: speaker.body }),
  };
}

/** The first token of the verb group whose head is at `at`. */
function groupStart(tokens: Token[], sentence: Sentence, at: number): number {
  let from = at;
  while (from > sentence.from) {
    const token = tokens[from - 1];
    if (
      token === undefined ||
      !(
        token.pos === 'AUX' ||
        token.pos === 'ADV' ||
        token.lower === 'not' ||
        token.lower === 'n’t' ||
        token.lower === "n't"
      )
    )
      break;
    from -= 1;
  }
  return from;
}

function isPassive(tokens: Token[], group: number, at: number): boolean {
  const verb = tokens[at];
  if (verb === undefined || verb.lower.endsWith('ing')) return false;
  for (let index = group; index < at; index += 1) {
    if (/^(?:is|are|was|were|be|been|being|'re|’re)$/.test(tokens[index]?.lower ?? '')) return true;
  }
  return false;
}

/** The next comma or end mark at or behind `from`, or the last token. */
function nextMark(tokens: Token[], from: number, end: number): number {
  for (let at = from; at < Math.min(end, from + LONGEST_SENTENCE); at += 1)
    if (/^[,;.:!?]$/.test(tokens[at]?.text ?? '')) return at;
  return end - 1;
}

function isWithinQuotes(tokens: Token[], sentence: Sentence, at: number): boolean {
  let open = false;
  for (let index = sentence.from; index < at; index += 1) {
    const text = tokens[index]?.text ?? '';
    if (text === '“' || text === '«') open = true;
    else if (text === '”' || text === '»') open = false;
    else if (text === '"') open = !open;
  }
  return open;
}

function isQuoted(document: Document, sentence: Sentence): boolean {
  return QUOTE_MARK.test(document.text.slice(sentence.start, sentence.end));
}

/** A sentence of quotation in the paragraph of an attributed one, or at the head of the next, goes on in that voice. */
function continuation(document: Document, sentence: Sentence, open: Statement | undefined): Statement | undefined {
  if (open === undefined) return undefined;
  const first = document.tokens[sentence.from]?.text ?? '';
  const from = document.sentences[open.sentence];
  const opensQuote = OPENING_QUOTE.test(first);
  const last = document.text.slice(sentence.start, sentence.end);
  const closesQuote = /["”][.!?]?$/.test(last);
  const near = from !== undefined && sentence.paragraph - from.paragraph <= 1;
  if (!near || !(opensQuote || (closesQuote && sentence.paragraph === from.paragraph))) return undefined;
  return { ...open, content: { start: sentence.start, end: sentence.end }, sentence: sentence.index };
}
