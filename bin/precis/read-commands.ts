import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import { PipelineError, UsageError } from './errors.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

async function failure(response: Response): Promise<PipelineError> {
  const parsed = Problem.safeParse(await response.json().catch(() => undefined));
  const problem = parsed.success ? parsed.data : {};
  const said = problem.detail ?? problem.title ?? problem.message ?? 'no reason given';
  const fields = (problem.errors ?? []).map(({ field, message }) => ` ${field}: ${message}`).join('');
  return new PipelineError(`The API answers ${response.status}: ${said}${fields}`);
}

/** `precis get ID`: prints the brief as Markdown, or as JSON. @throws PipelineError as the API refuses */
export async function getBrief(
  id: string,
  options: { json: boolean },
  deployment: Deployment,
  terminal: Terminal,
): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new UsageError('An id is 32 hexadecimal digits; `precis list` prints them.');
  const response = await deployment.get(`/v1/briefs/${id}`, options.json ? 'application/json' : 'text/markdown');
  if (!response.ok) throw await failure(response);
  terminal.out(options.json ? jsonLine(await response.json()) : await response.text());
  return 0;
}

const Page = z.object({
  items: z.array(
    z.looseObject({
      briefId: z.string(),
      headline: z.string(),
      source: z.string().nullable(),
      datedAt: z.string().nullable(),
    }),
  ),
  next: z.string().optional(),
});

export interface ListOptions {
  json: boolean;
  /** At most this many briefs. */
  limit: number;
  /** Filters of the API, by the names of its query parameters. */
  filters: Record<string, string>;
}

/** The largest page that the API serves. */
const PAGE = 50;

/** `precis list`: prints a line a brief, newest first; with `json` the card. Says so where there is none. @throws PipelineError as the API refuses */
export async function listBriefs(options: ListOptions, deployment: Deployment, terminal: Terminal): Promise<number> {
  let left = options.limit;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      ...options.filters,
      limit: String(Math.min(PAGE, left)),
      ...(cursor ? { cursor } : {}),
    });
    const response = await deployment.get(`/v1/briefs?${query}`);
    if (!response.ok) throw await failure(response);
    const page = Page.parse(await response.json());
    for (const card of page.items) {
      const dated = card.datedAt?.slice(0, 10) ?? 'undated   ';
      terminal.out(
        options.json
          ? jsonLine(card)
          : `${card.briefId}  ${dated}  ${printableLine(card.headline)}${card.source ? `  (${printableLine(card.source)})` : ''}\n`,
      );
    }
    left -= page.items.length;
    cursor = page.next;
  } while (cursor && left > 0);
  if (left === options.limit) terminal.progress('There is no such brief.');
  return 0;
}
