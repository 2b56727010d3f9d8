import type { Certainty, Evidence, Measure, MeasureStatus } from '../../core/brief.ts';
import { type CueClass, cueAt, isSaying, UNREALISED } from './cues.ts';
import { names, type PartyForms } from './party-names.ts';
import { type Source, standsAt } from './reading.ts';
import { recentStretch } from './surroundings.ts';
import type { Word } from './words.ts';

const DONE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['completed', 'under-way', 'ended']);
/** How far into its clause a cue still governs the main act. */
const MAIN_VERB_REACH = 24;
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
  // "had a strike", "has an agreement"
  if (HAVE.has(word.lower) && /^(?:a|an|the)$/.test(words[index + 1]?.lower ?? '')) return true;
  // "a board headed by …" tells of the board, "was headed by …" of the act.
  const reduced = words[index + 1]?.lower === 'by' && !BE.has(previous);
  if (/^[a-z]{2,}ed$/.test(word.lower) && word.lower.length > 4 && !reduced) return true;
  return /ing$/.test(word.lower) && (BE.has(previous) || BE.has(words[index - 2]?.lower ?? ''));
}

/**
 * Whether the main act of a quote is told as done: no modal, negation, demand, proposal, plan or condition governs it.
 * Reads from the left, the first decisive word wins; quotes without one count as realised.
 */
