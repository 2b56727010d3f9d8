import type { BriefDraft } from '../../core/brief.ts';
import { clauseAround } from './clause-around.ts';
import { type DateHit, findDates } from './dates.ts';
import { isEnglish } from './language.ts';
import { SPEECH_LEMMAS } from './lexicon/speech-verbs.ts';
import type { Document, Sentence, Span, Token } from './model.ts';

/** Longest list of either kind. */
const MOST_EVENTS = 16;

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
  if (!isEnglish(document)) return { timeline, ahead: [] };
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
