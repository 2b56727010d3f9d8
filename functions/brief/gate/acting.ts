import type { Evidence } from '../../core/brief.ts';
import { cueAt, isSaying } from './cues.ts';
import type { PartyForms } from './party-names.ts';
import { type Source, standsAt } from './reading.ts';
import { stateCalled } from './state-names.ts';
import { isVerbForm } from './verb-forms.ts';
import type { Word } from './words.ts';

/** Where a name stands: first word and one past the last. */
interface Place {
  start: number;
  end: number;
}

/** The subject of a quote's own verb. */
interface Subject {
  /** The party that it is, if it is one. */
  party: PartyForms | undefined;
  /** Whether a name stands there; a pronoun or a common noun may mean one who is named elsewhere. */
  named: boolean;
  /** Where it begins. */
  from: number;
  /** The verb of which it is the subject, and whether that does something itself. */
  verb: number;
  acts: boolean;
}

/** The words of a sentence, and which of them a quote holds. */
interface Clause {
  words: readonly Word[];
  from: number;
  to: number;
}

const DETERMINER =
  /^(?:the|a|an|its|their|his|her|our|this|that|these|those|some|both|all|any|no|two|three|four|five|six|several|many|most|other|former|new|senior|top|local|foreign|prime|deputy|minister|president|king|queen|prince|general|chancellor|premier)$/;
/** Prepositions whose noun does nothing in the clause. "By", "of", "from", "for" and "with" may lead one who does. */
const OBLIQUE =
  /^(?:to|against|on|onto|into|upon|in|at|toward|towards|over|near|inside|across|about|under|despite|amid|outside|through|via|behind|beyond|around|regarding|concerning|off)$/;
const LOOSE = /^(?:of|from|for|with|after|before|since|as|than|like|without|including|alongside|plus)$/;
/** "The ministry in Vell": a body is told by its place. */
const BODY =
  /^(?:ministry|government|authorities|officials|court|courts|parliament|army|police|leaders|regime|council|troops|forces|rebels|militants|ambassador|embassy|representative|spokesman|spokeswoman|spokesperson|envoy|delegation|delegates|negotiators|lawmakers|prosecutors|diplomats|minister|president|commander|administration|leadership|companies|company|factory|firms|banks|bank)$/;
/** Verbs of a subject that lets another act, asks it, or takes note of what it does. */
const OF_ANOTHERS_ACT =
  /^(?:receiv|accept|fac(?:es?|ed|ing)$|suffer|obtain|win|won|secur|get|got|welcom|condemn|criticis|criticiz|reject|oppos|confirm|deni|deny|await|expect|see|saw|watch|follow|allow|let|help|permit|enabl|forc|mak|mad|caus|urg|ask|call|want|press|tell|told|demand|invit|order|requir|persuad|convinc|encourag|pressur|accus|blam|thank|prais|support|back|agre|announc|say|said|found|find|rul|remain|becom|becam|need|hop|fear|warn|believ|report|show|learn|know|knew|heard|hear|consider|propos|suggest|approv|endors|recogn|includ|involv|mark|cit|quot|claim|insist|stat|describ|review|stud|monitor|respon|react|object|protest|complain|denounc|question|challeng|defend|justif|be$|is$|are$|was$|were$|been$|had$|has$|have$|do$|did$|does$)/;
/** Of these verbs, and of verbs of saying, those before "to" whose subject does what follows: "vowed to fight". */
const WILLING =
  /^(?:vow|pledg|promis|threaten|agre|offer|refus|declin|plan|hop|claim|decid|want|need|propos|announc|continu|tri|try|seek|sought|began|begin|start|prepar|intend|manag|fail|help|mov|expect)/;

function placesOf(words: readonly Word[], { parts }: PartyForms): Place[] {
  const places: Place[] = [];
  for (let at = 0; at < words.length; at++) {
    const form = parts.find((one) => standsAt(words, at, one));
    if (form === undefined) continue;
    const end = at + form.length;
    places.push({ start: at, end });
    at = end - 1;
  }
  return places;
}

function clauseOf(source: Source, evidence: Evidence): Clause {
  const { text } = source;
  const sentence = source.sentenceAround(evidence);
  const words = source.words(text.slice(sentence.start, sentence.end));
  const from = words.findIndex((word) => sentence.start + word.end > evidence.start);
  const after = words.findIndex((word) => sentence.start + word.start >= evidence.end);
  return { words, from: from < 0 ? words.length : from, to: after < 0 ? words.length : after };
}

