import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError, type PrecisClient } from '../../client/client.ts';
import { briefAddress } from '../../functions/core/brief-address.ts';
import { isId } from '../../functions/core/identity.ts';
import type { Note } from '../../functions/core/notes/note.ts';
import { PipelineError, UnwritableFileError } from './errors.ts';
import { EXIT } from './exit.ts';
import { goldDocument } from './gold-document.ts';
import { counted, jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface CorrectionsOptions {
  /** Milliseconds since the epoch: only notes of then or later. */
  since?: number;
  json?: boolean;
  /** The folder into which a file a corrected brief is written. */
  export?: string;
}

/** What a note says, in a few words. */
function saidIn(note: Note): string {
  if (note.action === 'accept' || note.action === 'reject') return '';
  const fields = Object.entries(note.value).map(([field, value]) => `${field}: ${[value].flat().join(', ')}`);
  return fields.join('; ');
}

function noteLine(note: Note): string {
  const about = 'item' in note && note.item !== undefined ? ` ${note.item}` : '';
  const words = [saidIn(note), note.reason].filter(Boolean).join(' — ');
  const head = `${note.at.slice(0, 16)}Z  ${note.briefId}  ${note.action}${about}`;
  return `${printableLine(`${head}  ${words}${words === '' ? '' : '  '}(${note.by})`)}\n`;
}

/** Corrections only: a comment and an assessment change nothing of what the article says. */
function corrects({ action }: Note): boolean {
  return action !== 'comment' && action !== 'assess';
}

async function write(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (cause) {
    throw new UnwritableFileError(file, cause);
  }
}

/** The text that a brief, or a version of it, quotes. @throws PipelineError where the deployment serves none */
async function articleOf(address: string, client: PrecisClient) {
  try {
    return await client.getArticle(address);
  } catch (error) {
    if (!(error instanceof ApiError && error.problem.type?.endsWith(':text-not-served'))) throw error;
    throw new PipelineError('A case needs the text of its article, and this deployment serves none.', {
      cause: error,
      remedy: 'Set serveArticleText, or run it where the text may be read.',
    });
  }
}

/** Writes one corrected brief with its article. @returns whether its article is still there. */
async function exportOne(briefId: string, folder: string, client: PrecisClient): Promise<boolean> {
  // It becomes the name of a file.
  if (!isId(briefId)) throw new PipelineError('The API answers what is no id of a brief.');
  try {
    const { desk, edition, ...brief } = await client.getBrief(briefId);
    // Of the very version that was read: another may come meanwhile.
    const article = await articleOf(edition === undefined ? briefId : briefAddress(briefId, edition.version), client);
    await write(join(folder, `${briefId}.json`), `${JSON.stringify(goldDocument(brief, desk, article), null, 2)}\n`);
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 410)) return false;
    throw error;
  }
}

/**
 * `precis corrections`: a line a note on any brief; with `export`, a file for each brief that somebody corrected, as a
 * corpus of gold briefs has it, with the text of its article.
 * @returns the exit status: 0, or 1 where an article was not there any more.
 * @throws ApiError as the API refuses; PipelineError where no text is served; UnwritableFileError.
 */
export async function showCorrections(
  options: CorrectionsOptions,
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  const since = options.since === undefined ? undefined : new Date(options.since).toISOString();
  const folder = options.export;
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
      throw new UnwritableFileError(folder, cause);
    });
  }
  let [found, written, gone] = [0, 0, 0];
  for await (const { briefId, notes } of client.eachNotedBrief({ since })) {
    found += notes.length;
    if (folder === undefined) {
      for (const note of notes) terminal.out(options.json ? jsonLine(note) : noteLine(note));
    } else if (notes.some(corrects)) {
      if (await exportOne(briefId, folder, client)) written += 1;
      else {
        gone += 1;
        terminal.progress(`${briefId}: its article is not there any more.`);
      }
    }
  }
  if (folder !== undefined) terminal.progress(`${folder}: ${counted(written, 'corrected brief')}`);
  else if (found === 0) terminal.progress('Nobody has noted anything.');
  return gone === 0 ? EXIT.ok : EXIT.failed;
}
