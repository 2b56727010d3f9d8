import { writeFile } from 'node:fs/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ApiError } from '../../client/client.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { briefAddress, parseBriefAddress } from '../../functions/core/brief-address.ts';
import { DEFAULT_LIMITS } from '../../functions/parse/parse-limits.ts';
import { openArticleWorker } from './article-files.ts';
import { type Deployment, type DeploymentOptions, findDeployment } from './deployment.ts';
import { PipelineError, UnwritableFileError, UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { readLexiconFile } from './lexicon-file.ts';
import type { Proof } from './proof.ts';
import { checkProof, readProofFile } from './proof-file.ts';
import { describe, printableLine, type Terminal } from './terminal.ts';
import type { Check, ProofReport } from './verify-proof.ts';

type Original = Proof['original'];

/**
 * The bytes that a brief was made of, where the caller may read them in the inbox; else the reason why not. Where it is known
 * which bucket that is, no other is read: the brief is what the API says, and the credentials are the caller's.
 */
export async function originalOf(
  { article: { upload } }: Brief,
  { s3, inboxBucket }: Pick<Deployment, 's3' | 'inboxBucket'>,
): Promise<Original> {
  const { bucket, key, versionId } = upload;
  if (inboxBucket !== '' && bucket !== inboxBucket) return { absent: 'The brief names another bucket than the inbox.' };
  const reading = new AbortController();
  try {
    const wanted = { Bucket: bucket, Key: key, ...(versionId === null ? {} : { VersionId: versionId }) };
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand(wanted), { abortSignal: reading.signal });
    if (ContentLength > DEFAULT_LIMITS.objectBytes) {
      reading.abort();
      return { absent: 'The file in the inbox is larger than any that the parser reads.' };
    }
    return { base64: (await Body?.transformToString('base64')) ?? '' };
  } catch (error) {
    return { absent: `The inbox does not give them (${error instanceof Error ? error.name : 'unknown error'}).` };
  }
}

/** What the parser makes of the bytes: the text, where the API does not serve it. */
async function parsedText(brief: Brief, original: Original): Promise<Proof['article'] | undefined> {
  if ('absent' in original) return undefined;
  const worker = openArticleWorker('parse');
  try {
    const bytes = Buffer.from(original.base64, 'base64');
    const { results } = await worker.run({ kind: 'file', bytes, name: brief.article.upload.key });
    const found = results.find(({ article }) => article.contentHash === brief.article.contentHash)?.article;
    if (found === undefined) return undefined;
    const { title, language, text, boilerplate, notes } = found;
    return { title, language, text, boilerplate, notes };
  } finally {
    await worker.close();
  }
}

async function articleOf(brief: Proof['brief'], original: Original, { client }: Deployment): Promise<Proof['article']> {
  try {
    const { title, language, text, boilerplate, notes } = await client.getArticle(
      briefAddress(brief.briefId, brief.edition.version),
    );
    return { title, language, text, boilerplate, notes };
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.type !== 'urn:precis:problem:text-not-served') throw error;
    const parsed = await parsedText(brief, original);
    if (parsed !== undefined) return parsed;
    throw new PipelineError('The text of the article is not served, and the original bytes may not be read.', {
      cause: error,
      remedy: 'Verify it with AWS credentials that may read the inbox.',
    });
  }
}

/** A brief as its analyzer wrote it. @throws PipelineError where the API is of a release that does not tell its edition */
async function writtenBrief(address: string, { client }: Deployment): Promise<Proof['brief']> {
  const { edition, desk: _, ...brief } = await client.getBrief(address, { corrections: 'none' });
  if (edition !== undefined) return { ...brief, edition };
  throw new PipelineError('The API does not tell which version of the brief it serves.', {
    remedy: 'Deploy a newer release.',
  });
}

/**
 * All that it takes to check a brief, as the deployment has it.
 * @param address its id, or `id@version`; the text is that of the very version that is read.
 * @param lexicon the desk's own words that it was read with.
 * @throws ApiError as the API refuses.
 */
