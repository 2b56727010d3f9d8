import { RejectedError } from '../../core/errors.ts';
import { openZip } from '../archive/zip-archive.ts';
import { unreadDocument } from '../archive/zip-kind.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { latin1, unsupported } from '../sniff.ts';
import { foundEntry } from './entry.ts';
import type { Found, ReadBytes } from './reader.ts';

/** As many as an archive's first entry may need to state the type of a document. */
const HEAD_BYTES = 512;
/** What operating systems leave in archives, and what a browser saves beside a page. */
const NO_DOCUMENT =
  /(?:^|\/)(?:__MACOSX\/|\.|thumbs\.db$|desktop\.ini$)|\.(?:css|m?js|map|woff2?|ttf|otf|eot|ico|svg|png|jpe?g|gif|webp|avif|bmp|tiff?|mp[34]|m4[av]|mov|avi|wav|ogg|webm)$/i;

function* filesIn(bytes: Uint8Array, limits: ParseLimits): Generator<Found> {
  const archive = openZip(bytes, limits);
  const document = unreadDocument(
    archive.entries.map(({ name }) => name),
    latin1(bytes, 0, HEAD_BYTES),
  );
  if (document !== null) throw unsupported(document);
  if (archive.entries.length > 0 && archive.entries.every(({ encrypted }) => encrypted)) {
    throw new RejectedError('encrypted', 'This is a ZIP archive with a password.', {
      remedy: 'Pack the articles without a password.',
    });
  }
  for (const { name } of archive.entries) {
    if (NO_DOCUMENT.test(name)) continue;
    yield foundEntry(name, () => {
      const content = archive.read(name) ?? new Uint8Array();
      return { kind: 'file', part: name, bytes: content, hints: { name } };
    });
  }
}

/**
 * A ZIP archive holds a file an entry; pictures, style sheets, scripts and what operating systems add are passed over.
 * @throws RejectedError `encrypted`, `malformed`, `too-many-parts`, or `unsupported-format` for an office document.
 */
export const readZip: ReadBytes = (bytes, _hints, limits) => filesIn(bytes, limits);