function governedWithin(source: Source, quote: string): CueClass | undefined {
  const words = source.words(quote);
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

function isTrying(source: Source, quote: string): boolean {
  return source.words(quote).some((word) => /^(?:try|attempt|effort)$/.test(word.stem));
}

/** Under what a step is neither agreed nor announced: whoever refuses it or is asked for it has not. */
const UNSETTLED: Partial<Record<MeasureStatus, readonly CueClass[]>> = {
  agreed: ['negation', 'refusal', 'denial', 'possibility', 'proposal', 'demand', 'threat'],
  announced: ['negation', 'refusal', 'denial', 'possibility', 'proposal'],
};

/** What a sentence must hold to tell of a refusal or of a threat. */
const NEEDED: Partial<Record<MeasureStatus, readonly CueClass[]>> = {
  refused: ['negation', 'refusal', 'denial'],
  threatened: ['threat', 'future', 'conditional', 'possibility', 'condition', 'intention'],
};
const REFUSING =
  /^(?:dismiss|block|veto|ban|bar|prevent|drop|cancel|ignor|boycott|withhold|stall|halt|snub|spurn|shun)/;

function isNeededThere(source: Source, status: MeasureStatus, evidence: Evidence): boolean {
  const needed = NEEDED[status];
  if (needed === undefined) return true;
  const sentence = source.sentenceAround(evidence);
  const words = source.words(source.text.slice(sentence.start, sentence.end));
  return words.some((word, index) => {
    const cue = cueAt(words, index);
    return (cue !== undefined && needed.includes(cue)) || (status === 'refused' && REFUSING.test(word.stem));
  });
}

/**
 * The status that the quotes allow: `unclear` where one shown as done, agreed or announced is governed by a cue of what
 * is not, and where nothing refuses or threatens what is shown as refused or threatened.
 */
export function allowedStatus(source: Source, measure: Measure): MeasureStatus {
  const [first] = measure.evidence;
  if (first === undefined) return measure.status;
  if (!isNeededThere(source, measure.status, first)) return 'unclear';
  const unsettled = UNSETTLED[measure.status];
  if (!DONE.has(measure.status) && unsettled === undefined) return measure.status;
  const within = governedWithin(source, first.quote);
  const governors = [...source.governorsOutside(first), ...(within === undefined ? [] : [within])];
  if (unsettled !== undefined) return governors.some((cue) => unsettled.includes(cue)) ? 'unclear' : measure.status;
  // Who is trying to do a thing is under way with the trying.
  const trying = measure.status === 'under-way' && isTrying(source, first.quote);
  return governors.some((cue) => !(trying && cue === 'intention')) ? 'unclear' : measure.status;
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

/**
 * Whether quotes, their sentences, or (through a pronoun or nominal) what precedes them name a party.
 * @param others parties that a pronoun would rather mean where its sentence names them.
 */
export function namingOf(
  source: Source,
  forms: PartyForms,
  evidence: readonly Evidence[],
  others: readonly PartyForms[],
): Naming {
  const { text } = source;
  let pointed = false;
  for (const piece of evidence) {
    const sentence = source.sentenceAround(piece);
    const whole = text.slice(sentence.start, sentence.end);
    const words = source.words(whole);
    const plain = source.plainIn(sentence);
    if (names(forms, plain)) return 'named';
    // Whom a pronoun or nominal may mean is asked only where there is one, and only until one points to the party.
    if (pointed || !hasCoreference(words)) continue;
    const before = source.plainIn({ start: sentence.start, end: piece.start });
    const { id, country } = forms.party;
    const rivals = others.filter(
      ({ party }) => party.id !== id && (country === undefined || party.country !== country),
    );
    const nearer = rivals.some((rival) => names(rival, before));
    pointed = !nearer && names(forms, source.plainIn(recentStretch(text, piece, COREFERENCE_PARAGRAPHS)));
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

interface Place {
  start: number;
  end: number;
}

function firstPlace(words: readonly Word[], forms: PartyForms): Place | undefined {
  for (let at = 0; at < words.length; at++) {
    for (const parts of forms.parts) {
      if (standsAt(words, at, parts)) return { start: at, end: at + parts.length };
    }
  }
  return undefined;
}

const BEFORE_PASSIVE = /^(?:has|have|had|also|will|would|later|now|then|not|himself|herself|themselves|itself)$/;

/** Whether a quote tells that something was done to a party, by somebody else. */
function isPatient(words: readonly Word[], place: Place): boolean {
  const next = words.slice(place.end, place.end + 4);
  const be = next.findIndex((word) => /^(?:is|are|was|were|been|being)$/.test(word.lower));
  if (be < 0 || next.slice(0, be).some((word) => !BEFORE_PASSIVE.test(word.lower))) return false;
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
 * @param shared whether the act is one that parties do together (talks, an agreement), so that "with" joins actors.
 */
export function isOnWrongSide(
  source: Source,
  quote: string,
  actor: PartyForms,
  targets: readonly PartyForms[],
  shared: boolean,
): boolean {
  const words = source.words(quote);
  const own = firstPlace(words, actor);
  if (own === undefined) return false;
  const agent = words.slice(Math.max(0, own.start - 3), own.start).some((word) => word.lower === 'by');
  if (agent) return false;
  const receiver = words
    .slice(Math.max(0, own.start - 2), own.start)
    .some((word) => AT_RECEIVING_END.test(word.lower) || /^(?:from|and|between)$/.test(word.lower));
  if (!receiver && isPatient(words, own)) return true;
  return targets.some((target) => target.party.id !== actor.party.id && standsBehind(words, own, target, shared));
}

/** Prepositions whose noun is at the receiving end, or only a companion. */
const AT_RECEIVING_END = /^(?:to|against|on|into|upon|with|of|in|at|for|toward|towards|over)$/;

/** Whether an actor stands behind a target that is the subject of the clause, so that the act is the target's. */
function standsBehind(words: readonly Word[], own: Place, target: PartyForms, shared: boolean): boolean {
  const place = firstPlace(words, target);
  if (place === undefined || place.end >= own.start || isPatient(words, place)) return false;
  const between = words.slice(place.end, own.start).map((word) => word.lower);
  const lead = words.slice(Math.max(0, place.start - 2), place.start).map((word) => word.lower);
  // Of "Norland and Ostia" neither stands behind the other; "by" makes the second the agent.
  if (between.length === 0 || between.some((word) => /^(?:and|or|between|by)$/.test(word))) return false;
  if (between.some((_, index) => RECEIVING.test(words[place.end + index]?.stem ?? ''))) return false;
  // "Ostia was under the scrutiny of Norland": no act of Ostia's.
  if (BE.has(between[0] ?? '') || (HAVE.has(between[0] ?? '') && BE.has(between[1] ?? ''))) return false;
  const possessive = words[place.end - 1]?.possessive === true;
  if (possessive || words[place.end]?.before.startsWith('-') === true) return false;
  const asObject = own.start > 0 && words.slice(Math.max(0, own.start - 3), own.start).map((word) => word.lower);
  const received = asObject !== false && asObject.some((word) => AT_RECEIVING_END.test(word));
  if (shared && between.includes('with')) return false;
  if (place.start <= 1) return !between.includes('from');
  return received && !lead.some((word) => AT_RECEIVING_END.test(word) || word === 'from') && !between.includes('from');
}

/** The lower of two certainties. */
export function atMost(certainty: Certainty, ceiling: Certainty): Certainty {
  const order: Certainty[] = ['low', 'medium', 'high'];
  return order.indexOf(certainty) <= order.indexOf(ceiling) ? certainty : ceiling;
}