async function collectProof(address: string, lexicon: Proof['lexicon'], deployment: Deployment): Promise<Proof> {
  const brief = await writtenBrief(address, deployment);
  const original = await originalOf(brief, deployment);
  const article = await articleOf(brief, original, deployment);
  const { items: notes } = await deployment.client.getNotes(brief.briefId);
  return { format: 'precis-proof', version: 1, brief, article, original, lexicon, notes };
}

async function save(file: string, bytes: Uint8Array, terminal: Terminal): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw new UnwritableFileError(file, cause);
  }
  terminal.progress(`${printableLine(file)}: ${bytes.byteLength.toLocaleString('en')} bytes`);
}

const OUTCOMES: Readonly<Record<Check['outcome'], string>> = {
  ok: 'ok',
  failed: 'FAILED',
  unchecked: 'unchecked',
};
const OUTCOME_WIDTH = 9;

function checkLine({ outcome, subject, detail }: Check): string {
  return `${OUTCOMES[outcome].padEnd(OUTCOME_WIDTH)}  ${printableLine(subject).padEnd(10)}  ${printableLine(detail)}\n`;
}

function named(checks: readonly Check[], outcome: Check['outcome']): string[] {
  return checks.filter((check) => check.outcome === outcome).map(({ subject }) => subject);
}

function totalLine({ checks, quotes, sentences, textHash, madeBy }: ProofReport): string {
  const failures = named(checks, 'failed');
  const left = named(checks, 'unchecked');
  const supported = left.includes('support') ? [] : [`${sentences} sentences supported`];
  const parts = [
    ...(failures.length > 0 ? [`${failures.length} of ${checks.length} checks failed: ${failures.join(', ')}`] : []),
    `${quotes} quotes verbatim`,
    ...supported,
    `text sha256 ${textHash.slice(0, 8)}…`,
    `made by ${madeBy}`,
    ...(left.length > 0 ? [`not checked: ${left.join(', ')}`] : []),
  ];
  return `${failures.length > 0 ? 'FAILED' : 'ok'}  ${printableLine(parts.join(' · '))}\n`;
}

const isAddress = (text: string): boolean => parseBriefAddress(text) !== undefined;

export interface VerifyOptions {
  /** The file that the proof is written to. */
  save?: string;
  /** A file of the desk's own words with which the brief was read. */
  lexicon?: string;
}

/**
 * `precis verify FILE|ID`: checks a brief against the bytes and the text that it was made of, a line a check, and last
 * what that comes to.
 * 1. Of an id, the brief, its text and its original bytes are fetched; with `save`, they are written as a proof.
 * 2. The proof is checked without any of where it came from.
 * @returns the exit status: 1 if anything is wrong.
 * @throws NoProofError, UnreadableFileError, UnwritableFileError; ApiError as the API refuses; UsageError.
 */
export async function runVerify(
  what: string,
  options: DeploymentOptions & VerifyOptions,
  terminal: Terminal,
): Promise<number> {
  if ((options.save ?? options.lexicon) !== undefined && !isAddress(what)) {
    throw new UsageError('--save and --lexicon are of a brief: give its id, 32 hexadecimal digits.');
  }
  let bytes: Uint8Array;
  if (isAddress(what)) {
    const lexicon = options.lexicon === undefined ? null : (await readLexiconFile(options.lexicon)).overlay;
    const proof = await collectProof(what, lexicon, await findDeployment(options));
    bytes = Buffer.from(`${JSON.stringify(proof)}\n`);
    if (options.save !== undefined) await save(options.save, bytes, terminal);
  } else {
    bytes = await readProofFile(what);
  }
  const report = await checked(what, bytes);
  for (const check of report.checks) terminal.out(checkLine(check));
  terminal.out(totalLine(report));
  return named(report.checks, 'failed').length > 0 ? EXIT.failed : EXIT.ok;
}

/** An error of a check tells the file. */
async function checked(file: string, bytes: Uint8Array): Promise<ProofReport> {
  try {
    return await checkProof(bytes);
  } catch (cause) {
    throw new PipelineError(describe(cause), { cause, file });
  }
}
