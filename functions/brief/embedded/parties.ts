import type { Attribution, Evidence, Party, PartyRole, Position } from '../../core/brief.ts';
import { STANCE_LEMMAS } from '../../core/text/speech-verbs.ts';
import { clauseAround } from './clause-around.ts';
import type { Document, Entity, Mention, Names, Span, Statement, Token } from './model.ts';
import { actsAt } from './names.ts';
import { bodyLength, type Ranked, rankEntities, SHORT_ARTICLE, type Slots } from './party-weight.ts';
import type { Trace } from './trace.ts';

/** At most this many parties are chosen beside those that fill slots. */
const MOST_PARTIES = 12;
/** A party weighs at least `LEAST_SCORE`, and a share of the foremost one up to `ENOUGH_SCORE`. */
const SHARE_OF_TOP = 0.1;
const LEAST_SCORE = 2.7;
/** What a faint entity weighs at least, though it fills a slot. */
const LEAST_IN_SLOT = 3;
const ENOUGH_SCORE = 3.2;
/** For each sentence that a short article lacks, so much less is asked of a party. */
const RELIEF = 0.3;

const MOST_IN_ALL = 64;
const MOST_ALIASES = 16;
const MOST_POSITIONS = 5;
/** Fewer words state no position. */
const SHORTEST_POSITION = 4;
/** How many tokens behind a subject its verb may stand. */
const REACH_OF_VERB = 5;

/** Beginnings of the verbs: the tagger takes some of their forms for adjectives. */
const MEDIATING = /^(?:mediat|broker|facilitat)/;
const BACKING = /^(?:back(?:s|ed|ing)?$|support(?:s|ed|ing)?$|endors|sponsor)/;
/** Kinds of those who act together without being a body. */
const GROUPS: ReadonlySet<string> = new Set(['armed-group', 'community']);

/**
 * Chooses the parties among the entities and ranks them: who acts, decides, is acted upon or speaks.
 * @param slots keys that kept items refer to: these entities are parties unless they are faint. Places and outlets never
 *   are.
 * @param statements what the parties' positions and `heard` are taken from.
 * @returns the foremost party first; at most 64, of which at most twelve fill no slot.
 */
export function chooseParties(
  document: Document,
  names: Names,
  slots: Slots,
  statements: Statement[],
  trace?: Trace,
): Party[] {
  const ranked = rankEntities(document, names, slots, statements);
  const missing = Math.max(0, SHORT_ARTICLE - bodyLength(document));
  const least =
    Math.max(LEAST_SCORE, Math.min(ENOUGH_SCORE, SHARE_OF_TOP * (ranked[0]?.score ?? 0))) - RELIEF * missing;
  const filled = new Set([...slots.actors, ...slots.targets]);
  const chosen = new Set(
    ranked
      .filter(
        ({ entity, score, faint }, position) =>
          (filled.has(entity.key) && (!faint || score >= Math.min(least, LEAST_IN_SLOT))) ||
          (position < MOST_PARTIES && score >= least),
      )
      .map(({ entity }) => entity.key),
  );
  const beside = besideGroups(document, names, chosen);
  const parties = ranked
    .filter(({ entity }) => chosen.has(entity.key) || beside.has(entity.key))
    .slice(0, MOST_IN_ALL)
    .map((each) => partyOf(document, each, slots, statements));
  trace?.parties(parties, ranked, filled, least, MOST_PARTIES);
  return parties;
}

/** Groups that are listed with one that was chosen: "Druze fighters, Sunni Bedouins and government forces". */
function besideGroups(document: Document, names: Names, chosen: ReadonlySet<string>): Set<string> {
  const isGroup = (mention: Mention | undefined): mention is Mention =>
    mention !== undefined && GROUPS.has(names.entities.get(mention.entity)?.kind ?? '');
  const beside = new Set<string>();
  for (const [position, first] of names.mentions.entries()) {
    const second = names.mentions[position + 1];
    if (!isGroup(first) || !isGroup(second) || !isListed(document.tokens, first, second)) continue;
    if (chosen.has(first.entity)) beside.add(second.entity);
    if (chosen.has(second.entity)) beside.add(first.entity);
  }
  return beside;
}

/** Whether nothing but a comma, "and", "or" and an article stands between two mentions. */
function isListed(tokens: readonly Token[], first: Mention, second: Mention): boolean {
  if (first.sentence !== second.sentence || second.from <= first.to || second.from - first.to > 3) return false;
  return tokens.slice(first.to, second.from).every((token) => /^(?:,|and|or|the)$/.test(token.lower));
}

