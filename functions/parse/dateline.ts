import { datesInWords, isoDay } from './dates.ts';

/** Where, and when if it says so, an article was filed. */
export interface Dateline {
  /** Places, in the spelling of the text; those all in capitals are given in ordinary case. */
  places: string[];
  /** ISO 8601 day; where no year can be told, EDTF with the year left open (`XXXX-03-04`). */
  date: string | null;
}

const NONE: Dateline = { places: [], date: null };
/** A dateline stands within the first words of the text. */
const REACH = 140;

const DASH = /\s_(?=\s|$)|\s{0,2}(?:—|–|--)\s{0,2}|\s-\s|-\s(?=\p{Lu})|\s-(?=\p{Lu})/u;
const AGENCY = /[(/][^()/\d]{2,40}[)/]/g;
const PLACE_WORD = /^[\p{Lu}][\p{L}\p{M}'’.-]*$/u;
const PARTICLE = /^(?:of|the|de|del|da|do|dos|la|le|el|al|an|am|der|den|sur|upon|and|es|San)$/u;
const REGION =
  /^(?:D\.?C\.?|[A-Z][a-z]{2,4}\.|N\.[HJMCYD]\.|S\.[CD]\.|R\.I\.|W\.\s?Va\.|England|Scotland|Wales|Northern Ireland|[A-Z]{2})$/;

/** Lower case but for the first letters: "PORT-AU-PRINCE" is Port-au-Prince to a reader, "UN" stays. */
function ordinaryCase(place: string): string {
  if (place !== place.toUpperCase() || place.length <= 2 || place.includes('.')) return place;
  const small = new Set(['au', 'de', 'del', 'la', 'le', 'les', 'of', 'sur', 'upon', 'the', 'and', 'am']);
  let first = true;
  return place.toLowerCase().replace(/\p{L}[\p{L}\p{M}’']*/gu, (word) => {
    const keep = !first && small.has(word);
    first = false;
    return keep ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}

/** Words in capitals that begin sentences of news and name no place. */
const NOT_A_PLACE =
  /^(?:UN|EU|US|USA|UK|UAE|NATO|IMF|WHO|FBI|CIA|BBC|OPEC|WTO|ICC|CEO|AI|UPDATE\w*|BREAKING|EXCLUSIVE|OPINION|ANALYSIS|COMMENT|WATCH|VIDEO|PHOTOS?|NOTE|EDITOR.*|CORRECT\w+|LIVE|FACTBOX|EXPLAINER|SUMMARY|INTERVIEW|FEATURE|BY\s.*|Q|A)$/i;

function isPlace(text: string): boolean {
  if (NOT_A_PLACE.test(text) || /\.\p{L}{2}/u.test(text)) return false;
  const words = text.split(/\s+/);
  if (text.length < 2 || text.length > 40 || words.length > 4) return false;
  return words.every((word, index) => PLACE_WORD.test(word) || (index > 0 && PARTICLE.test(word)));
}

function isAllCapitals(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}{3}/u.test(text);
}

/** A day without its year, put next to the publication: never more than a week after it, never over a year before. */
function nearPublication(month: number, day: number, publishedAt: string | null): string {
  const open = `XXXX-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const published = /^(\d{4})-(\d{2})-(\d{2})/.exec(publishedAt ?? '');
  if (!published) return open;
  const limit = Date.UTC(Number(published[1]), Number(published[2]) - 1, Number(published[3]) + 7);
  for (const year of [Number(published[1]) + 1, Number(published[1]), Number(published[1]) - 1]) {
    const iso = isoDay(year, month, day);
    if (iso !== null && Date.parse(`${iso}T00:00:00Z`) <= limit) return iso;
  }
  return open;
}

/** The stretch before the dash or colon that ends a dateline, and whether that mark alone speaks for one. */
function leadOf(text: string): { lead: string; strong: boolean } | null {
  const head = text.slice(0, REACH).split('\n')[0] ?? '';
  const dash = DASH.exec(head);
  const colon = head.indexOf(': ');
  if (colon > 0 && (dash === null || colon < dash.index)) {
    const lead = head.slice(0, colon);
    return isAllCapitals(lead) ? { lead, strong: false } : null;
  }
  if (dash === null || dash.index === 0) return null;
  return { lead: head.slice(0, dash.index), strong: /[—–_]|--/.test(dash[0]) };
}

/**
 * The dateline that an article begins with: "DAMASCUS / WASHINGTON:", "GENEVA, March 3 (Agency) —",
 * "Nairobi, 4 March 2026 -", "PARIS —". It stays part of the text and is only reported. A name in ordinary case counts
 * where a date or an agency follows it, for "Talks — and what they cost" is a sentence.
 * @param publishedAt ISO day or instant, by which a day without a year is placed.
 */
export function datelineOf(text: string, publishedAt: string | null): Dateline {
  const found = leadOf(text);
  if (found === null) return NONE;
  const agency = found.lead.match(AGENCY) !== null;
  const plain = found.lead.replace(AGENCY, ' ').trim();
  const [date] = datesInWords(plain);
  const before = date === undefined ? plain : plain.slice(0, date.start);
  const after = date === undefined ? '' : plain.slice(date.end).replace(/^[\s.,\d]*/, '');
  if (after.split(/\s+/).length > 4) return NONE;

  const pieces = before
    .split(/\s{0,3}(?:[,;/|]|\sand\s)\s{0,3}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const [first] = pieces;
  if (first === undefined || !isPlace(first)) return NONE;
  const sure = date !== undefined || agency || (pieces.length === 2 && /^\p{Lu}{2,8}$/u.test(pieces[1] ?? ''));
  if (!isAllCapitals(first) && !sure) return NONE;
  if (!found.strong && !sure && !isAllCapitals(before)) return NONE;

  const separatedBySlash = /[/|]|\sand\s/.test(before);
  const places: string[] = [];
  for (const piece of pieces) {
    if (!isPlace(piece) || places.length === 4) break;
    // After a comma comes the state or country that the place is in, or the agency; after a slash another place.
    if (places.length > 0 && (!separatedBySlash || REGION.test(piece))) continue;
    places.push(ordinaryCase(piece));
  }
  if (date === undefined) return { places, date: null };
  const day =
    date.year === null ? nearPublication(date.month, date.day, publishedAt) : isoDay(date.year, date.month, date.day);
  return { places, date: day };
}
