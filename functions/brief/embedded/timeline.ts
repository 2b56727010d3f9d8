import type { BriefDraft, Evidence } from '../../core/brief.ts';
import { type DateHit, findDates } from './dates.ts';
import { SPEECH_LEMMAS } from './lexicon/speech-verbs.ts';
import type { Document, Sentence, Span, Token } from './model.ts';

/** Longest list of either kind. */
const MOST_EVENTS = 16;
/** A sentence up to this length is quoted whole. In tokens. */
const SHORT_SENTENCE = 30;
/** A shorter clause says too little by itself. In tokens. */
const SHORTEST_CLAUSE = 6;

const NEXT_STEP =
  /\b(?:(?:is|are|was|were|be) (?:due|scheduled|slated|set|expected|planned|poised|to (?:meet|vote|visit|hold|begin|start|take|attend|sign|decide|be held))\b|will (?:vote|meet|hold|begin|start|decide|visit|travel|take effect|come into (?:force|effect)|be held|take place|attend|host|sign|return|resume|continue|launch|open|publish|announce|present|submit|table|rule|hear|discuss|appear|go to|expire|be (?:submitted|presented|published|tabled|discussed|held|put|sent|reviewed|implemented|launched))|deadline|next round|next step|next hearing|next meeting|ahead of (?:a|the|next)|later rounds|scheduled (?:for|to)|postponed (?:to|until)|adjourned (?:to|until))\b/;
const PLANNED =
  /\b(?:will|due|scheduled|set to|expected|plans?|planned|to be|deadline|until|by|ahead of|vote|summit|election|meeting|hearing|would)\b/;

/** The dated past events of an article, and its next steps, deadlines and votes, each a verbatim clause. */
export function timelinesOf(
  document: Document,
  dates: DateHit[] = findDates(document),
): Pick<BriefDraft, 'timeline' | 'ahead'> {
  const timeline: BriefDraft['timeline'] = [];
  const ahead: BriefDraft['ahead'] = [];
  const bySentence = new Map<number, DateHit[]>();
  for (const hit of dates) bySentence.set(hit.sentence, [...(bySentence.get(hit.sentence) ?? []), hit]);
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body') continue;
    const own = bySentence.get(sentence.index) ?? [];
    const future = own.find((hit) => isAhead(document, sentence, hit));
    const step = future === undefined ? nextStepIn(document, sentence) : undefined;
    if (future !== undefined || step !== undefined) {
      const evidence = clauseAround(document, sentence, future ?? step ?? sentence);
      if (ahead.length < MOST_EVENTS) {
        ahead.push({
          ...(future === undefined ? {} : { when: future.when }),
          text: evidence.quote,
          evidence: [evidence],
        });
      }
    }
    for (const hit of own) {
      if (hit === future || timeline.length >= MOST_EVENTS || !isEvent(document, sentence, hit)) continue;
      const evidence = clauseAround(document, sentence, hit);
      if (timeline.some((event) => event.evidence[0]?.start === evidence.start)) continue;
      timeline.push({ when: hit.when, text: evidence.quote, evidence: [evidence] });
    }
  }
  return { timeline: inOrder(timeline), ahead };
}

function isAhead(document: Document, sentence: Sentence, hit: DateHit): boolean {
  if (hit.direction === 'past') return false;
  const clause = clauseAround(document, sentence, hit).quote;
  if (hit.direction === 'future') return PLANNED.test(clause);
  const before = document.text.slice(sentence.start, hit.start);
  return (
    NEXT_STEP.test(before) &&
    !/\bsince $/.test(before) &&
    !/\b(?:was|were) (?:due|scheduled|expected|set|planned)\b/.test(clause)
  );
}

function nextStepIn(document: Document, sentence: Sentence): Span | undefined {
  const match = NEXT_STEP.exec(document.text.slice(sentence.start, sentence.end));
  if (match === null || /^(?:was|were) /.test(match[0])) return undefined;
  return { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length };
}

