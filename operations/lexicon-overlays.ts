import { setTimeout as pause } from 'node:timers/promises';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { PrecisError } from '../functions/core/errors.ts';
import { LAST_OVERLAY } from '../functions/core/generations.ts';
import { headVersionOfBrief } from '../functions/core/identity.ts';
import {
  EMPTY_OVERLAY,
  type LexiconOverlay,
  type NumberedOverlay,
  OverlayError,
  overlayHash,
  readOverlay,
} from '../functions/core/lexicon/overlay.ts';
import { LEXICON_PREFIX, overlayKey, parseOverlayKey } from '../functions/core/manifest.ts';
import { type LexiconPointer, readLexiconPointer } from '../functions/core/store/lexicon-pointer.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { listKeys, putOnce } from '../functions/runtime/s3-objects.ts';
import { readOverlayText } from '../functions/runtime/staged-objects.ts';
import { type ArchivedArticle, archivedArticles } from './archive.ts';
import { briefRequest } from './requests.ts';
import { sendRequests } from './send-requests.ts';
import type { StackAccess } from './stack-access.ts';
import { generationIn, LOWEST_REVISION } from './versions.ts';

/** An overlay cannot be put in force, or somebody put another one in force meanwhile. */
export class OverlayNotAppliedError extends PrecisError {}

/** Between two looks at the table, in milliseconds. */
const LOOK_MS = 250;

type Bucket = Pick<StackAccess, 's3' | 'stagedBucket'>;

/** The numbers of the overlays that lie in the bucket, in order. */
export async function overlayNumbers({ s3, stagedBucket }: Bucket): Promise<number[]> {
  const keys = await listKeys(s3, stagedBucket, LEXICON_PREFIX);
  return keys.flatMap((key) => parseOverlayKey(key) ?? []).sort((a, b) => a - b);
}

/** Of the brief stage: to put an overlay of the bucket in force. @param now milliseconds since the epoch. */
export function overlayRequest(stagedBucket: string, number: number, now: number): StageRequest {
  const of = { headVersion: `${LOWEST_REVISION}.000000`, time: new Date(now).toISOString() };
  return briefRequest(stagedBucket, overlayKey(number), of);
}

/**
 * The overlay in force.
 * @returns undefined where there never was one.
 * @throws OverlayNotAppliedError if the table names one that is not there; what the clients throw.
 */
export async function overlayInForce(
  access: Pick<StackAccess, 's3' | 'stagedBucket' | 'table'>,
): Promise<NumberedOverlay | undefined> {
  const pointer = await readLexiconPointer(access.table);
  if (pointer === undefined) return undefined;
  const text = await readOverlayText(access.s3, access.stagedBucket, pointer.key);
  if (text === undefined) throw new OverlayNotAppliedError('The overlay in force is not there.', { file: pointer.key });
  return { number: pointer.number, hash: pointer.hash, overlay: readOverlay(text) };
}

export interface ApplyOptions {
  /** Milliseconds since the epoch. */
  now(): number;
  /** How long to wait for the brief function to put it in force. */
  readonly timeoutMs: number;
  /** Told how many articles were sent so far. */
  onSent?(count: number): void;
}

/**
 * Puts an overlay in force, and has every article that was briefed with an older one, or with none, briefed again. Where
 * the same words are in force, or lie in the bucket and were never applied, no other number is used: it goes on from there.
 *
 * The pointer is raised before the archive is listed, so that an article that comes meanwhile is either listed, or staged,
 * and so briefed, after that (`docs/adr/0017-lexicon-overlays.md`).
 *
 * @returns its number, and how many articles were sent.
 * @throws OverlayNotAppliedError if it is not in force in time, another is, or no number is left; what the clients throw.
 *   What was sent before stays sent: the command may be repeated.
 */
export async function applyOverlay(
  access: StackAccess,
  overlay: LexiconOverlay,
  options: ApplyOptions,
): Promise<{ number: number; sent: number }> {
  const hash = overlayHash(overlay);
  const present = await readLexiconPointer(access.table);
  const number = present?.hash === hash ? present.number : await putOverlay(access, overlay, present, options);
  if (present?.hash !== hash) await inForce(access, { number, hash }, options);
  let count = 0;
  const requests = articlesBelow(access, number, options.now());
  const sent = await sendRequests(access.sqs, access.queues.brief.url, requests, (more) => {
    count += more;
    options.onSent?.(count);
  });
  return { number, sent };
}

