import type { Certainty, Evidence, Measure, MeasureStatus } from '../../core/brief.ts';
import { type CueClass, cueAt, isSaying, UNREALISED } from './cues.ts';
import { holds, names, type PartyForms } from './party-names.ts';
import { governorsOutside, recentText, sentenceAround } from './surroundings.ts';
import { plainOf, type Word, wordsOf } from './words.ts';

const DONE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['completed', 'under-way', 'ended']);
/** How far into its clause a cue still governs the main act. */
const MAIN_VERB_REACH = 12;
const PAST_FORMS = new Set(
  (
    'began bought brought broke built came chose drew drove fell fled fought found froze gave got grew held kept laid led ' +
    'left lost made met paid ran rose sank saw sent shook shot sold spent stole struck swore took threw went withdrew won ' +
    'wrote begun taken given gone shown signed put cut set shut hit'
  ).split(' '),
);
const BE = new Set(['is', 'are', 'was', 'were', 'been', 'being', 'be']);
const HAVE = new Set(['has', 'have', 'had']);

function realisedAt(words: readonly Word[], index: number): boolean {
  const word = words[index];
  if (word === undefined || isSaying(word)) return false;
  const previous = words[index - 1]?.lower ?? '';
  if (/^(?:the|a|an|its|their|his|her|of|to|for|by)$/.test(previous)) return false;
  if (PAST_FORMS.has(word.lower)) return true;
  if (/^[a-z]{2,}ed$/.test(word.lower) && word.lower.length > 4) return true;
  return /ing$/.test(word.lower) && (BE.has(previous) || BE.has(words[index - 2]?.lower ?? ''));
}

/**
 * Whether the main act of a quote is told as done: no modal, negation, demand, proposal, plan or condition governs it.
 * Reads from the left, the first decisive word wins; quotes without one count as realised.
 */
function governedWithin(quote: string): CueClass | undefined {
  const words = wordsOf(quote);
  for (let index = 0; index < Math.min(words.length, MAIN_VERB_REACH); index++) {
    const cue = cueAt(words, index);
    if (cue === 'consent' && words[index + 1]?.lower === 'to') return cue;
    if (cue !== undefined && UNREALISED.has(cue)) {
      // "has been threatened", "the proposed route": told of the party, or an adjective, and no governor.
      const word = words[index];
      const attributive = word !== undefined && /ed$/.test(word.lower) && !HAVE.has(words[index - 1]?.lower ?? '');
      const beforeNoun = /^(?:the|a|an|its|their|his|her)$/.test(words[index - 1]?.lower ?? '');
      if (!(attributive && beforeNoun)) return cue;
      continue;
    }
    if (realisedAt(words, index)) return undefined;
  }
  return undefined;
}

/** The status that the quotes allow: `unclear` where one shown as done is governed by a cue of what is not done. */
export function allowedStatus(text: string, measure: Measure): MeasureStatus {
  const [first] = measure.evidence;
  if (!DONE.has(measure.status) || first === undefined) return measure.status;
  return governedWithin(first.quote) !== undefined || governorsOutside(text, first).size > 0
    ? 'unclear'
    : measure.status;
}

const PRONOUNS = 'it they he she its their we both i';
const NOMINALS =
  'ministry government country state nation company firm group court parliament army military police authorities officials ' +
  'sides side parties party ministers minister president spokesman spokeswoman union agency council commission bank ' +
  'movement administration republic kingdom neighbours neighbors capital regime committee leader leaders rebels troops ' +
  'forces workers operator authority';
const PRONOUN_SET = new Set(PRONOUNS.split(' '));
const NOMINAL_SET = new Set(NOMINALS.split(' '));

function hasCoreference(words: readonly Word[]): boolean {
  return words.some(
    (word, index) =>
      PRONOUN_SET.has(word.lower) ||
      (NOMINAL_SET.has(word.lower) &&
        words.slice(Math.max(0, index - 3), index).some((other) => /^(?:the|both|two|its|their)$/.test(other.lower))),
  );
}

