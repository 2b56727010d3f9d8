import { GRAMMAR_WORDS, singular } from '../dossier/topic-words.ts';
import { foldedWords } from '../search/folded-words.ts';

/** Words that tell who says something and when, not what: folded, as `stemOf` leaves them. */
const TOLD_WITH = (
  'accord accuse acknowledge add admit agree allege announce argue ask assert believe call caution claim comment complain concede ' +
  'conclude condemn confirm contend contradict criticise criticize declare demand deny describe dismiss emphasise estimate expect ' +
  'explain express fear hope imply indicate insist insisted like maintain mention note offer plan pledge point predict promise propose ' +
  'quote reaffirm reckon request refuse reiterate reject remain repeat repeatedly reply report respond reveal rule saying say said signal state stress ' +
  'suggest tell think threaten told urge vow want warn welcome write ' +
  'according against ahead already always begin began begun come continue due end expected far first following former go going gone got get give given good ' +
  'had include including keep know last late later latest least less lead likely long look made make many may meanwhile might move near need never ' +
  'new next nobody nothing number off often once part people place possible put quarter rather recent recently remain ' +
  'same see seek several since small still soon start step take taken taking thing though thus today tomorrow top total toward try ' +
  'unless use way well yet yesterday able action aim another away back become best big ' +
  'monday tuesday wednesday thursday friday saturday sunday ' +
  'day week weekend month year hour morning afternoon evening night date time spring summer autumn winter ' +
  'official spokesman spokeswoman spokesperson minister ministry government president authority country nation state company firm source reporter journalist ' +
  'one two dozen half hundred thousand million billion per cent percent'
).split(' ');

/** Forms that no ending tells. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'withdrew:withdraw withdrawn:withdraw withdrawal:withdraw pullback:withdraw pullout:withdraw pulling:withdraw pulled:withdraw ' +
    'pull:withdraw sent:send left:leave departed:leave built:build paid:pay sold:sell sale:sell bought:buy struck:strike met:meet held:hold ' +
    'spoke:speak spoken:speak lost:lose loss:lose sought:seek froze:freeze frozen:freeze broke:break broken:break grew:grow fell:fall fallen:fall ' +
    'rose:rise risen:rise drew:draw drawn:draw drove:drive driven:drive brought:bring caught:catch fought:fight flew:fly won:win ' +
    'chose:choose choice:choose troops:soldier forces:soldier army:soldier lorry:truck shut:close closure:close reopen:open reopened:open reopening:open register:registr registered:registr ' +
    'three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
);

/** Endings, and how many letters they leave at least. */
const ENDINGS: readonly (readonly [string, number])[] = [
  ...['ations', 'ation', 'ments', 'ment', 'ings', 'ions', 'ion', 'ers', 'er', 'ly', 'al', 'ive'].map(
    (ending) => [ending, 4] as const,
  ),
  ...['ing', 'ed', 'es', 'e'].map((ending) => [ending, 3] as const),
].sort(([a], [b]) => b.length - a.length);

function withoutEnding(word: string): string {
  for (const [ending, least] of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < least) continue;
    const stem = word.slice(0, -ending.length);
    // "barred" is "bar".
    return /([bdgmnprt])\1$/.test(stem) && stem.length > least ? stem.slice(0, -1) : stem;
  }
  return word;
}

/** What the forms of an English word have in common, roughly: only to be compared, never shown. */
export function stemOf(word: string): string {
  const one = singular(word);
  const irregular = IRREGULAR.get(one) ?? IRREGULAR.get(word);
  return withoutEnding(irregular ?? one);
}

const STOP_STEMS: ReadonlySet<string> = new Set([...GRAMMAR_WORDS, ...TOLD_WITH].map(stemOf));

function contentStemOf(word: string): string | undefined {
  if (GRAMMAR_WORDS.has(word) || /^[a-z]$/.test(word)) return undefined;
  const stem = stemOf(word);
  return STOP_STEMS.has(stem) ? undefined : stem;
}

/**
 * Words of texts and their stems, each made once: a brief tells the same in several places, and so do articles of one story.
 */
export class Stems {
  readonly #stems = new Map<string, string | undefined>();
  readonly #words = new Map<string, readonly string[]>();
  readonly #ofTexts = new Map<string, readonly string[]>();

  /** The stems of those words that tell what a text is about, in their order. */
  of(words: readonly string[]): string[] {
    const stems: string[] = [];
    for (const word of words) {
      let stem = this.#stems.get(word);
      if (stem === undefined && !this.#stems.has(word)) {
        stem = contentStemOf(word);
        this.#stems.set(word, stem);
      }
      if (stem !== undefined) stems.push(stem);
    }
    return stems;
  }

  ofText(text: string): readonly string[] {
    const known = this.#ofTexts.get(text);
    if (known !== undefined) return known;
    const stems = this.of(this.wordsOf(text));
    this.#ofTexts.set(text, stems);
    return stems;
  }

  /** All words of a text, folded. */
  wordsOf(text: string): readonly string[] {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const words = foldedWords(text);
    this.#words.set(text, words);
    return words;
  }
}
