import type { Mention, Token } from './model.ts';

/** Nouns that make what is done by "the … of X" done by X. */
const ORGANS: ReadonlySet<string> = new Set(
  (
    'government president minister ministry premier chancellor king queen emir sultan army navy force troop soldier police ' +
    'military parliament official authority leader leadership spokesman spokeswoman spokesperson ambassador envoy delegation ' +
    'cabinet administration regime representative head chairman director chief side negotiator diplomat general commander ' +
    'guard marine pilot fighter militia militant rebel guerrilla ' +
    'gunboat warship ship vessel submarine bomber warplane jet plane aircraft helicopter gunship tank artillery drone ' +
    'country member ally state nation founder executive ' +
    'service patrol team agent unit squad brigade battalion commando coastguard peacekeeper inspector investigator regulator ' +
    'lawmaker legislator senator prosecutor mission staff crew intelligence'
  ).split(' '),
);

/** Words that open a stretch of time before the subject: "Last week, …", "On Monday, …", "Next Wednesday, April 11, …". */
export const TIME_WORDS =
  /^(?:last|next|earlier|later|this|that|yesterday|today|tomorrow|week|month|year|day|morning|evening|night|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,4}(?:st|nd|rd|th)?)$/i;

/** The mentions that head the subject: the first noun phrase, and what "and" joins to it. */
export function subjectsIn(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  from: number,
  to: number,
): Mention[] {
  const start = afterLeadIn(tokens, from, to);
  return nominalHeads(tokens, mentions, start, to);
}

/** Skips "ROME - ", "In Damascus on Friday, ", "Next Monday, April 11, " and "According to the ministry, ". */
function afterLeadIn(tokens: readonly Token[], from: number, to: number): number {
  let start = afterTime(tokens, afterPlace(tokens, afterNumber(tokens, from, to), to), to);
  for (let at = from; at < to - 1 && isLeadIn(tokens[start]); at++) {
    const token = tokens[at];
    if (token?.text !== ',' && token?.text !== ':') continue;
    const after = tokens[at + 1];
    if (!after || !LEADS_ON.has(after.pos)) continue;
    start = at + 1;
    // "In Norland's capital, Oslo, police …": what the two commas hold is the place.
    const second = tokens.slice(at + 2, Math.min(at + 5, to - 1)).findIndex((other) => other.text === ',');
    if (
      after.pos === 'PROPN' &&
      second >= 0 &&
      tokens[from]?.pos === 'ADP' &&
      !tokens.slice(at + 2 + second, to).some((other) => other.pos === 'VERB')
    )
      start = at + 3 + second;
  }
  return start;
}

/** Past a time that no comma ends: "In early October | the patrol", "On Tuesday | Norland", "just last week | its army". */
function afterTime(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (
    at < to &&
    (tokens[at]?.pos === 'ADV' ||
      /^(?:in|on|by|since|during|just|only|early|late|mid|earlier|later|several|times)$/.test(tokens[at]?.lower ?? ''))
  )
    at += 1;
  const timed = at;
  while (at < to && TIME_WORDS.test(tokens[at]?.text ?? '')) at += 1;
  const opens = at > timed && at < to && /^(?:DET|PROPN|ADJ|NOUN)$/.test(tokens[at]?.pos ?? '');
  return opens ? at : from;
}

/** Past the number of a list: "5. On Monday, …". */
function afterNumber(tokens: readonly Token[], from: number, to: number): number {
  if (from + 1 >= to || tokens[from]?.pos !== 'NUM') return from;
  const next = tokens[from + 1];
  if (/^\d{1,3}[.)]$/.test(tokens[from]?.text ?? '')) return from + 1;
  return next?.text === '.' || next?.text === ')' ? from + 2 : from;
}

/** How far the dash behind the place of a report may stand, in tokens. */
const PLACE_REACH = 6;

/** Past the place from which a sentence reports: "ROME - …", "CHANDIGARH, India - …". */
function afterPlace(tokens: readonly Token[], from: number, to: number): number {
  if (!/^\p{Lu}{3,}$/u.test(tokens[from]?.text ?? '')) return from;
  for (let at = from + 1; at < Math.min(to - 1, from + PLACE_REACH); at++) {
    const token = tokens[at];
    if (token && /^(?:-|--|–|—)$/.test(token.text)) return at + 1;
    if (token?.pos !== 'PROPN' && token?.text !== ',') return from;
  }
  return from;
}

const LEAD_INS: ReadonlySet<string> = new Set(['ADP', 'SCONJ', 'ADV', 'CCONJ', 'VERB', 'PUNCT']);
const LEADS_ON: ReadonlySet<string> = new Set(['DET', 'PROPN', 'NOUN', 'PRON', 'ADJ', 'NUM', 'PUNCT']);

function isLeadIn(token: Token | undefined): boolean {
  return token !== undefined && (LEAD_INS.has(token.pos) || TIME_WORDS.test(token.text));
}

