import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListQuery, listPage, markerPosition, type Position } from '../../local/s3/listing.ts';
import { compareUtf8 } from '../../local/s3/utf8-order.ts';

/** Keys of few different characters, so that prefixes and delimiters often meet. */
const key = fc
  .array(fc.constantFrom('a', 'b', '/', '//', 'é', '\uFF5E', '\u{1F5DE}', ' '), { maxLength: 5 })
  .map((parts) => parts.join(''));
const keys = fc
  .uniqueArray(
    key.filter((text) => text !== ''),
    { maxLength: 30 },
  )
  .map((list) => list.sort(compareUtf8));
const delimiter = fc.constantFrom('', '/', '//', 'a', 'b/');

interface Rolled {
  rows: string[];
  commonPrefixes: string[];
}

/** What a listing holds by its definition: every key with the prefix, or what it is rolled up into. */
function expected(all: string[], prefix: string, cut: string): Rolled {
  const rolled: Rolled = { rows: [], commonPrefixes: [] };
  for (const each of all.filter((text) => text.startsWith(prefix))) {
    const end = cut === '' ? -1 : each.indexOf(cut, prefix.length);
    if (end < 0) rolled.rows.push(each);
    else rolled.commonPrefixes.push(each.slice(0, end + cut.length));
  }
  return { rows: rolled.rows, commonPrefixes: [...new Set(rolled.commonPrefixes)] };
}

function allPages(
  all: string[],
  query: Omit<ListQuery, 'after'>,
  nextOf: (position: Position) => Position | undefined,
): Rolled {
  const found: Rolled = { rows: [], commonPrefixes: [] };
  let after: Position | undefined;
  do {
    const page = listPage(
      all,
      { ...query, after },
      (each) => [each],
      () => '',
    );
    expect(page.rows.length + page.commonPrefixes.length).toBeLessThanOrEqual(query.most);
    found.rows.push(...page.rows);
    found.commonPrefixes.push(...page.commonPrefixes);
    after = page.next && nextOf(page.next);
  } while (after);
  return found;
}

describe('listPage', () => {
  it('gives every key and common prefix once, in order, whatever the size of its pages', () => {
    fc.assert(
      fc.property(keys, key, delimiter, fc.integer({ min: 1, max: 7 }), (all, prefix, cut, most) => {
        const found = allPages(all, { prefix, delimiter: cut, most }, (position) => position);

        expect(found).toEqual(expected(all, prefix, cut));
      }),
      { numRuns: 500 },
    );
  });

  it('does so too where a client goes on by the last key or common prefix that it saw', () => {
    fc.assert(
      fc.property(keys, key, delimiter, fc.integer({ min: 1, max: 7 }), (all, prefix, cut, most) => {
        const query = { prefix, delimiter: cut, most };
        const found = allPages(all, query, (position) => markerPosition(position.key, query));

        expect(found).toEqual(expected(all, prefix, cut));
      }),
      { numRuns: 500 },
    );
  });
});
