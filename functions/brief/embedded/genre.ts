import { attributionAt } from './attribution.ts';
import { GENRE_WORDS, ZODIAC } from './lexicon/genres.ts';
import type { Document, MeasureHit, Sentence, Statement } from './model.ts';
import type { Hit, PassOver } from './trace.ts';

/** Kinds of text that tell of little or nothing that belongs in a brief. */
export type Genre = 'match' | 'recipe' | 'horoscope' | 'review' | 'obituary';

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const MATCH = setOf(GENRE_WORDS.match);
const COMMON = setOf(GENRE_WORDS.common);
const RECIPE = setOf(GENRE_WORDS.recipe);
const REVIEW = setOf(GENRE_WORDS.review);
const SIGNS = setOf(ZODIAC);

/** How many different words of a kind a text has at least, and their share of its words. */
const LEAST = {
  match: { different: 6, telling: 3, share: 0.025 },
  recipe: { different: 12, share: 0.05 },
  review: { different: 4, share: 0.015 },
} as const;
const LEAST_SIGNS = 4;
const REVIEW_TITLE =
  /^(?:(?:film|book|theatre|theater|album|music|opera|game|product|tv|concert) )?review\s*[:|–—-]|\b(?:review|tried and tested|hands-on)\s*(?:[:|–—-]|$)/i;
const RATING =
  /\b(?:(?:one|two|three|four|five|\d(?:\.\d)?) stars?\b(?: out of)?|\d(?:\.\d)?\/(?:5|10)\b|out of (?:five|ten)\b)/i;
const DEATH = /\b(?:(?:has|have) died\b|(?:dies|died|dead) (?:at|aged|age)\b|who (?:has )?died\b|^.{0,80}\bdies$)/i;
const LIFE =
  /\b(?:survived by|was born (?:in|on|at)|^born (?:in|on|at)\b|funeral|obituary|in (?:his|her) sleep|(?:he|she) (?:married|retired|grew up))\b/gi;
/** How far into an obituary the death is told, in sentences. */
const OPENING = 3;
const LEAST_OF_LIFE = 2;

/** The kind of a text, where it is one that tells of no public matter. */
export function genreOf(document: Document): Genre | undefined {
  const body = document.sentences.filter(({ kind }) => kind === 'body');
  const words = document.tokens.filter(({ text }) => /^\p{L}/u.test(text)).map(({ lower }) => lower);
  const text = (sentence: Sentence): string => document.text.slice(sentence.start, sentence.end);
  const title = document.title ?? '';
  if (new Set(openingWords(document).filter((word) => SIGNS.has(word))).size >= LEAST_SIGNS) return 'horoscope';
  const cooking = countOf(words, RECIPE);
  if (cooking.different >= LEAST.recipe.different && cooking.share >= LEAST.recipe.share) return 'recipe';
  const play = countOf(words, MATCH);
  const telling = [...play.words].filter((word) => !COMMON.has(word)).length;
  if (play.different >= LEAST.match.different && telling >= LEAST.match.telling && play.share >= LEAST.match.share)
    return 'match';
  const judged = countOf(words, REVIEW);
  const rated = body.some((sentence) => RATING.test(text(sentence)));
  if (
    (REVIEW_TITLE.test(title) || rated) &&
    judged.different >= LEAST.review.different &&
    judged.share >= LEAST.review.share
  )
    return 'review';
  const death = DEATH.test(title) || body.slice(0, OPENING).some((sentence) => DEATH.test(text(sentence)));
  const life = body.reduce((sum, sentence) => sum + (text(sentence).match(LIFE)?.length ?? 0), 0);
  return death && life >= LEAST_OF_LIFE ? 'obituary' : undefined;
}

function countOf(
  words: readonly string[],
  list: ReadonlySet<string>,
): { words: Set<string>; different: number; share: number } {
  const found = words.filter((word) => list.has(word));
  const different = new Set(found);
  return { words: different, different: different.size, share: found.length / Math.max(1, words.length) };
}

/** The first word of each paragraph. */
function openingWords(document: Document): string[] {
  return document.paragraphs.map(
    ({ start, end }) =>
      /^\P{L}{0,4}(\p{L}+)/u.exec(document.text.slice(start, Math.min(end, start + 40)))?.[1]?.toLowerCase() ?? '',
  );
}

/** Types of a step that may be told beside the play: the others are what players do, in the words of war and trade. */
const BESIDE_PLAY: ReadonlySet<MeasureHit['type']> = new Set([
  'agreement',
  'corporate',
  'legal',
  'legislation',
  'oversight',
  'political',
  'regulation',
]);

/** The steps that a text of some kind tells besides what belongs to its kind. */
export function stepsBeside(
  document: Document,
  genre: Genre | undefined,
  hits: readonly MeasureHit[],
  passOver?: PassOver,
): MeasureHit[] {
  const own = genre === 'obituary' ? mournedIn(document, hits) : undefined;
  return beside(hits, passOver, (hit) => {
    if (genre === undefined) return true;
    if (genre === 'match') return BESIDE_PLAY.has(hit.type);
    if (genre !== 'obituary') return false;
    return hit.actors.some((actor) => actor !== own);
  });
}

/** Whose obituary it is, where the title names one who acts. */
function mournedIn(document: Document, hits: readonly MeasureHit[]): string | undefined {
  const title = (document.title ?? '').toLowerCase();
  return hits.flatMap((hit) => hit.actors).find((actor) => title.includes(actor.replaceAll('-', ' ')));
}

/** "The tax could close half of the shops", "prices will fall": what a writer only foresees. */
function isForeseen({ rule, actors }: MeasureHit): boolean {
  return /\/(?:could|would)$/.test(rule) || (rule.endsWith('/will') && actors.length === 0);
}

/** Leaves out what the writer of an opinion piece foresees of others: it is announced by nobody. */
export function stepsBesideForesight(
  statements: readonly Statement[],
  hits: readonly MeasureHit[],
  passOver?: PassOver,
): MeasureHit[] {
  return beside(hits, passOver, (hit) => !isForeseen(hit) || attributionAt(statements, hit.span).voice !== 'outlet');
}

/** The open matters and risks that a text of some kind tells: none where it is no news, plain ones of a match. */
export function voicedBeside<T extends Hit>(genre: Genre | undefined, hits: readonly T[], passOver?: PassOver): T[] {
  return beside(hits, passOver, (hit) => {
    if (genre === undefined || genre === 'obituary') return true;
    return genre === 'match' && /^(?:strong|direct)\//.test(hit.rule);
  });
}

function beside<T extends Hit>(hits: readonly T[], passOver: PassOver | undefined, keeps: (hit: T) => boolean): T[] {
  return hits.filter((hit) => {
    const kept = keeps(hit);
    if (!kept) passOver?.(hit.sentence, 'genre', hit.cues, hit);
    return kept;
  });
}

/** What the reader is told of a text of some kind. */
export const GENRE_NOTES: Readonly<Record<Genre, string>> = {
  match: 'Read as a match report: what happens in play is left out.',
  recipe: 'Read as a recipe: only names are taken from it.',
  horoscope: 'Read as a horoscope: only names are taken from it.',
  review: 'Read as a review: only names are taken from it.',
  obituary: 'Read as an obituary: the deeds of the life that it tells are left out.',
};
