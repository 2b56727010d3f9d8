import type { ArticleFormat, ParsedArticle } from '../core/article.ts';
import { RejectedError } from '../core/errors.ts';
import type { Rejection } from '../core/manifest.ts';
import { boilerplateOf } from './boilerplate.ts';
import { datelineOf } from './dateline.ts';
import { decode, utf16Of } from './decode.ts';
import type { Draft } from './formats/draft.ts';
import type { Findings, Found, FoundFile } from './formats/reader.ts';
import { byteFormatOf, headOf, PLAIN_TEXT, textFormatOf } from './formats.ts';
import { languageOf } from './language.ts';
import { cleanCharacters, collapseSpace, countWords, joinParagraphs } from './normalise.ts';
import type { ParseLimits } from './parse-limits.ts';
import { refuseLongText, tooLarge, tooManyEntries } from './refusals.ts';
import { rightsOf } from './rights.ts';
import { type FileHints, REMEDY, refuseBlank, refuseNonText, refuseOtherText } from './sniff.ts';

export { DEFAULT_LIMITS, type ParseLimits } from './parse-limits.ts';
export type { FileHints } from './sniff.ts';

/** An entry of a file that can never become an article. */
export interface RefusedPart {
  part: string;
  rejection: Rejection;
}

/** What a file holds: at least one article, and the entries that are none. */
export interface ParsedFile {
  articles: ParsedArticle[];
  refused: RefusedPart[];
}

/** How a caller follows the parts of a file, each of which may end the process. */
export interface PartWatch {
  /** Told of each part before work on it begins. */
  begin(part: string): void;
  /** Parts that ended the process before: they are refused without another look. */
  broken: ReadonlyMap<string, Rejection>;
}

const UNWATCHED: PartWatch = { begin: () => undefined, broken: new Map() };

/**
 * The articles in a file. The same bytes, hints and limits give the same articles.
 * 1. The format, told by content, yields articles (title, metadata, paragraphs), files within the file, or refusals.
 * 2. Text is decoded, then cleaned of what no offset may count.
 * 3. Files within the file are read in the same way, down to the limit on nesting.
 * 4. Dateline, language and rights are read from the text that the offsets index.
 *
 * An entry that is no article costs its neighbours nothing; a file without any article is refused as a whole.
 * @param bytes the file.
 * @param hints its name and media type, used where content leaves a choice.
 * @throws RejectedError if the file can never become an article: `empty`, `not-text`, `unsupported-format`,
 *   `encrypted`, `malformed`, `too-large`, `too-complex` or `too-many-parts`.
 */
export async function parseFile(
  bytes: Uint8Array,
  hints: FileHints,
  limits: ParseLimits,
  watch: PartWatch = UNWATCHED,
): Promise<ParsedFile> {
  if (bytes.byteLength > limits.objectBytes) {
    throw tooLarge('file', bytes.byteLength, limits.objectBytes, 'bytes');
  }
  const names = new Set<string>();
  const articles: ParsedArticle[] = [];
  const refused: RefusedPart[] = [];
  let lastRefusal: RejectedError | undefined;
  const refuse = (part: string, error: RejectedError) => {
    lastRefusal = error;
    refused.push({ part, rejection: { code: error.code, reason: error.message } });
  };
  const take = async (file: OpenFile): Promise<void> => {
    const { found, format, notes } = await openFile(file, limits);
    for await (const entry of found) {
      const part = freeName(names, [file.part, entry.part].filter((name) => name !== '').join('/'));
      if (names.size > limits.parts) throw tooManyEntries(limits.parts);
      const broken = watch.broken.get(part);
      watch.begin(part);
      try {
        if (broken) throw new RejectedError(broken.code, broken.reason);
        if (entry.kind === 'rejected') throw entry.error;
        if (entry.kind === 'article') articles.push(await finish(part, format, entry.draft, notes, limits));
        else {
          names.delete(part);
          await take(fileWithin(file, entry, part, limits));
        }
      } catch (error) {
        if (!(error instanceof RejectedError) || error.code === 'too-many-parts' || part === '') throw error;
        refuse(part, error);
      }
    }
  };
  await take({ part: '', bytes, hints, level: 1, budget: { bytes: limits.expandedBytes }, known: {} });
  if (articles.length > 0) return { articles, refused };
  if (refused.length === 1 && lastRefusal) throw lastRefusal;
  const codes = new Set(refused.map(({ rejection }) => rejection.code));
  throw new RejectedError(
    codes.size === 1 && lastRefusal ? lastRefusal.code : 'empty',
    refused.length === 0
      ? 'The file holds no article.'
      : `None of the ${refused.length} entries of the file is an article; the last one: ${lastRefusal?.message}`,
    { remedy: REMEDY, cause: lastRefusal },
  );
}

/**
 * The article of a title and a text that are known apart.
 * @throws RejectedError `empty`, `not-text` or `too-large`.
 */
export async function parseTitledText(title: string | null, text: string, limits: ParseLimits): Promise<ParsedArticle> {
  const clean = cleanCharacters(text);
  refuseLongText(clean.text, limits);
  const { parseBody } = await import('./formats/text.ts');
  return finish('', 'text', parseBody(title, clean.text), clean.notes, limits);
}

