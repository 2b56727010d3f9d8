import type { BriefDraft, Evidence } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { clauseAt } from './by-sentence.ts';
import { type DateHit, findDates } from './dates.ts';
import { eventClause } from './event-clause.ts';
import { isEnglish } from './language.ts';
import type { Clause, Document, Sentence, Span } from './model.ts';
import { evidenceOf } from './reading.ts';
import { capitalised } from './standing-sentence.ts';
import { standingSpan } from './standing-span.ts';
import type { Trace } from './trace.ts';

/** Longest list of either kind. */
const MOST_EVENTS = 16;

const NEXT_STEP =
  /\b(?:(?:is|are|was|were|be) (?:due|scheduled|slated|set|expected|planned|poised|to (?:meet|vote|visit|hold|begin|start|take|attend|sign|decide|be held))\b|will (?:vote|meet|hold|begin|start|decide|visit|travel|take effect|come into (?:force|effect)|be held|take place|attend|host|sign|return|resume|continue|launch|open|publish|announce|present|submit|table|rule|hear|discuss|appear|go to|expire|be (?:submitted|presented|published|tabled|discussed|held|put|sent|reviewed|implemented|launched))|deadline|next round|next step|next hearing|next meeting|ahead of (?:(?:a|the|next|an|this|its|their) )?(?:[\w-]+ ){0,2}(?:talks|summit|votes?|elections?|polls?|meetings?|hearings?|deadline|visit|trip|trial|conference|session|referendum|budget|signing|launch|decision|ruling|negotiations|inauguration)|later rounds|scheduled (?:for|to)|postponed (?:to|until)|adjourned (?:to|until))\b/;
const PLANNED =
  /\b(?:will|due|scheduled|set to|expected|plans?|planned|to be|deadline|until|by|ahead of|vote|summit|election|meeting|hearing|would)\b/;

/** The dated past events of an article, and its next steps, deadlines and votes, each a verbatim clause. */
export function timelinesOf(
  document: Document,
  clauses: readonly Clause[],
  dates: DateHit[] = findDates(document),
  trace?: Trace,
): Pick<BriefDraft, 'timeline' | 'ahead'> {
  const timeline: BriefDraft['timeline'] = [];
  if (!isEnglish(document)) return { timeline, ahead: [] };
  const ahead: BriefDraft['ahead'] = [];
  const bySentence = new Map<number, DateHit[]>();
  const clausesOf = new Map<number, Clause[]>();
  for (const clause of clauses) {
    const others = clausesOf.get(clause.sentence);
    if (others === undefined) clausesOf.set(clause.sentence, [clause]);
    else others.push(clause);
  }
  for (const hit of dates) bySentence.set(hit.sentence, [...(bySentence.get(hit.sentence) ?? []), hit]);
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body') continue;
    const own = bySentence.get(sentence.index) ?? [];
    const told = clausesOf.get(sentence.index) ?? [];
    const future = own.find((hit) => isAhead(document, told, sentence, hit));
    const step = future === undefined ? nextStepIn(document, sentence) : undefined;
    if (future !== undefined || step !== undefined) {
      const evidence = standingClause(document, told, sentence, future ?? step ?? sentence);
      if (ahead.length < MOST_EVENTS) {
        const line = {
          ...(future === undefined ? {} : { when: future.when }),
          text: capitalised(evidence.quote),
          evidence: [evidence],
        };
        ahead.push(line);
        const cue = future ?? step ?? sentence;
        trace?.dated('ahead', line, document.text.slice(cue.start, cue.end));
      }
    }
    for (const hit of own) {
      if (hit === future || timeline.length >= MOST_EVENTS || !isEvent(document, told, sentence, hit)) continue;
      const evidence = standingClause(document, told, sentence, hit);
      if (timeline.some((event) => event.evidence[0]?.start === evidence.start)) continue;
      const line = { when: hit.when, text: capitalised(evidence.quote), evidence: [evidence] };
      timeline.push(line);
      trace?.dated('timeline', line, document.text.slice(hit.start, hit.end));
    }
  }
  return { timeline: inOrder(timeline), ahead };
}

/** The clause that tells of a span, from and to where it can be read by itself. */
function standingClause(document: Document, told: readonly Clause[], sentence: Sentence, span: Span): Evidence {
  const clause = eventClause(document, told, sentence, span);
  const standing = standingSpan(document, told, sentence.index, clause);
  // A whole sentence keeps its full stop.
  if (standing.end === clause.end - 1 && clause.quote.endsWith('.')) standing.end = clause.end;
  return evidenceOf(document, standing, sentence.index);
}

function isAhead(document: Document, clauses: readonly Clause[], sentence: Sentence, hit: DateHit): boolean {
  if (hit.direction === 'past' || modifies(document, sentence, hit)) return false;
  const clause = eventClause(document, clauses, sentence, hit).quote;
  if (hit.direction === 'future') {
    const verb = clauseAt(clauses, sentence.index, hit.start)?.verb;
    if (/^(?:could|can|may|might)$/.test(verb?.modal ?? '')) return false;
    return PLANNED.test(clause) || verb?.infinitive === true;
  }
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

/**
 * A date tells of an event where its clause is told in the past or as done: no condition, no state or figure of that
 * day, and no date that only tells one thing from another ("the 1958 agreement").
 */
function isEvent(document: Document, clauses: readonly Clause[], sentence: Sentence, hit: DateHit): boolean {
  if (hit.direction === 'future' || isDayOfSaying(document, sentence, hit)) return false;
  if (modifies(document, sentence, hit)) return false;
  const clause = clauseAt(clauses, sentence.index, hit.start);
  const verb = clause?.verb;
  if (clause === undefined || verb === undefined || verb.modal !== undefined || verb.infinitive || verb.negated)
    return false;
  if (clauses.some((other) => other.conditional && other.start <= clause.start)) return false;
  if (verb.lemma === 'be' || (verb.progressive && !verb.perfect)) return false;
  return verb.tense === 'past' || verb.perfect || (verb.passive && verb.tense === 'none');
}

/** "The 1958 agreement", "the truce of 1974": a date that tells which thing is meant. */
function modifies(document: Document, sentence: Sentence, hit: DateHit): boolean {
  const lead = document.text.slice(Math.max(sentence.start, hit.start - 10), hit.start);
  if (/^[Oo]f /.test(document.text.slice(hit.start, hit.end))) return !/\b(?:end|start|beginning|middle) $/.test(lead);
  const after = document.tokens.slice(sentence.from, sentence.to).find((token) => token.start >= hit.end);
  const before = document.text.slice(Math.max(sentence.start, hit.start - 4), hit.end);
  return /\bthe \S/i.test(before) && after !== undefined && ['NOUN', 'PROPN', 'ADJ'].includes(after.pos);
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