const AUXILIARY = /^(?:has|have|had|is|are|was|were|will|would|could|may|might|can|shall|should|must|did|does|do)$/;
const BETWEEN =
  /^(?:also|then|later|now|again|already|never|not|still|yet|soon|earlier|first|jointly|formally|recently|immediately|finally|repeatedly|officially|on|this|last|week|month|year|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/;

/** The first verb behind a place, if only nouns of the subject and adverbs stand between. */
function verbBehind({ words }: Clause, end: number, to: number): number | undefined {
  for (let at = end; at < Math.min(to, end + 6); at++) {
    const word = words[at];
    if (word === undefined || /[,;:()—–]/.test(word.before)) return undefined;
    if (AUXILIARY.test(word.lower) || cueAt(words, at) !== undefined || isSaying(word) || isVerbForm(word)) return at;
    const joins = /^(?:and|the)$/.test(word.lower) && words.slice(at + 1, at + 3).some((next) => next.capital);
    const isNoun = BODY.test(word.lower) || word.capital || BETWEEN.test(word.lower) || joins;
    if (!isNoun) return undefined;
  }
  return undefined;
}

/** The main verb of a group: behind its auxiliaries and adverbs. */
function headOf(words: readonly Word[], verb: number): Word | undefined {
  let at = verb;
  while (
    AUXILIARY.test(words[at]?.lower ?? '') ||
    BETWEEN.test(words[at]?.lower ?? '') ||
    /^(?:be|been|being)$/.test(words[at]?.lower ?? '')
  )
    at++;
  return words[at] ?? words[verb];
}

const BE = /^(?:is|are|was|were|been|being|be)$/;

/** How many words behind the first verb of a group its participle may stand. */
const LONGEST_GROUP = 6;

function isPassive(words: readonly Word[], verb: number): boolean {
  for (let at = verb; at < verb + LONGEST_GROUP; at++) {
    if (!BE.test(words[at]?.lower ?? '')) continue;
    const behind = words
      .slice(at + 1, at + 3)
      .find((word) => !BE.test(word.lower) && !/ly$|^(?:not|also|now|then|earlier|already|being)$/.test(word.lower));
    return behind !== undefined && isVerbForm(behind);
  }
  return false;
}

/** Whether a verb does something itself: "expelled", "vowed to expel", but not "said" or "urged". */
function isAct(words: readonly Word[], verb: number): boolean {
  const head = headOf(words, verb);
  if (head === undefined) return false;
  const place = words.indexOf(head);
  const next = words.slice(place + 1, place + 4).find((word) => !BETWEEN.test(word.lower));
  if (next?.lower === 'to' && WILLING.test(head.lower)) return true;
  return !isSaying(head) && !OF_ANOTHERS_ACT.test(head.lower);
}

/** Verbs of saying behind which a clause follows: "he said | the court would sit". */
const REPORTS =
  /^(?:said|says|say|adds?|added|stated|states|announced|announces|confirmed|confirms|reported|reports|declared|claimed|claims|insisted|argued)$/;

/** The subject of the verb with which a quote tells its act, if that is not passive: of what is said, where somebody says it. */
function subjectOf(clause: Clause, all: readonly PartyForms[]): Subject | undefined {
  const { words, to } = clause;
  const first = subjectFrom(clause, all, behindOpening(clause));
  if (first === undefined || first.acts || !REPORTS.test(words[first.verb]?.lower ?? '')) return first;
  const behind = words[first.verb + 1]?.lower === 'that' ? first.verb + 2 : first.verb + 1;
  const said =
    behind < to && !/^[“"]/.test(words[behind]?.before.trim() ?? '') ? subjectFrom(clause, all, behind) : undefined;
  return said?.named === true && said.acts ? said : first;
}

function subjectFrom(clause: Clause, all: readonly PartyForms[], from: number): Subject | undefined {
  const { words, to } = clause;
  let best: { party: PartyForms; place: Place; verb: number } | undefined;
  for (const party of all) {
    const place = placesOf(words, party).find(({ start }) => start >= from && start <= from + 2);
    if (place === undefined || !words.slice(from, place.start).every((word) => DETERMINER.test(word.lower))) continue;
    const verb = verbBehind(clause, place.end, to);
    if (verb === undefined) continue;
    // "Norland’s neighbour Ostia": the longer or the later name acts.
    if (best === undefined || place.end > best.place.end) best = { party, place, verb };
  }
  const verb = best?.verb ?? firstVerb(clause, from);
  if (verb === undefined || isPassive(words, verb)) return undefined;
  const named =
    best !== undefined || words.slice(from, verb).some((word, at) => word.capital && (at > 0 || !word.opening));
  return { party: best?.party, named, from, verb, acts: isAct(words, verb) };
}

const OPENS =
  /^(?:on|in|by|for|at|after|before|since|during|late|early|last|this|earlier|meanwhile|yesterday|today|however|instead|separately|then|later|but|and|also)$/;
/** The most words of what stands before the subject: "On 18 September, | Norland …". */
const LONGEST_OPENING = 8;

/** Where the subject may begin: behind "On Monday," and the like. */
function behindOpening({ words, from, to }: Clause): number {
  if (!OPENS.test(words[from]?.lower ?? '')) return from;
  for (let at = from + 1; at < Math.min(to, from + LONGEST_OPENING); at++) {
    if (words[at]?.before.startsWith(',') === true) return at;
  }
  return /^(?:but|and|also|then|later)$/.test(words[from]?.lower ?? '') ? from + 1 : from;
}

/** The most words of a subject. */
const LONGEST_SUBJECT = 7;

/** The first verb of a quote, behind words that can only be its subject. */
function firstVerb({ words, to }: Clause, from: number): number | undefined {
  for (let at = from; at < Math.min(to, from + LONGEST_SUBJECT); at++) {
    const word = words[at];
    if (word === undefined || (at > from && /[,;:()—–“”"]/.test(word.before))) return undefined;
    const before = words[at - 1]?.lower ?? '';
    if (at > from && (AUXILIARY.test(word.lower) || isVerbForm(word) || isSaying(word))) {
      // "a board headed by", "the raised rates"
      if (words[at + 1]?.lower === 'by' || DETERMINER.test(before)) return undefined;
      return at;
    }
    if (at === from && /^(?:if|when|while|after|before|because|as|since|unless|on|in|by|for|to|at)$/.test(word.lower))
      return undefined;
  }
  return undefined;
}

function isKin({ party: one }: PartyForms, { party: other }: PartyForms): boolean {
  if (one.id === other.id) return true;
  return one.country !== undefined && one.country === other.country;
}

/** The word that governs a name: the first to its left that belongs neither to it nor to names listed with it. */
function governorOf(words: readonly Word[], place: Place): number {
  let at = place.start - 1;
  while (at >= 0 && place.start - at <= 7) {
    const word = words[at];
    const next = words[at + 1];
    if (word === undefined || /[;:()—–.]/.test(next?.before ?? '')) return -1;
    const listed = /^(?:and|or)$/.test(word.lower) && words[at - 1]?.capital === true;
    const isOwn = DETERMINER.test(word.lower) || word.capital || word.value !== undefined || listed;
    if (/,/.test(next?.before ?? '') && !(isOwn && word.capital)) return -1;
    if (!isOwn) return at;
    at--;
  }
  return -1;
}

const HANGING = /^(?:until|unless|if|when|while|before|after|because|since|as|although|though|whether|once)$/;

/** The word before a name and its article. */
function before(words: readonly Word[], { start }: Place): Word | undefined {
  const word = words[start - 1];
  return word !== undefined && DETERMINER.test(word.lower) ? words[start - 2] : word;
}

/** Whether one who stands there may be who acts, as far as can be told. */
function mayActAt(clause: Clause, place: Place, subject: Subject | undefined, shared: boolean): boolean {
  const { words, from, to } = clause;
  const outside = place.end <= from || place.start >= to;
  // A pronoun in the quote may mean one who is named outside of it.
  if (outside && subject?.named === true) return false;
  // "Norland and Ostia", "Norland with Ostia", "the army of Norland": within the subject.
  if (!outside && subject !== undefined && place.start < subject.verb) return !subject.acts || place.end > subject.from;
  const under = !outside && subject?.acts === true ? subject : undefined;
  if (words[place.end - 1]?.possessive === true) return under === undefined;
  const verb = verbBehind(clause, place.end, words.length);
  const own = verb === undefined ? undefined : headOf(words, verb);
  if (own !== undefined && !isSaying(own)) {
    // "until Norland agrees": the act is that of the clause on which this one hangs.
    return under === undefined || !HANGING.test(before(words, place)?.lower ?? '');
  }
  if (/^(?:who|which)$/.test(words[place.end]?.lower ?? '')) return true;
  const at = governorOf(words, place);
  const governor = words[at];
  if (governor === undefined) return true;
  if (governor.lower === 'by') return under === undefined;
  if (governor.lower === 'between' || governor.lower === 'among') return shared || under === undefined;
  if (OBLIQUE.test(governor.lower)) return under === undefined && BODY.test(words[at - 1]?.lower ?? '');
  if (governor.lower === 'with') return shared || under === undefined || isJoint(words, under.verb);
  if (LOOSE.test(governor.lower)) return under === undefined;
  // "expelled Ostia": its object, unless the verb says something of it, or it goes on acting ("forced Ostia to leave").
  const infinitive = words[at - 1]?.lower === 'to' && !OF_ANOTHERS_ACT.test(governor.lower);
  const isObject = under !== undefined && (infinitive || governor === headOf(words, under.verb));
  if (isObject || (isVerbForm(governor) && !isSaying(governor) && !OF_ANOTHERS_ACT.test(governor.lower))) {
    const next = words[place.end];
    return next !== undefined && (next.lower === 'to' || /ing$/.test(next.lower));
  }
  return true;
}

/** "agreed with", "worked with": what one does with another both do. */
function isJoint(words: readonly Word[], verb: number): boolean {
  return /^(?:agre|coordinat|work|cooperat|coop|join|team|act)/.test(headOf(words, verb)?.lower ?? '');
}

/**
 * Whether a party may be who acts in a quote: it is its subject, its agent, or stands where the gate cannot tell. Not where
 * every mention of it in the quote's sentence is an object, stands behind a preposition of place or direction, or is
 * outside a clause of which another party is the subject.
 * @param shared whether the act is one that parties do together, so that "with" joins actors.
 */
export function mayAct(
  source: Source,
  evidence: readonly Evidence[],
  actor: PartyForms,
  all: readonly PartyForms[],
  shared: boolean,
): boolean {
  return ofSameSentence(source, evidence).some((piece) => {
    const clause = clauseOf(source, piece);
    const subject = subjectOf(clause, all);
    if (subject !== undefined && isSubject(clause, subject, actor)) return true;
    const places = placesOf(clause.words, actor);
    if (places.length === 0) return subject?.party === undefined || !subject.acts;
    return places.some((place) => mayActAt(clause, place, subject, shared));
  });
}

/** Whether a party, or its state, is named in the subject. */
function isSubject(clause: Clause, subject: Subject, party: PartyForms): boolean {
  if (subject.party !== undefined && isKin(subject.party, party)) return true;
  const { country } = party.party;
  return (
    country !== undefined &&
    clause.words.slice(subject.from, subject.verb).some((word) => word.capital && stateCalled(word.text) === country)
  );
}

/** The clearest quote, and those of its sentence: another sentence may tell of another's part in the act. */
function ofSameSentence(source: Source, evidence: readonly Evidence[]): readonly Evidence[] {
  const [first] = evidence;
  if (first === undefined) return [];
  const sentence = source.sentenceAround(first);
  return evidence.filter(({ start, end }) => start < sentence.end && end > sentence.start);
}

const POINTING = /^(?:it|its|they|them|their|he|him|his|she|her|itself|themselves)$/;

/** Whether a party may be at whom a quote's act is aimed: not where it is only its subject, or named only outside a whole clause. */
export function mayBeTarget(
  source: Source,
  evidence: readonly Evidence[],
  target: PartyForms,
  all: readonly PartyForms[],
): boolean {
  return ofSameSentence(source, evidence).some((piece) => {
    const clause = clauseOf(source, piece);
    const { words, from, to } = clause;
    const places = placesOf(words, target);
    const subject = subjectOf(clause, all);
    if (places.length === 0 || subject?.party === undefined || !subject.acts) return true;
    const points = words.slice(subject.verb, to).some((word) => POINTING.test(word.lower));
    return places.some((place) => {
      if (place.end <= from || place.start >= to) return points;
      return place.start >= subject.verb || place.end <= subject.from;
    });
  });
}
