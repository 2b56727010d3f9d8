import { createInterface } from 'node:readline/promises';
import * as z from 'zod';
import type { Brief } from '../../functions/core/brief.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { fileId, openArticleWorker, readArticleFile } from './article-files.ts';
import type { ArticleResult } from './article-task.ts';
import { UsageError } from './errors.ts';
import { describe, type Terminal } from './terminal.ts';

const NdjsonLine = z.object({ id: z.string(), title: z.string().nullish(), text: z.string() });

/** What a run of the command came to. */
interface Tally {
  briefs: number;
  quotes: number;
  milliseconds: number;
  failures: number;
}

/** Every quote that the brief cites, counted once. */
function countQuotes(brief: Brief): number {
  const quotes = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      if ('quote' in value && 'start' in value && 'end' in value) quotes.add(`${value.start}-${value.end}`);
      else Object.values(value).forEach(walk);
    }
  };
  walk(brief);
  return quotes.size;
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

function closing({ briefs, quotes, milliseconds }: Tally): string {
  const counted = briefs === 1 ? '' : `${briefs} briefs · `;
  return `${counted}${quotes} quotes verified · ${Math.round(milliseconds)} ms · nothing left this machine`;
}

/**
 * `precis brief FILE…`: parses and analyzes in this process. Markdown, or with `json` a line `{"id","brief"}` or
 * `{"id","error"}` a file.
 * @returns the exit status: 0, or 1 if a file failed (after all others were done).
 */
export async function briefFiles(files: string[], options: { json: boolean }, terminal: Terminal): Promise<number> {
  const worker = openArticleWorker();
  const tally: Tally = { briefs: 0, quotes: 0, milliseconds: 0, failures: 0 };
  try {
    for (const path of files) {
      const id = fileId(path);
      try {
        const bytes = await readArticleFile(path);
        const { results, milliseconds } = await worker.run({ kind: 'file', bytes, name: id, analyze: true });
        tally.milliseconds += milliseconds;
        for (const brief of briefsOf(results)) {
          if (options.json) terminal.out(line({ id, brief }));
          else terminal.out(`${tally.briefs > 0 ? '\n' : ''}${renderMarkdown(brief)}`);
          tally.briefs += 1;
          tally.quotes += countQuotes(brief);
        }
      } catch (error) {
        tally.failures += 1;
        if (options.json) terminal.out(line({ id, error: describe(error) }));
        terminal.progress(`precis: ${path}: ${describe(error)}`);
      }
    }
  } finally {
    await worker.close();
  }
  terminal.progress(closing(tally));
  return tally.failures > 0 ? 1 : 0;
}

/**
 * `precis brief --ndjson`: reads lines `{"id","title","text"}` and writes lines `{"id","brief"}` in the same order; a
 * line that cannot be briefed gives `{"id","error"}`.
 */
export async function briefLines(input: NodeJS.ReadableStream, terminal: Terminal): Promise<number> {
  const worker = openArticleWorker();
  const tally: Tally = { briefs: 0, quotes: 0, milliseconds: 0, failures: 0 };
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() === '') continue;
      let id: string | null = null;
      try {
        const article = readLine(text, number);
        id = article.id;
        const { results, milliseconds } = await worker.run({
          kind: 'text',
          id,
          title: article.title ?? null,
          text: article.text,
        });
        tally.milliseconds += milliseconds;
        for (const brief of briefsOf(results)) {
          terminal.out(line({ id, brief }));
          tally.briefs += 1;
          tally.quotes += countQuotes(brief);
        }
      } catch (error) {
        tally.failures += 1;
        terminal.out(line({ id, error: describe(error) }));
        terminal.progress(`precis: line ${number}: ${describe(error)}`);
      }
    }
  } finally {
    await worker.close();
  }
  terminal.progress(closing(tally));
  return tally.failures > 0 ? 1 : 0;
}

function briefsOf(results: ArticleResult[]): Brief[] {
  return results.flatMap(({ brief }) => (brief ? [brief] : []));
}

function readLine(text: string, number: number): z.infer<typeof NdjsonLine> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`Line ${number} is not JSON.`, { cause, remedy: 'Give one JSON object a line.' });
  }
  const parsed = NdjsonLine.safeParse(value);
  if (!parsed.success) {
    throw new UsageError(`Line ${number} is not of the form {"id", "title", "text"}.`, { cause: parsed.error });
  }
  return parsed.data;
}
