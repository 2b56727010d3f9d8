import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { payloadOf } from '../warc/http-payload.ts';
import { type HeaderFields, headerAt, recordsOf, type WarcRecord } from '../warc/records.ts';
import { webAddress } from './draft.ts';
import { entryName, foundEntry } from './entry.ts';
import type { Found, ReadBytes } from './reader.ts';

const PAGE = /^(?:text\/html|application\/xhtml\+xml)\b/i;

/** An address that a field holds; version 1.0 of the standard writes it in angle brackets. */
function address(fields: HeaderFields, name: string): string {
  return (fields.get(name) ?? '').replace(/^<|>$/g, '');
}

/** The page of a record: a response of status 200 that is HTML, or a resource that is; undefined for anything else. */
function pageIn({ fields, block }: WarcRecord, part: string, limits: ParseLimits): Found | undefined {
  const kind = fields.get('warc-type')?.toLowerCase();
  const target = address(fields, 'warc-target-uri');
  const url = webAddress(target);
  const known = url === null ? {} : { url };
  if (kind === 'resource' && PAGE.test(fields.get('content-type') ?? '')) {
    return {
      kind: 'file',
      part,
      bytes: block,
      hints: { contentType: fields.get('content-type') ?? 'text/html' },
      known,
    };
  }
  if (kind !== 'response' || !/^application\/http\b/i.test(fields.get('content-type') ?? '')) return undefined;
  const response = headerAt(block, 0);
  if (response === null || !/^HTTP\/[\d.]{1,3} 200\b/.test(response.start)) return undefined;
  const contentType = response.fields.get('content-type') ?? '';
  if (!PAGE.test(contentType)) return undefined;
  return foundEntry(part, () => {
    const bytes = payloadOf(response.fields, block.subarray(response.end), limits);
    return { kind: 'file', part, bytes, hints: { contentType }, known };
  });
}

function* pagesOf(bytes: Uint8Array, limits: ParseLimits): Generator<Found> {
  const seen = new Set<string>();
  let place = 0;
  try {
    for (const record of recordsOf(bytes)) {
      place += 1;
      if (place > limits.archiveEntries) {
        throw new RejectedError(
          'too-many-parts',
          `The web archive has over ${limits.archiveEntries} records, the limit.`,
          {
            remedy: 'Split the archive and upload the pieces.',
          },
        );
      }
      const target = address(record.fields, 'warc-target-uri');
      const id = address(record.fields, 'warc-record-id');
      const name = entryName(place, target, id);
      const part = seen.has(name) && id !== '' ? `${name} ${id}` : name;
      const found = pageIn(record, part, limits);
      if (found === undefined) continue;
      seen.add(name);
      yield found;
    }
  } catch (error) {
    if (!(error instanceof RejectedError) || error.code !== 'malformed' || place === 0) throw error;
    yield { kind: 'rejected', part: String(place + 1), error };
  }
}

/**
 * A web archive (WARC, ISO 28500) holds a page for each response of status 200 that is HTML, by its address (and its
 * record's id where an address comes again). Requests, pictures and the rest are passed over. A cut archive holds what
 * stands before the cut.
 * @throws RejectedError `malformed` where not even the first record is whole; `too-many-parts`.
 */
export const readWarc: ReadBytes = (bytes, _hints, limits) => pagesOf(bytes, limits);
