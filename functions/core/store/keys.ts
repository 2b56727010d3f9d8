import { createHash } from 'node:crypto';
import type { ItemKey } from './table.ts';

/** The keys of every item of the table. */

const LONGEST_VALUE_BYTES = 200;
const FORMER = 'FORMER';

/** Postings of `pair` and `measure` are of earlier releases: today what they tell is decided on cards and on postings of `all`. */
export const FACETS = [
  'all',
  'received',
  'party',
  'pair',
  'country',
  'measure',
  'source',
  'upload',
  'ahead',
  'rejected',
] as const;
export type Facet = (typeof FACETS)[number];

/** Where a posting stands in a list: newest time first, ties by id and version. */
export interface Position {
  /** 24 characters, `2026-03-04T00:00:00.000Z`. */
  readonly time: string;
  readonly briefId: string;
  readonly version: string;
}

export function briefKey(briefId: string): ItemKey {
  return { pk: `BRIEF#${briefId}`, sk: 'BRIEF' };
}

export function versionKey(briefId: string, version: string): ItemKey {
  return { pk: `BRIEF#${briefId}`, sk: `V#${version}` };
}

/** Bounds of sort keys, the upper one exclusive. */
export interface KeyRange {
  readonly pk: string;
  readonly from: string;
  readonly before: string;
}

/** All stored versions of one brief. */
export function versionRange(briefId: string): KeyRange {
  return { pk: `BRIEF#${briefId}`, from: 'V#', before: 'V$' };
}

/** Those below one version. */
export function olderVersionRange(briefId: string, version: string): KeyRange {
  return { ...versionRange(briefId), before: versionKey(briefId, version).sk };
}

export function headKey(uploadId: string): ItemKey {
  return { pk: `UPLOAD#${uploadId}`, sk: 'HEAD' };
}

/** Says that a file had an article once. */
export function formerKey(uploadId: string, briefId: string): ItemKey {
  return { ...headKey(uploadId), sk: `${FORMER}#${briefId}` };
}

/** All articles that a file had once. */
export function formerRange(uploadId: string): KeyRange {
  return { pk: headKey(uploadId).pk, from: `${FORMER}#`, before: `${FORMER}$` };
}

export function ownerKey(contentHash: string): ItemKey {
  return { pk: `HASH#${contentHash}`, sk: 'OWNER' };
}

export function shardCountKey(): ItemKey {
  return { pk: 'CONFIG', sk: 'SHARDS' };
}

/** One note on a brief; they are ordered by their ids. */
export function noteKey(briefId: string, noteId: string): ItemKey {
  return { pk: `NOTES#${briefId}`, sk: noteId };
}

/** Says that a brief has notes, or had: a hint. */
export function notedKey(briefId: string): ItemKey {
  return { pk: 'NOTED', sk: briefId };
}

export function watchKey(watchId: string): ItemKey {
  return { pk: 'WATCHES', sk: watchId };
}

/** The partitions of what a desk writes, its notes and watches, as policies of IAM name them. */
export const DESK_PARTITIONS = [noteKey('*', '').pk, notedKey('').pk, watchKey('').pk];

/** A facet's value within a key: itself, or its hash where it is over 200 bytes or holds the separator `#`. */
function keyValue(value: string): string {
  if (Buffer.byteLength(value) <= LONGEST_VALUE_BYTES && !value.includes('#')) return value;
  return `sha256:${createHash('sha256').update(value).digest('hex')}`;
}

/** Partition of a facet's value in one shard. */
export function postingPartition(facet: Facet, value: string, shard: number): string {
  return `${facet}#${keyValue(value)}#${shard}`;
}

/** The end of a position's sort key, after its time: the same for all postings of a version. */
export function positionEnd({ briefId, version }: Pick<Position, 'briefId' | 'version'>): string {
  return `#${briefId}#${version}`;
}

export function positionKey(position: Position): string {
  return position.time + positionEnd(position);
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([0-9a-f]{32})#([0-9A-F]{64}\.\d{6}\.\d{6})$/;

/** The position that a posting's sort key spells, or undefined if it spells none. */
export function parsePosition(sortKey: string): Position | undefined {
  const [, time, briefId, version] = POSITION.exec(sortKey) ?? [];
  if (time === undefined || briefId === undefined || version === undefined) return undefined;
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== time) return undefined;
  return { time, briefId, version };
}

/** The shard that holds a brief's postings, from 0 to `count` - 1. */
export function shardOf(briefId: string, count: number): number {
  return createHash('sha256').update(briefId).digest().readUInt32BE(0) % count;
}
