import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_OVERLAY,
  lexiconPhrase,
  MAX_OVERLAY_BYTES,
  OverlayError,
  overlayHash,
  readOverlay,
} from '../../functions/core/lexicon/overlay.ts';

const read = (words: unknown) =>
  readOverlay(JSON.stringify(typeof words === 'object' ? { schemaVersion: 1, ...words } : words));

describe('Reading a lexicon overlay', () => {
  it('fills in what is not given', () => {
    expect(read({})).toEqual(EMPTY_OVERLAY);
    expect(read({ parties: [{ name: 'Grain Board', kind: 'company' }] }).parties[0]?.aliases).toEqual([]);
  });

  it.each<[unknown, RegExp]>([
    [{ alias: {} }, /alias/],
    [
      {
        parties: [
          { name: 'A', kind: 'state' },
          { name: 'B', kind: 'person' },
          { name: 'C', kind: 'club' },
        ],
      },
      /^parties\.2\.kind: /,
    ],
    [{ parties: [{ name: 'A', kind: 'state', country: 'Uruguay' }] }, /^parties\.0\.country: it is no ISO 3166-1/],
    [{ aliases: { Uruguay: ['the eastern shore', ''] } }, /^aliases\.Uruguay\.1: /],
    [{ aliases: { Uruguay: ['--'] } }, /^aliases\.Uruguay\.0: it holds no letter and no digit$/],
    [{ aliases: { Uruguay: ['shore\u0000'] } }, /^aliases\.Uruguay\.0: it holds a control character$/],
    [{ aliases: { Uruguay: [' shore'] } }, /^aliases\.Uruguay\.0: it begins or ends with a blank$/],
    [
      { aliases: { Uruguay: ['the Shore'], Argentina: ['The shore'] } },
      /^aliases\.Argentina\.0: two parties are called so$/,
    ],
    [
      { aliases: Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`N${at}`, []])) },
      /^aliases: it holds more/,
    ],
    [{ measureWords: [{ phrase: '(a+)+$', type: 'aid' }] }, /^measureWords\.0\.phrase: it is no phrase/],
    [{ measureWords: [{ phrase: '* airbridge', type: 'aid' }] }, /^measureWords\.0\.phrase: it is no phrase/],
    [{ measureWords: [{ phrase: 'airbridge', type: 'gift' }] }, /^measureWords\.0\.type: /],
    [{ cues: { risks: [{ phrase: 'a '.repeat(20).trim() }] } }, /^cues\.risks\.0\.phrase: it is no phrase/],
    [{ cues: { issues: [{ phrase: 'parked', state: 'lost' }] } }, /^cues\.issues\.0\.state: /],
    [{ alwaysDrop: ['x'.repeat(101)] }, /^alwaysDrop\.0: /],
    [{ alwaysDrop: ['', ''] }, /^alwaysDrop\.0: .*\(and \d more\)$/],
    [{ schemaVersion: 2 }, /^schemaVersion: /],
    ['words', /^the whole: /],
  ])('says which entry of %j is wrong', (words, told) => {
    expect(() => read(words)).toThrow(OverlayError);
    expect(() => read(words)).toThrow(told);
  });

  it('refuses what is no JSON, and what is longer than may be', () => {
    expect(() => readOverlay('{')).toThrow('It is not JSON.');
    expect(() => readOverlay(`{}${' '.repeat(MAX_OVERLAY_BYTES)}`)).toThrow('It is over 256 KB.');
  });

  it('never fails but with an error that is short and of one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          read(value);
        } catch (error) {
          expect(error).toBeInstanceOf(OverlayError);
          const { message } = error as OverlayError;
          expect(message.length).toBeLessThan(230);
          expect(message).not.toMatch(/\p{C}/u);
        }
      }),
    );
  });
});

describe('Phrases of an overlay', () => {
  it('are written as the lexicons write them', () => {
    expect(lexiconPhrase('No-fly  Zone|zones')).toBe('no - fly zone|zones');
  });
});

describe('The hash of an overlay', () => {
  it('is of its words, not of how their file is written', () => {
    const one = read({ aliases: { Uruguay: ['a1'], Chile: ['b1'] }, alwaysDrop: ['tote'] });
    const same = read({ alwaysDrop: ['tote'], cues: { issues: [] }, aliases: { Chile: ['b1'], Uruguay: ['a1'] } });
    expect(overlayHash(same)).toBe(overlayHash(one));
    expect(overlayHash(read({ alwaysDrop: ['tote'] }))).not.toBe(overlayHash(one));
    expect(overlayHash(EMPTY_OVERLAY)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