function partyOf(document: Document, { entity, kind, acts }: Ranked, slots: Slots, statements: Statement[]): Party {
  const own = statements.filter((statement) => statement.entity === entity.key);
  return {
    id: entity.key,
    name: entity.name,
    kind,
    aliases: aliasesOf(entity),
    ...(entity.country === undefined ? {} : { country: entity.country }),
    role: roleOf(document, entity, slots, acts),
    heard: own.length > 0,
    positions: positionsOf(document, own),
    mentions: entity.mentions.length,
    evidence: evidenceOf(document, entity),
  };
}

/** The names that the text uses, each once whatever its capitals. */
function aliasesOf(entity: Entity): string[] {
  const seen = new Set([entity.name.toLowerCase()]);
  const aliases: string[] = [];
  for (const alias of entity.aliases) {
    const form = alias.toLowerCase();
    if (seen.has(form) || aliases.length >= MOST_ALIASES) continue;
    seen.add(form);
    aliases.push(alias);
  }
  return aliases;
}

function roleOf(document: Document, entity: Entity, slots: Slots, acts: number): PartyRole {
  for (const mention of entity.mentions) {
    const verb = verbBehind(document, mention);
    if (verb !== undefined && MEDIATING.test(verb.lower)) return 'mediates';
  }
  if (slots.actors.includes(entity.key)) return 'acts';
  if (slots.targets.includes(entity.key)) return 'acted-upon';
  const backs = entity.mentions.some((mention) => {
    const verb = verbBehind(document, mention);
    return verb !== undefined && BACKING.test(verb.lower);
  });
  if (backs) return 'backs';
  return acts > 0 ? 'acts' : 'mentioned';
}

/** The verb of which a mention is the subject, found over adverbs and auxiliaries. */
function verbBehind(document: Document, mention: Mention): Token | undefined {
  for (let at = mention.to; at < mention.to + REACH_OF_VERB; at += 1) {
    const token = document.tokens[at];
    if (token === undefined || token.sentence !== mention.sentence) return undefined;
    if (token.pos === 'VERB' || MEDIATING.test(token.lower)) return token;
    if (token.pos !== 'ADV' && token.pos !== 'AUX' && token.pos !== 'PART') return undefined;
  }
  return undefined;
}

/** What the party says, as the words that are attributed to it. */
function positionsOf(document: Document, statements: Statement[]): Position[] {
  const positions: Position[] = [];
  for (const { content, sentence, attribution } of statements) {
    const evidence = quoteOf(document, { ...content, start: positionStart(document, content, attribution) }, sentence);
    if (evidence === undefined || evidence.quote.split(' ').length < SHORTEST_POSITION) continue;
    positions.push({ statement: evidence.quote, speaker: attribution.label ?? '', evidence: [evidence] });
    if (positions.length >= MOST_POSITIONS) break;
  }
  return positions;
}

/** A verb of stance belongs to what its subject states: "welcomed the offer", "agreed to leave". */
function positionStart(document: Document, content: Span, { evidence }: Attribution): number {
  const end = evidence?.[0]?.end ?? 0;
  if (content.start !== end + 1) return content.start;
  const sentence = document.sentences[evidence?.[0]?.sentence ?? -1];
  const verb = document.tokens.slice(sentence?.from ?? 0, sentence?.to ?? 0).find((token) => token.end === end);
  if (verb === undefined) return content.start;
  const isInfinitive = document.text.startsWith('to ', content.start);
  return isInfinitive || STANCE_LEMMAS.has(verb.lemma) ? verb.start : content.start;
}

function quoteOf(document: Document, span: Span, sentence: number): Evidence | undefined {
  const { start } = span;
  let { end } = span;
  while (end > start && /[\s,;:]/.test(document.text[end - 1] ?? '')) end -= 1;
  if (end <= start) return undefined;
  const paragraph = document.sentences[sentence]?.paragraph ?? 0;
  return { quote: document.text.slice(start, end), start, end, sentence, paragraph };
}

/** The clause in which it first acts, else the one that first names it; a state by its own name rather than a leader's. */
function evidenceOf(document: Document, entity: Entity): Evidence[] {
  const spoken = entity.mentions.filter((mention) => mention.how !== 'pronoun');
  const named = spoken.filter((mention) => mention.how === 'gazetteer' || mention.how === 'demonym');
  const told = entity.kind === 'state' && named.length > 0 ? named : spoken;
  const acting = told.find((mention) => actsAt(document.tokens, mention.from, mention.to));
  const mention = acting ?? told[0] ?? entity.mentions[0];
  const sentence = mention === undefined ? undefined : document.sentences[mention.sentence];
  return mention === undefined || sentence === undefined ? [] : [clauseAround(document, sentence, mention)];
}
