import { collapseSpace } from './normalise.ts';

/** What stands before the names of a byline, in the languages whose bylines are read. */
const BY = [
  '(?:(?:written|reported|story|article|posted|published|words|analysis|opinion|review|report|text|submitted|contributed|created) )?by',
  '(?:(?:ein(?:e)?|der|die) )?(?:(?:artikel|beitrag|kolumne|kommentar|gastbeitrag|interview|essay|text|reportage|pressemitteilung|bericht|blogbeitrag) )?(?:(?:erstellt|geschrieben|veröffentlicht|verfasst|gepostet|bereitgestellt) )?(?:von|vom)',
  '(?:(?:publié|écrit|rédigé|posté|propos recueillis) )?par',
  '(?:(?:publicado|escrito|redactado|postado) )?por',
  '(?:(?:scritto|pubblicato|articolo|a cura) )?(?:di|da)',
  '(?:(?:geschreven|geplaatst|geplaatst) )?door',
  '(?:(?:skrevet|skriven|publisert|text) )?(?:av|af)',
  'from our correspondent',
  'tarafından',
  'reporting by',
].join('|');
const NAMED = 'autore?s?|autor(?:in|en|innen)?|authors?|auteurs?|author name|über|about|de';
const LABELLED = 'text|tekst|texte|texto|testo|redaktion|redakteur(?:in)?|interview|reporter|journalist|fotos?';
const PREFIX = new RegExp(
  `^(?:(?:${BY})(?:\\s{0,3}:\\s{0,3}|\\s{1,5}(?=\\S))|(?:${LABELLED})\\s{0,3}:\\s{0,3}|(?:${NAMED})(?:\\s{0,3}:\\s{0,3}|\\s{1,5}(?=\\p{Lu})))`,
  'iu',
);

/** Whether a text is what stands before a name, and nothing else: "By", "Veröffentlicht von". */
export function leadsName(text: string): boolean {
  return text.length <= 40 && `${text.replace(/[\s:]{1,5}$/, '')} Name`.replace(PREFIX, '') === 'Name';
}
const BY_LINE =
  /^(?:(?:written|reported|story|article|words|analysis|posted|published) )?by\s{1,5}|^(?:(?:ein artikel|eine kolumne|ein gastbeitrag|geschrieben|erstellt|verfasst|veröffentlicht) )?von\s{1,5}|^(?:par|por|di|door|av|af)\s{1,5}|^(?:autor(?:in)?|author|auteur|autore)\s{0,2}:\s{0,3}/iu;
const BETWEEN = /\s{0,5}(?:[,;|•·&\n]|\s\/\s|\s(?:and|und|et|y|e|och|og|en|with|mit)\s)\s{0,5}/u;
/** What stands after a name and is none: a role, a desk, an outlet, a place, contact data. */
const ROLE =
  /\b(?:editor|reporter|correspondent|writer|staff|journalist|columnist|contributor|contributing|bureau|desk|redaktion|redakteur(?:in)?|analyst|producer|photographer|fellow|professor|director|freelance|newsroom|chief|senior|associate|special to|press secretary|intern|lead|author|updated?|published|posted|min read|comments?|share|follow|subscribe|read more)\b/iu;
const OUTLET =
  /\b(?:press|news|agency|times|post|journal|herald|guardian|tribune|gazette|magazine|media|tv|radio|online|network|agence|nachrichten|zeitung|service|courier|telegraph|today|daily|weekly|group|inc|ltd|llc|institute|university|team)\b|\.(?:com|org|net|co|de)\b/iu;
const AGENCIES = new Set([
  'reuters',
  'afp',
  'ap',
  'associated press',
  'the associated press',
  'dpa',
  'efe',
  'ansa',
  'upi',
  'xinhua',
  'tass',
  'ips',
  'bloomberg',
  'pti',
  'ians',
  'ani',
  'cna',
  'anadolu agency',
  'agence france-presse',
  'kyodo',
  'yonhap',
  'aap',
  'pa media',
  'press association',
]);
const NOT_A_NAME =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|the|a|an|this|that|these|those|his|her|its|their|our|my|contrast|comparison|then|now|far|early|late|all|any|order|law|and|or|many|some|most|sign|log|united|for|from|fact|view|move|post|posts|reply|quote|read|click|show|see|latest|new|top|home|contact|alle|alles|aktuelle?s?|mehr|weitere|unsere|gesponserte|zeige|neue|hinterlasse|ver|más|todos|tous|toutes|voir|zobacz|więcej)\b/iu;
const PARTICLE =
  /^(?:de|da|do|dos|das|del|della|der|den|van|von|zu|zum|ten|ter|la|le|el|al|bin|ibn|bint|di|du|y|e|af|av|st|ní|ó)$/iu;

const MAX_LENGTH = 160;
/** A name that two elements say, one behind the other. */
const TWICE = /^(\S.{1,40}) \1$/u;