/** A date tells of an event where its clause is told in the past. */
function isEvent(document: Document, sentence: Sentence, hit: DateHit): boolean {
  if (hit.direction === 'future' || isDayOfSaying(document, sentence, hit)) return false;
  const { start, end } = clauseAround(document, sentence, hit);
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const token = document.tokens[at];
    if (token === undefined || token.start < start || token.end > end) continue;
    if (isPast(token, document.tokens[at - 1])) return true;
  }
  return false;
}

/** "The minister said on Thursday": the day is that of the words. */
function isDayOfSaying(document: Document, sentence: Sentence, hit: DateHit): boolean {
  const { tokens } = document;
  let at = sentence.from;
  while (at < sentence.to && (tokens[at]?.start ?? hit.start) < hit.start) at += 1;
  for (let index = at - 1; index >= Math.max(sentence.from, at - 3); index -= 1) {
    const token = tokens[index];
    if (token === undefined) return false;
    if (token.pos === 'VERB' && SPEECH_LEMMAS.has(token.lemma)) return true;
    if (token.pos !== 'ADP' && token.pos !== 'ADV' && token.pos !== 'PROPN') return false;
  }
  return false;
}

function isPast(token: Token, before: Token | undefined): boolean {
  if (token.pos === 'AUX') return /^(?:was|were|had|did|has|have)$/.test(token.lower);
  if (token.pos !== 'VERB' || token.lower === token.lemma || /(?:ing|s)$/.test(token.lower)) return false;
  return before?.lower !== 'to' && !/^(?:is|are|be|will|would|being)$/.test(before?.lower ?? '');
}

/** The whole sentence where it is short, else the stretch between marks and joining words that holds the span. */
export function clauseAround(document: Document, sentence: Sentence, span: Span): Evidence {
  const { tokens, text } = document;
  let { start, end } = sentence;
  if (sentence.to - sentence.from > SHORT_SENTENCE) {
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const token = tokens[at];
      if (token === undefined || !isBoundary(tokens, at, sentence)) continue;
      if (token.end <= span.start && wordsBetween(tokens, at + 1, sentence, span.end) >= SHORTEST_CLAUSE)
        start = tokens[at + 1]?.start ?? start;
      else if (token.start >= span.end && wordsFrom(tokens, sentence, start, token.start) >= SHORTEST_CLAUSE) {
        end = token.start;
        break;
      }
    }
  }
  while (end > start && /[\s,]/.test(text[end - 1] ?? '')) end -= 1;
  return { quote: text.slice(start, end), start, end, sentence: sentence.index, paragraph: sentence.paragraph };
}

function isBoundary(tokens: Token[], at: number, sentence: Sentence): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || next === undefined || at + 1 >= sentence.to) return false;
  if (token.text === ';') return true;
  return (
    token.text === ',' && /^(?:and|but|while|which|although|though|after|because|when|who|as|where)$/.test(next.lower)
  );
}

function wordsBetween(tokens: Token[], from: number, sentence: Sentence, end: number): number {
  let words = 0;
  for (let at = from; at < sentence.to && (tokens[at]?.end ?? end) <= end && words < SHORTEST_CLAUSE; at += 1)
    words += 1;
  return words;
}

function wordsFrom(tokens: Token[], sentence: Sentence, start: number, end: number): number {
  let words = 0;
  for (let at = sentence.from; at < sentence.to && words < SHORTEST_CLAUSE; at += 1) {
    const token = tokens[at];
    if (token !== undefined && token.start >= start && token.end <= end) words += 1;
  }
  return words;
}

/** By date where each has its year, else as the text tells them. */
function inOrder(timeline: BriefDraft['timeline']): BriefDraft['timeline'] {
  if (timeline.some((event) => event.when.edtf.startsWith('X'))) return timeline;
  return timeline
    .map((event, position) => ({ event, position }))
    .sort((a, b) =>
      a.event.when.edtf < b.event.when.edtf ? -1 : a.event.when.edtf > b.event.when.edtf ? 1 : a.position - b.position,
    )
    .map(({ event }) => event);
}
