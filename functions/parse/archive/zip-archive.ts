import { unzipSync } from 'fflate';
import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { FREE_EXPANSION, overExpanded } from './expansion.ts';

/** An entry of a ZIP archive, as the archive's directory describes it. */
export interface ZipEntry {
  /** Path within the archive. */
  name: string;
  compressedBytes: number;
  /** As declared; an entry that is larger is cut there and no longer valid. */
  expandedBytes: number;
  encrypted: boolean;
}

/** An open ZIP archive. */
export interface ZipArchive {
  /** In the order of the directory, without folders. */
  entries: readonly ZipEntry[];
  /**
   * @returns the entry's bytes, or undefined where there is no such entry.
   * @throws RejectedError `encrypted`; `too-large` over the limits on expansion; `malformed` where it cannot be read.
   */
  read(name: string): Uint8Array | undefined;
}

type SizeLimits = Pick<ParseLimits, 'archiveEntries' | 'expandedBytes' | 'expansionRatio'>;

const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
/** Bytes of the record that ends an archive, without its comment of at most 64 KB (APPNOTE.TXT 4.3.16). */
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const ENTRY_BYTES = 46;
const STORED = 0;
const DEFLATED = 8;
const REMEDY = 'Pack the file again, or upload what it holds.';

function malformed(why: string, cause?: unknown): RejectedError {
  return new RejectedError('malformed', `The archive is damaged or cut: ${why}.`, { remedy: REMEDY, cause });
}

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw malformed('it has no directory at its end');
}

/** The archive's directory (PKWARE APPNOTE.TXT 4.3.12 and 4.3.16). */
function directoryOf(bytes: Uint8Array, limits: SizeLimits): (ZipEntry & { method: number })[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.archiveEntries) {
    throw new RejectedError(
      'too-many-parts',
      `The archive has ${count} entries; the limit is ${limits.archiveEntries}.`,
      {
        remedy: REMEDY,
      },
    );
  }
  const entries: (ZipEntry & { method: number })[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = count; left > 0; left -= 1) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw malformed('its directory does not hold what it announces');
    }
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const encoding = (flags & 0x800) === 0 ? 'latin1' : 'utf-8';
    const name = new TextDecoder(encoding).decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    if (!name.endsWith('/')) {
      entries.push({
        name,
        method: view.getUint16(at + 10, true),
        compressedBytes: view.getUint32(at + 20, true),
        expandedBytes: view.getUint32(at + 24, true),
        encrypted: (flags & 1) === 1,
      });
    }
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * Opens a ZIP archive without expanding anything.
 * @param what the file as a person calls it, for the rejection of an encrypted entry.
 * @throws RejectedError `malformed` where it has no directory; `too-many-parts` over the limit on entries.
 */
export function openZip(bytes: Uint8Array, limits: SizeLimits, what = 'a ZIP archive'): ZipArchive {
  const entries = directoryOf(bytes, limits);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    entries,
    read(name) {
      const entry = byName.get(name);
      if (!entry) return undefined;
      if (entry.encrypted) {
        throw new RejectedError('encrypted', `This is ${what} with a password.`, {
          remedy: 'Save it without the password and upload it again.',
        });
      }
      if (entry.method !== STORED && entry.method !== DEFLATED)
        throw malformed(`"${name}" is packed in an unknown way`);
      const { compressedBytes, expandedBytes } = entry;
      const most = Math.max(FREE_EXPANSION, compressedBytes * limits.expansionRatio);
      if (expandedBytes > limits.expandedBytes || expandedBytes > most)
        throw overExpanded(expandedBytes, compressedBytes, limits);
      let content: Uint8Array | undefined;
      try {
        content = unzipSync(bytes, { filter: (file) => file.name === name })[name];
      } catch (cause) {
        throw malformed(`"${name}" cannot be unpacked`, cause);
      }
      if (content === undefined) throw malformed(`"${name}" is missing`);
      return content;
    },
  };
}
