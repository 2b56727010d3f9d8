import { dateIn, type Fields, lineIn } from '../json/fields.ts';
import type { ParseLimits } from '../parse-limits.ts';
import type { Draft } from './draft.ts';
import { draftOfRecord, readRecords } from './ndjson.ts';
import type { ReadText } from './reader.ts';

function draftOf(fields: Fields, limits: ParseLimits): Draft {
  // Its "source" is none of an outlet's, and of its dates only "date_publish" is a publication.
  const own = new Map([...fields].filter(([name]) => !/^(?:source|datedownload|text|name)$/.test(name)));
  const draft = draftOfRecord(own, limits);
  return {
    ...draft,
    title: draft.title ?? lineIn(own, 'titlepage', 'titlerss'),
    publishedAt: dateIn(own, 'datepublish'),
    source: lineIn(own, 'sourcedomain'),
  };
}

/**
 * Articles as news-please writes them, one a file, a list, or one a line (its fields: title, maintext, authors,
 * date_publish, date_modify, source_domain, url, language).
 * @throws RejectedError as `readNdjson` does.
 */
export const readNewsPlease: ReadText = (text, _hints, limits) => readRecords(text, limits, draftOf);
