import { createInterface } from 'node:readline/promises';
import * as z from 'zod';
import type { Brief } from '../../functions/core/brief.ts';
import type { NumberedOverlay } from '../../functions/core/lexicon/overlay.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { fileId, openArticleWorker, readArticleFile } from './article-files.ts';
import type { ArticleResult, ArticleTask } from './article-task.ts';
import { UsageError } from './errors.ts';
import { explanationPage } from './explanation-page.ts';
import { quotesIn } from './quotes.ts';
import { describe, jsonLine, type Terminal } from './terminal.ts';

const NdjsonLine = z.object({ id: z.string(), title: z.string().nullish(), text: z.string() });

/** Every quote that the brief cites, counted once. */
function countQuotes(brief: Brief): number {
  return new Set([...quotesIn(brief)].map(({ start, end }) => `${start}-${end}`)).size;
}

/** What is shown of an article. */
type Briefed = Required<Pick<ArticleResult, 'brief'>> & Pick<ArticleResult, 'explanation'>;

export interface BriefOptions {
  /** Lines of JSON instead of pages. */
  json: boolean;
  /** With each brief, why it holds what it holds. */
  explain: boolean;
  /** The desk's own words, to read with. */
  overlay?: NumberedOverlay | undefined;
}

function page({ brief, explanation }: Briefed): string {
  const written = renderMarkdown(brief);
  return explanation ? `${written}\n${explanationPage(brief, explanation)}` : written;
}

/** One run of `precis brief`: briefs one article after another, and counts what that came to. */
class BriefRun {
  readonly #worker = openArticleWorker();
  readonly #terminal: Terminal;
  #briefs = 0;
  #quotes = 0;
  #milliseconds = 0;
  #failures = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Briefs one file or line; whatever goes wrong with it is told and costs the others nothing.
   * @param place of the article, as a person knows it.
   * @param show writes a brief and its explanation, where that was asked for; `first` for the first of the run.
   * @param fail writes what went wrong to standard output, where that is wanted; `part` names an entry of the file.
   */
  async article(
    place: string,
    task: () => Promise<ArticleTask>,
    show: (result: Briefed, first: boolean) => void,
    fail?: (message: string, part?: string) => void,
  ): Promise<void> {
    try {
      const { results, refused, milliseconds } = await this.#worker.run(await task());
      this.#milliseconds += milliseconds;
      for (const { brief, explanation } of results) {
        if (!brief) continue;
        show({ brief, ...(explanation ? { explanation } : {}) }, this.#briefs === 0);
        this.#briefs += 1;
        this.#quotes += countQuotes(brief);
      }
      for (const { part, rejection } of refused) {
        this.#failures += 1;
        fail?.(rejection.reason, part);
        this.#terminal.progress(`precis: ${place}: ${part}: ${rejection.reason}`);
      }
    } catch (error) {
      this.#failures += 1;
      fail?.(describe(error));
      this.#terminal.progress(`precis: ${place}: ${describe(error)}`);
    }
  }

  /** Tells what the run came to. @returns the exit status. */
  async end(): Promise<number> {
    await this.#worker.close();
    const briefs = this.#briefs === 1 ? '' : `${this.#briefs} briefs · `;
    const quotes = `${this.#quotes} ${this.#quotes === 1 ? 'quote' : 'quotes'} verified`;
    this.#terminal.progress(`${briefs}${quotes} · ${Math.round(this.#milliseconds)} ms · nothing left this machine`);
    return this.#failures > 0 ? 1 : 0;
  }
}

/**
 * `precis brief FILE…`: parses and analyzes in this process. Markdown, or with `json` a line `{"id","brief"}` or
 * `{"id","error"}` a file; with `explain` the explanation follows the page, or is a further member of the line.
 * @returns the exit status: 0, or 1 if a file failed (after all others were done).
 */
export async function briefFiles(files: string[], options: BriefOptions, terminal: Terminal): Promise<number> {
  const { explain, overlay } = options;
  const run = new BriefRun(terminal);
  for (const path of files) {
    const id = fileId(path);
    await run.article(
      path,
      async () => ({ kind: 'file', bytes: await readArticleFile(path), name: id, explain, overlay }),
      (result, first) =>
        terminal.out(options.json ? jsonLine({ id, ...result }) : `${first ? '' : '\n'}${page(result)}`),
      options.json
        ? (error, part) => terminal.out(jsonLine({ id, ...(part === undefined ? {} : { part }), error }))
        : undefined,
    );
  }
  return run.end();
}

/**
 * `precis brief --ndjson`: reads lines `{"id","title","text"}` and writes lines `{"id","brief"}` in the same order; a
 * line that cannot be briefed gives `{"id","error"}`. With `explain`, `explanation` stands beside `brief`.
 * @returns the exit status: 0, or 1 if a line failed (after all others were done).
 */
export async function briefLines(
  input: NodeJS.ReadableStream,
  options: Pick<BriefOptions, 'explain' | 'overlay'>,
  terminal: Terminal,
): Promise<number> {
  const run = new BriefRun(terminal);
  let number = 0;
  for await (const read of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    // Some editors and shells begin a file with a byte-order mark.
    const text = number === 1 ? read.replace(/^\ufeff/, '') : read;
    if (text.trim() === '') continue;
    const value = readJson(text);
    const id = idOf(value);
    await run.article(
      `line ${number}`,
      async () => ({ ...taskOf(value), explain: options.explain, overlay: options.overlay }),
      (result) => terminal.out(jsonLine({ id, ...result })),
      (error) => terminal.out(jsonLine({ id, error })),
    );
  }
  return run.end();
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The id of a line, also where the rest of it is wrong; null where it has none. */
function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null;
}

function taskOf(value: unknown): ArticleTask {
  if (value === undefined) throw new UsageError('It is not JSON.', { remedy: 'Give one JSON object a line.' });
  const parsed = NdjsonLine.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.flatMap(({ path }) => path).map((field) => `"${String(field)}"`);
    const which = fields.length === 0 ? '' : `: ${fields.join(' and ')} must be a string`;
    throw new UsageError(`It is not of the form {"id", "title", "text"}${which}.`, { cause: parsed.error });
  }
  const { id, title, text } = parsed.data;
  return { kind: 'text', id, title: title ?? null, text };
}
