import { setTimeout as pause } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ApiError, type PrecisClient } from '../../client/client.ts';
import type { UploadReport } from '../../functions/api/responses.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { stagedArticlePrefix } from '../../functions/core/manifest.ts';
import { listKeys } from '../../functions/runtime/s3-objects.ts';
import { readStaged } from '../../functions/runtime/staged-objects.ts';
import { explained } from '../../operations/errors.ts';
import { findPurgeSubject, purge } from '../../operations/purge.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { PipelineError } from './errors.ts';
import { quotesIn } from './quotes.ts';
import { awaitUpload } from './send-command.ts';
import { type SmokeFiles, smokeFiles } from './smoke-article.ts';
import { describe } from './terminal.ts';

/** The deployment does not do what it should. */
export class SmokeTestError extends PipelineError {}

/** One step that went well. */
export interface SmokeStep {
  /** What was seen, as a line. */
  readonly done: string;
  readonly milliseconds: number;
}

export interface SmokeOptions {
  /** Tells this run from others: letters and digits. */
  readonly run: string;
  /** How long to wait for a brief, a refusal, or a purge. */
  readonly timeoutMs: number;
  /** Resolves where somebody has seen enough: nothing more is sent then, and what was sent is taken away. */
  readonly stopped: Promise<void>;
  /** Told each step when it is done. */
  onStep(step: SmokeStep): void;
}

/**
 * Tries a deployment from end to end, and takes away what it sent:
 * 1. An article is put into the inbox, and becomes a brief.
 * 2. The brief is in the list of its outlet, alone.
 * 3. Each quote of the brief is found in the article's text, at its place.
 * 4. A picture is put into the inbox, and is refused.
 * 5. Both are purged, whatever failed before, also where it is stopped; nothing is left of them, and the brief is gone.
 * @returns what failed: SmokeTestError or PipelineError for what does not go so; ApiError as the API refuses; what the
 * clients throw.
 */
export async function smokeTest(access: StackAccess, client: PrecisClient, options: SmokeOptions): Promise<unknown[]> {
  const run = new SmokeRun(access, client, options);
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const stopped = options.stopped.then(() => {
    throw new SmokeTestError('The test was stopped.');
  });
  await Promise.race([run.sendAndRead(), stopped]).catch(failed);
  await run.clean().catch(failed);
  return failures;
}

class SmokeRun {
  readonly #access: StackAccess;
  readonly #client: PrecisClient;
  readonly #options: SmokeOptions;
  readonly #files: SmokeFiles;
  #briefId: string | undefined;
  #isOver = false;
  /** The last put, which may be under way when the test is stopped. */
  #put: Promise<unknown> = Promise.resolve();

  constructor(access: StackAccess, client: PrecisClient, options: SmokeOptions) {
    this.#access = access;
    this.#client = client;
    this.#options = options;
    this.#files = smokeFiles(options.run);
  }

