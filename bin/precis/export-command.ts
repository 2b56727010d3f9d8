import { writeFile } from 'node:fs/promises';
import type { BriefQuery, PrecisClient } from '../../client/client.ts';
import { ListedBrief, ServedBrief } from '../../functions/api/responses.ts';
import { renderAtom } from '../../functions/core/render/atom.ts';
import { renderCsv } from '../../functions/core/render/csv.ts';
import { renderHtml } from '../../functions/core/render/html.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { requireBriefId } from './brief-id.ts';
import { type DeploymentOptions, findDeployment } from './deployment.ts';
import { PipelineError, UnwritableFileError, UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { listedBriefs } from './listed-briefs.ts';
import { jsonLine, type Terminal } from './terminal.ts';

const BRIEF_FORMATS = ['md', 'html', 'docx', 'json'] as const;
type BriefFormat = (typeof BRIEF_FORMATS)[number];
const LIST_FORMATS = ['csv', 'atom'] as const;
type ListFormat = (typeof LIST_FORMATS)[number];

/** Where an export goes: into a file, or to standard output. */
export interface Destination {
  readonly file: string | undefined;
  readonly terminal: Terminal;
  /** Where bytes go that are no text. */
  readonly standardOutput: { readonly isTTY?: boolean; write(bytes: Uint8Array): unknown };
}

async function deliver(content: string | Uint8Array, { file, terminal, standardOutput }: Destination): Promise<void> {
  if (file !== undefined) {
    try {
      await writeFile(file, content);
    } catch (cause) {
      throw new UnwritableFileError(file, cause);
    }
    terminal.progress(`${file}: ${Buffer.byteLength(content).toLocaleString('en')} bytes`);
  } else if (typeof content === 'string') {
    terminal.out(content);
  } else {
    standardOutput.write(content);
  }
}

async function contentOf(brief: unknown, format: BriefFormat): Promise<string | Uint8Array> {
  if (format === 'json') return jsonLine(brief);
  const parsed = ServedBrief.safeParse(brief);
  if (!parsed.success) {
    throw new PipelineError('The API answers a brief of another form than this version of Precis knows.', {
      cause: parsed.error,
      remedy: 'Update Precis, or export it with --format json.',
    });
  }
  const { desk, edition: _, ...shown } = parsed.data;
  switch (format) {
    case 'md':
      return renderMarkdown(shown, desk);
    case 'html':
      return renderHtml(shown, desk);
    case 'docx': {
      // Large, and wanted by few.
      const { renderDocx } = await import('./brief-docx.ts');
      return renderDocx(shown, desk);
    }
  }
}

/**
 * One brief, into a file or to standard output.
 * @throws UsageError for what is no id, and for a Word document to a terminal
 * @throws ApiError as the API refuses
 * @throws UnwritableFileError
 */
export async function exportBrief(
  id: string,
  format: BriefFormat,
  client: PrecisClient,
  destination: Destination,
): Promise<void> {
  requireBriefId(id);
  if (format === 'docx' && destination.file === undefined && destination.standardOutput.isTTY === true) {
    throw new UsageError('A Word document is no text for a terminal.', { remedy: 'Name a file for it with -o FILE.' });
  }
  await deliver(await contentOf(await client.getBrief(id), format), destination);
}

async function cardsOf(client: PrecisClient, query: BriefQuery, limit: number): Promise<ListedBrief[]> {
  const cards: ListedBrief[] = [];
  for await (const card of listedBriefs(client, query, limit)) {
    const parsed = ListedBrief.safeParse(card);
    if (!parsed.success) {
      throw new PipelineError('The API answers a list of another form than this version of Precis knows.', {
        cause: parsed.error,
        remedy: 'Update Precis.',
      });
    }
    cards.push(parsed.data);
  }
  return cards;
}

/**
 * The briefs that the filters match, newest first, into a file or to standard output.
 * @param limit at most this many.
 * @param apiUrl where the API is, to which a feed links.
 * @throws ApiError as the API refuses
 * @throws UnwritableFileError
 */
export async function exportList(
  { format, limit, filters }: { format: ListFormat; limit: number; filters: Record<string, string> },
  client: PrecisClient,
  apiUrl: string,
  destination: Destination,
): Promise<void> {
  const cards = await cardsOf(client, filters, limit);
  const baseUrl = apiUrl.replace(/\/+$/, '');
  const query = new URLSearchParams(filters).toString();
  const url = `${baseUrl}/v1/feed${query === '' ? '' : `?${query}`}`;
  const feed = { title: 'Precis', url, selfUrl: url, baseUrl, cards };
  await deliver(format === 'csv' ? renderCsv(cards) : renderAtom(feed), destination);
}

/** The format that was asked for, or the first. @throws UsageError for another. */
function oneOf<T extends string>(formats: readonly [T, ...T[]], asked: string | undefined): T {
  const found = asked === undefined ? formats[0] : formats.find((format) => format === asked);
  if (found === undefined) {
    throw new UsageError(`It is exported as ${formats.join(' or ')}, not as ${JSON.stringify(asked)}.`);
  }
  return found;
}

export interface ExportOptions {
  list?: boolean;
  format?: string;
  output?: string;
  limit?: number;
}

/**
 * `precis export`: a brief by its id, or a list.
 * @param options.filters of the API, by the names of its query parameters.
 * @throws UsageError where the options do not go together
 */
export async function runExport(
  id: string | undefined,
  options: DeploymentOptions & ExportOptions & { filters: Record<string, string> },
  terminal: Terminal,
): Promise<number> {
  const { list = false, format, output: file, limit, filters } = options;
  if ((id === undefined) !== list) throw new UsageError('Give the id of a brief, or --list.');
  const destination: Destination = { file, terminal, standardOutput: process.stdout };
  if (id === undefined) {
    const wanted = { format: oneOf(LIST_FORMATS, format), limit: limit ?? Number.POSITIVE_INFINITY, filters };
    const { client, apiUrl } = await findDeployment(options);
    await exportList(wanted, client, apiUrl, destination);
  } else {
    if (limit !== undefined || Object.keys(filters).length > 0) {
      throw new UsageError('Filters and --limit choose from a list: give --list.');
    }
    const wanted = oneOf(BRIEF_FORMATS, format);
    const { client } = await findDeployment(options);
    await exportBrief(id, wanted, client, destination);
  }
  return EXIT.ok;
}
