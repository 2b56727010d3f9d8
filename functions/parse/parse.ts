import type { ParsedArticle } from '../core/article.ts';
import { RejectedError } from '../core/errors.ts';
import { datelineOf } from './dateline.ts';
import { decode, utf16Of } from './decode.ts';
import type { Draft } from './formats/draft.ts';
import { languageOf } from './language.ts';
import { cleanCharacters, countWords, joinParagraphs } from './normalise.ts';
import type { ParseLimits } from './parse-limits.ts';
import { rightsOf } from './rights.ts';
import { type FileHints, formatOf, refuseNonText, type TextFormat } from './sniff.ts';

export { DEFAULT_LIMITS, type ParseLimits } from './parse-limits.ts';
export type { FileHints } from './sniff.ts';

/**
 * The articles in a file. The same bytes, hints and limits give the same articles.
 * 1. What is no text is refused by name.
 * 2. The bytes are decoded, then cleaned of what no offset may count.
 * 3. The format, told by content, yields title, metadata and paragraphs.
 * 4. Dateline, language and rights are read from the text that the offsets index.
 * @param bytes the file.
 * @param hints its name and media type, used where content leaves a choice.
 * @throws RejectedError if the file can never become an article: `empty`, `not-text`, `unsupported-format`,
 *   `encrypted`, `too-large`, `too-complex` or `too-many-parts`.
 */
export async function parseFile(bytes: Uint8Array, hints: FileHints, limits: ParseLimits): Promise<ParsedArticle[]> {
  if (bytes.byteLength > limits.objectBytes) {
    throw tooLarge('file', bytes.byteLength, limits.objectBytes, 'bytes');
  }
  const utf16 = utf16Of(bytes) !== null;
  refuseNonText(bytes, utf16);
  const decoded = decode(bytes, hints.contentType);
  const clean = cleanCharacters(decoded.text);
  const format = formatOf(clean.text, hints);
  const drafts = await draftsOf(format, clean.text, bytes.byteLength, limits);
  if (drafts.length > limits.parts) {
    throw new RejectedError(
      'too-many-parts',
      `The file holds ${drafts.length} articles; the limit is ${limits.parts}.`,
      {
        remedy: 'Split the file and upload the pieces.',
      },
    );
  }
  const notes = [...decoded.notes, ...clean.notes];
  return Promise.all(drafts.map(({ part, draft }) => finish(part, format, draft, notes, limits)));
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

interface Part {
  part: string;
  draft: Draft;
}

async function draftsOf(format: TextFormat, text: string, bytes: number, limits: ParseLimits): Promise<Part[]> {
  switch (format) {
    case 'html': {
      if (bytes > limits.htmlBytes) throw tooLarge('HTML document', bytes, limits.htmlBytes, 'bytes');
      const { parseHtml } = await import('./formats/html.ts');
      return [{ part: '', draft: await parseHtml(text, limits) }];
    }
    case 'markdown': {
      refuseLongText(text, limits);
      const { parseMarkdown } = await import('./formats/markdown.ts');
      return [{ part: '', draft: parseMarkdown(text) }];
    }
    default: {
      refuseLongText(text, limits);
      const { parseText } = await import('./formats/text.ts');
      return [{ part: '', draft: parseText(text) }];
    }
  }
}

async function finish(
  part: string,
  format: TextFormat,
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
    dateline: datelineOf(text, draft.publishedAt),
    language,
    text,
    words: countWords(text),
    rights: tidy(draft.rights) ?? rightsOf(text.split('\n\n')),
    notes: [...fileNotes, ...cleaned.notes, ...draft.notes, ...notes],
  };
}

function refuseLongText(text: string, limits: ParseLimits): void {
  if (text.length > limits.textCharacters) throw tooLarge('article', text.length, limits.textCharacters, 'characters');
}

function tooLarge(what: string, size: number, limit: number, unit: string): RejectedError {
  return new RejectedError('too-large', `The ${what} has ${size} ${unit}; the limit is ${limit}.`, {
    remedy: 'Upload one article to a file, without what is not part of it.',
  });
}
