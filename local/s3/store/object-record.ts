import type { ChecksumAlgorithm } from '../body/checksums.ts';

/** The version id of what a bucket without versions holds. */
export const NULL_VERSION = 'null';

/** Everything about one version of an object but its bytes, or about a delete marker. */
export interface ObjectRecord {
  key: string;
  versionId: string;
  /** Names the change that made it, and its files. */
  sequencer: string;
  deleteMarker: boolean;
  /** Milliseconds since the epoch. */
  lastModified: number;
  /** Bytes. */
  size: number;
  /** Without quotes. */
  etag: string;
  /** Headers that come back as they were given: content-type, cache-control and so on. */
  headers: Record<string, string>;
  /** What the sender noted, by name without `x-amz-meta-`. */
  metadata: Record<string, string>;
  checksum?: StoredChecksum | undefined;
  /** The multipart upload that it came by. */
  uploadId?: string | undefined;
}

export interface StoredChecksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; of a composite one followed by `-` and the number of parts. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The content of an object about to be stored. */
export type ObjectContent = Pick<ObjectRecord, 'size' | 'etag' | 'headers' | 'metadata' | 'checksum' | 'uploadId'> & {
  /** The file that holds the bytes, synced; it is renamed into its place. */
  file: string;
};