/** Puts it under the next number, unless the bucket holds the same words above the number in force. */
async function putOverlay(
  access: StackAccess,
  overlay: LexiconOverlay,
  present: LexiconPointer | undefined,
  { now }: ApplyOptions,
): Promise<number> {
  const { s3, sqs, stagedBucket, queues } = access;
  for (;;) {
    const highest = (await overlayNumbers(access)).at(-1) ?? 0;
    if (highest > (present?.number ?? 0) && (await isSame(access, highest, overlay))) {
      // S3 told of it once: whatever became of that, it is told again.
      await sendRequests(sqs, queues.brief.url, [overlayRequest(stagedBucket, highest, now())]);
      return highest;
    }
    const next = Math.max(highest, present?.number ?? 0) + 1;
    if (next > LAST_OVERLAY) {
      throw new OverlayNotAppliedError(`All ${LAST_OVERLAY} numbers of overlays are used.`, {
        remedy: 'Deploy the stage anew, under another name, and have its inbox read there.',
      });
    }
    // Somebody else may have taken the number.
    if (await putOnce(s3, stagedBucket, overlayKey(next), overlay)) return next;
  }
}

async function isSame(bucket: Bucket, number: number, overlay: LexiconOverlay): Promise<boolean> {
  const lying = await lyingOverlay(bucket, number);
  return lying !== undefined && overlayHash(lying) === overlayHash(overlay);
}

/** The overlay that lies under a number; undefined for nothing, and for what was put by hand and is none: it is never in force. */
async function lyingOverlay({ s3, stagedBucket }: Bucket, number: number): Promise<LexiconOverlay | undefined> {
  try {
    const text = await readOverlayText(s3, stagedBucket, overlayKey(number));
    return text === undefined ? undefined : readOverlay(text);
  } catch (error) {
    if (error instanceof OverlayError) return undefined;
    throw error;
  }
}

/**
 * The newest overlay of the bucket, where it is above the one in force: S3's event of it was lost, or is on its way.
 * @returns its number, and when it was put, in milliseconds since the epoch; undefined where there is none.
 * @throws what the clients throw.
 */
export async function overlayNotInForce(
  access: Bucket & Pick<StackAccess, 'table'>,
): Promise<{ number: number; lastModified: number } | undefined> {
  const inForce = (await readLexiconPointer(access.table))?.number ?? 0;
  const above = (await overlayNumbers(access)).filter((number) => number > inForce);
  for (const number of above.reverse()) {
    if ((await lyingOverlay(access, number)) === undefined) continue;
    const head = new HeadObjectCommand({ Bucket: access.stagedBucket, Key: overlayKey(number) });
    const { LastModified } = await access.s3.send(head);
    return { number, lastModified: LastModified?.getTime() ?? 0 };
  }
  return undefined;
}

async function inForce(
  { table }: StackAccess,
  { number, hash }: Pick<LexiconPointer, 'number' | 'hash'>,
  { now, timeoutMs }: ApplyOptions,
): Promise<void> {
  const end = now() + timeoutMs;
  for (;;) {
    const pointer = await readLexiconPointer(table);
    if (pointer?.hash === hash && pointer.number >= number) return;
    if (pointer !== undefined && pointer.number > number) {
      throw new OverlayNotAppliedError(`Overlay ${pointer.number} was applied meanwhile, above ${number}.`, {
        remedy: '`precis lexicon show` prints it; run the command again to put yours above it.',
      });
    }
    if (now() >= end) {
      throw new OverlayNotAppliedError(`Overlay ${number} is put, but not in force after ${timeoutMs / 1000} s.`, {
        remedy:
          'The brief function reads it from its queue: `precis status` tells how long that is. Run the command again.',
      });
    }
    await pause(LOOK_MS);
  }
}

/** The overlay that a brief was written with; briefs of before there were any have none. */
const overlayIn = (version: string): number => {
  const generation = generationIn(version);
  return generation <= LAST_OVERLAY ? 0 : generation % (LAST_OVERLAY + 1);
};

/** Whether the newest staged version of an article is to be briefed with an overlay. */
export function isBelow({ staged, state }: ArchivedArticle, number: number): boolean {
  const newest = staged.at(-1)?.headVersion ?? '';
  if (state === undefined) return true;
  const shown = headVersionOfBrief(state.version);
  if (shown !== newest) return shown < newest;
  return state.state !== 'removed' && overlayIn(state.version) < number;
}

async function* articlesBelow(
  access: StackAccess,
  number: number,
  now: number,
): AsyncGenerator<StageRequest, void, undefined> {
  for await (const article of archivedArticles(access, now)) {
    const newest = article.staged.at(-1);
    if (newest === undefined || !isBelow(article, number)) continue;
    const time = new Date(newest.lastModified).toISOString();
    yield briefRequest(access.stagedBucket, newest.key, { headVersion: newest.headVersion, time });
  }
}

/** Takes the desk's words back: no words at all are put in force. */
export function removeOverlay(access: StackAccess, options: ApplyOptions): Promise<{ number: number; sent: number }> {
  return applyOverlay(access, EMPTY_OVERLAY, options);
}