/** Whether a text has the shape of a person's name: two to six words that begin with a capital, particles aside. */
export function looksLikeName(text: string): boolean {
  if (text.length < 3 || text.length > 60 || /[\d@!?:;,/<>()[\]{}_#*"“”]/u.test(text) || NOT_A_NAME.test(text))
    return false;
  const words = text.split(' ');
  if (words.length > 6) return false;
  const caseless = /^[\p{Lo}\p{Lm}\p{M}·・\s]+$/u.test(text);
  if (caseless) return text.length <= 20;
  if (words.length < 2) return false;
  return words.every(
    (word, index) => /^\p{Lu}/u.test(word) || (index > 0 && (PARTICLE.test(word) || /^d['’]/u.test(word))),
  );
}

/** Whether a text is one word as a person signs with it: a first name or a pen name, no account and no body. */
export function isPenName(text: string): boolean {
  return /^\p{Lu}\p{Ll}[\p{L}\p{M}'’-]{0,24}$/u.test(text) && !namesBody(text);
}

/** Whether a text is one word that can be an author's account: where its place says that it is one. */
export function isAccount(text: string): boolean {
  return (
    /^\p{L}[\p{L}\p{M}\p{N}._-]{2,24}$/u.test(text) &&
    !NOT_A_NAME.test(text) &&
    (!ROLE.test(text) || /^redaktion$/i.test(text))
  );
}

/** Whether what has the shape of a name is a role: "Community Editor". */
export function namesRole(name: string): boolean {
  return /\s(?:editor|contributor|reporter|writer|correspondent|brewer|member|moderator|manager|director|officer|author|team|group|club)$/iu.test(
    name,
  );
}

/** Whether a name is a body's (an outlet, an agency, a team), not a person's. */
export function namesBody(name: string): boolean {
  return (
    OUTLET.test(name) ||
    isAgency(name) ||
    /\be\.? ?V\.?$|^(?:redaktion|agencies|casa|stiftung|the)\b|stiftung\b/iu.test(name)
  );
}

/** Whether a text names a news agency, which signs as an author does. */
function isAgency(text: string): boolean {
  return AGENCIES.has(text.toLowerCase());
}

/** Whether "and" stands within one body's name: neither side of it is how a person signs. */
function bodyOfTwo(text: string): boolean {
  if (text.length > 80 || /[,;|]/.test(text)) return false;
  const sides = text.split(/\s(?:and|und|et|&|y)\s/u);
  const signs = (side: string) => looksLikeName(side) || (isPenName(side) && !text.includes('&'));
  return sides.length === 2 && !sides.some(signs);
}

/**
 * Authors of what a document gives as its author: "By Ana Reyes and Tom Okafor, Staff Writers" is two names. Addresses,
 * roles and what follows them go; names stay as written.
 * @param raw one author's entry of the metadata, or the text of a visible byline.
 */
export function authorsOf(raw: string): string[] {
  const text = collapseSpace(raw).slice(0, 500);
  if (text === '' || /^https?:|^\/|^www\./i.test(text) || leadsName(text)) return [];
  const bare = text.replace(PREFIX, '');
  // "Di Maio" and "Von Miller" are names of two words, not of one behind "by".
  const whole = PARTICLE.test(text.split(' ')[0] ?? '') && !bare.includes(' ') && looksLikeName(text);
  const named = (whole ? text : bare)
    .replace(/\(?[\w.+-]{1,60}@[\w.-]{1,60}\)?/g, ' ')
    .replace(/@\w{2,30}|\s@\s.{0,80}$/g, ' ')
    .replace(/\s{0,3}\([^()]{0,80}\)/g, ' ')
    .replace(/(?:\s[-–—|]\s|\s\|\s{0,3}).{0,300}$/u, '');
  const names: string[] = [];
  for (const piece of bodyOfTwo(named) ? [named] : named.split(BETWEEN)) {
    const name = collapseSpace(piece.replace(/^(?:and|by)\s/i, ''))
      .replace(/[\s,.:–—-]{1,5}$/u, '')
      .replace(TWICE, '$1');
    if (name === '' || names.includes(name)) continue;
    const personal = looksLikeName(name);
    if (names.length > 0 && (!personal || ROLE.test(name) || OUTLET.test(name))) continue;
    if (/\d{4}|https?:/.test(name) || name.length > 80) continue;
    names.push(name);
  }
  return names;
}

/** A byline that stands as a line of its own: its authors, and the outlet where it names one. */
export interface Byline {
  authors: string[];
  outlet: string | null;
}

/**
 * Reads a line as a byline ("By Ana Reyes", "By JOHN DOE, Associated Press"), or null where it is a sentence or
 * anything else: a byline is short, has no final stop and names persons (or an agency).
 */
export function readByline(line: string): Byline | null {
  const text = collapseSpace(line);
  if (text.length > MAX_LENGTH || !BY_LINE.test(text) || /[.!?]$/.test(text.replace(/\b(?:Jr|Sr|[A-Z])\.$/, '')))
    return null;
  const rest = text.replace(BY_LINE, '');
  if (isAgency(rest)) return { authors: [rest], outlet: rest };
  const pieces = rest.split(/\s{0,3}(?:[,;|/]|\s(?:and|und|et|y|och|og|en|&|for|in|with)\s|\s[-–—]\s)\s{0,3}/u);
  const authors = pieces.filter(
    (piece, index) =>
      looksLikeName(piece) && (index === 0 || !(OUTLET.test(piece) || ROLE.test(piece) || isAgency(piece))),
  );
  if (authors.length === 0 || authors[0] !== pieces[0]) return null;
  const outlet = pieces.slice(1).find((piece) => isAgency(piece) || (OUTLET.test(piece) && /^\p{Lu}/u.test(piece)));
  return { authors: [...new Set(authors)], outlet: outlet ?? null };
}
