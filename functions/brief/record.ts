import type { Article } from '../core/article.ts';
import type { Brief } from '../core/brief.ts';
import { RejectedError } from '../core/errors.ts';
import { generationOf } from '../core/generations.ts';
import { parseStagedKey, type Rejection, type StagedObject } from '../core/manifest.ts';
import type { BriefStore, ManifestResult, StoreResult } from '../core/store/brief-store.ts';
import type { Erasure } from '../core/store/purge.ts';

/** What recording needs of the world around it. */
export interface RecordContext {
  store: BriefStore;
  /** Runs the analyzer and the evidence gate. @throws RejectedError if the article can never be briefed. */
  brief(article: Article): Promise<Brief>;
  /** The number of the lexicon overlay that it is briefed with; by default there is none. */
  overlay?: number | undefined;
  /** Deletes what is staged of a purged file. */
  eraseStaged(erasure: Erasure): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What became of one staged object, for the log and the metrics. */
export type RecordResult =
  | { kind: 'manifest'; result: ManifestResult }
  | { kind: 'briefed'; brief: Brief; result: StoreResult }
  | { kind: 'rejected'; rejection: Rejection; result: StoreResult };

/** In one word, for the log: `buried` where an article's file was removed, or has lost it, before it was recorded. */
export function outcomeOf({ result }: RecordResult): ManifestResult['outcome'] | StoreResult['outcome'] | 'buried' {
  return result.buried === true && result.outcome !== 'purged' ? 'buried' : result.outcome;
}

/**
 * Whether a brief holds less than the analyzer would write of another article: it read for names alone, as it does where
 * an article is in another language than English or all in one case. The notes for the reader say so, and nothing else.
 */
export function isDegraded({ analysis: { notes } }: Brief): boolean {
  return notes.some((note) => !note.startsWith('Of the file: ') && /\bnames only\b|\bonly names\b/.test(note));
}

/**
 * Turns a staged object into what the table says of it; safe to repeat. Of what is purged, nothing stays staged: the table
 * comes first, so that a repetition finds what is to be deleted.
 */
export async function record(staged: StagedObject, articleKey: string, context: RecordContext): Promise<RecordResult> {
  const recorded = await recordInTable(staged, articleKey, context);
  const { erasure } = recorded.result;
  if (erasure !== undefined) await context.eraseStaged(erasure);
  return recorded;
}

/**
 * What is left to do where a staged object is not there any more. It has expired, or its file was purged: then a delivery
 * that died may have left something of it in the table.
 * @returns whether its file was purged.
 */
export async function recordMissing(key: string, context: Omit<RecordContext, 'brief'>): Promise<boolean> {
  const subject = parseStagedKey(key);
  const erasure = subject && (await context.store.eraseAgain(subject, context.now()));
  if (erasure === undefined) return false;
  await context.eraseStaged(erasure);
  return true;
}

async function recordInTable(staged: StagedObject, articleKey: string, context: RecordContext): Promise<RecordResult> {
  if (staged.kind === 'manifest') {
    return { kind: 'manifest', result: await context.store.recordManifest(staged.manifest, context.now()) };
  }
  const { article, manifest } = staged;
  try {
    const brief = await context.brief(article);
    const result = await context.store.storeBrief({ article, brief, manifest, articleKey }, context.now());
    return { kind: 'briefed', brief, result };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    const rejection: Rejection = { code: error.code, reason: error.message };
    const input = { article, manifest, articleKey, rejection, generation: generationOf(context.overlay ?? 0) };
    return { kind: 'rejected', rejection, result: await context.store.storeRejection(input, context.now()) };
  }
}
