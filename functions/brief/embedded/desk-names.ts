import { aliasesIn, type LexiconOverlay } from '../../core/lexicon/overlay.ts';
import { foldAccents, keyOf, lookupForm, startsWithCapital, withoutArticle } from './canonical.ts';
import { type KnownName, knownAs } from './gazetteer.ts';
import type { Token } from './model.ts';

/** A name of the desk's that begins at a token. */
export interface DeskName {
  known: KnownName;
  /** One past its last token. */
  to: number;
}

interface Entry {
  known: KnownName;
  written: string;
  /** How the text has to spell it, a leading article aside: in any case, with a capital to begin with, or exactly so. */
  spelling: 'any' | 'capital' | 'exact';
}

/** Tokens that one name may hold. */
const LONGEST_NAME = 24;

/** The names of a lexicon overlay: parties, and what parties are called. Names of nobody known are passed over. */
export class DeskNames {
  readonly #entries = new Map<string, Entry[]>();
  /** For the lookup form of a first token, the length of the longest name that begins with it, in code units. */
  readonly #reach = new Map<string, number>();
  /** Canonical names with aliases that neither the gazetteer nor the overlay knows. */
  readonly unknown: readonly string[];

  constructor(overlay: LexiconOverlay) {
    const parties = new Map<string, KnownName>();
    for (const { name, kind, country } of overlay.parties) {
      const known: KnownName = { key: keyOf(name), name, kind, form: 'name' };
      parties.set(lookupForm(name), country === undefined ? known : { ...known, country });
    }
    for (const known of parties.values()) this.#add(known.name, known);
    const unknown = new Set<string>();
    for (const { alias, name } of aliasesIn(overlay)) {
      const known = parties.get(lookupForm(name)) ?? knownAs(name);
      if (known === undefined) unknown.add(name);
      else this.#add(alias, known);
    }
    this.unknown = [...unknown];
  }

  #add(written: string, known: KnownName): void {
    const bare = withoutArticle(written);
    const spelling = !/\p{Lu}/u.test(bare)
      ? 'any'
      : startsWithCapital(bare) && /\p{Ll}/u.test(bare)
        ? 'capital'
        : 'exact';
    const form = surfaceForm(written);
    const entries = this.#entries.get(form) ?? [];
    this.#entries.set(form, [...entries, { known, written, spelling }]);
    const first = written.split(/\s/u)[0] ?? '';
    // A hyphen, a dot or an apostrophe may be a token of its own.
    for (const part of [first, first.split('-')[0] ?? '', first.split(/[’']/u)[0] ?? '', first.split('.')[0] ?? '']) {
      const start = lookupForm(part);
      this.#reach.set(start, Math.max(this.#reach.get(start) ?? 0, form.length));
    }
  }

  /** Notes at each token the names that begin there, the longest first. */
  noteIn(tokens: readonly Token[]): void {
    for (const token of tokens) {
      const names = this.#at(tokens, token);
      if (names.length > 0) token.deskNames = names;
    }
  }

  #at(tokens: readonly Token[], first: Token): DeskName[] {
    const reach = this.#reach.get(first.form);
    if (reach === undefined) return [];
    const found: DeskName[] = [];
    let surface = '';
    for (let at = first.index; at < first.index + LONGEST_NAME; at += 1) {
      const token = tokens[at];
      if (token === undefined || token.sentence !== first.sentence) break;
      const previous = tokens[at - 1];
      const parted = at > first.index && previous !== undefined && token.start > previous.end;
      surface += parted ? ` ${token.text}` : token.text;
      // Accents and the like may make a form shorter than what it is of, never by as much as this.
      if (surface.length > reach * 2) break;
      const entry = this.#entries.get(surfaceForm(surface))?.find((one) => isSpelledAs(one, surface));
      if (entry !== undefined) found.unshift({ known: entry.known, to: at + 1 });
    }
    return found;
  }
}

function isSpelledAs({ spelling, written }: Entry, surface: string): boolean {
  if (spelling === 'any') return true;
  const bare = withoutArticle(surface);
  return spelling === 'capital' ? startsWithCapital(bare) : foldMarks(bare) === foldMarks(withoutArticle(written));
}

/** With one kind of apostrophe and of blank, and without accents. */
function foldMarks(text: string): string {
  return foldAccents(text).replaceAll('’', "'").replace(/\s+/gu, ' ');
}

function surfaceForm(text: string): string {
  return foldMarks(text).toLowerCase();
}