  async sendAndRead(): Promise<void> {
    const { article, picture, source } = this.#files;
    const briefId = await this.#step(
      async () => briefIn(await this.#send(article.key, article.text)),
      (id) => `an article became the brief ${id}`,
    );
    this.#briefId = briefId;
    await this.#step(
      async () => expectOnly(await this.#listed(), briefId),
      () => `it is listed under ${source}`,
    );
    await this.#step(
      () => this.#verifiedQuotes(briefId),
      (quotes) => `${quotes} quotes stand in the article's text`,
    );
    await this.#step(
      async () => refusalIn(await this.#send(picture.key, picture.bytes)),
      (code) => `a picture was refused as ${code}`,
    );
  }

  async clean(): Promise<void> {
    this.#isOver = true;
    await this.#put.catch(() => {});
    await this.#step(
      () => this.#purgeAll(),
      () => 'both files are purged',
    );
    await this.#step(
      () => this.#expectGone(),
      () => 'nothing is left of them',
    );
  }

  async #step<T>(work: () => Promise<T>, told: (result: T) => string): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.#options.onStep({ done: told(result), milliseconds: performance.now() - start });
    return result;
  }

  async #send(key: string, body: string | Uint8Array): Promise<UploadReport> {
    const { s3, inboxBucket } = this.#access;
    if (this.#isOver) throw new SmokeTestError('The test was stopped before.', { file: key });
    const put = s3.send(new PutObjectCommand({ Bucket: inboxBucket, Key: key, Body: body }));
    this.#put = put;
    const { VersionId } = await put;
    return awaitUpload(this.#client, key, VersionId, this.#options.timeoutMs);
  }

  async #listed(): Promise<string[]> {
    const { items } = await this.#client.listBriefs({ source: this.#files.source });
    return items.map((item) => item.briefId);
  }

  /** @returns how many quotes there are. */
  async #verifiedQuotes(briefId: string): Promise<number> {
    const [brief, text] = await Promise.all([this.#client.getBrief(briefId), this.#articleText(briefId)]);
    const quotes = [...quotesIn(brief)];
    if (quotes.length === 0) throw new SmokeTestError('The brief has no quotes.', { remedy: LOOK_AT_ANALYZER });
    const wrong = quotes.find((quote) => !isVerbatim(text, quote));
    if (wrong === undefined) return quotes.length;
    throw new SmokeTestError(`A quote does not stand at ${wrong.start} of the article's text.`, {
      remedy: LOOK_AT_ANALYZER,
    });
  }

  /** As readers get it; where the API does not serve texts, as it is staged. */
  async #articleText(briefId: string): Promise<string> {
    try {
      return (await this.#client.getArticle(briefId)).text;
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 403 && error.status !== 404)) throw error;
      const { s3, stagedBucket } = this.#access;
      const [key] = await listKeys(s3, stagedBucket, stagedArticlePrefix(briefId));
      const staged = key === undefined ? undefined : await readStaged(s3, stagedBucket, key);
      if (staged?.kind === 'article') return staged.article.text;
      throw error;
    }
  }

  /** Each to its end, whatever becomes of the other: whoever ran the test knows neither key unless it fails. */
  async #purgeAll(): Promise<void> {
    const { article, picture } = this.#files;
    const purges = await Promise.allSettled([article.key, picture.key].map((key) => this.#purge(key)));
    const left = purges.flatMap((purged) => (purged.status === 'rejected' ? [describe(purged.reason)] : []));
    if (left.length > 0) throw new SmokeTestError(left.join(' '));
  }

  async #purge(key: string): Promise<void> {
    try {
      const subject = await findPurgeSubject(this.#access, key);
      if (subject !== undefined) await purge(this.#access, subject, this.#options.timeoutMs, () => {});
    } catch (cause) {
      throw new SmokeTestError(`${key} is not purged: ${describe(explained(cause))}`, {
        file: key,
        remedy: `Later: precis purge ${key} --yes`,
        cause,
      });
    }
  }

  /** What a purge stages itself tells neither the file's name nor a word of it, and stays. */
  async #expectErased(key: string): Promise<void> {
    const { s3, stagedBucket } = this.#access;
    const deadline = performance.now() + this.#options.timeoutMs;
    for (;;) {
      const left = await findPurgeSubject(this.#access, key);
      const staged = await Promise.all((left?.staged ?? []).map((each) => readStaged(s3, stagedBucket, each)));
      const told = staged.filter((each) => each !== undefined && each.manifest?.outcome.kind !== 'purged');
      const count = told.length + (left === undefined ? 0 : left.versions + left.markers + left.items);
      if (count === 0) return;
      if (performance.now() > deadline) {
        throw new SmokeTestError('Something is left of a file that was purged.', {
          file: key,
          remedy: `Purge it again: precis purge ${key} --yes`,
        });
      }
      await pause(LOOK_AGAIN_MS);
    }
  }

  async #expectGone(): Promise<void> {
    const { article, picture } = this.#files;
    for (const key of [article.key, picture.key]) await this.#expectErased(key);
    expectOnly(await this.#listed());
    if (this.#briefId === undefined) return;
    const status = await this.#client.getBrief(this.#briefId).then(
      () => 200,
      (error: unknown) => (error instanceof ApiError ? error.status : Promise.reject(error)),
    );
    if (status !== 410 && status !== 404) {
      throw new SmokeTestError(`The purged brief ${this.#briefId} is still answered with status ${status}.`);
    }
  }
}

/** Between two looks at what is left. */
const LOOK_AGAIN_MS = 250;

const LOOK_AT_ANALYZER =
  'The deployed analyzer is not the one of this checkout, or broken: `precis doctor` tells which it is.';

/** The brief of a file of one article. @throws SmokeTestError where there is none. */
function briefIn({ status, parts, rejections, key }: UploadReport): string {
  const live = parts.filter(({ state }) => state === 'live');
  const [part] = live;
  if (status === 'briefed' && part !== undefined && live.length === 1) return part.articleId;
  const reasons = rejections.map(({ reason }) => reason).join(' ');
  throw new SmokeTestError(`The article is ${status}, not briefed. ${reasons}`.trim(), { file: key ?? '' });
}

/** Why a file was refused. @throws SmokeTestError where it was not. */
function refusalIn({ status, rejections, key }: UploadReport): string {
  const [rejection] = rejections;
  if (status === 'rejected' && rejection !== undefined) return rejection.code;
  throw new SmokeTestError(`A file that is no article is ${status}, not rejected.`, { file: key ?? '' });
}

/** @throws SmokeTestError where a list has others than these. */
function expectOnly(listed: readonly string[], ...expected: string[]): void {
  if (listed.join() === expected.join()) return;
  throw new SmokeTestError(
    `The list has ${listed.length === 0 ? 'no brief' : listed.join(', ')} where ${expected.join(', ') || 'none'} should be.`,
    { remedy: '`precis reconcile` compares what is stored with what is listed.' },
  );
}
