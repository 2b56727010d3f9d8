import { looksLikeName, namesBody } from '../byline.ts';
import { authorNames } from '../formats/author-names.ts';
import { collapseSpace } from '../normalise.ts';

/** Whom a message is from, as its article's author or outlet. */
export interface Sender {
  authors: string[];
  source: string | null;
}

/** Addresses that belong to a desk, not to a person. */
const DESK =
  /^(?:news|newsletters?|no-?reply|do-?not-?reply|info|press|presse|prensa|stampa|desk|redaktion|redaction|redazione|redaccion|editors?|editorial|contact|kontakt|hello|hallo|mail|mailer|alerts?|updates?|digest|service|support|team|office|media|webmaster|admin|list|bulletin|briefing|daily|nyt?direct)(?:[+._-].{0,60})?$/i;
/** Words of outlets that `namesBody` does not know. */
const OUTLET =
  /kurier|blatt|anzeiger|rundschau|presse|verlag|rundfunk|newsletter|gazzetta|giornale|corriere|diario|periódico|journal|bulletin|dispatch|chronicle|review|observer|standard|examiner|sentinel|authority|ministry|council|office|committee|新聞|新闻|通信|通讯社|放送|日報|日报|時報|时报|ニュース|テレビ|編集部|编辑部|本社|社$|局$|방송|신문|통신|뉴스/iu;

/** A name in a script without capitals; the mark of long vowels is no letter to `looksLikeName`. */
const CASELESS_NAME = /^[\p{Lo}\p{Lm}\p{M}・·＝\s]{2,30}$/u;

function isName(text: string): boolean {
  return looksLikeName(text) || CASELESS_NAME.test(text);
}

function isBody(name: string, address: string): boolean {
  return namesBody(name) || OUTLET.test(name) || DESK.test(address.split('@')[0] ?? '');
}

/**
 * Author or outlet of a sender: a name of a person's shape is an author, that of a paper, an agency or a desk's address
 * an outlet, an address alone neither.
 * @param name the display name; "Lindqvist, Mara" is turned round.
 */
export function senderOf(name: string | null | undefined, address: string | null | undefined): Sender {
  const shown = collapseSpace((name ?? '').slice(0, 300))
    .replace(/\s{0,3}[(（[][^()（）[\]]{0,100}[)）\]]$/u, '')
    .replace(/\s(?:via|per)\s.{1,100}$/iu, '')
    .replace(/^["'“”]{1,3}|["'“”]{1,3}$/g, '')
    .trim();
  if (shown === '' || shown.includes('@')) return { authors: [], source: null };
  if (isBody(shown, address ?? '')) {
    // "Mara Lindqvist, The Northport Courier" names both.
    const [first = '', second = ''] = shown.split(/\s{0,3}(?:,|\||\s[-–—]\s|\sat\s)\s{0,3}/u, 2);
    if (second !== '' && isName(first) && !isBody(first, '') && isBody(second, '')) {
      return { authors: [first], source: second };
    }
    return { authors: [], source: shown };
  }
  const turned = /^(\p{Lu}[\p{L}\p{M}'’-]{1,40}), (\p{Lu}[\p{L}\p{M}'’. -]{1,40})$/u.exec(shown);
  const person = turned === null ? shown : `${turned[2]} ${turned[1]}`;
  return { authors: isName(person) ? authorNames(person) : [], source: null };
}
