import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../bin/precis/brief-docx.ts';
import { PipelineError, UnwritableFileError, UsageError } from '../../bin/precis/errors.ts';
import { type Destination, exportBrief, exportList } from '../../bin/precis/export-command.ts';
import { main } from '../../bin/precis/main.ts';
import { ApiError, PrecisClient } from '../../client/client.ts';
import { gate } from '../../functions/brief/gate.ts';
import { renderAtom } from '../../functions/core/render/atom.ts';
import { renderCsv } from '../../functions/core/render/csv.ts';
import { renderHtml } from '../../functions/core/render/html.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

const BRIEF = gate(articleOf(FERRY_TEXT), trueDraft());
const CARDS = [1, 2, 3].map((digit) => ({
  ...cardOf(BRIEF),
  briefId: String(digit).repeat(32),
  version: 'v',
  duplicateOf: null,
}));

/** An API that answers each path with a value, or 404; and the paths that were asked of it. */
function apiOf(answers: Record<string, unknown>): { client: PrecisClient; asked: string[] } {
  const asked: string[] = [];
  const client = new PrecisClient(async ({ path }) => {
    asked.push(path);
    const answer = answers[path];
    if (answer === undefined) return Response.json({ detail: 'There is no such brief.' }, { status: 404 });
    return Response.json(answer);
  });
  return { client, asked };
}

interface Written {
  destination: Destination;
  text: string[];
  bytes: Uint8Array[];
  progress: string[];
}

function written(file?: string, isTTY = false): Written {
  const found: Written = {
    destination: {
      file,
      terminal: { out: (text) => void found.text.push(text), progress: (text) => void found.progress.push(text) },
      standardOutput: { isTTY, write: (bytes) => found.bytes.push(bytes) },
    },
    text: [],
    bytes: [],
    progress: [],
  };
  return found;
}

const path = `/v1/briefs/${BRIEF.briefId}`;

describe('Function: exportBrief', () => {
  it.each([
    ['md', renderMarkdown(BRIEF)],
    ['html', renderHtml(BRIEF)],
    ['json', `${JSON.stringify(BRIEF)}\n`],
  ] as const)('writes %s to standard output', async (format, content) => {
    const output = written(undefined, true);

    await exportBrief(BRIEF.briefId, format, apiOf({ [path]: BRIEF }).client, output.destination);

    expect(output).toMatchObject({ text: [content], bytes: [], progress: [] });
  });

  it('writes the bytes of a Word document where no terminal reads them', async () => {
    const output = written();

    await exportBrief(BRIEF.briefId, 'docx', apiOf({ [path]: BRIEF }).client, output.destination);

    expect(Buffer.compare(Buffer.concat(output.bytes), await renderDocx(BRIEF))).toBe(0);
    expect(output.text).toEqual([]);
  });

  it('asks for nothing where a Word document would go to a terminal', async () => {
    const { client, asked } = apiOf({ [path]: BRIEF });

    await expect(exportBrief(BRIEF.briefId, 'docx', client, written(undefined, true).destination)).rejects.toThrow(
      UsageError,
    );
    expect(asked).toEqual([]);
  });

  it('asks for nothing by what is no id', async () => {
    const { client, asked } = apiOf({});

    await expect(exportBrief('../parties', 'json', client, written().destination)).rejects.toThrow(UsageError);
    expect(asked).toEqual([]);
  });

  it('says what the API says', async () => {
    const refused = exportBrief(BRIEF.briefId, 'md', apiOf({}).client, written().destination);

    await expect(refused).rejects.toThrow(new ApiError(404, { detail: 'There is no such brief.' }));
  });

  it('shows no brief of a form that it does not know, and passes it on as data', async () => {
    const { client } = apiOf({ [path]: { ...BRIEF, schemaVersion: 9 } });
    const output = written();

    await expect(exportBrief(BRIEF.briefId, 'html', client, output.destination)).rejects.toThrow(PipelineError);
    await exportBrief(BRIEF.briefId, 'json', client, output.destination);

    expect(JSON.parse(output.text.join('')).schemaVersion).toBe(9);
  });
});