/** How many paragraphs back a pronoun or a nominal may point. */
const COREFERENCE_PARAGRAPHS = 2;

/** How a stretch of the article names a party. */
export type Naming = 'named' | 'coreference' | 'absent';

/** Whether quotes, their sentences, or (through a pronoun or nominal) what precedes them name a party. */
export function namingOf(text: string, forms: PartyForms, evidence: readonly Evidence[]): Naming {
  let pointed = false;
  for (const piece of evidence) {
    const sentence = sentenceAround(text, piece);
    const words = wordsOf(text.slice(sentence.start, sentence.end));
    const plain = words.map((word) => word.lower).join(' ');
    if (names(forms, plain)) return 'named';
    pointed ||= hasCoreference(words) && names(forms, plainOf(recentText(text, piece, COREFERENCE_PARAGRAPHS)));
  }
  return pointed ? 'coreference' : 'absent';
}

const RECEIVING = /^(?:receiv|accept|fac|suffer|obtain|win|secur|get|welcom)/;
const NOT_SUFFERED = new Set(
  (
    'expected prepared scheduled set due forced supposed said reported believed ready committed concerned opposed determined ' +
    'interested engaged involved agreed united allied armed begun'
  ).split(' '),
);

function firstPlace(words: readonly Word[], forms: PartyForms): { start: number; end: number } | undefined {
  for (let at = 0; at < words.length; at++) {
    for (const form of forms.plain) {
      const parts = form.split(' ');
      if (parts.every((part, offset) => words[at + offset]?.lower === part))
        return { start: at, end: at + parts.length };
    }
  }
  return undefined;
}

/** Whether a quote tells that something was done to a party, by somebody else. */
function isPatient(words: readonly Word[], place: { start: number; end: number }): boolean {
  const next = words.slice(place.end, place.end + 4);
  const be = next.findIndex((word) => /^(?:is|are|was|were|been|being)$/.test(word.lower));
  if (be < 0 || next.slice(0, be).some((word) => !HAVE.has(word.lower) && word.lower !== 'also')) return false;
  const participle = next[be + 1];
  if (participle === undefined || /[,;:]/.test(participle.before)) return false;
  if (NOT_SUFFERED.has(participle.lower)) return false;
  return (
    /^[a-z]{3,}ed$/.test(participle.lower) ||
    /^(?:hit|struck|taken|seized|shot|driven|given|told|held)$/.test(participle.lower)
  );
}

/**
 * Whether a quote shows an actor on the wrong side of the verb: acted upon in a passive, or standing behind the target,
 * which is the subject.
 */
export function isOnWrongSide(quote: string, actor: PartyForms, targets: readonly PartyForms[]): boolean {
  const words = wordsOf(quote);
  const own = firstPlace(words, actor);
  if (own === undefined) return false;
  const agent = words.slice(Math.max(0, own.start - 3), own.start).some((word) => word.lower === 'by');
  if (agent) return false;
  if (own.start <= 2 && isPatient(words, own)) return true;
  return targets.some((target) => {
    if (target.party.id === actor.party.id) return false;
    const place = firstPlace(words, target);
    if (place === undefined || place.start > 1 || place.end >= own.start || isPatient(words, place)) return false;
    const between = words.slice(place.end, own.start);
    // "Norland and Ostia", "Norland’s talks with Ostia", "Norland received aid from Ostia": no sides are changed.
    if (between.length < 1 || between.some((word) => /^(?:and|or|with|between|by)$/.test(word.lower))) return false;
    if (between.some((word) => RECEIVING.test(word.stem))) return false;
    const possessive = quote.slice(words[place.end - 1]?.end ?? 0).search(/^(?:['’]s?|-)/) >= 0;
    return !possessive && !holds(between.map((word) => word.lower).join(' '), 'from');
  });
}

/** The lower of two certainties. */
export function atMost(certainty: Certainty, ceiling: Certainty): Certainty {
  const order: Certainty[] = ['low', 'medium', 'high'];
  return order.indexOf(certainty) <= order.indexOf(ceiling) ? certainty : ceiling;
}
