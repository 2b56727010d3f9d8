import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../functions/core/render/csv.ts';
import { oneLine } from '../../functions/core/render/one-line.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { HOSTILE, withTexts } from '../fixtures/hostile-brief.ts';
import { propertyRuns } from '../long-run.ts';

/** The fields of a record of RFC 4180: quoted, with quotes doubled, or without any special character. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;

/** Reads CSV strictly. @throws where it is not of RFC 4180 */
function read(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < csv.length) {
    const at = FIELD.lastIndex;
    const match = FIELD.exec(csv);
    if (match === null) throw new Error(`No field at ${at}: ${csv.slice(at, at + 40)}`);
    const [, quoted, bare, end] = match;
    record.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') {
      records.push(record);
      record = [];
    }
  }
  if (record.length > 0) throw new Error('The last record has no end.');
  return records;
}

describe('Property: renderCsv', () => {
  it('is read back as it was written, and begins no cell with a formula', () => {
    const base = cardOf(withTexts((place) => place));
    fc.assert(
      fc.property(fc.array(fc.tuple(HOSTILE, HOSTILE, HOSTILE), { maxLength: 3 }), (rows) => {
        const cards = rows.map(([headline, title, name]) => ({
          ...base,
          headline,
          title,
          parties: [{ id: 'x', name }],
          notHeard: ['x'],
        }));

        const [names = [], ...records] = read(renderCsv(cards));

        expect(records).toHaveLength(rows.length);
        for (const [index, record] of records.entries()) {
          expect(record).toHaveLength(names.length);
          const cell = (name: string) => record[names.indexOf(name)];
          const [headline, title, name] = (rows[index] ?? []).map((text) =>
            oneLine(text).replace(/^[=+\-@＝＋－＠]/, "'$&"),
          );
          expect([cell('headline'), cell('title'), cell('parties'), cell('notHeard')]).toEqual([
            headline,
            title,
            name,
            name,
          ]);
          for (const value of record) expect(value).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
      { numRuns: propertyRuns(250) },
    );
  });
});
