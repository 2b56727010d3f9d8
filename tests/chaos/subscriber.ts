import { isDeepStrictEqual } from 'node:util';
import type { ChangeEvent } from '../../functions/core/events.ts';
import { isExpired } from '../../functions/core/store/retention.ts';
import { BrokenInvariant, type Tally } from './broken-invariant.ts';
import type { WatchedTable } from './watched-table.ts';

/** What is checked of every event. */
export const READABLE_FIRST = 'nothing is announced before it is so';
const SAME_EVENT = 'an id is made of what, version and type, and stands for one event';
/** What is checked at rest. */
export const KNOWS_CURRENT = 'who takes the highest version of each article knows what is current';
const KNOWS_REJECTED = 'every rejection that stands was announced';

const subjectOf = ({ detail }: ChangeEvent): string =>
  ('articleId' in detail ? detail.articleId : undefined) ?? detail.uploadId;

/** Somebody who is told of changes, in whatever order, and keeps of each article the highest version. */
export class Subscriber {
  readonly #checked: Tally;
  readonly #reached: Tally;
  readonly #events = new Map<string, ChangeEvent>();
  /** By article: the highest version that was told, and until when it can be read, in milliseconds: 0 for no more. */
  readonly #known = new Map<string, { version: string; liveUntil: number }>();

  constructor({ checked, reached }: { checked: Tally; reached: Tally }) {
    this.#checked = checked;
    this.#reached = reached;
  }

  /** The table is rebuilt: what the lost one had shown, nobody knows any more, and all that is current is told again. */
  startOver(): void {
    this.#events.clear();
    this.#known.clear();
  }

  /** @throws BrokenInvariant for an event that is not what `table` holds, or held. */
  receive(event: ChangeEvent, table: WatchedTable): void {
    const { type, detail } = event;
    const isMade = detail.id === `${subjectOf(event)}.${detail.version}.${type}`;
    const before = this.#events.get(detail.id);
    this.#ensure(
      SAME_EVENT,
      isMade && (before === undefined || isDeepStrictEqual(plain(before), plain(event))),
      detail.id,
    );
    if (before !== undefined) this.#reached.add('an event that came twice');
    this.#events.set(detail.id, event);
    if (type === 'UploadRejected') return;
    const versions = table.versions.get(detail.articleId) ?? [];
    this.#ensure(READABLE_FIRST, versions.includes(detail.version), detail.id);
    if (type === 'BriefRevised') this.#ensure(READABLE_FIRST, versions.includes(detail.previousVersion), detail.id);
    if (type === 'BriefRetracted') this.#ensure(READABLE_FIRST, versions.includes(detail.retractedVersion), detail.id);
    this.#reached.add(`announced: ${type}`);
    const known = this.#known.get(detail.articleId);
    if (known !== undefined && known.version > detail.version)
      this.#reached.add('an event that a later one had overtaken');
    else this.#known.set(detail.articleId, { version: detail.version, liveUntil: liveUntil(event) });
  }

  /** What must hold at rest. @throws BrokenInvariant */
  checkAtRest(table: WatchedTable, rejectedFiles: readonly string[], now: number): void {
    for (const briefId of new Set([...this.#known.keys(), ...table.current.keys()])) {
      const stored = table.current.get(briefId)?.stored;
      // What has expired is told by nobody: each event says when that will be, and its reader goes by it.
      if (stored === undefined || isExpired(stored.expiresAt, now)) continue;
      const known = this.#known.get(briefId);
      const knows = known !== undefined && known.liveUntil > now ? known.version : 'none';
      const is = stored.state === 'live' ? stored.version : 'none';
      this.#ensure(KNOWS_CURRENT, knows === is, `${briefId}: ${knows}, not ${is}`);
      if (stored.state === 'rejected') {
        const id = `${briefId}.${stored.version}.UploadRejected`;
        this.#ensure(KNOWS_REJECTED, this.#events.has(id), id);
      }
    }
    for (const file of rejectedFiles) {
      this.#ensure(KNOWS_REJECTED, this.#events.has(`${file}.UploadRejected`), file);
    }
  }

  #ensure(invariant: string, holds: boolean, what: string): void {
    this.#checked.add(invariant);
    if (!holds) throw new BrokenInvariant(invariant, what);
  }
}

/** Until when what an event tells of can be read, in milliseconds. */
function liveUntil({ type, detail }: ChangeEvent): number {
  if (type === 'BriefRetracted') return 0;
  return 'expiresAt' in detail && detail.expiresAt !== undefined
    ? Date.parse(detail.expiresAt)
    : Number.POSITIVE_INFINITY;
}

/** Whether a brief is a copy may change from one delivery to the next. */
function plain({ type, detail }: ChangeEvent): object {
  const { duplicateOf: _, ...rest } = detail as { duplicateOf?: string };
  return { type, ...rest };
}