/** Mentions that head a noun phrase starting at `from`; prepositional phrases behind it do not count. */
export function nominalHeads(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  from: number,
  to: number,
): Mention[] {
  const found: Mention[] = [];
  let organ = false;
  let inside = false;
  let owned = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) break;
    const mention = headedBy(tokens, mentions, at, to);
    // "Berg's administration": the noun is the owner's.
    if (mention && owned && mention.how === 'nominal') {
      owned = false;
      at = mention.to - 1;
      continue;
    }
    if (mention && !inside && describesNext(tokens, mentions, mention, to)) {
      at = mention.to - 1;
      continue;
    }
    if (mention && !inside && !isPossessor(tokens, mention, to)) {
      found.push(mention);
      at = mention.to - 1;
      continue;
    }
    if (mention && isPossessor(tokens, mention, to) && !inside) {
      if (possessesOrgan(tokens, mention.to, to)) {
        found.push(mention);
        owned = true;
      }
      at = mention.to - 1;
      continue;
    }
    if (token.pos === 'NOUN' && !inside) organ = ORGANS.has(token.lemma) || QUANTITIES.has(token.lemma);
    if (token.pos === 'CCONJ' || token.text === ',') owned = false;
    if (token.pos === 'ADP') {
      if (token.lower === 'of' && organ) continue;
      inside = true;
    }
    if (token.pos === 'CCONJ' || token.text === ',') inside = found.length === 0 && inside;
  }
  return found;
}

/** The mention that starts at a token; of "Northern Front fighters", the front whose organ they are. */
function headedBy(tokens: readonly Token[], mentions: readonly Mention[], at: number, to: number): Mention | undefined {
  const found = mentions.find((other) => other.from === at && other.to <= to);
  if (found?.how !== 'nominal' || found.to - at < 2) return found;
  const owner = mentions.find((other) => other.from === at && other.to < found.to && other.how !== 'nominal');
  return owner !== undefined && possessesOrgan(tokens, owner.to, to) ? owner : found;
}

/** Nouns that only count what stands behind their "of". */
const QUANTITIES: ReadonlySet<string> = new Set(
  'couple number group dozen dozens hundred thousand pair series team handful majority rest most part coalition convoy fleet'.split(
    ' ',
  ),
);

/** "the Afghan Taliban", "two Russian envoys": an adjective before the name that it describes. */
function describesNext(tokens: readonly Token[], mentions: readonly Mention[], mention: Mention, to: number): boolean {
  if (mention.how === 'name') return locatesNext(mentions, mention, to);
  if (mention.how !== 'demonym' && mention.how !== 'gazetteer' && mention.how !== 'acronym') return false;
  let at = mention.to;
  // "Japanese online brokerage Monex".
  if (mention.how === 'demonym') while (at < mention.to + 4 && /^(?:NOUN|ADJ)$/.test(tokens[at]?.pos ?? '')) at += 1;
  const next = mentions.find((other) => other.from === at && other.to <= to);
  return next !== undefined && tokens[mention.to]?.text !== ',' && (at === mention.to || next.how === 'name');
}

/** The most words of an office between a place and a name. */
const LONGEST_OFFICE = 2;

/** "Harbour City Councillor Ada Berg": a place that only tells where the office is. */
function locatesNext(mentions: readonly Mention[], mention: Mention, to: number): boolean {
  const next = mentions.find((other) => other.from >= mention.to && other.to <= to);
  return next?.how === 'title' && next.entity !== mention.entity && next.from - mention.to <= LONGEST_OFFICE;
}

function isPossessor(tokens: readonly Token[], mention: Mention, to: number): boolean {
  const next = tokens[mention.to];
  if (mention.to >= to || !next) return false;
  const joined = next.text === '-' && next.start === tokens[mention.to - 1]?.end;
  return (
    joined ||
    /^['’]s?$/.test(next.text) ||
    /['’]s?$/.test(tokens[mention.to - 1]?.text ?? '') ||
    (next.pos === 'NOUN' && !TIME_WORDS.test(next.text))
  );
}

/** "Israel's army", "Iranian troops": an organ acts for whom it belongs to; "Iran's economy" does not. */
function possessesOrgan(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < Math.min(to, from + 5); at++) {
    const token = tokens[at];
    if (!token) return false;
    if (token.pos === 'NOUN' || token.pos === 'PROPN') {
      if (ORGANS.has(token.lemma) || ORGANS.has(token.lower)) return true;
    } else if (token.pos !== 'PART' && token.pos !== 'ADJ') return false;
  }
  return false;
}

/** The first mention near a place, unless a preposition or a mark stands before it: "said | Norland's envoy". */
export function firstNominal(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  from: number,
  to: number,
): Mention[] {
  for (let at = from; at < Math.min(to, from + 8); at++) {
    const mention = mentions.find((other) => other.from === at && other.to <= to);
    if (mention) return [mention];
    if (tokens[at]?.pos === 'ADP' || tokens[at]?.pos === 'PUNCT') return [];
  }
  return [];
}
