import { type ArticleFile, badFile, bundleFile, type SingleFormat, singleFile } from './article-files.ts';
import { Draws } from './draws.ts';
import { writeStory } from './stories.ts';

/** What is done to one key of the inbox. Acts on one key are done in their order, each after the one before it is done. */
export type Act =
  | { readonly kind: 'put'; readonly key: string; readonly file: ArticleFile }
  /** A delete marker. */
  | { readonly kind: 'delete'; readonly key: string }
  /** The first version of the key, which is no longer the newest, is deleted for good. */
  | { readonly kind: 'delete-first-version'; readonly key: string };

export interface PlanOptions {
  readonly seed: string;
  /** How many articles are uploaded for the first time; overwrites come on top. */
  readonly articles: number;
  /** How many files kill every invocation that they are in. */
  readonly poison: number;
}

export interface Plan {
  readonly acts: readonly Act[];
  /** How many acts of each kind there are, and how many files of each. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What the keys of poison files hold. */
export const POISON = 'poison';

/** Of the files: more than one in twenty of the articles, as bundles hold several. */
const OVERWRITTEN = 0.08;
const COPIED = 0.05;
const DELETED = 0.05;
const BAD = 0.04;
const BUNDLED = 0.06;
/** Entries of a bundle, and the share of all articles that the one large bundle holds. */
const ENTRIES = [3, 8] as const;
const LARGE_BUNDLE = 0.02;
/** The place of the large bundle among the files. */
const LARGE = 3;
/** Acts that lie between a first upload and what follows on it, where it follows at once. */
const AT_ONCE = 3;

type Planned = { readonly at: number; readonly act: Act };

/** Plans the files one after another, and what is done to them later. */
class Planning {
  readonly planned: Planned[] = [];
  readonly counts: Record<string, number> = {};
  articles = 0;
  readonly #options: PlanOptions;
  #files = 0;

  constructor(options: PlanOptions) {
    this.#options = options;
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  #put(at: number, key: string, file: ArticleFile): void {
    this.planned.push({ at, act: { kind: 'put', key, file } });
  }

  /** Some time after `at`: right after it, while it is still on its way, or anywhere up to the end. */
  #later(at: number, draws: Draws): number {
    if (draws.happens(0.5)) return at + draws.next() * AT_ONCE;
    return at + draws.next() * Math.max(AT_ONCE, this.#options.articles - at);
  }

  /** The next first upload, with what is done to its key later, and its copy. */
  addFile(): void {
    const number = this.#files;
    this.#files += 1;
    const { seed } = this.#options;
    const draws = new Draws(seed, 'file', number);
    const kind = this.#kindOf(draws, number);
    const key = keyOf(draws, number, kind);
    const make = (revision: number) => this.#file(draws, number, kind, revision);
    const at = number;
    const first = make(0);
    this.#put(at, key, first);
    this.#count(`files: ${kind}`);
    if (first.outcome.kind === 'articles') this.articles += first.outcome.articles.length;

    if (kind !== 'bundle' && kind !== 'bad' && draws.happens(COPIED)) {
      this.#count('copies under another name');
      this.#put(this.#later(at, draws), key.replace('in/soak/', 'in/soak/copies/'), first);
      this.articles += 1;
    }
    if (draws.happens(OVERWRITTEN)) this.#overwrite(this.#later(at, draws), key, draws, make);
    else if (draws.happens(DELETED)) this.#remove(this.#later(at, draws), key, draws, make);
  }

  #overwrite(at: number, key: string, draws: Draws, make: (revision: number) => ArticleFile): void {
    this.#count('overwrites');
    if (draws.happens(0.1)) {
      this.#count('overwrites with a file that is refused');
      this.#put(at, key, badFile(draws));
    } else this.#put(at, key, make(1));
    const more = draws.next();
    if (more < 0.2) {
      this.#count('overwrites');
      this.#put(this.#later(at, draws), key, make(2));
    } else if (more < 0.4) {
      this.#count('old versions deleted for good');
      this.planned.push({ at: this.#later(at, draws), act: { kind: 'delete-first-version', key } });
    }
  }

  #remove(at: number, key: string, draws: Draws, make: (revision: number) => ArticleFile): void {
    this.#count('deletions');
    this.planned.push({ at, act: { kind: 'delete', key } });
    if (!draws.happens(0.5)) return;
    this.#count('uploads after a deletion');
    this.#put(this.#later(at, draws), key, make(draws.happens(0.5) ? 0 : 1));
  }

  #kindOf(draws: Draws, number: number): SingleFormat | 'bundle' | 'bad' {
    if (number === LARGE) return 'bundle';
    const place = draws.next();
    if (place < BAD) return 'bad';
    if (place < BAD + BUNDLED) return 'bundle';
    return draws.one(['txt', 'txt', 'md', 'html']);
  }

  #file(draws: Draws, number: number, kind: SingleFormat | 'bundle' | 'bad', revision: number): ArticleFile {
    const { seed } = this.#options;
    if (kind === 'bad' && revision === 0) return badFile(draws);
    if (kind === 'bad') return singleFile(writeStory(seed, `S${number}`, revision), 'txt');
    if (kind !== 'bundle') return singleFile(writeStory(seed, `S${number}`, revision), kind);
    const [least, most] = ENTRIES;
    const length =
      draws.whole(least, most) + (number === LARGE ? Math.round(this.#options.articles * LARGE_BUNDLE) : 0);
    const entries = Array.from({ length }, (_, index) => ({
      id: `entry-${index + 1}`,
      story: writeStory(seed, `S${number}-${index + 1}`, revision),
    }));
    // A newer version has lost one of its first entries.
    if (revision > 0) entries.splice(draws.whole(0, 1), 1);
    return bundleFile(entries, draws.happens(0.3));
  }

  /** Files that nobody overwrites, spread over the run. */
  addPoison(): void {
    const { seed, poison } = this.#options;
    for (let index = 0; index < poison; index += 1) {
      const at = ((index + 0.5) / poison) * this.#files;
      this.#put(at, `in/soak/${POISON}-${index}.txt`, singleFile(writeStory(seed, `P${index}`, 0), 'txt'));
      this.#count('files: poison');
      this.articles += 1;
    }
  }
}

/** A key; some hold what S3 encodes in its events. */
function keyOf(draws: Draws, number: number, kind: SingleFormat | 'bundle' | 'bad'): string {
  const name = draws.happens(0.1) ? `Übersicht + Lage ${number}, 100 %` : `story-${number}`;
  const extension = kind === 'bundle' ? 'ndjson' : kind === 'bad' ? 'txt' : kind;
  return `in/soak/${number % 7}/${name}.${extension}`;
}

/** Plans a soak: the same seed and numbers give the same acts, byte for byte. */
export function planSoak(options: PlanOptions): Plan {
  const planning = new Planning(options);
  while (planning.articles < options.articles - options.poison) planning.addFile();
  planning.addPoison();
  const { planned, counts, articles } = planning;
  // Stable: acts on one key stay in their order, as each is planned after the one before it.
  const acts = planned.sort((a, b) => a.at - b.at).map(({ act }) => act);
  return { acts, counts: { ...counts, articles, acts: acts.length } };
}
