import { crc32, inflateRawSync } from 'node:zlib';
import { TextDecoder } from '@exodus/bytes/encoding.js';
import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { type ExpansionLimits, overExpanded, refuseRatio } from './expansion.ts';

/** An entry of a ZIP archive, as the archive's directory describes it. */
export interface ZipEntry {
  /** Path within the archive. */
  name: string;
  compressedBytes: number;
  /** As declared; an entry that turns out to be of another size is damaged. */
  expandedBytes: number;
  encrypted: boolean;
}

/** An open ZIP archive. */
export interface ZipArchive {
  /** In the order of the directory, without folders. */
  entries: readonly ZipEntry[];
  /**
   * @returns the entry's bytes, or undefined where there is no such entry.
   * @throws RejectedError `encrypted`; `too-large` over the limits on expansion, for the entry or for all that were read
   *   together; `malformed` where it cannot be read.
   */
  read(name: string): Uint8Array | undefined;
}

type SizeLimits = ExpansionLimits & Pick<ParseLimits, 'archiveEntries'>;
type StoredEntry = ZipEntry & { method: number; crc: number; localHeader: number };

const LOCAL_ENTRY = 0x04034b50;
const LOCAL_ENTRY_BYTES = 30;
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

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the record that ends the directory begins, or -1. */
function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  return -1;
}

/** The entries of the directory (PKWARE APPNOTE.TXT 4.3.12), folders included; ends where the directory does not go on. */
function* directoryOf(bytes: Uint8Array, view: DataView, end: number): Generator<StoredEntry> {
  const [utf8, latin1] = [new TextDecoder('utf-8', { fatal: true }), new TextDecoder('latin1')];
  // Many programs write UTF-8 without saying so (APPNOTE.TXT, appendix D).
  const nameOf = (bytesOfName: Uint8Array) => {
    try {
      return utf8.decode(bytesOfName);
    } catch {
      return latin1.decode(bytesOfName);
    }
  };
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) return;
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    yield {
      name: nameOf(name),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedBytes: view.getUint32(at + 20, true),
      expandedBytes: view.getUint32(at + 24, true),
      localHeader: view.getUint32(at + 42, true),
      encrypted: (flags & 1) === 1,
    };
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** The names in an archive's directory, as far as it can be read: what kind of document it is is told by them. */
export function* namesInZip(bytes: Uint8Array): Generator<string> {
  if (bytes.byteLength < END_BYTES) return;
  const view = viewOf(bytes);
  const end = endOf(view);
  if (end !== -1) for (const { name } of directoryOf(bytes, view, end)) yield name;
}

/** An entry's bytes as they are packed. */
function packed(bytes: Uint8Array, view: DataView, { name, localHeader, compressedBytes }: StoredEntry): Uint8Array {
  if (localHeader + LOCAL_ENTRY_BYTES > view.byteLength || view.getUint32(localHeader, true) !== LOCAL_ENTRY) {
    throw malformed(`"${name}" is not where the directory says`);
  }
  const start =
    localHeader + LOCAL_ENTRY_BYTES + view.getUint16(localHeader + 26, true) + view.getUint16(localHeader + 28, true);
  if (start + compressedBytes > view.byteLength) throw malformed(`"${name}" is cut`);
  return bytes.subarray(start, start + compressedBytes);
}

/** Unpacks an entry; nothing grows beyond the size that it declares, which was found to be within the limits. */
function unpack(content: Uint8Array, { name, method, crc, expandedBytes }: StoredEntry): Uint8Array {
  let expanded = content;
  try {
    if (method === DEFLATED) expanded = inflateRawSync(content, { maxOutputLength: Math.max(1, expandedBytes) });
  } catch (cause) {
    throw malformed(`"${name}" cannot be unpacked`, cause);
  }
  if (expanded.byteLength !== expandedBytes || crc32(expanded) !== crc) throw malformed(`"${name}" is damaged`);
  return expanded;
}

/**
 * Opens a ZIP archive without expanding anything.
 * @param what the file as a person calls it, for the rejection of an encrypted entry.
 * @throws RejectedError `malformed` where it has no directory; `too-many-parts` over the limit on entries.
 */
export function openZip(bytes: Uint8Array, limits: SizeLimits, what = 'a ZIP archive'): ZipArchive {
  const view = viewOf(bytes);
  const end = bytes.byteLength < END_BYTES ? -1 : endOf(view);
  if (end === -1) throw malformed('it has no directory at its end');
  const count = view.getUint16(end + 10, true);
  if (count > limits.archiveEntries) {
    const reason = `The archive has ${count} entries; the limit is ${limits.archiveEntries}.`;
    throw new RejectedError('too-many-parts', reason, { remedy: REMEDY });
  }
  const all = [...directoryOf(bytes, view, end)];
  if (all.length < count) throw malformed('its directory does not hold what it announces');
  const entries = all.filter(({ name }) => !name.endsWith('/'));
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  let left = limits.expandedBytes;
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
      if (entry.method !== STORED && entry.method !== DEFLATED) {
        throw malformed(`"${name}" is packed in an unknown way`);
      }
      const { compressedBytes, expandedBytes } = entry;
      if (expandedBytes > left) throw overExpanded(limits.expandedBytes + 1, compressedBytes, limits);
      refuseRatio(expandedBytes, compressedBytes, limits);
      left -= expandedBytes;
      return unpack(packed(bytes, view, entry), entry);
    },
  };
}
