import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';
import {
  articleIdOf,
  briefVersionOf,
  contentHashOf,
  headVersionOf,
  revisionOf,
  uploadIdOf,
} from '../../functions/core/identity.ts';
import { stagedArticleKey } from '../../functions/core/manifest.ts';
import { announceNothing } from '../../functions/core/store/announcements.ts';
import { type Body, encodeBody } from '../../functions/core/store/body.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { facetValuesOf, postingsOf } from '../../functions/core/store/facets.ts';
import { datedAtOf } from '../../functions/core/store/sort-time.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { type Candidate, writeVersion } from '../../functions/core/store/writing.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { EXAMPLES, exampleNames } from '../examples/example-files.ts';

/** The bucket of all its files. */
export const BUCKET = 'inbox';
/** The archive ends here and goes back, so many briefs a day. */
export const NEWEST = Date.parse('2026-03-31T00:00:00Z');
const BRIEFS_A_DAY = 250;
const DAY_MS = 86_400_000;

/** An article of the example story, as the pipeline makes it. */
export interface Example {
  readonly article: Article;
  readonly brief: Brief;
  /** Of the brief, as it is stored. */
  readonly body: Body;
}

/** The articles of the example story and their briefs. */
export async function readExamples(): Promise<Example[]> {
  const briefs = exampleNames().map(async (name) => {
    const bytes = readFileSync(join(EXAMPLES, name));
    const { articles } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
    const sha256 = contentHashOf(bytes);
    const receivedAt = new Date(NEWEST).toISOString();
    const file = { bucket: BUCKET, key: `in/${name}`, versionId: null, sha256, revision: revisionOf('01'), receivedAt };
    return Promise.all(
      articles.map(async (parsed) => {
        const article = identify(parsed, file);
        const brief = gate(article, await embeddedAnalyzer.analyze(article));
        return { article, brief, body: encodeBody(brief) };
      }),
    );
  });
  return (await Promise.all(briefs)).flat();
}

/** The time of the oldest of so many briefs, in milliseconds since the epoch. */
export function oldestOf(count: number): number {
  return NEWEST - Math.floor(((count - 1) * DAY_MS) / BRIEFS_A_DAY);
}

/** Briefs that are written at the same time. */
const AT_ONCE = 16;

async function putCopy(table: Table, { brief, body }: Example, index: number): Promise<string> {
  const key = `in/${index}.txt`;
  const briefId = articleIdOf(BUCKET, key, '');
  const publishedAt = new Date(oldestOf(index + 1)).toISOString();
  const contentHash = contentHashOf(key);
  const article = { ...brief.article, publishedAt, receivedAt: publishedAt, contentHash };
  const own: Brief = { ...brief, briefId, article };
  const headVersion = headVersionOf(brief.revision, 1);
  const version = briefVersionOf(headVersion, 1);
  const uploadId = uploadIdOf(BUCKET, key);
  const subject = { briefId, version, uploadId, datedAt: datedAtOf(article), receivedAt: publishedAt };
  const values = facetValuesOf(own);
  const articleKey = stagedArticleKey(briefId, headVersion);
  const candidate: Candidate = {
    briefId,
    version,
    uploadId,
    expiresAt: undefined,
    content: { state: 'live', card: cardOf(own), body, articleKey, contentHash, signature: new Uint8Array(128) },
    postings: (shards) => postingsOf(subject, values, shards),
  };
  await writeVersion(table, candidate, { announce: announceNothing, now: NEWEST });
  return briefId;
}

/**
 * Fills a table with briefs: those of the example story again and again, each time as another article of another day, by
 * the store's own write sequence. The body of a copy is its template's, so that it need not be compressed each time.
 * @returns the id of the newest.
 */
export async function fillArchive(table: Table, count: number): Promise<string> {
  const templates = await readExamples();
  let newest: string | undefined;
  for (let start = 0; start < count; start += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, offset) => start + offset);
    const put = indexes.map(async (index) => {
      const template = templates[index % templates.length];
      if (template === undefined) throw new Error('There are no examples.');
      return putCopy(table, template, index);
    });
    const [first] = await Promise.all(put);
    newest ??= first;
  }
  return newest ?? '';
}
