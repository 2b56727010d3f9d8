import type { Evidence } from '../../core/brief.ts';
import { type CueClass, cuesIn } from './cues.ts';
import type { PartyForms } from './party-names.ts';
import { governorsOutside, type Stretch, sentenceAround } from './surroundings.ts';
import { isShouting, plainIn, stemOf, type Word, wordsOf } from './words.ts';
import { writersOf } from './writers.ts';

/** A text as the checks see it. */
export class Reading {
  readonly words: readonly Word[];
  readonly stems: ReadonlySet<string>;
  private found: ReadonlyMap<CueClass, readonly number[]> | undefined;

  constructor(words: readonly Word[]) {
    this.words = words;
    this.stems = new Set(words.map((word) => word.stem));
  }

  /** The cues among its words, by their class. */
  get cues(): ReadonlyMap<CueClass, readonly number[]> {
    this.found ??= cuesIn(this.words);
    return this.found;
  }
}

/** What stands before the text of an article. */
export interface Front {
  title: string | null;
  authors: readonly string[];
}

/**
 * A text and what one run of the gate has read of it: its sentences and quotes are asked about again for each party and
 * label, and are cut into words once.
 */
export class Source {
  readonly text: string;
  readonly front: Front;
  /** Those to whom the article's own claims may be given. */
  readonly writers: readonly string[];
  private readonly shouting: boolean;
  private whole: readonly Word[] | undefined;
  private readonly stems = new Map<string, string>();
  private readonly cut = new Map<string, readonly Word[]>();
  private readonly readings = new Map<string, Reading>();
  private readonly plains = new Map<string, string>();
  private readonly sentences = new Map<number, Stretch>();
  private readonly governors = new Map<Evidence, ReadonlySet<CueClass>>();
  private wholePlain: { text: string; starts: readonly number[] } | undefined;

  constructor(text = '', front: Front = { title: null, authors: [] }) {
    this.text = text;
    this.front = front;
    this.writers = writersOf(text, front);
    this.shouting = isShouting(text);
  }

  read(text: string): Reading {
    return remembered(this.readings, text, (one) => new Reading(this.words(one)));
  }

  words(text: string): readonly Word[] {
    return remembered(this.cut, text, (one) => this.wordsOf(one));
  }

  plain(text: string): string {
    return remembered(this.plains, text, (one) => plainIn(this.words(one)));
  }

  /** All words of the text. */
  get all(): readonly Word[] {
    this.whole ??= this.wordsOf(this.text);
    return this.whole;
  }

  /** The plain words of a stretch, taken from those of the whole text where it cuts none of them. */
  plainIn({ start, end }: Stretch): string {
    const from = this.firstFrom(start);
    const to = this.firstFrom(end);
    if ((this.all[from - 1]?.end ?? 0) > start || (this.all[to - 1]?.end ?? 0) > end) {
      return this.plain(this.text.slice(start, end));
    }
    const { text, starts } = this.plainOfAll();
    return from < to ? text.slice(starts[from], (starts[to] ?? text.length + 1) - 1) : '';
  }

  /** The plain words of the whole text. */
  get allPlain(): string {
    return this.plainOfAll().text;
  }

  /** The same, with the place at which each word begins. */
  private plainOfAll(): { text: string; starts: readonly number[] } {
    if (this.wholePlain === undefined) {
      const starts: number[] = [];
      let length = 0;
      for (const { lower } of this.all) {
        starts.push(length);
        length += lower.length + 1;
      }
      this.wholePlain = { text: plainIn(this.all), starts };
    }
    return this.wholePlain;
  }

  /** The sentence (or sentences) of the text that hold a stretch, within its paragraph. */
  sentenceAround(stretch: Stretch): Stretch {
    const key = stretch.start * (this.text.length + 2) + stretch.end;
    const known = this.sentences.get(key) ?? sentenceAround(this.text, stretch);
    this.sentences.set(key, known);
    return known;
  }

  /** The cues that stand outside a quote and govern it, so that the quote alone claims more than its sentence. */
  governorsOutside(evidence: Evidence): ReadonlySet<CueClass> {
    const known = this.governors.get(evidence) ?? governorsOutside(this, evidence);
    this.governors.set(evidence, known);
    return known;
  }

  /** The number of words that begin before an offset. */
  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private wordsOf(text: string): Word[] {
    const stem = (lower: string): string => {
      const known = this.stems.get(lower);
      if (known !== undefined) return known;
      const stemmed = stemOf(lower);
      this.stems.set(lower, stemmed);
      return stemmed;
    };
    return wordsOf(text, stem, this.shouting);
  }
}

/** Longer stretches are read anew: they recur seldom, and would be kept as long as the run lasts. */
const LONGEST_REMEMBERED = 4000;

function remembered<T>(known: Map<string, T>, text: string, make: (text: string) => T): T {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = make(text);
  if (text.length <= LONGEST_REMEMBERED) known.set(text, made);
  return made;
}

/** Whether a name in its parts stands at a place. */
export function standsAt(words: readonly Word[], at: number, parts: readonly string[]): boolean {
  if (words[at]?.lower !== parts[0]) return false;
  for (let offset = 1; offset < parts.length; offset++) if (words[at + offset]?.lower !== parts[offset]) return false;
  return true;
}

/** Marks the words that stand in one of the forms of a party. */
export function nameWords(words: readonly Word[], parties: readonly PartyForms[]): Set<number> {
  const marked = new Set<number>();
  for (const forms of parties) {
    for (const parts of forms.parts) {
      for (let at = 0; at + parts.length <= words.length; at++) {
        if (!standsAt(words, at, parts)) continue;
        for (let offset = 0; offset < parts.length; offset++) marked.add(at + offset);
      }
    }
  }
  return marked;
}
