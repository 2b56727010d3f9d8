import type { BriefDraft, Evidence } from '../../core/brief.ts';
import { GENRE_NOTES, type Genre } from './genre.ts';
import { isEnglish } from './language.ts';
import type { Document } from './model.ts';

interface Cited {
  evidence: readonly Evidence[];
}

/**
 * Which sentences the brief cites, and why it does not cite the others.
 * @param found sentences in which something was found that the ranking left out.
 */
export function coverageOf(
  document: Document,
  items: readonly Cited[],
  found: ReadonlySet<number>,
): BriefDraft['coverage'] {
  const cited = new Set(items.flatMap((item) => item.evidence.map((piece) => piece.sentence)));
  const uncited: BriefDraft['coverage']['uncited'] = [];
  for (const sentence of document.sentences) {
    if (cited.has(sentence.index)) continue;
    const reason =
      sentence.kind === 'boilerplate'
        ? 'about the page, not the matter'
        : sentence.kind === 'heading'
          ? 'a heading'
          : found.has(sentence.index)
            ? 'what it tells was too faint or is told by other items'
            : !isEnglish(document)
              ? 'in a language of which only names are read'
              : 'no step, open matter or risk found in it';
    uncited.push({ sentence: sentence.index, reason });
  }
  return { sentences: document.sentences.length, cited: document.sentences.length - uncited.length, uncited };
}

/** Names of languages that news is written in most; ISO 639-1. */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ar: 'Arabic',
    bn: 'Bengali',
    de: 'German',
    el: 'Greek',
    es: 'Spanish',
    fa: 'Persian',
    fr: 'French',
    he: 'Hebrew',
    hi: 'Hindi',
    id: 'Indonesian',
    it: 'Italian',
    ja: 'Japanese',
    ko: 'Korean',
    nl: 'Dutch',
    pl: 'Polish',
    pt: 'Portuguese',
    ru: 'Russian',
    sv: 'Swedish',
    tr: 'Turkish',
    uk: 'Ukrainian',
    ur: 'Urdu',
    vi: 'Vietnamese',
    zh: 'Chinese',
  }),
);

/** Why lists are empty, for the reader. */
export function notesOf(
  document: Document,
  lists: Pick<BriefDraft, 'measures' | 'unresolvedIssues' | 'risks'>,
  genre?: Genre,
): string[] {
  if (!isEnglish(document)) {
    if (/^und\b/.test(document.language)) return ['The language of the article cannot be told: names only.'];
    const language = LANGUAGES.get(document.language) ?? `another language than English (${document.language})`;
    return [`The article is in ${language}: names only.`];
  }
  const body = document.sentences.filter((sentence) => sentence.kind === 'body').length;
  const within = `in ${body} ${body === 1 ? 'sentence' : 'sentences'}`;
  const notes: string[] = genre === undefined ? [] : [GENRE_NOTES[genre]];
  if (document.letterCase !== 'usual') {
    const written = document.letterCase === 'upper' ? 'in capitals throughout' : 'without capitals';
    notes.push(`The article is written ${written}: only names that are known beforehand are found.`);
  }
  if (lists.measures.length === 0) notes.push(`No step of a party is told ${within}.`);
  if (lists.unresolvedIssues.length === 0) notes.push(`No open matter is told ${within}.`);
  if (lists.risks.length === 0) notes.push(`No risk is voiced ${within}.`);
  return notes;
}