/** A file that is being read, or one within it. */
interface OpenFile {
  part: string;
  bytes: Uint8Array;
  hints: FileHints;
  /** 1 for the file itself. */
  level: number;
  /** Bytes that may still be expanded from it; one object for the whole file. */
  budget: { bytes: number };
  known: Partial<Draft>;
}

interface Opened {
  found: Findings;
  format: ArticleFormat;
  notes: string[];
}

/** Recognises a file and begins to read it. */
async function openFile({ bytes, hints, budget, known }: OpenFile, limits: ParseLimits): Promise<Opened> {
  const left = { ...limits, expandedBytes: budget.bytes };
  refuseBlank(bytes);
  const binary = byteFormatOf(bytes, hints);
  if (binary) {
    const read = await binary.load();
    return { found: withKnown(await read(bytes, hints, left), known), format: binary.name ?? 'text', notes: [] };
  }
  const utf16 = utf16Of(bytes) !== null;
  refuseNonText(bytes, utf16);
  const decoded = decode(bytes, hints.contentType);
  const clean = cleanCharacters(decoded.text);
  const head = headOf(clean.text);
  const recognised = textFormatOf(head, hints);
  if (recognised === undefined) refuseOtherText(head, hints);
  const format = recognised ?? PLAIN_TEXT;
  const read = await format.load();
  return {
    found: withKnown(await read(clean.text, hints, left), known),
    format: format.name ?? 'text',
    notes: [...decoded.notes, ...clean.notes],
  };
}

/** Fills what an article does not say of itself with what is known of its file. */
async function* withKnown(found: Findings, known: Partial<Draft>): AsyncGenerator<Found> {
  const entries = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  for await (const entry of found) {
    if (entry.kind === 'article') {
      const empty = entries.filter(([field]) => isUnknown(entry.draft[field as keyof Draft]));
      yield { ...entry, draft: { ...entry.draft, ...Object.fromEntries(empty) } };
    } else if (entry.kind === 'file') yield { ...entry, known: { ...known, ...entry.known } };
    else yield entry;
  }
}

function isUnknown(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Opens a file within a file. @throws RejectedError if it is nested too deep or all files are too large together. */
function fileWithin(outer: OpenFile, { bytes, hints, known }: FoundFile, part: string, limits: ParseLimits): OpenFile {
  const level = outer.level + 1;
  if (level > limits.nesting) {
    throw new RejectedError('too-complex', `The file nests files over ${limits.nesting} deep, the limit.`, {
      remedy: 'Unpack the archive and upload what it holds.',
    });
  }
  outer.budget.bytes -= bytes.byteLength;
  if (outer.budget.bytes < 0) {
    throw tooLarge('file expanded', limits.expandedBytes - outer.budget.bytes, limits.expandedBytes, 'bytes');
  }
  return { part, bytes, hints, level, budget: outer.budget, known: known ?? {} };
}

/** Longer names of parts are cut. */
const MAX_NAME = 300;

/** A part's name that no other part of the file has, on one line and without what no text may hold. */
function freeName(names: Set<string>, claimed: string): string {
  const wanted = cleanCharacters(collapseSpace(claimed).slice(0, MAX_NAME)).text;
  let name = wanted;
  for (let count = 2; names.has(name); count += 1) name = `${wanted}#${count}`;
  names.add(name);
  return name;
}

async function finish(
  part: string,
  format: ArticleFormat,
  draft: Draft,
  fileNotes: readonly string[],
  limits: ParseLimits,
): Promise<ParsedArticle> {
  // Metadata may hold what the text may not: character references in a page bring back NUL and lone surrogates.
  const tidy = (value: string | null) => (value === null ? null : cleanCharacters(value).text.trim() || null);
  const cleaned = cleanCharacters(joinParagraphs(draft.paragraphs));
  const text = joinParagraphs(cleaned.text.split(/\n{2,}/));
  refuseLongText(text, limits);
  if (text === '') {
    throw new RejectedError('empty', 'The file holds no article text.', {
      remedy: 'Upload the article itself; a page that builds its text with scripts holds none.',
    });
  }
  if (!/\p{L}/u.test(text)) {
    throw new RejectedError('not-text', 'The file holds no word: there is not one letter in it.', {
      remedy: 'Upload the article as plain text, Markdown or HTML.',
    });
  }
  const { language, notes } = await languageOf(text, draft.language);
  return {
    part,
    format,
    title: tidy(draft.title),
    source: tidy(draft.source),
    url: tidy(draft.url),
    authors: draft.authors.flatMap((author) => tidy(author) ?? []),
    publishedAt: draft.publishedAt,
    modifiedAt: draft.modifiedAt,
    section: tidy(draft.section),
    dateline: datelineOf(text, draft.publishedAt),
    language,
    text,
    words: countWords(text),
    boilerplate: boilerplateOf(text),
    rights: tidy(draft.rights) ?? rightsOf(text.split('\n\n')),
    notes: [...fileNotes, ...cleaned.notes, ...draft.notes, ...notes],
  };
}