describe('A file to which is exported', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'precis-export-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the export, and standard output nothing', async () => {
    const file = join(folder, 'brief.md');
    const output = written(file);

    await exportBrief(BRIEF.briefId, 'md', apiOf({ [path]: BRIEF }).client, output.destination);

    expect(readFileSync(file, 'utf8')).toBe(renderMarkdown(BRIEF));
    expect(output).toMatchObject({ text: [], bytes: [] });
    expect(output.progress).toEqual([expect.stringMatching(/brief\.md: [\d,]+ bytes$/)]);
  });

  it.each([
    ['none/brief.md', 'There is no such folder.'],
    ['.', 'It is a folder, not a file.'],
  ])('that cannot be written (%s) is named with the reason', async (name, reason) => {
    const file = join(folder, name);

    const failed = exportBrief(BRIEF.briefId, 'md', apiOf({ [path]: BRIEF }).client, written(file).destination);

    await expect(failed).rejects.toThrow(UnwritableFileError);
    await expect(failed).rejects.toMatchObject({ file, message: reason });
  });
});

describe('Function: exportList', () => {
  const filters = { party: 'norland' };
  const pages = {
    '/v1/briefs?party=norland&limit=50': { items: CARDS.slice(0, 2), next: 'c' },
    '/v1/briefs?party=norland&limit=50&cursor=c': { items: CARDS.slice(2) },
    '/v1/briefs?party=norland&limit=2': { items: CARDS.slice(0, 2), next: 'd' },
  };

  it('exports every page of the list as CSV', async () => {
    const output = written();
    const all = { format: 'csv', limit: Number.POSITIVE_INFINITY, filters } as const;

    await exportList(all, apiOf(pages).client, 'https://precis.example', output.destination);

    expect(output.text).toEqual([renderCsv(CARDS)]);
  });

  it('asks for no page beyond the limit', async () => {
    const output = written();
    const { client, asked } = apiOf(pages);

    await exportList({ format: 'csv', limit: 2, filters }, client, 'https://precis.example', output.destination);

    expect(output.text).toEqual([renderCsv(CARDS.slice(0, 2))]);
    expect(asked).toEqual(['/v1/briefs?party=norland&limit=2']);
  });

  it('exports a feed that links to the API', async () => {
    const output = written();
    const all = { format: 'atom', limit: Number.POSITIVE_INFINITY, filters } as const;

    await exportList(all, apiOf(pages).client, 'https://precis.example/', output.destination);

    const url = 'https://precis.example/v1/feed?party=norland';
    const feed = { title: 'Precis', url, selfUrl: url, baseUrl: 'https://precis.example', cards: CARDS };
    expect(output.text).toEqual([renderAtom(feed)]);
  });

  it('exports no list of a form that it does not know', async () => {
    const { client } = apiOf({ '/v1/briefs?limit=50': { items: [{ briefId: 'x' }] } });
    const all = { format: 'csv', limit: Number.POSITIVE_INFINITY, filters: {} } as const;

    await expect(exportList(all, client, 'https://precis.example', written().destination)).rejects.toThrow(
      PipelineError,
    );
  });
});

describe('precis export', () => {
  it.each([
    [[], 'Give the id of a brief, or --list.'],
    [['--list', BRIEF.briefId], 'Give the id of a brief, or --list.'],
    [[BRIEF.briefId, '--party', 'norland'], 'Filters and --limit choose from a list: give --list.'],
    [[BRIEF.briefId, '--limit', '3'], 'Filters and --limit choose from a list: give --list.'],
    [[BRIEF.briefId, '--format', 'csv'], 'It is exported as md or html or docx or json, not as "csv".'],
    [['--list', '--format', 'docx'], 'It is exported as csv or atom, not as "docx".'],
  ])('refuses what does not go together: %j', async (args, reason) => {
    const { destination, text, progress } = written();

    const status = await main(['export', ...args], destination.terminal);

    expect([status, text, progress]).toEqual([2, [], [`precis: ${reason}`]]);
  });
});
